/** Arrays as sequences: construction, items and slices, and what adds and removes items. */
import { boundsOf, integerOf } from '../../operators/indexing.ts';
import { iterate } from '../../operators/iteration.ts';
import { bytesIn } from '../../values/bytes/buffer.ts';
import { concatenateBytes } from '../../values/bytes/receiver.ts';
import { TypedArray } from '../../values/bytes/typed-array.ts';
import { error } from '../../values/exceptions.ts';
import { sameItem } from '../../values/sequence-comparison.ts';
import { stringIn } from '../../values/str/receiver.ts';
import { pointsOf } from '../../values/text.ts';
import { typeName } from '../../values/type-of.ts';
import { ByteArray, Bytes, SliceValue, type Value } from '../../values/value.ts';
import { append, arrayOf, checkWhole, emptyArray, itemAt, itemsOf, setItemAt } from './items.ts';

/** `array(typecode, initializer)`. @throws TypeError, ValueError, OverflowError */
export function makeArray(typecode: Value, initial: Value | undefined): TypedArray {
  const code = stringIn(typecode);
  if (code === undefined || pointsOf(code).length !== 1) {
    throw error('TypeError', `array() argument 1 must be a unicode character, not ${typeName(typecode)}`);
  }
  const array = emptyArray(String(code));
  if (initial === undefined) return array;
  const text = stringIn(initial);
  if (text !== undefined && array.typecode !== 'u') {
    throw error('TypeError', `cannot use a str to initialize an array with typecode '${array.typecode}'`);
  }
  if (initial instanceof TypedArray && initial.typecode === 'u' && array.typecode !== 'u') {
    throw error('TypeError', `cannot use a unicode array to initialize an array with typecode '${array.typecode}'`);
  }
  if (initial instanceof Bytes || initial instanceof ByteArray) appendBytes(array, initial.data);
  else extend(array, initial instanceof TypedArray ? itemsOf(initial) : initial);
  return array;
}

/** @throws ValueError */
export function appendBytes(array: TypedArray, bytes: Uint8Array): void {
  checkWhole(array, bytes);
  array.data = concatenateBytes([array.data, bytes]);
}

export function extend(array: TypedArray, items: Value): void {
  if (items instanceof TypedArray) {
    if (items.typecode !== array.typecode) throw error('TypeError', 'can only extend with array of same kind');
    appendBytes(array, items.data);
    return;
  }
  const source = iterate(items);
  for (let item = source.next(); item !== undefined; item = source.next()) append(array, item);
}

/** Where an item stands. @throws TypeError, IndexError with that message */
export function indexIn(array: TypedArray, key: Value, message: string): number {
  const integer = integerOf(key);
  if (integer === undefined) throw error('TypeError', 'array indices must be integers');
  const index = Number(integer) < 0 ? Number(integer) + array.length : Number(integer);
  if (index < 0 || index >= array.length) throw error('IndexError', message);
  return index;
}

export function getPart(array: TypedArray, key: Value): Value {
  if (!(key instanceof SliceValue)) return itemAt(array, indexIn(array, key, 'array index out of range'));
  const { start, step, count } = boundsOf(key, array.length);
  const { data, itemSize } = array;
  if (step === 1) return arrayOf(array, data.slice(start * itemSize, (start + count) * itemSize));
  const picked = new Uint8Array(count * itemSize);
  for (let index = 0; index < count; index++) {
    const from = (start + index * step) * itemSize;
    picked.set(data.subarray(from, from + itemSize), index * itemSize);
  }
  return arrayOf(array, picked);
}

export function setPart(array: TypedArray, key: Value, value: Value): null {
  if (!(key instanceof SliceValue)) {
    setItemAt(array, indexIn(array, key, 'array assignment index out of range'), value);
    return null;
  }
  if (!(value instanceof TypedArray)) {
    throw error('TypeError', `can only assign array (not "${typeName(value)}") to array slice`);
  }
  if (value.typecode !== array.typecode) throw error('TypeError', 'bad argument type for built-in operation');
  const { start, step, count } = boundsOf(key, array.length);
  const { itemSize } = array;
  const fresh = value.data.slice();
  if (step === 1) {
    const { data } = array;
    const end = data.subarray((start + count) * itemSize);
    array.data = concatenateBytes([data.subarray(0, start * itemSize), fresh, end]);
    return null;
  }
  if (value.length !== count) {
    throw error('ValueError', `attempt to assign array of size ${value.length} to extended slice of size ${count}`);
  }
  for (let index = 0; index < count; index++) {
    array.data.set(fresh.subarray(index * itemSize, (index + 1) * itemSize), (start + index * step) * itemSize);
  }
  return null;
}

export function deletePart(array: TypedArray, key: Value): null {
  const gone = new Set<number>();
  if (key instanceof SliceValue) {
    const { start, step, count } = boundsOf(key, array.length);
    for (let index = 0; index < count; index++) gone.add(start + index * step);
  } else gone.add(indexIn(array, key, 'array assignment index out of range'));
  const { data, itemSize } = array;
  const kept = new Uint8Array(data.length - gone.size * itemSize);
  let at = 0;
  for (let index = 0; index < array.length; index++) {
    if (gone.has(index)) continue;
    kept.set(data.subarray(index * itemSize, (index + 1) * itemSize), at);
    at += itemSize;
  }
  array.data = kept;
  return null;
}

export function insert(array: TypedArray, position: number, value: Value): null {
  const at = Math.min(Math.max(position < 0 ? position + array.length : position, 0), array.length);
  append(array, value);
  const { data, itemSize } = array;
  const item = data.slice(-itemSize);
  data.copyWithin((at + 1) * itemSize, at * itemSize, data.length - itemSize);
  data.set(item, at * itemSize);
  return null;
}

/** The first place of an item between two others; -1 when it is not there. */
export function find(array: TypedArray, value: Value, start = 0, stop = array.length): number {
  for (let index = start; index < Math.min(stop, array.length); index++) {
    if (sameItem(itemAt(array, index), value)) return index;
  }
  return -1;
}

/** Bytes that another array of the same kind, or a bytes-like object, brings. @throws TypeError */
export function bytesOf(value: Value): Uint8Array {
  const bytes = bytesIn(value);
  if (bytes === undefined) throw error('TypeError', `a bytes-like object is required, not '${typeName(value)}'`);
  return bytes.slice();
}
