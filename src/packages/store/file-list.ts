/**
 * The list of a package's files with their hashes. Its digest stands in aegis.lock, so a single file can be proved to be the
 * published one without the archive: lock -> list -> file.
 */
import { sha256Hex } from '#platform/crypto';
import type { ArchiveFile } from '../archive/archive-file.ts';

/** What names a package in the store and proves its content. */
export interface StoredIdentity {
  /** Of the archive. */
  readonly sha256: string;
  /** Digest of the list of its files. */
  readonly files: string;
}

/** @param sha256 of the archive that the files come from */
export function identityOf(sha256: string, files: readonly ArchiveFile[]): StoredIdentity {
  return { sha256, files: sha256Hex(fileListText(listFiles(files))) };
}

/** SHA-256 in hex by path. */
export type FileList = ReadonlyMap<string, string>;

export function listFiles(files: readonly ArchiveFile[]): FileList {
  return new Map(files.map(({ path, bytes }) => [path, sha256Hex(bytes)]));
}

/** The list as text: `HASH PATH` lines, sorted by path. */
export function fileListText(list: FileList): string {
  const lines = [...list].map(([path, hash]) => `${hash} ${path}\n`);
  return lines.sort((left, right) => (left.slice(65) < right.slice(65) ? -1 : 1)).join('');
}

/** @returns null when the text is not what the digest says */
export function readFileList(text: string, digest: string): FileList | null {
  if (sha256Hex(text) !== digest) return null;
  const lines = text.split('\n').slice(0, -1);
  return new Map(lines.map((line) => [line.slice(65), line.slice(0, 64)]));
}
