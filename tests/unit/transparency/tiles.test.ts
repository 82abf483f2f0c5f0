import { describe, expect, test } from 'bun:test';
import {
  consistencyRanges,
  inclusionRanges,
  leafHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '#transparency/merkle';
import {
  appendLeaves,
  hashRange,
  rootOfLog,
  TileFailure,
  tilePath,
  tilesAtEnd,
  tilesOfRanges,
} from '#transparency/tiles';

const leaf = (index: number): Uint8Array => new TextEncoder().encode(`leaf ${index}`);

/** A log in memory that is given its leaves in steps. */
function logOf(steps: readonly number[]): { size: number; files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  let size = 0;
  for (const step of steps) {
    expect(tilesAtEnd(size).filter((path) => !files.has(path))).toEqual([]);
    const added = appendLeaves(
      size,
      Array.from({ length: step }, (_, index) => leaf(size + index)),
      (path) => files.get(path) ?? null,
    );
    for (const [path, bytes] of added.changes) {
      if (bytes === null) files.delete(path);
      else files.set(path, bytes);
    }
    size = added.size;
  }
  return { size, files };
}

describe('tiles of a log', () => {
  test('a tile is called by level, place and width', () => {
    expect(tilePath(0, 0, 5)).toBe('tile/0/000.p/5');
    expect(tilePath(1, 255, 256)).toBe('tile/1/255');
    expect(tilePath(0, 1234067, 256)).toBe('tile/0/x001/x234/067');
  });

  test('however the leaves come, the files are the same', () => {
    const whole = logOf([3000]);
    const parts = logOf([1, 254, 1, 1, 255, 511, 1000, 977]);
    expect(parts.size).toBe(whole.size);
    expect(parts.files).toEqual(whole.files);
    expect([...whole.files.keys()].filter((path) => !path.startsWith('tile/0/'))).toEqual(['tile/1/000.p/11']);
  });

  test('the root and both proofs come from a handful of tiles', () => {
    const { size, files } = logOf([66_000]);
    const hashes = Array.from({ length: size }, (_, index) => leafHash(leaf(index)));
    const root = rootOf(hashes);
    const few = (paths: readonly string[]) => (path: string) =>
      paths.includes(path) ? (files.get(path) ?? null) : null;
    expect(rootOfLog(size, (path) => files.get(path) ?? null)).toEqual(root);
    for (const index of [0, 255, 256, 40_000, 65_535, 65_536, size - 1]) {
      const ranges = inclusionRanges(index, size);
      const tiles = tilesOfRanges(ranges, size);
      expect(tiles.length).toBeLessThan(8);
      const proof = ranges.map((range) => hashRange(range, size, few(tiles)));
      expect(verifyInclusion(index, size, hashes[index]!, proof, root)).toBe(true);
    }
    for (const older of [1, 255, 256, 257, 65_536, 65_999, size]) {
      const ranges = consistencyRanges(older, size);
      const proof = ranges.map((range) => hashRange(range, size, few(tilesOfRanges(ranges, size))));
      expect(verifyConsistency(older, size, rootOf(hashes.slice(0, older)), root, proof)).toBe(true);
    }
  });

  test('a tile that is missing or cut off is named', () => {
    const { size, files } = logOf([300]);
    files.set('tile/0/001.p/44', files.get('tile/0/001.p/44')!.subarray(1));
    expect(() => rootOfLog(size, (path) => files.get(path) ?? null)).toThrow(new TileFailure('tile/0/001.p/44'));
    expect(() => rootOfLog(size, () => null)).toThrow(TileFailure);
  });
});
