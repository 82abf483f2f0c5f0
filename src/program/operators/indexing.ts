/**
 * Integers given as positions: what `__index__` accepts, and how slices resolve against a length.
 */

import { isLabelled, refuse } from '../taint.ts';
import { error } from '../values/exceptions.ts';
import { typeName } from '../values/type-of.ts';
import type { SliceValue, Value } from '../values/value.ts';
import { findSpecial } from './attribute.ts';

/** The int that a value stands for as an index, `undefined` when it is none. @throws TaintError when labelled */
export function integerOf(x: Value): number | bigint | undefined {
  if (typeof x === 'number' || typeof x === 'bigint') return x;
  if (typeof x === 'boolean') return x ? 1 : 0;
  if (x === null || typeof x !== 'object') return undefined;
  if (isLabelled(x)) return refuse(x, 'index');
  const { base } = x as { base?: Value };
  if (typeof base === 'number' || typeof base === 'bigint') return base;
  const special = findSpecial(x, '__index__');
  if (special === undefined) return undefined;
  const result: Value = special.call(x);
  if (typeof result === 'number' || typeof result === 'bigint') return result;
  if (typeof result === 'boolean') return result ? 1 : 0;
  const inner = (result as { base?: Value } | null)?.base;
  if (typeof inner === 'number' || typeof inner === 'bigint') return inner;
  throw error('TypeError', `__index__ returned non-int (type ${typeName(result)})`);
}

/** An int argument. @throws TypeError in CPython's words when the value is no int */
export function requireInteger(x: Value): number | bigint {
  const integer = integerOf(x);
  if (integer === undefined) throw error('TypeError', `'${typeName(x)}' object cannot be interpreted as an integer`);
  return integer;
}

/** A flag that CPython reads as an int. @throws TypeError for what is none */
export function isNotZero(x: Value): boolean {
  return Number(requireInteger(x)) !== 0;
}

/** An int that must be small enough for a size. @throws TypeError, OverflowError */
export function requireSize(x: Value): number {
  const integer = requireInteger(x);
  if (typeof integer === 'bigint') throw error('OverflowError', 'Python int too large to convert to C ssize_t');
  return integer;
}

/** Position of one item: negative counts from the end; `undefined` when it is no int; out of range is not checked. */
export function positionOf(x: Value, length: number): number | undefined {
  const integer = integerOf(x);
  if (integer === undefined) return undefined;
  if (typeof integer === 'bigint') {
    // What fits in 64 bits is merely out of every range.
    if (BigInt.asIntN(64, integer) === integer) return integer < 0n ? -1 : length;
    throw error('IndexError', `cannot fit '${typeName(x)}' into an index-sized integer`);
  }
  return integer < 0 ? integer + length : integer;
}

/** A slice resolved against a length. */
export interface Bounds {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  /** How many items it takes. */
  readonly count: number;
}

/** @throws TypeError for parts that are no ints, ValueError for step 0 */
export function boundsOf(slice: SliceValue, length: number): Bounds {
  return resolveBounds(slice.start, slice.stop, slice.step, length);
}

export function resolveBounds(from: Value, to: Value, by: Value, length: number): Bounds {
  const step = by === null ? 1 : clamp(slicePart(by));
  if (step === 0) throw error('ValueError', 'slice step cannot be zero');
  const lowest = step < 0 ? -1 : 0;
  const highest = step < 0 ? length - 1 : length;
  const start = from === null ? (step < 0 ? highest : lowest) : edge(from, length, lowest, highest);
  const stop = to === null ? (step < 0 ? lowest : highest) : edge(to, length, lowest, highest);
  const span = step < 0 ? start - stop : stop - start;
  const count = span <= 0 ? 0 : Math.floor((span - 1) / Math.abs(step)) + 1;
  return { start, stop, step, count };
}

function edge(part: Value, length: number, lowest: number, highest: number): number {
  let position = clamp(slicePart(part));
  if (position < 0) position += length;
  return position < lowest ? lowest : position > highest ? highest : position;
}

/** @throws TypeError when a slice's part is no int */
export function slicePart(part: Value): number | bigint {
  const integer = integerOf(part);
  if (integer !== undefined) return integer;
  throw error('TypeError', 'slice indices must be integers or None or have an __index__ method');
}

function clamp(integer: number | bigint): number {
  if (typeof integer === 'number') return integer;
  return integer < 0n ? Number.MIN_SAFE_INTEGER : Number.MAX_SAFE_INTEGER;
}
