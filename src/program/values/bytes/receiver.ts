/** Bytes and bytearrays as receivers and arguments of methods: what they share works on their raw data. */
import { integerOf } from '../../operators/indexing.ts';
import { error } from '../exceptions.ts';
import { typeName } from '../type-of.ts';
import { ByteArray, Bytes, type Value } from '../value.ts';
import { byteOf, bytesIn } from './buffer.ts';

export type Receiver = Bytes | ByteArray;

/** A result in the type of the receiver. */
export function like(self: Receiver, data: Uint8Array): Receiver {
  return self instanceof ByteArray ? new ByteArray(data) : new Bytes(data);
}

/** The same without copying when nothing changed: bytes are shared, bytearrays are not. */
export function sameOrLike(self: Receiver, data: Uint8Array): Receiver {
  if (self instanceof ByteArray) return new ByteArray(data === self.data ? data.slice() : data);
  return data === self.data && Object.getPrototypeOf(self) === Bytes.prototype ? self : new Bytes(data);
}

/** What `find`, `count`, `index` and `in` look for: bytes or one byte. @throws TypeError, ValueError */
export function needleOf(x: Value): Uint8Array {
  const data = bytesIn(x);
  if (data !== undefined) return data;
  if (integerOf(x) !== undefined) return Uint8Array.of(byteOf(x, 'byte'));
  throw error('TypeError', `argument should be integer or bytes-like object, not '${typeName(x)}'`);
}

/** Pieces one after the other. */
export function concatenateBytes(pieces: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (let index = 0; index < pieces.length; index++) length += pieces[index]!.length;
  const joined = new Uint8Array(length);
  let at = 0;
  for (let index = 0; index < pieces.length; index++) {
    joined.set(pieces[index]!, at);
    at += pieces[index]!.length;
  }
  return joined;
}

export function asciiBytes(text: string): Uint8Array {
  const data = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) data[index] = text.charCodeAt(index);
  return data;
}
