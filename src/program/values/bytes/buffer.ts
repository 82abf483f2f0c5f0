/** Bytes of anything that holds bytes, and of anything that can be made into bytes. */
import { findOperator, findSpecial } from '../../operators/attribute.ts';
import { integerOf } from '../../operators/indexing.ts';
import { iterate } from '../../operators/iteration.ts';
import { isLabelled, refuse } from '../../taint.ts';
import { error } from '../exceptions.ts';
import { typeName } from '../type-of.ts';
import { ByteArray, Bytes, type Value } from '../value.ts';
import { TypedArray } from './typed-array.ts';
import { MemoryView } from './view.ts';

/** The bytes of a bytes-like object (not to be changed); undefined when it is none. */
export function bytesIn(x: Value): Uint8Array | undefined {
  if (x instanceof Bytes || x instanceof ByteArray) return x.data;
  if (x instanceof MemoryView) return x.contiguous();
  return x instanceof TypedArray ? x.data : undefined;
}

/** The same. @throws TypeError `a bytes-like object is required, not 'int'` */
export function requireBytes(x: Value): Uint8Array {
  const data = bytesIn(x);
  if (data !== undefined) return data;
  if (isLabelled(x)) return refuse(x, 'bytes');
  throw error('TypeError', `a bytes-like object is required, not '${typeName(x)}'`);
}

/**
 * The bytes that `bytes(x)` is made of: `__bytes__`, a buffer, or an iterable of ints. A copy or a value that nobody
 * changes.
 *
 * @throws TypeError, ValueError
 */
export function bytesFrom(x: Value): Uint8Array {
  if (isLabelled(x)) return refuse(x, 'bytes');
  if (x instanceof Bytes && Object.getPrototypeOf(x) === Bytes.prototype) return x.data;
  const own = ownBytes(x);
  if (own !== undefined) return own.data;
  const data = bytesIn(x);
  if (data !== undefined) return data.slice();
  return bytesFromItems(x, 'bytes');
}

/** What `__bytes__` of a value gives; undefined when it has none. @throws TypeError when that is no bytes object, or None */
export function ownBytes(x: Value): Bytes | undefined {
  const special = findOperator(x, '__bytes__');
  if (special === undefined) return undefined;
  const result: Value = special.call(x);
  if (result instanceof Bytes) return result;
  throw error('TypeError', `__bytes__ returned non-bytes (type ${typeName(result)})`);
}

/** Bytes from an iterable of ints. @throws TypeError, ValueError */
export function bytesFromItems(x: Value, kind: 'bytes' | 'bytearray'): Uint8Array {
  if (findSpecial(x, '__iter__') === undefined && findSpecial(x, '__getitem__') === undefined) {
    throw error('TypeError', `cannot convert '${typeName(x)}' object to ${kind}`);
  }
  const items = iterate(x);
  const collected: number[] = [];
  for (let item = items.next(); item !== undefined; item = items.next())
    collected.push(byteOf(item, kind === 'bytes' ? 'bytes' : 'byte'));
  return Uint8Array.from(collected);
}

/** One byte. @throws TypeError for what is no int, ValueError outside 0 to 255 */
export function byteOf(x: Value, kind: 'bytes' | 'byte'): number {
  const integer = integerOf(x);
  if (integer === undefined) throw error('TypeError', `'${typeName(x)}' object cannot be interpreted as an integer`);
  if (integer < 0 || integer > 255) throw error('ValueError', `${kind} must be in range(0, 256)`);
  return Number(integer);
}
