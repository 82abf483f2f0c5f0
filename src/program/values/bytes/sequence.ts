/** `bytes` and `bytearray`: what they share as sequences, and their text forms. */
import { boundsOf, positionOf, requireSize } from '../../operators/indexing.ts';
import { decode } from '../codecs/decode.ts';
import { error } from '../exceptions.ts';
import { BytesIterator } from '../iterators.ts';
import type { MethodTable } from '../method-table.ts';
import { repetitions } from '../str/parts.ts';
import { requireString, stringIn } from '../str/receiver.ts';
import { pointsOf, type Str } from '../text.ts';
import { typeName } from '../type-of.ts';
import { compareUnits } from '../units.ts';
import { ByteArray, Bytes, notImplemented, SliceValue, type ThisForm, type Value } from '../value.ts';
import { bytesIn } from './buffer.ts';
import { percentBytes } from './percent.ts';
import { concatenateBytes, like, type Receiver } from './receiver.ts';

const kindOf = (self: Receiver): 'bytes' | 'bytearray' => (self instanceof ByteArray ? 'bytearray' : 'bytes');

const isReceiver = (x: Value): x is Receiver => x instanceof Bytes || x instanceof ByteArray;

/** Position of an item. @throws TypeError, IndexError */
export function bytePosition(self: Receiver, key: Value): number {
  const index = positionOf(key, self.data.length);
  const isArray = self instanceof ByteArray;
  if (index === undefined) {
    const kind = isArray ? 'bytearray' : 'byte';
    throw error('TypeError', `${kind} indices must be integers or slices, not ${typeName(key)}`);
  }
  if (index < 0 || index >= self.data.length) {
    throw error('IndexError', isArray ? 'bytearray index out of range' : 'index out of range');
  }
  return index;
}

function item(self: Receiver, key: Value): Value {
  const { data } = self;
  if (!(key instanceof SliceValue)) return data[bytePosition(self, key)]!;
  const { start, step, count } = boundsOf(key, data.length);
  if (step === 1) return like(self, data.slice(start, start + count));
  const picked = new Uint8Array(count);
  for (let index = 0; index < count; index++) picked[index] = data[start + index * step]!;
  return like(self, picked);
}

/** `data * count`. @throws TypeError, OverflowError, MemoryError */
export function repeatedBytes(data: Uint8Array, count: Value): Uint8Array {
  const times = repetitions(count, data.length);
  const repeated = new Uint8Array(data.length * times);
  for (let index = 0; index < times; index++) repeated.set(data, index * data.length);
  return repeated;
}

const times: readonly [string, ThisForm] = [
  '(value, /)',
  function (this: Receiver, count: Value) {
    if (Object.getPrototypeOf(this) === Bytes.prototype && repetitions(count, this.data.length) === 1) return this;
    return like(this, repeatedBytes(this.data, count));
  },
];

/** Bytes are compared with bytes; what else compares with them (bytearrays, views) does so itself. */
function comparison(test: (order: number) => boolean): readonly [string, ThisForm] {
  return [
    '(value, /)',
    function (this: Receiver, other: Value) {
      const right = this instanceof ByteArray || other instanceof Bytes ? bytesIn(other) : undefined;
      return right === undefined ? notImplemented : test(compareUnits(this.data, right));
    },
  ];
}

/** `data.hex(separator, count)`: groups are counted from the right, for a negative count from the left. */
export function hexOf(data: Uint8Array, separator: Value | undefined, count: Value | undefined): string {
  const digits: string[] = [];
  for (let index = 0; index < data.length; index++) digits.push(data[index]!.toString(16).padStart(2, '0'));
  if (separator === undefined) return digits.join('');
  const mark = separatorOf(separator);
  const size = count === undefined ? 1 : requireSize(count);
  if (size === 0) return digits.join('');
  const group = Math.abs(size);
  const groups: string[] = [];
  const first = size > 0 ? digits.length % group : 0;
  if (first > 0) groups.push(digits.slice(0, first).join(''));
  for (let index = first; index < digits.length; index += group)
    groups.push(digits.slice(index, index + group).join(''));
  return groups.join(mark);
}

function separatorOf(separator: Value): string {
  const points = bytesIn(separator) ?? textPoints(separator);
  if (points.length !== 1) throw error('ValueError', 'sep must be length 1.');
  if (points[0]! > 127) throw error('ValueError', 'sep must be ASCII.');
  return String.fromCharCode(points[0]!);
}

function textPoints(separator: Value): readonly number[] {
  const text = stringIn(separator);
  if (text === undefined) throw error('TypeError', `object of type '${typeName(separator)}' has no len()`);
  return pointsOf(text);
}

/** `bytes.fromhex(text)`. @throws TypeError, ValueError */
export function bytesFromHex(text: Value): Uint8Array {
  const points = pointsOf(requireString(text, 'fromhex() argument'));
  const data: number[] = [];
  let index = 0;
  while (index < points.length) {
    const point = points[index]!;
    if (point === 32 || (point >= 9 && point <= 13)) {
      index++;
      continue;
    }
    const high = hexValue(points[index]);
    if (high < 0) throw notHex(index);
    const low = hexValue(points[index + 1]);
    if (low < 0) throw notHex(index + 1);
    data.push(high * 16 + low);
    index += 2;
  }
  return Uint8Array.from(data);
}

function hexValue(point: number | undefined): number {
  if (point === undefined || point > 0x66) return -1;
  const value = Number.parseInt(String.fromCharCode(point), 16);
  return Number.isNaN(value) ? -1 : value;
}

function notHex(position: number): unknown {
  return error('ValueError', `non-hexadecimal number found in fromhex() arg at position ${position}`);
}

function argument(x: Value | undefined, name: string, absent: Str): Str {
  return x === undefined ? absent : requireString(x, `decode() argument '${name}'`);
}

export const sequenceMethods: MethodTable = {
  __len__(this: Receiver) {
    return this.data.length;
  },
  __iter__(this: Receiver) {
    return new BytesIterator(this);
  },
  __getitem__: [
    '(key, /)',
    function (this: Receiver, key: Value) {
      return item(this, key);
    },
  ],
  __add__: [
    '(value, /)',
    function (this: Receiver, other: Value) {
      const right = bytesIn(other);
      if (right === undefined) throw error('TypeError', `can't concat ${typeName(other)} to ${kindOf(this)}`);
      return like(this, concatenateBytes([this.data, right]));
    },
  ],
  __mul__: times,
  __rmul__: times,
  __eq__: comparison((order) => order === 0),
  __ne__: comparison((order) => order !== 0),
  __lt__: comparison((order) => order < 0),
  __le__: comparison((order) => order <= 0),
  __gt__: comparison((order) => order > 0),
  __ge__: comparison((order) => order >= 0),
  __mod__: [
    '(value, /)',
    function (this: Receiver, values: Value) {
      return like(this, percentBytes(this.data, values));
    },
  ],
  __rmod__: [
    '(value, /)',
    function (this: Receiver, template: Value) {
      return isReceiver(template) ? like(template, percentBytes(template.data, this)) : notImplemented;
    },
  ],
  hex: [
    '(sep=None, bytes_per_sep=1)',
    function (this: Receiver, separator?: Value, count?: Value) {
      return hexOf(this.data, separator, count);
    },
  ],
  decode: [
    "(encoding='utf-8', errors='strict')",
    function (this: Receiver, encoding?: Value, errors?: Value) {
      return decode(this.data, argument(encoding, 'encoding', 'utf-8'), argument(errors, 'errors', 'strict'));
    },
  ],
};
