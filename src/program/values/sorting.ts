/**
 * Sorting: stable, by `<` alone, key functions called once for each item. Keys that cannot have a `<` of their own are
 * sorted by codes (`sort-codes.ts`), all others by comparing.
 */

import { call } from '../operators/call.ts';
import { lessThan } from '../operators/comparison.ts';
import { isNotZero } from '../operators/indexing.ts';
import { copyOf } from './engine-shortcuts.ts';
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
  const taken = copyOf(items);
  items.length = 0;
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
      else if (name === 'reverse') reverse = isNotZero(value);
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

/** The positions of keys that have no codes. Reversed is what comes of sorting from the end to the beginning. */
function orderByComparing(keys: readonly Value[], reverse: boolean): number[] {
  const positions = keys.map((_, index) => index);
  if (reverse) positions.reverse();
  const sorted = mergeSort(positions, (a, b) => lessThan(keys[a]!, keys[b]!));
  return reverse ? sorted.reverse() : sorted;
}

/** Shorter lists are put in order by insertion alone, with CPython's comparisons: some programs print or break them. */
const shortList = 64;
/** Shortest run that is merged in longer lists. */
const runLength = 16;

/**
 * Stable, asks only `isLess(b, a)`, never more often than about n log2 n; linear for input that is sorted already.
 * (The engine's own sort asks for a total order, which programs need not give.)
 */
function mergeSort(positions: number[], isLess: (a: number, b: number) => boolean): number[] {
  const { length } = positions;
  const shortest = length < shortList ? length : runLength;
  for (let start = 0; start < length; start += shortest)
    insertRun(positions, start, Math.min(start + shortest, length), isLess);
  let from = positions;
  let to = new Array<number>(length);
  for (let width = shortest; width < length; width *= 2) {
    for (let start = 0; start < length; start += 2 * width) {
      merge(from, to, start, Math.min(start + width, length), Math.min(start + 2 * width, length), isLess);
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Puts a short stretch in order: what rises or falls at its beginning is left or turned round, binary search places the rest. */
function insertRun(positions: number[], start: number, end: number, isLess: (a: number, b: number) => boolean): void {
  for (let index = orderedEnd(positions, start, end, isLess); index < end; index++) {
    const item = positions[index]!;
    let low = start;
    let high = index;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isLess(item, positions[middle]!)) high = middle;
      else low = middle + 1;
    }
    positions.copyWithin(low + 1, low, index);
    positions[low] = item;
  }
}

/** How far the stretch is in order from its beginning, once a strictly falling beginning has been turned round. */
function orderedEnd(
  positions: number[],
  start: number,
  end: number,
  isLess: (a: number, b: number) => boolean,
): number {
  let index = start + 1;
  if (index >= end) return end;
  const isFalling = isLess(positions[index]!, positions[start]!);
  do index++;
  while (index < end && isLess(positions[index]!, positions[index - 1]!) === isFalling);
  for (let left = start, right = index - 1; isFalling && left < right; left++, right--)
    [positions[left], positions[right]] = [positions[right]!, positions[left]!];
  return index;
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
