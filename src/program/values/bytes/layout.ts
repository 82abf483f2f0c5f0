/** `bytes` and `bytearray`: padding, stripping, translation, ASCII case and tests. */
import { error } from '../exceptions.ts';
import type { MethodTable } from '../method-table.ts';
import { widthOf } from '../str/layout.ts';
import { typeName } from '../type-of.ts';
import { centring, expandTabs, type Span, stripSpan } from '../units.ts';
import { ByteArray, Bytes, type ThisForm, type Value } from '../value.ts';
import { requireBytes } from './buffer.ts';
import { concatenateBytes, like, type Receiver, sameOrLike } from './receiver.ts';
import { isByteSpace } from './split.ts';

function fillOf(fill: Value | undefined, name: string): number {
  if (fill === undefined) return 32;
  if ((fill instanceof Bytes || fill instanceof ByteArray) && fill.data.length === 1) return fill.data[0]!;
  throw error('TypeError', `${name}() argument 2 must be a byte string of length 1, not ${typeName(fill)}`);
}

function padding(name: string, spansOf: (length: number, width: number) => Span): readonly [string, ThisForm] {
  return [
    "(width, fillchar=b' ', /)",
    function (this: Receiver, width: Value, fill?: Value) {
      const size = widthOf(width);
      const byte = fillOf(fill, name);
      const [before, after] = spansOf(this.data.length, size);
      if (before === 0 && after === 0) return sameOrLike(this, this.data);
      const padded = new Uint8Array(before + this.data.length + after).fill(byte);
      padded.set(this.data, before);
      return like(this, padded);
    },
  ];
}

function stripping(side: 'left' | 'right' | 'both'): readonly [string, ThisForm] {
  return [
    '(bytes=None, /)',
    function (this: Receiver, characters?: Value) {
      const { data } = this;
      const set = characters === undefined || characters === null ? null : requireBytes(characters);
      const [start, end] = stripSpan(data, set === null ? isByteSpace : (byte) => set.includes(byte), side);
      return sameOrLike(this, end - start === data.length ? data : data.slice(start, end));
    },
  ];
}

const isUpper = (byte: number): boolean => byte >= 0x41 && byte <= 0x5a;
const isLower = (byte: number): boolean => byte >= 0x61 && byte <= 0x7a;
const isLetter = (byte: number): boolean => isUpper(byte) || isLower(byte);
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const toUpper = (byte: number): number => (isLower(byte) ? byte - 32 : byte);
const toLower = (byte: number): number => (isUpper(byte) ? byte + 32 : byte);

function mapping(map: (byte: number, index: number, data: Uint8Array) => number): readonly [string, ThisForm] {
  return [
    '()',
    function (this: Receiver) {
      return like(this, this.data.map(map));
    },
  ];
}

function testing(test: (data: Uint8Array) => boolean): readonly [string, ThisForm] {
  return [
    '()',
    function (this: Receiver) {
      return test(this.data);
    },
  ];
}

const all = (test: (byte: number) => boolean) => testing((data) => data.length > 0 && data.every(test));

function isTitled(data: Uint8Array): boolean {
  let found = false;
  let follows = false;
  for (let index = 0; index < data.length; index++) {
    const byte = data[index]!;
    if (isUpper(byte) ? follows : isLower(byte) && !follows) return false;
    follows = isLetter(byte);
    found ||= follows;
  }
  return found;
}

/** `data.translate(table, delete)`. @throws TypeError, ValueError */
function translate(self: Receiver, table: Value, gone: Value | undefined): Receiver {
  const map = table === null ? null : requireBytes(table);
  if (map !== null && map.length !== 256) throw error('ValueError', 'translation table must be 256 characters long');
  const removed = gone === undefined ? null : requireBytes(gone);
  const kept = removed === null ? self.data : self.data.filter((byte) => !removed.includes(byte));
  return like(self, map === null ? kept.slice() : kept.map((byte) => map[byte]!));
}

/** `bytes.maketrans(from, to)`. @throws TypeError, ValueError */
export function makeByteTranslation(from: Value, to: Value): Bytes {
  const sources = requireBytes(from);
  const targets = requireBytes(to);
  if (sources.length !== targets.length) throw error('ValueError', 'maketrans arguments must have same length');
  const table = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  sources.forEach((byte, index) => {
    table[byte] = targets[index]!;
  });
  return new Bytes(table);
}

export const layoutMethods: MethodTable = {
  center: padding('center', centring),
  ljust: padding('ljust', (length, width) => [0, Math.max(0, width - length)]),
  rjust: padding('rjust', (length, width) => [Math.max(0, width - length), 0]),
  zfill: [
    '(width, /)',
    function (this: Receiver, width: Value) {
      const { data } = this;
      const missing = widthOf(width) - data.length;
      if (missing <= 0) return sameOrLike(this, data);
      const signs = data[0] === 0x2b || data[0] === 0x2d ? 1 : 0;
      const zeros = new Uint8Array(missing).fill(0x30);
      return like(this, concatenateBytes([data.subarray(0, signs), zeros, data.subarray(signs)]));
    },
  ],
  expandtabs: [
    '(tabsize=8)',
    function (this: Receiver, tabSize?: Value) {
      const size = tabSize === undefined ? 8 : widthOf(tabSize);
      const tabs = this.data.filter((byte) => byte === 9).length;
      if (tabs * size > 1 << 28) throw error('OverflowError', 'result too long');
      return like(this, Uint8Array.from(expandTabs(this.data, size)));
    },
  ],
  strip: stripping('both'),
  lstrip: stripping('left'),
  rstrip: stripping('right'),
  translate: [
    "(table, /, delete=b'')",
    function (this: Receiver, table: Value, gone?: Value) {
      return translate(this, table, gone);
    },
  ],
  upper: mapping(toUpper),
  lower: mapping(toLower),
  swapcase: mapping((byte) => (isUpper(byte) ? toLower(byte) : toUpper(byte))),
  capitalize: mapping((byte, index) => (index === 0 ? toUpper(byte) : toLower(byte))),
  title: mapping((byte, index, data) => (index > 0 && isLetter(data[index - 1]!) ? toLower(byte) : toUpper(byte))),
  isalpha: all(isLetter),
  isdigit: all(isDigit),
  isalnum: all((byte) => isLetter(byte) || isDigit(byte)),
  isspace: all(isByteSpace),
  isascii: testing((data) => data.every((byte) => byte < 128)),
  islower: testing((data) => data.some(isLower) && !data.some(isUpper)),
  isupper: testing((data) => data.some(isUpper) && !data.some(isLower)),
  istitle: testing(isTitled),
};
