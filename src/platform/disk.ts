/**
 * The file system, as the command line and the compiler's project need it: small synchronous calls whose failures say in
 * the user's words what is wrong. Files that a *program* asks for do not come through here but through the host's
 * effects, which check a grant first.
 */
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type DiskProblem = 'missing' | 'directory' | 'not-directory' | 'permission' | 'full' | 'exists' | 'other';

/** The world said no: the path and the reason in plain words; the system's own error is the cause. */
export class DiskFailure extends Error {
  override readonly name = 'DiskFailure';

  constructor(
    readonly problem: DiskProblem,
    readonly path: string,
    message: string,
    cause: unknown,
  ) {
    super(message, { cause });
  }
}

const problems: Readonly<Record<string, readonly [DiskProblem, string]>> = {
  ENOENT: ['missing', 'no such file or folder'],
  EISDIR: ['directory', 'it is a folder, not a file'],
  ENOTDIR: ['not-directory', 'a part of the path is not a folder'],
  EACCES: ['permission', 'permission denied'],
  EPERM: ['permission', 'permission denied'],
  EROFS: ['permission', 'the file system is read-only'],
  ENOSPC: ['full', 'the disk is full'],
  EDQUOT: ['full', 'the disk quota is used up'],
  EEXIST: ['exists', 'it exists already'],
  ENOTEMPTY: ['exists', 'it exists already'],
  ELOOP: ['other', 'too many symbolic links'],
  ENAMETOOLONG: ['other', 'the name is too long'],
};

function attempt<Result>(path: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    const [problem, words] = problems[code] ?? (['other', code] as const);
    throw new DiskFailure(problem, path, `${path}: ${words}`, error);
  }
}

/** @throws DiskFailure */
export function readBytes(path: string): Uint8Array {
  return attempt(path, () => readFileSync(path));
}

/** The text of a UTF-8 file; bytes that are no UTF-8 become U+FFFD. A byte order mark is dropped. */
export function readText(path: string): string {
  return new TextDecoder().decode(readBytes(path));
}

/** Everything that standard input has to give. */
export function readStandardInput(): Uint8Array {
  return attempt('standard input', () => readFileSync(0));
}

/** Writes a file, making the folders on the way. @throws DiskFailure */
export function writeText(path: string, text: string): void {
  attempt(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  });
}

/**
 * Writes a file so that a reader sees the old content or the new one, never a part: through a temporary neighbour and a
 * rename.
 */
export function writeAtomically(path: string, data: string | Uint8Array, mode = 0o644): void {
  attempt(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    const temporary = temporaryNeighbour(path);
    try {
      writeFileSync(temporary, data, { mode, flag: 'wx' });
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}

/**
 * Creates a file that must not exist yet; nobody ever sees a part of it.
 *
 * @throws DiskFailure (`exists`)
 */
export function createExclusively(path: string, data: Uint8Array, mode: number): void {
  attempt(path, () => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const temporary = temporaryNeighbour(path);
    writeFileSync(temporary, data, { mode, flag: 'wx' });
    try {
      linkSync(temporary, path);
    } finally {
      rmSync(temporary, { force: true });
    }
  });
}

function temporaryNeighbour(path: string): string {
  return `${path}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
}

export interface AppendFile {
  write(text: string): void;
  close(): void;
}

/** Makes a new file, readable by its owner only, that can only grow. @throws DiskFailure */
export function createAppendFile(path: string): AppendFile {
  const descriptor = attempt(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_APPEND, 0o600);
  });
  return {
    write: (text) => attempt(path, () => writeFully(descriptor, Buffer.from(text))),
    close: () => attempt(path, () => closeSync(descriptor)),
  };
}

function writeFully(descriptor: number, bytes: Uint8Array): void {
  for (let offset = 0; offset < bytes.length; ) offset += writeSync(descriptor, bytes, offset);
}

export interface FileStatus {
  readonly kind: 'file' | 'folder' | 'other';
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  /** The numeric id of the owner. */
  readonly owner: number;
  readonly changed: number;
}

/** What a path leads to; null when nothing is there. @throws DiskFailure when it cannot be known */
export function statusOf(path: string): FileStatus | null {
  try {
    const status = statSync(path);
    const kind = status.isFile() ? 'file' : status.isDirectory() ? 'folder' : 'other';
    return { kind, size: status.size, mode: status.mode & 0o7777, owner: status.uid, changed: status.mtimeMs };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    return attempt(path, () => {
      throw error;
    });
  }
}

/** What is at a path itself, without following a link. @throws DiskFailure */
export function linkStatusOf(path: string): {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly size: number;
} {
  const status = attempt(path, () => lstatSync(path));
  const kind = status.isFile() ? 'file' : status.isDirectory() ? 'folder' : status.isSymbolicLink() ? 'link' : 'other';
  return { kind, size: status.size };
}

export function fileExists(path: string): boolean {
  return statusOf(path)?.kind === 'file';
}

export function folderExists(path: string): boolean {
  return statusOf(path)?.kind === 'folder';
}

/** Whether the path itself is a symbolic link, wherever it leads. */
export function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** Whether files can be made in a folder, or in the nearest one above it that is there. */
export function canWriteInto(folder: string): boolean {
  for (let place = folder; ; place = dirname(place)) {
    try {
      accessSync(place, constants.W_OK);
      return statSync(place).isDirectory();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(place) === place) return false;
    }
  }
}

/** Names in a folder, sorted. @throws DiskFailure */
export function listFolder(path: string): string[] {
  return attempt(path, () => readdirSync(path).sort());
}

/** Makes an empty folder for a while, where the system keeps such. @returns its path */
export function createTemporaryFolder(prefix: string): string {
  return attempt(prefix, () => mkdtempSync(join(tmpdir(), prefix)));
}

export function removeFile(path: string): void {
  attempt(path, () => unlinkSync(path));
}

/**
 * Moves a folder to a name beside it.
 *
 * @throws DiskFailure (`exists` when something is there already)
 */
export function moveFolder(from: string, to: string): void {
  attempt(to, () => renameSync(from, to));
}

/** Writes a file that is not there yet, making the folders on the way. @throws DiskFailure */
export function writeNew(path: string, data: string | Uint8Array): void {
  attempt(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, data, { flag: 'wx' });
  });
}

/** Takes the right to change anything in a folder away, or gives it back. */
export function setTreeWritable(path: string, isWritable: boolean): void {
  attempt(path, () => {
    chmodSync(path, isWritable ? 0o755 : 0o555);
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) setTreeWritable(inner, isWritable);
      else if (entry.isFile() && !isWritable) chmodSync(inner, 0o444);
    }
  });
}

export function removeTree(path: string): void {
  attempt(path, () => rmSync(path, { recursive: true, force: true }));
}

/** Marks a file as used now. */
export function touch(path: string): void {
  attempt(path, () => {
    const moment = Date.now() / 1000;
    utimesSync(path, moment, moment);
  });
}

/** The path with every symbolic link resolved. @throws DiskFailure */
export function resolveLinks(path: string): string {
  return attempt(path, () => realpathSync(path));
}
