/** How `%` formatting sees a bytes template. */

import { type PercentKind, percentFormat } from '../../formatting/percent.ts';
import { findSpecial } from '../../operators/attribute.ts';
import { getItem } from '../../operators/items.ts';
import { isMapping } from '../dict.ts';
import { error } from '../exceptions.ts';
import { integerIn } from '../integers.ts';
import { ascii } from '../representation.ts';
import { typeName } from '../type-of.ts';
import { ByteArray, Bytes, Tuple, type Value } from '../value.ts';
import { bytesIn } from './buffer.ts';
import { asciiBytes, concatenateBytes } from './receiver.ts';

/** `template % values`. @throws TypeError, ValueError, OverflowError */
export function percentBytes(template: Uint8Array, values: Value): Uint8Array {
  const kind: PercentKind<Uint8Array> = {
    name: 'bytes',
    plain: asciiBytes,
    part: (start, end) => template.subarray(start, end),
    key: (start, end) => new Bytes(template.slice(start, end)),
    convert: (value, code) => (code === 'r' || code === 'a' ? asciiBytes(String(ascii(value))) : dataOf(value)),
    character,
    cut: (piece, length) => piece.subarray(0, length),
    length: (piece) => piece.length,
    isMapping: (x) => !(x instanceof Tuple || bytesIn(x) !== undefined) && (Array.isArray(x) || isMapping(x)),
    getItem,
  };
  return concatenateBytes(percentFormat(template, values, kind));
}

function dataOf(value: Value): Uint8Array {
  const data = bytesIn(value);
  if (data !== undefined) return data;
  const special = findSpecial(value, '__bytes__');
  if (special !== undefined) {
    const result: Value = special.call(value);
    if (result instanceof Bytes) return result.data;
    throw error('TypeError', `__bytes__ returned non-bytes (type ${typeName(result)})`);
  }
  throw error(
    'TypeError',
    `%b requires a bytes-like object, or an object that implements __bytes__, not '${typeName(value)}'`,
  );
}

function character(value: Value): Uint8Array {
  if ((value instanceof Bytes || value instanceof ByteArray) && value.data.length === 1) return value.data;
  const integer = integerIn(value);
  if (integer === undefined) throw error('TypeError', '%c requires an integer in range(256) or a single byte');
  if (integer < 0 || integer > 255) throw error('OverflowError', '%c arg not in range(256)');
  return Uint8Array.of(Number(integer));
}
