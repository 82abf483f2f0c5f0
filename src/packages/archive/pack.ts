/**
 * Files, made into an archive: the same files give the same bytes, on every machine. Entries are sorted by the bytes of
 * their path, all have one mode, one owner and no time; compression is fflate's plain JavaScript, because the engine's
 * own gives other bytes on other processors.
 */
import { gzipSync } from 'fflate';
import { Header } from 'tar/header';
import { ArchiveFailure, type ArchiveFile, archiveLimits } from './archive-file.ts';
import { scanArchive } from './scan.ts';

const blockSize = 512;
const beginningOfTime = new Date(0);

/**
 * @param files in any order
 * @throws ArchiveFailure when they could not be unpacked again, naming the file
 */
export function packArchive(files: readonly ArchiveFile[]): Uint8Array {
  const sorted = [...files].sort((left, right) => compareBytes(left.path, right.path));
  const blocks = sorted.flatMap(entryBlocks);
  const tar = Buffer.concat([...blocks, Buffer.alloc(2 * blockSize)]);
  if (tar.length > archiveLimits.unpackedBytes) {
    throw new ArchiveFailure(null, `the files are more than ${archiveLimits.unpackedBytes / 2 ** 20} MiB`);
  }
  // Whoever installs it will look at it in just this way.
  scanArchive(tar);
  const packed = gzipSync(tar, { level: 9, mtime: 0 });
  // The system it was made on is told in byte 9; 255 is the number for 'unknown'.
  packed[9] = 255;
  return packed;
}

function entryBlocks({ path, bytes }: ArchiveFile): Buffer[] {
  const header = new Header({
    path,
    mode: 0o644,
    uid: 0,
    gid: 0,
    size: bytes.length,
    mtime: beginningOfTime,
    type: 'File',
  });
  const block = Buffer.alloc(blockSize);
  const isShortened = header.encode(block, 0);
  const padding = Buffer.alloc((blockSize - (bytes.length % blockSize)) % blockSize);
  const rest = [block, Buffer.from(bytes), padding];
  return isShortened ? [...extendedPath(path), ...rest] : rest;
}

/** A path that a plain header cannot hold stands in an extended one before it. */
function extendedPath(path: string): Buffer[] {
  const record = pathRecord(path);
  const header = new Header({
    path: 'PaxHeader',
    mode: 0o644,
    uid: 0,
    gid: 0,
    size: record.length,
    mtime: beginningOfTime,
    type: 'ExtendedHeader',
  });
  const block = Buffer.alloc(blockSize);
  header.encode(block, 0);
  return [block, record, Buffer.alloc((blockSize - (record.length % blockSize)) % blockSize)];
}

/** `LENGTH path=PATH\n`, where the length counts its own digits. */
function pathRecord(path: string): Buffer {
  const rest = Buffer.from(` path=${path}\n`);
  let length = rest.length;
  while (length !== rest.length + String(length).length) length = rest.length + String(length).length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

function compareBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
