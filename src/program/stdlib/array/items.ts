/** Items of arrays: which values a typecode takes, and what is said of others. */
import { integerOf } from '../../operators/indexing.ts';
import { isLabelled, refuse } from '../../taint.ts';
import { itemFormats } from '../../values/bytes/formats.ts';
import { TypedArray } from '../../values/bytes/typed-array.ts';
import { error } from '../../values/exceptions.ts';
import { stringIn } from '../../values/str/receiver.ts';
import { pointsOf, textFromPoints } from '../../values/text.ts';
import { typeName } from '../../values/type-of.ts';
import type { Value } from '../../values/value.ts';

export const typecodes = 'bBuhHiIlLqQfd';

/** An empty array. @throws ValueError for an unknown typecode */
export function emptyArray(typecode: string): TypedArray {
  if (typecode.length !== 1 || !typecodes.includes(typecode)) {
    throw error('ValueError', 'bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)');
  }
  return new TypedArray(typecode, typecode === 'u' ? 'I' : typecode);
}

export function itemAt(array: TypedArray, index: number): Value {
  const item = array.get(index);
  return array.typecode === 'u' ? textFromPoints([item as number]) : item;
}

/** @throws TypeError, OverflowError */
export function setItemAt(array: TypedArray, index: number, value: Value): void {
  if (isLabelled(value)) return refuse(value, 'bytes');
  const item = array.typecode === 'u' ? pointOf(value) : value;
  const wrong = array.set(index, item);
  if (wrong !== undefined) throw misfit(array.typecode, value, wrong);
}

/** Adds an item at the end; the array stays as it is when that does not fit. */
export function append(array: TypedArray, value: Value): void {
  array.grow();
  try {
    setItemAt(array, array.length - 1, value);
  } catch (problem) {
    array.shrink();
    throw problem;
  }
}

function pointOf(value: Value): number {
  const text = stringIn(value);
  const points = text === undefined ? [] : pointsOf(text);
  if (points.length !== 1) throw error('TypeError', 'array item must be unicode character');
  return points[0]!;
}

const names: Readonly<Record<string, string>> = {
  b: 'signed char',
  B: 'unsigned byte integer',
  h: 'signed short integer',
  H: 'unsigned short',
  i: 'signed integer',
  I: 'unsigned int',
};

function misfit(typecode: string, value: Value, wrong: 'type' | 'range'): unknown {
  if (wrong === 'type') {
    return typecode === 'f' || typecode === 'd'
      ? error('TypeError', `must be real number, not ${typeName(value)}`)
      : error('TypeError', `'${typeName(value)}' object cannot be interpreted as an integer`);
  }
  const isBelow = integerOf(value)! < 0;
  if (isBelow && typecode === 'Q') return error('OverflowError', "can't convert negative int to unsigned");
  if (isBelow && (typecode === 'I' || typecode === 'L')) {
    return error('OverflowError', "can't convert negative value to unsigned int");
  }
  if (typecode === 'q' || typecode === 'Q') return error('OverflowError', 'int too big to convert');
  if (typecode === 'l') return error('OverflowError', 'Python int too large to convert to C long');
  if (typecode === 'L') return error('OverflowError', 'Python int too large to convert to C unsigned long');
  return error('OverflowError', `${names[typecode]!} is ${isBelow ? 'less than minimum' : 'greater than maximum'}`);
}

export function itemsOf(array: TypedArray): Value[] {
  const items: Value[] = [];
  for (let index = 0; index < array.length; index++) items.push(itemAt(array, index));
  return items;
}

/** An array of the same kind with these bytes. */
export function arrayOf(array: TypedArray, bytes: Uint8Array): TypedArray {
  const made = emptyArray(array.typecode);
  made.data = bytes;
  return made;
}

/** Whether bytes can be items. @throws ValueError */
export function checkWhole(array: TypedArray, bytes: Uint8Array): void {
  if (bytes.length % itemFormats[array.format]!.size !== 0) {
    throw error('ValueError', 'bytes length not a multiple of item size');
  }
}
