/**
 * Numbers in place of sort keys. Keys that are all numbers, all strings, or tuples of such, one kind in each place, get
 * codes: integers from 0 on whose order is that of the keys, equal for equal keys. Codes are sorted by the engine's sort of
 * float arrays, which calls nothing back; comparing keys one by one costs five times as much.
 */
import { Float, Tuple, type Value } from './value.ts';

interface Codes {
  readonly codes: Float64Array;
  /** Every code is below this. */
  readonly count: number;
}

/** Integers up to here are exact in a float. */
const exact = 2 ** 53;

/**
 * The positions of keys in their order, equal keys in their old order.
 *
 * @param reverse the largest first, equal keys still in their old order
 * @returns null for keys that have no codes
 */
export function orderByCodes(keys: readonly Value[], reverse: boolean): number[] | null {
  const found = codesOf(keys);
  if (found === null) return null;
  const { length } = keys;
  const { codes, count } = found.count * length <= exact ? found : ranked(found.codes);
  for (let index = 0; index < length; index++) {
    codes[index] = (reverse ? count - 1 - codes[index]! : codes[index]!) * length + index;
  }
  codes.sort();
  const positions = new Array<number>(length);
  for (let index = 0; index < length; index++) positions[index] = codes[index]! % length;
  return positions;
}

function codesOf(keys: readonly Value[]): Codes | null {
  const first = keys[0];
  return first instanceof Tuple ? tupleCodes(keys, first.items.length) : columnCodes(keys);
}

function columnCodes(column: readonly Value[]): Codes | null {
  return typeof column[0] === 'string' ? stringCodes(column) : numberCodes(column);
}

/** Strings compare by code unit only because none of them holds surrogates. */
function stringCodes(column: readonly Value[]): Codes | null {
  const ranks = new Map<string, number>();
  for (let index = 0; index < column.length; index++) {
    const text = column[index]!;
    if (typeof text !== 'string') return null;
    ranks.set(text, 0);
  }
  const distinct = Array.from(ranks.keys()).sort();
  for (let rank = 0; rank < distinct.length; rank++) ranks.set(distinct[rank]!, rank);
  const codes = new Float64Array(column.length);
  for (let index = 0; index < column.length; index++) codes[index] = ranks.get(column[index] as string)!;
  return { codes, count: distinct.length };
}

function numberCodes(column: readonly Value[]): Codes | null {
  const codes = new Float64Array(column.length);
  let areIntegers = true;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < column.length; index++) {
    const number = numberIn(column[index]!);
    // NaN is not ordered, so a total order must not be pretended.
    if (Number.isNaN(number)) return null;
    codes[index] = number;
    if (number < least) least = number;
    if (number > most) most = number;
    areIntegers &&= Number.isInteger(number);
  }
  const count = most - least + 1;
  if (!areIntegers || count > exact) return ranked(codes);
  for (let index = 0; index < codes.length; index++) codes[index]! -= least;
  return { codes, count };
}

/** A small int, a bool or a float; they compare as what they are in JavaScript. NaN for everything else. */
function numberIn(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  // Adding 0 turns -0 into 0, which it equals.
  return value instanceof Float && value.isFloat ? value.value + 0 : Number.NaN;
}

/** Place by place, as far as tuples of one length go. */
function tupleCodes(keys: readonly Value[], width: number): Codes | null {
  let codes: Codes | null = null;
  for (let place = 0; place < width; place++) {
    const column = new Array<Value>(keys.length);
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index]!;
      if (!(key instanceof Tuple) || key.items.length !== width || Object.getPrototypeOf(key) !== Tuple.prototype)
        return null;
      column[index] = key.items[place]!;
    }
    const own = columnCodes(column);
    if (own === null) return null;
    codes = codes === null ? own : joined(codes, own);
  }
  return codes;
}

function joined(high: Codes, low: Codes): Codes {
  const [left, right] = high.count * low.count <= exact ? [high, low] : [ranked(high.codes), ranked(low.codes)];
  const codes = left.codes;
  for (let index = 0; index < codes.length; index++) codes[index] = codes[index]! * right.count + right.codes[index]!;
  return { codes, count: left.count * right.count };
}

/** The same order in codes no larger than there are keys. */
function ranked(numbers: Float64Array): Codes {
  const sorted = numbers.slice().sort();
  let count = 0;
  for (let index = 0; index < sorted.length; index++) {
    if (index === 0 || sorted[index] !== sorted[count - 1]) sorted[count++] = sorted[index]!;
  }
  const codes = new Float64Array(numbers.length);
  for (let index = 0; index < numbers.length; index++) codes[index] = placeIn(sorted, count, numbers[index]!);
  return { codes, count };
}

function placeIn(sorted: Float64Array, count: number, number: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
