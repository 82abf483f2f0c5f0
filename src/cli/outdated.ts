/** `aegis outdated`: packages of which there are newer versions. */
import { compare, maxSatisfying, prerelease } from 'semver';
import type { PackageProject } from '#packages/install/project';
import type { LockedPackage } from '#packages/lockfile';
import type { Registry } from '#packages/registry/registry';
import { PackageAuthority } from '#packages/resolution/authority';
import { defineCommand, exitCodes } from './command.ts';
import { say, sayJson } from './output.ts';
import { openInstaller, openProjectHere } from './package-work.ts';
import { tableLines } from './table.ts';

interface Outdated {
  readonly name: string;
  readonly installed: string;
  /** The newest that all ranges allow; null when that is the installed one. */
  readonly wanted: string | null;
  readonly newest: string;
  /** What the newest would ask for beyond its grant. */
  readonly asks: readonly string[];
}

export const command = defineCommand({
  summary: 'Show packages of which there are newer versions.',
  flags: { json: { type: 'boolean', description: 'one JSON object per package' } },
  examples: ['aegis outdated'],
  async run({ flags }) {
    const project = openProjectHere();
    const registries = await openInstaller(project, false).openRegistries();
    const rows: Outdated[] = [];
    for (const locked of project.lock.packages) {
      const row = await compareWithRegistry(project, locked, registries);
      if (row !== null) rows.push(row);
    }
    if (flags.json) for (const row of rows) sayJson(row);
    else if (rows.length === 0) say('every package is the newest there is');
    else {
      const cells = rows.map(({ name, installed, wanted, newest, asks }) => [
        name,
        installed,
        wanted ?? '-',
        newest,
        asks.join(', ') || '-',
      ]);
      for (const line of tableLines(['package', 'installed', 'in range', 'newest', 'newest asks for more'], cells))
        say(line);
    }
    return exitCodes.ok;
  },
});

async function compareWithRegistry(
  { manifest, lock }: PackageProject,
  locked: LockedPackage,
  registries: readonly Registry[],
): Promise<Outdated | null> {
  const { name, version, source } = locked;
  if (source.kind !== 'registry') return null;
  const registry = registries.find((each) => each.name === source.registry);
  const entries = (await registry?.versions(name)) ?? [];
  const usable = entries.filter(
    (entry) => !entry.yanked && (prerelease(entry.version) === null || prerelease(version) !== null),
  );
  const newest = usable.sort((left, right) => compare(left.version, right.version)).at(-1);
  if (newest === undefined || compare(newest.version, version) <= 0) return null;
  const ranges = [
    { ...manifest.dependencies, ...manifest.developmentDependencies }[name]?.version ?? '*',
    ...lock.packages.flatMap(({ dependencies }) => dependencies[name] ?? []),
  ];
  const wanted = maxSatisfying(
    usable.map((entry) => entry.version),
    ranges.join(' '),
  );
  return {
    name,
    installed: version,
    wanted: wanted === null || compare(wanted, version) <= 0 ? null : wanted,
    newest: newest.version,
    asks: new PackageAuthority(manifest.capabilities).missing(name, newest.capabilities),
  };
}
