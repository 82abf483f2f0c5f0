/**
 * The store: every package that this user ever installed, by the hash of its archive, shared by all projects and read-only.
 * A package appears by renaming a whole folder, so nobody ever sees a part of one, whenever the machine stops. What is
 * read from it is compared with the hashes that aegis.lock leads to: a store that somebody changed is noticed, not trusted.
 */
import { sha256Hex } from '#platform/crypto';
import {
  DiskFailure,
  folderExists,
  listFolder,
  moveFolder,
  readBytes,
  readText,
  removeTree,
  setTreeWritable,
  writeNew,
} from '#platform/disk';
import path from '#platform/paths';
import { ArchiveFailure, type ArchiveFile } from '../archive/archive-file.ts';
import { type FileList, fileListText, identityOf, listFiles, readFileList, type StoredIdentity } from './file-list.ts';

/** A package as it is fetched. */
export interface PackageContent {
  readonly archive: Uint8Array;
  readonly files: readonly ArchiveFile[];
}

/** A package in the store is not what it was when it was installed. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';
}

const listName = 'files.list';
const contentName = 'content';
const archiveName = 'archive.tgz';
const toldName = 'told.json';
const temporaryPrefix = 'making-';
/** A folder that a dead installation left is removed after this; a living one is done long before. */
const abandonedAfter = 60 * 60 * 1000;

export class PackageStore {
  /** @param folder the store's own, made when it is first needed */
  constructor(readonly folder: string) {}

  /** The folder of a package's files. */
  contentOf({ sha256 }: StoredIdentity): string {
    return path.join(this.folder, sha256, contentName);
  }

  /** True when a package is there; what it holds is proved when it is read. */
  has(identity: StoredIdentity): boolean {
    return this.listOf(identity) !== null;
  }

  /** The files of a package; null when it is not there, or its list is not the one that was locked. */
  listOf({ sha256, files }: StoredIdentity): FileList | null {
    try {
      return readFileList(readText(path.join(this.folder, sha256, listName)), files);
    } catch (error) {
      if (error instanceof DiskFailure && error.problem === 'missing') return null;
      throw error;
    }
  }

  /**
   * The bytes of a package's file.
   *
   * @throws StoreFailure when they are not those that were installed
   */
  read(identity: StoredIdentity, list: FileList, file: string): Uint8Array {
    const place = path.join(this.contentOf(identity), file);
    const bytes = readBytes(place);
    if (sha256Hex(bytes) === list.get(file)) return bytes;
    throw new StoreFailure(`${place} is not the file that was installed; 'aegis install' puts it right`);
  }

  /** True when every file of a package is there as it was installed, and no other. */
  isWhole(identity: StoredIdentity): boolean {
    const list = this.listOf(identity);
    if (list === null) return false;
    try {
      for (const file of list.keys()) this.read(identity, list, file);
      return true;
    } catch (error) {
      if (error instanceof StoreFailure || error instanceof DiskFailure) return false;
      throw error;
    }
  }

  /**
   * Looks for a package of which only the archive's hash is known. The archive lies beside its files: it has that hash, or
   * it is not the one, and it says which files they are.
   *
   * @returns null when it is not there, or is not provably that package
   */
  async prove(sha256: string): Promise<StoredIdentity | null> {
    try {
      const archive = readBytes(path.join(this.folder, sha256, archiveName));
      if (sha256Hex(archive) !== sha256) return null;
      const { readArchive } = await import('../archive/read.ts');
      const identity = identityOf(sha256, await readArchive(archive));
      return this.isWhole(identity) ? identity : null;
    } catch (error) {
      if (error instanceof DiskFailure || error instanceof ArchiveFailure) return null;
      throw error;
    }
  }

  /** What a package's manifest says, in the words that it was added with; null when it is not there. */
  told({ sha256 }: StoredIdentity): string | null {
    try {
      return readText(path.join(this.folder, sha256, toldName));
    } catch (error) {
      if (error instanceof DiskFailure && error.problem === 'missing') return null;
      throw error;
    }
  }

  /**
   * Puts a package into the store, unless it is there. Two installations at once may do so: the first to be done wins, and the
   * other one's work is dropped.
   *
   * @param content checked already: nothing but `readArchive` makes its files
   * @param told what their manifest says
   * @throws DiskFailure
   */
  add(identity: StoredIdentity, { archive, files }: PackageContent, told: string): void {
    if (this.isWhole(identity)) return;
    const temporary = path.join(this.folder, `${temporaryPrefix}${Date.now()}-${crypto.randomUUID()}`);
    for (const { path: file, bytes } of files) writeNew(path.join(temporary, contentName, file), bytes);
    writeNew(path.join(temporary, listName), fileListText(listFiles(files)));
    writeNew(path.join(temporary, archiveName), archive);
    writeNew(path.join(temporary, toldName), told);
    const place = path.join(this.folder, identity.sha256);
    this.replace(temporary, place, identity);
    setTreeWritable(place, false);
  }

  /** Hashes of the archives of all packages that are there, whole or not. */
  all(): string[] {
    return folderExists(this.folder) ? listFolder(this.folder).filter((name) => /^[0-9a-f]{64}$/.test(name)) : [];
  }

  /** Removes what installations that were killed have left. */
  clean(): void {
    if (!folderExists(this.folder)) return;
    for (const name of listFolder(this.folder).filter((each) => each.startsWith(temporaryPrefix))) {
      const started = Number(name.slice(temporaryPrefix.length).split('-')[0]);
      if (Date.now() - started > abandonedAfter) removeTree(path.join(this.folder, name));
    }
  }

  private replace(temporary: string, place: string, identity: StoredIdentity): void {
    // What is there and not whole is moved out of the way first: a folder cannot be renamed onto a full one.
    const damaged = `${temporary}-old`;
    if (folderExists(place)) {
      setTreeWritable(place, true);
      moveFolder(place, damaged);
    }
    try {
      moveFolder(temporary, place);
    } catch (error) {
      if (!(error instanceof DiskFailure && error.problem === 'exists' && this.isWhole(identity))) throw error;
      removeTree(temporary);
    }
    removeTree(damaged);
  }
}
