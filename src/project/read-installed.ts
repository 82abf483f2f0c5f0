/**
 * Installed packages, read from aegis.lock and the store. Files of the store are compared with their hashes when they are
 * read, so what runs is what was installed; those of a folder are taken as they are.
 */
import { ArchiveFailure, type ArchiveFile } from '#packages/archive/archive-file';
import { readPackageManifest } from '#packages/archive/contents';
import { importNameOf } from '#packages/import-name';
import { problemOfLock } from '#packages/install/lock-check';
import { emptyLock, type LockedPackage, LockFailure, lockName, readLock } from '#packages/lockfile';
import type { Manifest } from '#packages/manifest';
import { dataFolder, storeFolder } from '#packages/places';
import { ResolutionFailure } from '#packages/resolution/requirement';
import { PackageStore, StoreFailure } from '#packages/store/store';
import { fileExists, folderExists, readBytes, readText } from '#platform/disk';
import path from '#platform/paths';
import type { InstalledPackage, InstalledPackages, PackageFiles } from './installed.ts';
import { loadManifest, ProjectFailure } from './workspace.ts';

/**
 * @param direct names of the packages that the project's own code may import
 * @throws ProjectFailure when aegis.lock cannot be used or does not fit aegis.toml
 */
export function readInstalled(root: string, manifest: Manifest, direct: ReadonlySet<string>): InstalledPackages {
  const folder = dataFolder();
  const store = folder === null ? null : new PackageStore(storeFolder(folder));
  const packages = lockedPackages(root, manifest);
  return {
    byImportName: new Map(packages.map((locked) => [importNameOf(locked.name), install(root, locked, store)])),
    direct,
  };
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

function describe({ name, version, dependencies }: LockedPackage): Omit<InstalledPackage, 'files'> {
  return { name, importName: importNameOf(name), version, dependencies: new Set(Object.keys(dependencies)) };
}

/** A package from where the lock says. */
export function install(root: string, locked: LockedPackage, store: PackageStore | null): InstalledPackage {
  let files: PackageFiles | null | undefined;
  return {
    ...describe(locked),
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
  return publishedFiles(locked, [...list.keys()], (file) => {
    try {
      return store.read(identity, list, file);
    } catch (error) {
      if (error instanceof StoreFailure) throw new ProjectFailure(error.message);
      throw error;
    }
  });
}

/** A package whose files are in memory, just fetched. */
export function fetchedPackage(locked: LockedPackage, files: readonly ArchiveFile[]): InstalledPackage {
  const contents = new Map(files.map(({ path: file, bytes }) => [file, bytes]));
  return {
    ...describe(locked),
    files: publishedFiles(locked, [...contents.keys()], (file) => contents.get(file)!),
  };
}

function publishedFiles(
  locked: LockedPackage,
  list: readonly string[],
  read: (file: string) => Uint8Array,
): PackageFiles {
  const names = new Set(list);
  return {
    entry: entryOf(read, locked),
    list,
    has: (file) => names.has(file),
    hasFolder: (inner) => list.some((file) => file.startsWith(`${inner}/`)),
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
    list: null,
    has: (file) => fileExists(place(file)),
    hasFolder: (inner) => folderExists(place(inner)),
    read: (file) => readBytes(place(file)),
    show: (file) => path.join(folder, file),
  };
}
