/**
 * How a log's hashes lie in files (C2SP tlog-tiles): tiles of up to 256 hashes, where tile n of level l holds the hashes
 * of the complete subtrees of 256^l leaves from 256·n on. A full tile never changes; the last one of a level is partial and
 * has its width in its name. A proof needs a handful of tiles, however long the log is.
 */
import { type Hash, hashLength, isPowerOfTwo, leafHash, nodeHash, type Range, rootOf, splitOf } from './merkle.ts';

const tileWidth = 256;

/** Path to bytes; null for a tile that is not there. */
export type ReadTile = (path: string) => Uint8Array | null;

/** A tile that a proof needs is missing or not as wide as its name says. */
export class TileFailure extends Error {
  override readonly name = 'TileFailure';
  constructor(readonly path: string) {
    super(`the log's tile ${path} is missing or cut off`);
  }
}

/** @param width how many hashes it holds, up to 256 */
export function tilePath(level: number, index: number, width: number): string {
  const groups = [String(index % 1000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  }
  return `tile/${level}/${groups.join('/')}${width === tileWidth ? '' : `.p/${width}`}`;
}

/** The tiles that hashing these ranges takes in a log of `size` leaves: what to fetch before `hashRange`. */
export function tilesOfRanges(ranges: readonly Range[], size: number): string[] {
  return [...new Set(ranges.flatMap(perfectRanges).map((range) => tileOf(range, size).path))];
}

/**
 * The hash of a range of leaves in a log of `size` leaves.
 *
 * @throws TileFailure
 */
export function hashRange(range: Range, size: number, read: ReadTile): Hash {
  const [first, ...others] = perfectRanges(range).reverse();
  return others.reduce((hash, part) => nodeHash(hashPerfect(part, size, read), hash), hashPerfect(first!, size, read));
}

/** The hash of the log's first `size` leaves. @throws TileFailure */
export function rootOfLog(size: number, read: ReadTile): Hash {
  return size === 0 ? rootOf([]) : hashRange({ start: 0, end: size }, size, read);
}

/**
 * Adds leaves to a log of `size` leaves.
 *
 * @param read gives the partial tiles at the log's end
 * @returns the new size; new tiles by path, null for those they replace
 * @throws TileFailure
 */
export function appendLeaves(
  size: number,
  leaves: readonly Uint8Array[],
  read: ReadTile,
): { readonly size: number; readonly changes: ReadonlyMap<string, Uint8Array | null> } {
  const changes = new Map<string, Uint8Array | null>();
  let added: readonly Hash[] = leaves.map(leafHash);
  for (let level = 0, before = size; added.length > 0; level++, before = Math.floor(before / tileWidth)) {
    added = appendToLevel(level, before, added, read, changes);
  }
  return { size: size + leaves.length, changes };
}

/** The partial tiles that `appendLeaves` reads. */
export function tilesAtEnd(size: number): string[] {
  const paths: string[] = [];
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / tileWidth)) {
    const width = count % tileWidth;
    if (width > 0) paths.push(tilePath(level, Math.floor(count / tileWidth), width));
  }
  return paths;
}

/** @returns the hashes of the tiles that became full: what the next level gets */
function appendToLevel(
  level: number,
  before: number,
  added: readonly Hash[],
  read: ReadTile,
  changes: Map<string, Uint8Array | null>,
): Hash[] {
  const full: Hash[] = [];
  let index = Math.floor(before / tileWidth);
  let hashes: Hash[] = [];
  if (before % tileWidth > 0) {
    const path = tilePath(level, index, before % tileWidth);
    hashes = hashesOf(tileBytes(path, before % tileWidth, read));
    changes.set(path, null);
  }
  for (const hash of added) {
    hashes.push(hash);
    if (hashes.length < tileWidth) continue;
    changes.set(tilePath(level, index, tileWidth), joined(hashes));
    full.push(rootOf(hashes));
    hashes = [];
    index++;
  }
  if (hashes.length > 0) changes.set(tilePath(level, index, hashes.length), joined(hashes));
  return full;
}

/** A range as perfect subtrees, from left to right; a proof's ranges begin where one can. */
function perfectRanges({ start, end }: Range): Range[] {
  if (isPowerOfTwo(end - start)) return [{ start, end }];
  const middle = start + splitOf(end - start);
  return [{ start, end: middle }, ...perfectRanges({ start: middle, end })];
}

interface Tile {
  readonly path: string;
  readonly width: number;
  /** Where the range's hashes stand in it. */
  readonly from: number;
  readonly count: number;
}

function tileOf({ start, end }: Range, size: number): Tile {
  let level = 0;
  let unit = 1;
  while (unit * tileWidth <= end - start) {
    level++;
    unit *= tileWidth;
  }
  const index = Math.floor(start / unit / tileWidth);
  const width = Math.min(tileWidth, Math.floor(size / unit) - index * tileWidth);
  return {
    path: tilePath(level, index, width),
    width,
    from: start / unit - index * tileWidth,
    count: (end - start) / unit,
  };
}

function hashPerfect(range: Range, size: number, read: ReadTile): Hash {
  const { path, width, from, count } = tileOf(range, size);
  const bytes = tileBytes(path, width, read);
  const rows = pyramids.get(bytes) ?? pyramidOf(hashesOf(bytes));
  pyramids.set(bytes, rows);
  return rows[Math.log2(count)]![from / count]!;
}

/** Rows of hashes over a tile, remembered with its bytes: the proofs of many leaves share them. */
const pyramids = new WeakMap<Uint8Array, Hash[][]>();

function pyramidOf(hashes: Hash[]): Hash[][] {
  const rows = [hashes];
  for (let row = hashes; row.length > 1; rows.push(row)) {
    const below = row;
    row = Array.from({ length: Math.floor(below.length / 2) }, (_, index) =>
      nodeHash(below[2 * index]!, below[2 * index + 1]!),
    );
  }
  return rows;
}

function tileBytes(path: string, width: number, read: ReadTile): Uint8Array {
  const bytes = read(path);
  if (bytes === null || bytes.length !== width * hashLength) throw new TileFailure(path);
  return bytes;
}

function hashesOf(bytes: Uint8Array): Hash[] {
  return Array.from({ length: bytes.length / hashLength }, (_, index) =>
    bytes.subarray(index * hashLength, (index + 1) * hashLength),
  );
}

function joined(hashes: readonly Hash[]): Uint8Array {
  const bytes = new Uint8Array(hashes.length * hashLength);
  for (const [index, hash] of hashes.entries()) bytes.set(hash, index * hashLength);
  return bytes;
}
