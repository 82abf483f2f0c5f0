/** `aegis info`: what registries say of a package. */
import { compare } from 'semver';
import { visibleText } from '#diagnostics/visible-text';
import { emptyLock } from '#packages/lockfile';
import { lookAlike } from '#packages/look-alike';
import { problemOfName } from '#packages/names';
import type { IndexEntry } from '#packages/registry/registry';
import { currentFolder } from '#platform/environment';
import { openManifest } from '#project/workspace';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { complain, say, sayJson } from './output.ts';
import { openProjectRegistries } from './package-work.ts';

export const command = defineCommand({
  summary: 'Show what a registry says of a package: versions, authority, publisher.',
  flags: {
    package: { type: 'positional', required: true, description: 'NAME, or NAME@VERSION' },
    offline: { type: 'boolean', description: 'ask nobody beyond this machine' },
    json: { type: 'boolean', description: 'as JSON' },
  },
  examples: ['aegis info aegis-web-tools', 'aegis info aegis-web-tools@0.1.0'],
  async run({ flags }) {
    const [name, version] = flags.package.split('@') as [string, string?];
    const problem = problemOfName(name);
    if (problem !== null) throw new UsageFailure(`'${name}' is no package: the name ${problem}`);
    const { root, manifest } = openManifest(currentFolder());
    const registries = await openProjectRegistries(root, manifest, emptyLock, flags.offline === true);
    let isKnown = false;
    for (const registry of registries) {
      const entries = [...(await registry.versions(name))].sort((left, right) => compare(left.version, right.version));
      const entry = version === undefined ? newest(entries) : entries.find((each) => each.version === version);
      if (entry === undefined) continue;
      isKnown = true;
      if (flags.json) sayJson({ registry: registry.name, ...entry, versions: entries.map((each) => each.version) });
      else show(registry.name, entry, entries);
    }
    if (isKnown) return exitCodes.ok;
    const near = lookAlike(name, []);
    complain(
      `no registry has ${flags.package}`,
      near === null ? "'aegis search WORD' finds packages" : `did you mean '${near}'?`,
    );
    return exitCodes.failed;
  },
});

function newest(entries: readonly IndexEntry[]): IndexEntry | undefined {
  return entries.filter(({ yanked }) => !yanked).at(-1) ?? entries.at(-1);
}

function show(registry: string, entry: IndexEntry, entries: readonly IndexEntry[]): void {
  const facts: readonly (readonly [string, string])[] = [
    ['description', entry.description],
    ['asks for', entry.capabilities.join(', ') || 'nothing'],
    [
      'depends on',
      Object.entries(entry.dependencies)
        .map((each) => each.join(' '))
        .join(', ') || 'nothing',
    ],
    ['published', entry.published],
    ['publisher', entry.publisher],
    ['archive', `${entry.size} bytes, sha256 ${entry.sha256}`],
    ['registry', `${registry}, place ${entry.log} of its log`],
    ['versions', entries.map(({ version, yanked }) => (yanked ? `${version} (yanked)` : version)).join(', ')],
    ...(entry.yanked ? [['yanked', 'yes: nobody new gets this version'] as const] : []),
    ...(entry.deprecated === undefined ? [] : [['deprecated', entry.deprecated] as const]),
  ];
  say(`${entry.name} ${entry.version}`);
  for (const [title, text] of facts) say(`  ${title.padEnd(12)} ${visibleText(text)}`);
}
