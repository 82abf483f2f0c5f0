/** Who asks for what: what each package of a selection declares against what aegis.toml grants it. */
import type { Manifest } from '../manifest.ts';
import { PackageAuthority } from '../resolution/authority.ts';

export interface Asking {
  readonly name: string;
  readonly version: string;
  /** All that it declares. */
  readonly asks: readonly string[];
  /** Of that, what it was not granted. */
  readonly surplus: readonly string[];
}

/** @returns the packages that ask for anything, by name */
export function whoAsks(
  manifest: Manifest,
  selected: Iterable<{ readonly name: string; readonly version: string; readonly capabilities: readonly string[] }>,
): Asking[] {
  const authority = new PackageAuthority(manifest.capabilities);
  return [...selected]
    .filter(({ capabilities }) => capabilities.length > 0)
    .map(({ name, version, capabilities }) => ({
      name,
      version,
      asks: capabilities,
      surplus: authority.missing(name, capabilities),
    }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}
