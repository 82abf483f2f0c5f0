/**
 * Sorting: stable, by `<` alone, key functions called once for each item. Keys that are all ints, all floats or all
 * strings are compared in lanes that call nothing.
 */

import { call } from '../operators/call.ts';
import { lessThan } from '../operators/comparison.ts';
import { truth } from '../operators/truth.ts';
import { error } from './exceptions.ts';
import type { Keywords } from './functions.ts';
import { Float, Tuple, type Value } from './value.ts';

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
      else if (name === 'reverse') reverse = truth(value);
      else throw error('TypeError', `'${name}' is an invalid keyword argument for sort()`);
    }
  }
  return { key, reverse };
}

/** A new array of the items in order. Reversed means: as if compared the other way round, equals in their old order. */
export function sortedBy(items: readonly Value[], key: Value, reverse: boolean): Value[] {
  const keys = key === null ? items : keysOf(items, key);
  const lane = laneOf(keys);
  if (reverse) {
    const forwards = order(keys, lane, true);
    return forwards.map((index) => items[index]!);
  }
  if (key === null && lane !== 'any') return sortPlain(items, lane);
  return order(keys, lane, false).map((index) => items[index]!);
}

function keysOf(items: readonly Value[], key: Value): Value[] {
  const keys = new Array<Value>(items.length);
  const f = typeof key === 'function' ? key : null;
  for (let index = 0; index < items.length; index++)
    keys[index] = f !== null ? f(items[index]!) : call(key, items[index]!);
  return keys;
}

type Lane = 'int' | 'float' | 'string' | 'pair' | 'any';

/** The lane in which all keys can be compared. Strings compare by code unit only because none holds surrogates. */
function laneOf(keys: readonly Value[]): Lane {
  const lane = laneOfOne(keys[0]);
  if (lane === 'any') return 'any';
  for (let index = 1; index < keys.length; index++) if (laneOfOne(keys[index]) !== lane) return 'any';
  return lane;
}

function laneOfOne(key: Value | undefined): Lane {
  if (typeof key === 'number') return 'int';
  if (typeof key === 'string') return 'string';
  // NaN is not ordered, so a total order must not be pretended.
  if (key instanceof Float && Object.getPrototypeOf(key) === Float.prototype)
    return Number.isNaN(key.value) ? 'any' : 'float';
  if (key instanceof Tuple && Object.getPrototypeOf(key) === Tuple.prototype && isSimple(key.items)) return 'pair';
  return 'any';
}

/** Tuples of ints and strings, compared place by place; what does not match in type falls to `lessThan`. */
function isSimple(items: readonly Value[]): boolean {
  for (let index = 0; index < items.length; index++) {
    const type = typeof items[index];
    if (type !== 'number' && type !== 'string') return false;
  }
  return true;
}

function sortPlain(items: readonly Value[], lane: Exclude<Lane, 'any'>): Value[] {
  const copy = items.slice();
  if (lane === 'int') {
    const numbers = Float64Array.from(copy as number[]).sort();
    for (let index = 0; index < copy.length; index++) copy[index] = numbers[index]!;
    return copy;
  }
  return copy.sort(comparers[lane] as (a: Value, b: Value) => number);
}

const comparers = {
  float: (a: Float, b: Float) => a.value - b.value || 0,
  string: (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0),
  pair: compareTuples,
};

function compareTuples(a: Tuple, b: Tuple): number {
  const left = a.items;
  const right = b.items;
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index++) {
    const own = left[index]!;
    const other = right[index]!;
    if (own === other) continue;
    if (typeof own !== typeof other) return lessThan(own, other) ? -1 : 1;
    return own < other ? -1 : 1;
  }
  return left.length - right.length;
}

/** The positions of the keys in order. */
function order(keys: readonly Value[], lane: Lane, reverse: boolean): number[] {
  const positions = keys.map((_, index) => index);
  if (lane === 'any') {
    return mergeSort(
      positions,
      reverse ? (a, b) => lessThan(keys[b]!, keys[a]!) : (a, b) => lessThan(keys[a]!, keys[b]!),
    );
  }
  const sign = reverse ? -1 : 1;
  if (lane === 'int') {
    const numbers = keys as readonly number[];
    return positions.sort((a, b) => sign * (numbers[a]! - numbers[b]!));
  }
  const compare = comparers[lane] as (a: Value, b: Value) => number;
  return positions.sort((a, b) => sign * compare(keys[a]!, keys[b]!));
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
