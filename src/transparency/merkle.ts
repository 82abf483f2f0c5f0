/**
 * The Merkle tree of RFC 6962 (the same in RFC 9162): hashes, the parts that proofs are made of, and their verification.
 * The tree of n leaves splits at the largest power of two below n; so a proof is a list of hashes of ranges of leaves, and
 * whoever can hash ranges can make one. Sizes and places are integers up to 2^53; no bit operators, which stop at 2^31.
 */
import { equalBytes, sha256 } from '#platform/crypto';

/** 32 bytes. */
export type Hash = Uint8Array;

/** Leaves from `start` up to, not including, `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export const hashLength = 32;

/** The root of a tree without leaves. */
export function emptyRoot(): Hash {
  return sha256(new Uint8Array());
}

export function leafHash(leaf: Uint8Array): Hash {
  return sha256(new Uint8Array([0]), leaf);
}

export function nodeHash(left: Hash, right: Hash): Hash {
  return sha256(new Uint8Array([1]), left, right);
}

/** The hash of a whole tree or subtree from the hashes of its leaves. */
export function rootOf(leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return emptyRoot();
  if (leaves.length === 1) return leaves[0]!;
  const split = splitOf(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

/** The largest power of two below `size`, for two leaves and more: where a tree splits. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/**
 * The ranges whose hashes, in this order, prove that the leaf at `index` is in the tree of `size` leaves.
 *
 * @throws RangeError when there is no such leaf
 */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!isSize(size) || !isSize(index) || index >= size) throw new RangeError('there is no such leaf');
  return pathRanges(index, { start: 0, end: size });
}

function pathRanges(index: number, { start, end }: Range): Range[] {
  if (end - start === 1) return [];
  const middle = start + splitOf(end - start);
  return index < middle
    ? [...pathRanges(index, { start, end: middle }), { start: middle, end }]
    : [...pathRanges(index, { start: middle, end }), { start, end: middle }];
}

/**
 * The ranges whose hashes, in this order, prove that the tree of `older` leaves is the beginning of the one of `newer`.
 *
 * @throws RangeError unless 0 < older <= newer
 */
export function consistencyRanges(older: number, newer: number): Range[] {
  if (!isSize(older) || !isSize(newer) || older === 0 || older > newer) throw new RangeError('there is no such proof');
  return subproofRanges(older, { start: 0, end: newer }, true);
}

/** @param isWhole whether everything so far of the older tree is in this range, so that its root is known already */
function subproofRanges(older: number, { start, end }: Range, isWhole: boolean): Range[] {
  if (older === end) return isWhole ? [] : [{ start, end }];
  const middle = start + splitOf(end - start);
  return older <= middle
    ? [...subproofRanges(older, { start, end: middle }, isWhole), { start: middle, end }]
    : [...subproofRanges(older, { start: middle, end }, false), { start, end: middle }];
}

/** Whether `proof` shows that the leaf with this hash is at `index` of the tree with this size and root. */
export function verifyInclusion(index: number, size: number, leaf: Hash, proof: readonly Hash[], root: Hash): boolean {
  if (!isSize(index) || !isSize(size) || index >= size || !areHashes([leaf, root, ...proof])) return false;
  let place = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(sibling, hash);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else hash = nodeHash(hash, sibling);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && equalBytes(hash, root);
}

/**
 * Whether `proof` shows that the tree of `older` leaves is the beginning of the one of `newer`. A proof from nothing proves
 * nothing and is refused: whoever has seen nothing has nothing to compare.
 */
export function verifyConsistency(
  older: number,
  newer: number,
  olderRoot: Hash,
  newerRoot: Hash,
  proof: readonly Hash[],
): boolean {
  if (!isSize(older) || !isSize(newer) || older === 0 || older > newer) return false;
  if (older === newer) return proof.length === 0 && equalBytes(olderRoot, newerRoot);
  if (!areHashes([olderRoot, newerRoot, ...proof])) return false;
  // A perfect older tree is a node of the newer one, so its root is left out of the proof.
  const [first, ...others] = isPowerOfTwo(older) ? [olderRoot, ...proof] : proof;
  if (first === undefined) return false;
  let place = older - 1;
  let last = newer - 1;
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  let olderHash = first;
  let newerHash = first;
  for (const sibling of others) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      olderHash = nodeHash(sibling, olderHash);
      newerHash = nodeHash(sibling, newerHash);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else newerHash = nodeHash(newerHash, sibling);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && equalBytes(olderHash, olderRoot) && equalBytes(newerHash, newerRoot);
}

function half(number: number): number {
  return Math.floor(number / 2);
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

export function isPowerOfTwo(size: number): boolean {
  return size === 1 || splitOf(size) * 2 === size;
}

function areHashes(values: readonly Uint8Array[]): boolean {
  return values.every(({ length }) => length === hashLength);
}
