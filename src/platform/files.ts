/**
 * Files, opened so that what was decided about a path holds for the file: folders are opened first and proved to be the
 * path that was authorised, then the last part is opened inside that folder without following a link.
 */
import fs from 'node:fs';
import path from 'node:path';

const { O_RDONLY, O_WRONLY, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_DIRECTORY } = fs.constants;

type FailureCode =
  | 'missing'
  | 'not-permitted'
  | 'is-folder'
  | 'no-folder'
  | 'too-large'
  | 'not-regular'
  | 'moved'
  | 'full'
  | 'other';

/** The world refused; the code says how. */
export class FileFailure extends Error {
  override readonly name = 'FileFailure';
  constructor(
    readonly code: FailureCode,
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

/**
 * The absolute path without symlinks. The part that does not exist is kept as it is written: nobody learns whether a
 * path exists without being allowed to read it.
 */
export function resolveExisting(root: string, asked: string): string {
  const absolute = path.resolve(root, asked);
  const missing: string[] = [];
  for (let existing = absolute; ; existing = path.dirname(existing)) {
    const real = realPath(existing);
    if (real !== null) return path.join(real, ...missing);
    if (existing === path.dirname(existing)) return absolute;
    missing.unshift(path.basename(existing));
  }
}

function realPath(each: string): string | null {
  try {
    // The system's own answer also has names as they are spelled on disk, where case or form do not tell them apart.
    return fs.realpathSync.native(each);
  } catch {
    return null;
  }
}

/** @throws FileFailure */
export function readWhole(file: string, mostBytes: number): Uint8Array {
  return withOpen(file, O_RDONLY | O_NONBLOCK, (descriptor) => {
    const status = fs.fstatSync(descriptor);
    if (status.isDirectory()) throw new FileFailure('is-folder');
    if (!status.isFile()) throw new FileFailure('not-regular');
    if (status.size > mostBytes) throw new FileFailure('too-large');
    return fs.readFileSync(descriptor);
  });
}

/** Replaces the content of a file, making it when it is missing. @throws FileFailure */
export function writeWhole(file: string, bytes: Uint8Array): void {
  withOpen(file, O_WRONLY | O_CREAT | O_NONBLOCK, (descriptor) => {
    const status = fs.fstatSync(descriptor);
    if (!status.isFile()) throw new FileFailure(status.isDirectory() ? 'is-folder' : 'not-regular');
    fs.ftruncateSync(descriptor, 0);
    for (let written = 0; written < bytes.length; ) {
      written += fs.writeSync(descriptor, bytes, written, bytes.length - written);
    }
  });
}

/** Sorted names in a folder; folders end in `/`. @throws FileFailure */
export function listFolder(folder: string): string[] {
  return withOpen(folder, O_RDONLY | O_DIRECTORY | O_NONBLOCK, (descriptor) =>
    fs
      .readdirSync(inFolder(descriptor, folder, '.'), { withFileTypes: true })
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .sort(),
  );
}

/** Makes a folder in one that exists; one that is there already stays. @throws FileFailure */
export function createFolder(folder: string): void {
  withParent(folder, (parent, name) => {
    try {
      fs.mkdirSync(inFolder(parent, path.dirname(folder), name), 0o755);
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
      if (!fs.lstatSync(folder).isDirectory()) throw new FileFailure('no-folder');
    }
  });
}

/** Opens the folder, proves where it is, opens the file in it without following a link, and closes both. */
function withOpen<Result>(file: string, flags: number, work: (descriptor: number) => Result): Result {
  return withParent(file, (parent, name) => {
    const descriptor = fs.openSync(inFolder(parent, path.dirname(file), name), flags | O_NOFOLLOW, 0o644);
    try {
      return work(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
  });
}

/** Opens the folder that a path lies in, and proves that it is where the path says. */
function withParent<Result>(file: string, work: (descriptor: number, name: string) => Result): Result {
  const folder = path.dirname(file);
  return translated(() => {
    const descriptor = fs.openSync(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
    try {
      if (locationOf(descriptor, folder) !== folder) throw new FileFailure('moved');
      return work(descriptor, path.basename(file) || '.');
    } finally {
      fs.closeSync(descriptor);
    }
  });
}

/** A path below an open folder. Linux names open folders in /proc, so the name cannot come to mean another one. */
function inFolder(descriptor: number, folder: string, name: string): string {
  return process.platform === 'linux' ? `/proc/self/fd/${descriptor}/${name}` : path.join(folder, name);
}

function locationOf(descriptor: number, folder: string): string {
  return process.platform === 'linux' ? fs.readlinkSync(`/proc/self/fd/${descriptor}`) : fs.realpathSync(folder);
}

const codes: Readonly<Record<string, FailureCode>> = {
  ENOENT: 'missing',
  EACCES: 'not-permitted',
  EPERM: 'not-permitted',
  EROFS: 'not-permitted',
  EISDIR: 'is-folder',
  ENOTDIR: 'no-folder',
  ELOOP: 'moved',
  ENXIO: 'not-regular',
  ENOSPC: 'full',
  EDQUOT: 'full',
};

function translated<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof FileFailure) throw error;
    throw new FileFailure(codes[(error as { code?: string }).code ?? ''] ?? 'other', { cause: error });
  }
}
