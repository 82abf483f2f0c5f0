/**
 * The packages that a project's aegis.lock has, as a program finds them: by import name, each with its files. Files of the
 * store are compared with their hashes when they are read, so what runs is what was installed; those of a folder are
 * taken as they are.
 */
import { ArchiveFailure } from '#packages/archive/archive-file';
import { readPackageManifest } from '#packages/archive/contents';
import { problemOfLock } from '#packages/install/lock-check';
import { emptyLock, type LockedPackage, LockFailure, lockName, readLock } from '#packages/lockfile';
import type { Manifest } from '#packages/manifest';
import { importNameOf } from '#packages/names';
import { dataFolder } from '#packages/places';
import { ResolutionFailure } from '#packages/resolution/requirement';
import { PackageStore, StoreFailure } from '#packages/store/store';
import { fileExists, folderExists, readBytes, readText } from '#platform/disk';
import path from '#platform/paths';
import { loadManifest, ProjectFailure } from './workspace.ts';

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
export function openInstalled(root: string, manifest: Manifest | null): InstalledPackages {
  const direct = { ...manifest?.dependencies, ...manifest?.developmentDependencies };
  if (manifest === null || Object.keys(direct).length === 0) return noPackages;
  const packages = lockedPackages(root, manifest);
  const folder = dataFolder();
  const store = folder === null ? null : new PackageStore(storeFolder(folder));
  return {
    byImportName: new Map(packages.map((locked) => [importNameOf(locked.name), install(root, locked, store)])),
    direct: new Set(Object.keys(direct)),
  };
}

/** Where the store lies in the user's data folder. */
export function storeFolder(data: string): string {
  return path.join(data, 'packages');
}

function lockedPackages(root: string, manifest: Manifest): readonly LockedPackage[] {
  const file = path.join(root, lockName);
  try {
    const lock = fileExists(file) ? readLock(readText(file)) : emptyLock;
    const problem = problemOfLock(manifest, lock);
    if (problem === null) return lock.packages;
    throw new ProjectFailure(`${lockName} ${problem}; 'aegis install' brings it up to date`);
  } catch (error) {
    if (error instanceof LockFailure || error instanceof ResolutionFailure) throw new ProjectFailure(error.message);
    throw error;
  }
}

function install(root: string, locked: LockedPackage, store: PackageStore | null): InstalledPackage {
  let files: PackageFiles | null | undefined;
  return {
    name: locked.name,
    importName: importNameOf(locked.name),
    version: locked.version,
    dependencies: new Set(Object.keys(locked.dependencies)),
    // A program uses few of the packages that are installed: each is opened when something of it is wanted.
    get files() {
      if (files === undefined) {
        files = locked.source.kind === 'path' ? folderFiles(root, locked.source.path) : storeFiles(locked, store);
      }
      return files;
    },
  };
}

function storeFiles(locked: LockedPackage, store: PackageStore | null): PackageFiles | null {
  const identity = { sha256: locked.sha256!, files: locked.files! };
  const list = store?.listOf(identity) ?? null;
  if (store === null || list === null) return null;
  const read = (file: string): Uint8Array => {
    try {
      return store.read(identity, list, file);
    } catch (error) {
      if (error instanceof StoreFailure) throw new ProjectFailure(error.message);
      throw error;
    }
  };
  return {
    entry: entryOf(read, locked),
    has: (file) => list.has(file),
    hasFolder: (inner) => list.keys().some((file) => file.startsWith(`${inner}/`)),
    read,
    show: (file) => `${locked.name}@${locked.version}/${file}`,
  };
}

function entryOf(read: (file: string) => Uint8Array, { name, version }: LockedPackage): string {
  try {
    return readPackageManifest([{ path: 'aegis.toml', bytes: read('aegis.toml') }]).package.entry;
  } catch (error) {
    if (error instanceof ArchiveFailure) throw new ProjectFailure(`the package ${name} ${version}: ${error.message}`);
    throw error;
  }
}

function folderFiles(root: string, folder: string): PackageFiles {
  const place = (file: string): string => path.join(root, folder, file);
  return {
    entry: loadManifest(place('aegis.toml')).package.entry,
    has: (file) => fileExists(place(file)),
    hasFolder: (inner) => folderExists(place(inner)),
    read: (file) => readBytes(place(file)),
    show: (file) => path.join(folder, file),
  };
}
