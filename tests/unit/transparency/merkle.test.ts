import { describe, expect, test } from 'bun:test';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  consistencyRanges,
  type Hash,
  inclusionRanges,
  leafHash,
  type Range,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '#transparency/merkle';

const leaf = (index: number): Hash => leafHash(new TextEncoder().encode(`leaf ${index}`));
const leaves = Array.from({ length: 70 }, (_, index) => leaf(index));
const root = (size: number): Hash => rootOf(leaves.slice(0, size));
const hashes = (ranges: readonly Range[]): Hash[] => ranges.map(({ start, end }) => rootOf(leaves.slice(start, end)));

describe('Merkle tree', () => {
  test('the hashes of RFC 6962', () => {
    expect(rootOf([]).toHex()).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(leafHash(new Uint8Array()).toHex()).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  });

  test('every leaf of every small tree is proved, and only at its place', () => {
    for (let size = 1; size <= leaves.length; size++) {
      for (let index = 0; index < size; index++) {
        const proof = hashes(inclusionRanges(index, size));
        expect(verifyInclusion(index, size, leaves[index]!, proof, root(size))).toBe(true);
        expect(verifyInclusion((index + 1) % size, size, leaves[index]!, proof, root(size))).toBe(size === 1);
        expect(verifyInclusion(index, size, leaf(1000), proof, root(size))).toBe(false);
        expect(verifyInclusion(index, size, leaves[index]!, [...proof, root(1)], root(size))).toBe(false);
      }
    }
  });

  test('every small tree is proved to be the beginning of every larger one', () => {
    for (let newer = 1; newer <= leaves.length; newer++) {
      for (let older = 1; older <= newer; older++) {
        const proof = hashes(consistencyRanges(older, newer));
        expect(verifyConsistency(older, newer, root(older), root(newer), proof)).toBe(true);
        expect(verifyConsistency(older, newer, leaf(1000), root(newer), proof)).toBe(false);
        if (proof.length > 0)
          expect(verifyConsistency(older, newer, root(older), root(newer), proof.slice(1))).toBe(false);
      }
    }
  });

  test('a proof from nothing is refused', () => {
    expect(verifyConsistency(0, 3, root(0), root(3), [])).toBe(false);
    expect(() => consistencyRanges(0, 3)).toThrow(RangeError);
    expect(() => inclusionRanges(3, 3)).toThrow(RangeError);
  });

  test('whatever is called a proof is decided, and holds for nothing but a tree and itself', () => {
    const hash = fc.oneof(fc.uint8Array({ minLength: 31, maxLength: 33 }), fc.constantFrom(...leaves));
    const size = fc.oneof(fc.nat(80), fc.double(), fc.maxSafeInteger());
    const isItself = (proof: readonly Hash[], one: Hash, two: Hash) =>
      proof.length === 0 && one.toHex() === two.toHex();
    fc.assert(
      fc.property(size, size, hash, hash, fc.array(hash, { maxLength: 60 }), (first, second, one, two, proof) => {
        if (verifyInclusion(first, second, one, proof, two)) expect(isItself(proof, one, two)).toBe(true);
        if (verifyConsistency(first, second, one, two, proof)) expect(isItself(proof, one, two)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

interface Vector {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly leafHash: string;
  readonly root: string;
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

/** The published vectors, where there are some: `AEGIS_VECTORS` names the folder that holds them. */
const folder = process.env.AEGIS_VECTORS;
describe.skipIf(folder === undefined)('published vectors', () => {
  const bytes = (text: string | null): Hash => Uint8Array.fromBase64(text ?? '');
  for (const kind of ['inclusion', 'consistency'] as const) {
    test(kind, async () => {
      const root = join(folder!, 'merkle/testdata', kind);
      const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
      const files = names.filter((name) => name.endsWith('.json'));
      expect(files.length).toBeGreaterThan(20);
      for (const file of files) {
        const vector = (await Bun.file(join(root, file)).json()) as Vector;
        const proof = (vector.proof ?? []).map(bytes);
        const holds =
          kind === 'inclusion'
            ? verifyInclusion(vector.leafIdx, vector.treeSize, bytes(vector.leafHash), proof, bytes(vector.root))
            : verifyConsistency(vector.size1, vector.size2, bytes(vector.root1), bytes(vector.root2), proof);
        expect({ file, holds }).toEqual({ file, holds: !vector.wantErr });
      }
    });
  }
});
