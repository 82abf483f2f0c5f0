/**
 * Sorting: stable, by `<` alone, key functions called once for each item. Keys that cannot have a `<` of their own are
 * sorted by codes (`sort-codes.ts`), all others by comparing.
 */

import { call } from '../operators/call.ts';
import { lessThan } from '../operators/comparison.ts';
import { requireInteger } from '../operators/indexing.ts';
import { error } from './exceptions.ts';
import type { Keywords } from './functions.ts';
import { orderByCodes } from './sort-codes.ts';
import type { Value } from './value.ts';

/**
 * `list.sort(key=None, reverse=False)` in place. While it runs the list appears empty.
 *
 * @throws what key functions and comparisons throw; the list then holds all its items in some order
 * @throws ValueError when the list was changed meanwhile
 */
export function sortList(items: Value[], keywords: Keywords | undefined): void {
  const { key, reverse } = sortOptions(keywords);
  const taken = items.splice(0);
  let sorted = taken;
  try {
    sorted = sortedBy(taken, key, reverse);
  } finally {
    const wasChanged = items.length > 0;
    items.length = 0;
    for (let index = 0; index < sorted.length; index++) items.push(sorted[index]!);
    // biome-ignore lint/correctness/noUnsafeFinally: a change during the sort outweighs what else went wrong only if nothing did
    if (wasChanged && sorted !== taken) throw error('ValueError', 'list modified during sort');
  }
}

interface SortOptions {
  readonly key: Value;
  readonly reverse: boolean;
}

function sortOptions(keywords: Keywords | undefined): SortOptions {
  let key: Value = null;
  let reverse = false;
  if (keywords !== undefined) {
    for (let index = 0; index < keywords.names.length; index++) {
      const name = keywords.names[index]!;
      const value = keywords.values[index]!;
      if (name === 'key') key = value;
      else if (name === 'reverse') reverse = Number(requireInteger(value)) !== 0;
      else throw error('TypeError', `'${name}' is an invalid keyword argument for sort()`);
    }
  }
  return { key, reverse };
}

/** A new array of the items in order. Reversed means: as if compared the other way round, equals in their old order. */
export function sortedBy(items: readonly Value[], key: Value, reverse: boolean): Value[] {
  if (key === null && !reverse) {
    const plain = sortPlain(items);
    if (plain !== null) return plain;
  }
  const keys = key === null ? items : keysOf(items, key);
  const positions = orderByCodes(keys, reverse) ?? orderByComparing(keys, reverse);
  return positions.map((index) => items[index]!);
}

function keysOf(items: readonly Value[], key: Value): Value[] {
  const keys = new Array<Value>(items.length);
  const f = typeof key === 'function' ? key : null;
  for (let index = 0; index < items.length; index++)
    keys[index] = f !== null ? f(items[index]!) : call(key, items[index]!);
  return keys;
}

/** All ints or all strings: equal ones cannot be told apart, so they need no stable sort. */
function sortPlain(items: readonly Value[]): Value[] | null {
  const type = typeof items[0];
  if (type !== 'number' && type !== 'string') return null;
  for (let index = 1; index < items.length; index++) if (typeof items[index] !== type) return null;
  // The engine's own order is that of strings; none here holds surrogates.
  return type === 'string' ? items.toSorted() : Array.from(Float64Array.from(items as number[]).sort());
}

/** The positions of keys that have no codes. */
function orderByComparing(keys: readonly Value[], reverse: boolean): number[] {
  return mergeSort(
    keys.map((_, index) => index),
    reverse ? (a, b) => lessThan(keys[b]!, keys[a]!) : (a, b) => lessThan(keys[a]!, keys[b]!),
  );
}

/** Shortest run that is merged; shorter ones are put in order by insertion, with few comparisons. */
const runLength = 16;

/**
 * Stable, asks only `isLess(b, a)`, never more often than about n log2 n; linear for input that is sorted already.
 * (The engine's own sort asks for a total order, which programs need not give.)
 */
function mergeSort(positions: number[], isLess: (a: number, b: number) => boolean): number[] {
  const { length } = positions;
  for (let start = 0; start < length; start += runLength)
    insertRun(positions, start, Math.min(start + runLength, length), isLess);
  let from = positions;
  let to = new Array<number>(length);
  for (let width = runLength; width < length; width *= 2) {
    for (let start = 0; start < length; start += 2 * width) {
      merge(from, to, start, Math.min(start + width, length), Math.min(start + 2 * width, length), isLess);
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Puts a short stretch in order: binary search for each item's place. */
function insertRun(positions: number[], start: number, end: number, isLess: (a: number, b: number) => boolean): void {
  for (let index = start + 1; index < end; index++) {
    const item = positions[index]!;
    if (!isLess(item, positions[index - 1]!)) continue;
    let low = start;
    let high = index - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isLess(item, positions[middle]!)) high = middle;
      else low = middle + 1;
    }
    positions.copyWithin(low + 1, low, index);
    positions[low] = item;
  }
}

function merge(
  from: readonly number[],
  to: number[],
  start: number,
  middle: number,
  end: number,
  isLess: (a: number, b: number) => boolean,
): void {
  let left = start;
  let right = middle;
  // Already in order: one comparison.
  const ordered = middle >= end || !isLess(from[middle]!, from[middle - 1]!);
  for (let index = start; index < end; index++) {
    if (left < middle && (ordered || right >= end || !isLess(from[right]!, from[left]!))) to[index] = from[left++]!;
    else to[index] = from[right++]!;
  }
}
