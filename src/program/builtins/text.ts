/** Built-in names about text and bytes. */
import { format } from '../formatting/format.ts';
import { requireInteger } from '../operators/indexing.ts';
import { isLabelled, labelledUnary, refuse } from '../taint.ts';
import { memoryviewType } from '../values/bytes/memoryview.ts';
import { bytearrayType, bytesType } from '../values/bytes/types.ts';
import { error } from '../values/exceptions.ts';
import { native } from '../values/functions.ts';
import { ascii, repr } from '../values/representation.ts';
import { requireString, stringIn } from '../values/str/receiver.ts';
import { strType } from '../values/str/type.ts';
import { pointsOf, type Str, textFromPoints, textLength } from '../values/text.ts';
import { typeName } from '../values/type-of.ts';
import { ByteArray, Bytes, type Value } from '../values/value.ts';

/** `ord(c)`. @throws TypeError */
function ord(x: Value): Value {
  if (isLabelled(x)) return labelledUnary(ord, x);
  const text = stringIn(x);
  const isBytes = x instanceof Bytes || x instanceof ByteArray;
  if (text === undefined && !isBytes) {
    throw error('TypeError', `ord() expected string of length 1, but ${typeName(x)} found`);
  }
  const length = text === undefined ? (x as Bytes).data.length : textLength(text);
  if (length !== 1) throw error('TypeError', `ord() expected a character, but string of length ${length} found`);
  return text === undefined ? (x as Bytes).data[0]! : pointsOf(text)[0]!;
}

/** `chr(i)`. @throws TypeError, ValueError, OverflowError */
function chr(x: Value): Value {
  if (isLabelled(x)) return labelledUnary(chr, x);
  const point = requireInteger(x);
  if (typeof point === 'bigint' || point > 0x7fffffff || point < -0x80000000)
    throw error('OverflowError', 'Python int too large to convert to C int');
  if (point < 0 || point > 0x10ffff) throw error('ValueError', 'chr() arg not in range(0x110000)');
  return textFromPoints([point]);
}

/** `format(value, spec)`. @throws TypeError, what `__format__` raises */
function formatBuiltin(value: Value, spec?: Value): Str {
  if (spec !== undefined && isLabelled(spec)) return refuse(spec, 'format');
  return format(value, spec === undefined ? '' : requireString(spec, 'format() argument 2'));
}

export const textBuiltins = {
  str: strType,
  bytes: bytesType,
  bytearray: bytearrayType,
  memoryview: memoryviewType,
  ord: native('ord', '(c, /)', ord),
  chr: native('chr', '(i, /)', chr),
  ascii: native('ascii', '(obj, /)', ascii),
  repr: native('repr', '(obj, /)', repr),
  format: native('format', "(value, format_spec='', /)", formatBuiltin),
} as const;
