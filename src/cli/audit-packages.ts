/**
 * `aegis audit-packages`: what is installed against what registries say of it today. Registries are verified as they are
 * read (signatures, log, what was seen before); here the project's own lock and store are held against them.
 */
import type { PackageProject } from '#packages/install/project';
import type { LockedPackage } from '#packages/lockfile';
import type { Registry } from '#packages/registry/registry';
import { PackageAuthority } from '#packages/resolution/authority';
import type { PackageStore } from '#packages/store/store';
import { defineCommand, exitCodes } from './command.ts';
import { complain, counted, say, sayJson } from './output.ts';
import { openInstaller, openProjectHere } from './package-work.ts';

interface Finding {
  readonly name: string;
  readonly version: string;
  /** `tampered`: something is not what it was published as. */
  readonly kind: 'tampered' | 'yanked' | 'deprecated' | 'authority' | 'missing';
  readonly message: string;
}

export const command = defineCommand({
  summary:
    'Verify installed packages against store and registries: hashes, publishers, log, yanked versions, authority.',
  flags: {
    offline: { type: 'boolean', description: 'ask nobody beyond this machine' },
    json: { type: 'boolean', description: 'one JSON object per finding' },
  },
  examples: ['aegis audit-packages'],
  async run({ flags }) {
    const project = openProjectHere();
    const installer = openInstaller(project, flags.offline === true);
    const registries = await installer.openRegistries();
    const findings: Finding[] = [];
    for (const locked of project.lock.packages) {
      findings.push(...judge(project, locked, installer.store), ...(await compareWithRegistry(locked, registries)));
    }
    for (const finding of findings) {
      if (flags.json) sayJson(finding);
      else complain(`${finding.name} ${finding.version}: ${finding.message}`);
    }
    const count = counted(project.lock.packages.length, 'package');
    if (!flags.json)
      say(findings.length === 0 ? `${count}, all as published` : `${count}, ${counted(findings.length, 'finding')}`);
    if (findings.some(({ kind }) => kind === 'tampered')) return exitCodes.unverified;
    return findings.length === 0 ? exitCodes.ok : exitCodes.failed;
  },
});

function judge({ manifest }: PackageProject, locked: LockedPackage, store: PackageStore): Finding[] {
  const { name, version, sha256, files } = locked;
  const findings: Finding[] = [];
  if (sha256 !== null && files !== null) {
    const identity = { sha256, files };
    if (!store.has(identity))
      findings.push({ name, version, kind: 'missing', message: "is not installed; run 'aegis install'" });
    else if (!store.isWhole(identity)) {
      findings.push({
        name,
        version,
        kind: 'tampered',
        message: 'its files in the store are not those that were installed',
      });
    }
  }
  const missing = new PackageAuthority(manifest.capabilities).missing(name, locked.capabilities);
  if (missing.length > 0) {
    findings.push({
      name,
      version,
      kind: 'authority',
      message: `asks for ${missing.join(', ')} without being granted it`,
    });
  }
  return findings;
}

async function compareWithRegistry(locked: LockedPackage, registries: readonly Registry[]): Promise<Finding[]> {
  const { name, version, source } = locked;
  if (source.kind !== 'registry') return [];
  const found = (kind: Finding['kind'], message: string): Finding[] => [{ name, version, kind, message }];
  const registry = registries.find((each) => each.name === source.registry);
  if (registry === undefined) return found('tampered', `aegis.toml has no registry '${source.registry}'`);
  const entry = (await registry.versions(name)).find((each) => each.version === version);
  if (entry === undefined) return found('tampered', `the registry '${source.registry}' does not have it any more`);
  for (const [what, here, there] of [
    ['hash', locked.sha256, entry.sha256],
    ['publisher', locked.publisher, entry.publisher],
    ['place in the log', String(locked.log), String(entry.log)],
    ['authority', locked.capabilities.join(', '), entry.capabilities.join(', ')],
  ]) {
    if (here !== there)
      return found('tampered', `aegis.lock says the ${what} ${here}, the registry '${source.registry}' says ${there}`);
  }
  if (entry.yanked) return found('yanked', 'was yanked by its publisher');
  return entry.deprecated === undefined ? [] : found('deprecated', `is deprecated: ${entry.deprecated}`);
}
