/** What is said of a version when it is published: the manifest's words about it, and the archive's hash. */
import { sha256Hex } from '#platform/crypto';
import type { PackageManifest } from '../archive/contents.ts';
import type { IndexEntry } from '../registry/index-line.ts';
import { momentText } from '../registry/signed-statements.ts';

type NewVersion = Omit<IndexEntry, 'publisher' | 'previous' | 'log' | 'signature'>;

/**
 * @param archive the packed files
 * @param time of publication, in milliseconds since 1970
 */
export function versionStatement(manifest: PackageManifest, archive: Uint8Array, time: number): NewVersion {
  const { name, version, description, capabilities } = manifest.package;
  const ranges = Object.entries(manifest.dependencies).map(([each, { version: range }]) => [each, range ?? '*']);
  return {
    name,
    version,
    description: description ?? '',
    dependencies: Object.fromEntries(ranges),
    capabilities: [...new Set(capabilities)].sort(),
    sha256: sha256Hex(archive),
    size: archive.length,
    published: momentText(time),
    yanked: false,
  };
}
