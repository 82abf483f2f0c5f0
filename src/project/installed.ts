/**
 * The packages that a project's aegis.lock has, as a program finds them: by import name, each with its files. Most programs
 * have none: what reads locks and stores is loaded only for those that do.
 */
import type { Manifest } from '#packages/manifest';

export interface InstalledPackage {
  readonly name: string;
  readonly importName: string;
  readonly version: string;
  /** Names of the packages that its code may import. */
  readonly dependencies: ReadonlySet<string>;
  /** Its files; null when the package is not on this machine. */
  readonly files: PackageFiles | null;
}

export interface PackageFiles {
  /** The file that is imported by the package's own name. */
  readonly entry: string;
  /** All of them; null for a folder that may change at any time. */
  readonly list: readonly string[] | null;
  /** True when there is such a file. Paths are relative to the package. */
  has(file: string): boolean;
  hasFolder(folder: string): boolean;
  /** @throws ProjectFailure when it is not the file that was installed */
  read(file: string): Uint8Array;
  /** A path as people are shown it. */
  show(file: string): string;
}

export interface InstalledPackages {
  /** By import name. */
  readonly byImportName: ReadonlyMap<string, InstalledPackage>;
  /** Names of the packages that the project's own code may import. */
  readonly direct: ReadonlySet<string>;
}

export const noPackages: InstalledPackages = { byImportName: new Map(), direct: new Set() };

/**
 * @param root the folder of aegis.toml
 * @throws ProjectFailure when aegis.lock cannot be used or does not fit aegis.toml
 */
export async function openInstalled(root: string, manifest: Manifest | null): Promise<InstalledPackages> {
  const direct = { ...manifest?.dependencies, ...manifest?.developmentDependencies };
  if (manifest === null || Object.keys(direct).length === 0) return noPackages;
  const { readInstalled } = await import('./read-installed.ts');
  return readInstalled(root, manifest, new Set(Object.keys(direct)));
}
