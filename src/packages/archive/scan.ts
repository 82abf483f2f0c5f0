/**
 * The whole archive is looked at before anything of it is used: only regular files and directories, each path once, each
 * where it should be. Headers are read by npm's `tar`, but its own walk is lenient (it skips what it does not
 * understand, and two programs that skip differently see two packages), so blocks are walked here and everything that is not
 * understood is refused.
 */
import { Header } from 'tar/header';
import { ArchiveFailure, type ArchiveFile, archiveLimits } from './archive-file.ts';
import { readExtendedHeader } from './extended-header.ts';
import { collisionKey, problemOfPath } from './paths.ts';

const blockSize = 512;

/**
 * @param tar the archive without its compression
 * @returns its files, in its order
 * @throws ArchiveFailure
 */
export function scanArchive(tar: Uint8Array): ArchiveFile[] {
  const bytes = Buffer.from(tar.buffer, tar.byteOffset, tar.byteLength);
  const files: ArchiveFile[] = [];
  const names = new PathRegister();
  let extendedPath: string | null = null;
  let entries = 0;
  let offset = 0;
  for (;;) {
    if (offset + blockSize > bytes.length) throw new ArchiveFailure(null, 'it ends without its closing blocks');
    const header = readHeader(bytes, offset);
    if (header === null) break;
    if (++entries > archiveLimits.entries) {
      throw new ArchiveFailure(null, `it has more than ${archiveLimits.entries} entries`);
    }
    const path: string = extendedPath ?? header.path;
    const content = contentOf(bytes, offset + blockSize, header, path);
    offset += blockSize + Math.ceil(header.size / blockSize) * blockSize;
    if (header.kind === 'extended') {
      if (extendedPath !== null) throw new ArchiveFailure(path, 'has two extended headers');
      extendedPath = readExtendedHeader(content, header.path).path;
      continue;
    }
    extendedPath = null;
    if (header.kind === 'folder') names.addFolder(path);
    else {
      names.addFile(path);
      files.push({ path, bytes: content });
    }
  }
  if (extendedPath !== null) throw new ArchiveFailure(extendedPath, 'is announced and does not come');
  checkEnd(bytes, offset);
  return files;
}

interface ReadHeader {
  readonly kind: 'file' | 'folder' | 'extended';
  readonly path: string;
  readonly size: number;
}

const kinds: Readonly<Record<string, ReadHeader['kind']>> = {
  File: 'file',
  OldFile: 'file',
  Directory: 'folder',
  ExtendedHeader: 'extended',
};

/** What else a tar can hold, in words. */
const otherKinds: Readonly<Record<string, string>> = {
  Link: 'is a hard link',
  SymbolicLink: 'is a symbolic link',
  CharacterDevice: 'is a device',
  BlockDevice: 'is a device',
  FIFO: 'is a pipe',
  GlobalExtendedHeader: 'is a header for all entries',
  NextFileHasLongPath: 'is a long name in the GNU form',
  NextFileHasLongLinkpath: 'is a long link name in the GNU form',
};

/** @returns null at the end of the archive */
function readHeader(bytes: Buffer, offset: number): ReadHeader | null {
  const header = new Header(bytes, offset);
  if (header.nullBlock) return null;
  // The name may hold anything; the failure is shown in a terminal by code that makes control characters visible.
  const path = header.path ?? '';
  if (!header.cksumValid) throw new ArchiveFailure(null, `the header at byte ${offset} has a wrong checksum`);
  const kind = kinds[header.type];
  if (kind === undefined) throw new ArchiveFailure(path, otherKinds[header.type] ?? 'is neither a file nor a folder');
  if (header.linkpath !== undefined && header.linkpath !== '') throw new ArchiveFailure(path, 'points at another file');
  if (((header.mode ?? 0) & 0o7000) !== 0) throw new ArchiveFailure(path, 'asks for special permissions');
  const size = header.size ?? 0;
  // `tar` takes the size of a folder for nothing, others skip so many bytes: the entries that follow would differ.
  const sizeField = bytes.toString('latin1', offset + 124, offset + 136);
  if (kind === 'folder' && /[^0 \0]/.test(sizeField)) throw new ArchiveFailure(path, 'is a folder with content');
  if (!Number.isSafeInteger(size) || size < 0) throw new ArchiveFailure(path, 'has a size that is none');
  return { kind, path: kind === 'folder' ? path.replace(/\/$/, '') : path, size };
}

function contentOf(bytes: Buffer, start: number, header: ReadHeader, path: string): Uint8Array {
  if (start + header.size > bytes.length) {
    throw new ArchiveFailure(path, `says that it has ${header.size} bytes, which are not there`);
  }
  return bytes.subarray(start, start + header.size);
}

/** Two blocks of zeros end an archive; whatever follows them would be seen by some programs and not by others. */
function checkEnd(bytes: Buffer, offset: number): void {
  const rest = bytes.subarray(offset);
  if (rest.length < 2 * blockSize) throw new ArchiveFailure(null, 'it ends without its closing blocks');
  if (rest.some((byte) => byte !== 0)) throw new ArchiveFailure(null, 'something follows its end');
}

/** The paths seen so far, and which of them are folders. */
class PathRegister {
  private readonly files = new Map<string, string>();
  private readonly folders = new Map<string, string>();
  private readonly listed = new Set<string>();

  addFile(path: string): void {
    this.check(path);
    this.checkParents(path);
    const key = collisionKey(path);
    this.refuseTaken(path, this.files.get(key) ?? this.folders.get(key));
    this.files.set(key, path);
  }

  addFolder(path: string): void {
    this.check(path);
    this.checkParents(`${path}/`);
    const key = collisionKey(path);
    if (this.listed.has(key)) throw new ArchiveFailure(path, 'comes twice');
    this.listed.add(key);
  }

  private check(path: string): void {
    const problem = problemOfPath(path);
    if (problem !== null) throw new ArchiveFailure(path, problem);
  }

  /** Every folder that a path goes through is a folder, in one spelling. */
  private checkParents(path: string): void {
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      const folder = path.slice(0, end);
      const key = collisionKey(folder);
      if (this.files.has(key)) throw new ArchiveFailure(path, `goes through '${this.files.get(key)}', which is a file`);
      const known = this.folders.get(key);
      if (known !== undefined && known !== folder) this.refuseTaken(path, known);
      this.folders.set(key, folder);
    }
  }

  private refuseTaken(path: string, other: string | undefined): void {
    if (other === undefined) return;
    throw new ArchiveFailure(path, other === path ? 'comes twice' : `is the same as '${other}' on some systems`);
  }
}
