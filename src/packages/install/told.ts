/**
 * A package's own manifest against what was told of it: by the index, whose lines are signed and logged, or by aegis.lock.
 * Solver and consent have believed what was told, so files that say otherwise are refused.
 */
import { ArchiveFailure, type ArchiveFile } from '../archive/archive-file.ts';
import { type PackageManifest, readPackageManifest } from '../archive/contents.ts';

export interface Told {
  readonly name: string;
  readonly version: string;
  readonly capabilities: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
}

/**
 * @param by who told, for the message
 * @throws ArchiveFailure
 */
export function checkTold(files: readonly ArchiveFile[], told: Told, by: string): PackageManifest {
  const manifest = readPackageManifest(files);
  const own: Told = {
    name: manifest.package.name,
    version: manifest.package.version,
    capabilities: manifest.package.capabilities,
    dependencies: Object.fromEntries(
      Object.entries(manifest.dependencies).map(([name, { version }]) => [name, version ?? '*']),
    ),
  };
  for (const [what, show] of Object.entries(shown)) {
    const [here, there] = [show(own), show(told)];
    if (here !== there) throw new ArchiveFailure('aegis.toml', `says the ${what} ${here}, ${by} says ${there}`);
  }
  return manifest;
}

/** All of it as one text: the same for all who tell the same. */
export function toldText({ name, version, capabilities, dependencies }: Told): string {
  const ranges = Object.entries(dependencies).sort(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify({ name, version, capabilities: [...capabilities].sort(), dependencies: ranges });
}

const shown: Readonly<Record<string, (told: Told) => string>> = {
  name: ({ name }) => name,
  version: ({ version }) => version,
  capabilities: ({ capabilities }) => [...capabilities].sort().join(', ') || 'none',
  dependencies: ({ dependencies }) =>
    Object.entries(dependencies)
      .map(([name, range]) => `${name} ${range}`)
      .sort()
      .join(', ') || 'none',
};
