/** `int` and `bool`: construction and methods. The arithmetic itself stands in `integers.ts`. */

import { formatInteger } from '../formatting/format-number.ts';
import { findSpecial } from '../operators/attribute.ts';
import { hash } from '../operators/hash.ts';
import { integerOf, requireInteger, requireSize } from '../operators/indexing.ts';
import { truth } from '../operators/truth.ts';
import { isLabelled, refuse } from '../taint.ts';
import { bytesFrom, bytesIn } from './bytes/buffer.ts';
import { quoteBytes } from './bytes/quote.ts';
import { defineNativeType } from './classes.ts';
import { part } from './engine-shortcuts.ts';
import { error } from './exceptions.ts';
import { powerOfFloats, truncated } from './floats.ts';
import { Keywords } from './functions.ts';
import { integerText, parseInteger } from './integer-text.ts';
import {
  absoluteInteger,
  addIntegers,
  bitAndIntegers,
  bitLength,
  bitOrIntegers,
  bitXorIntegers,
  compareIntegers,
  divideIntegers,
  floatFromInteger,
  floorDivideIntegers,
  type Integer,
  integerIn,
  invertInteger,
  moduloIntegers,
  multiplyIntegers,
  negateInteger,
  normalInteger,
  powerIntegers,
  powerModulo,
  roundInteger,
  shiftLeftIntegers,
  shiftRightIntegers,
  subtractIntegers,
} from './integers.ts';
import { asciiDigits } from './str/digits.ts';
import { quote } from './str/quote.ts';
import { stringIn } from './str/receiver.ts';
import type { Str } from './text.ts';
import { typeName } from './type-of.ts';
import { Bytes, type ClassValue, Float, notImplemented, type ThisForm, Tuple, type Value } from './value.ts';

/** The int that a receiver is: methods are only called on ints. */
function own(self: Value): Integer {
  return integerIn(self)!;
}

/** `int(x, base)`. @throws TypeError, ValueError, OverflowError, TaintError */
function constructInteger(x?: Value, base?: Value): Integer {
  if (x !== undefined && isLabelled(x)) refuse(x, 'number');
  if (base !== undefined) return fromText(x, base);
  if (x === undefined) return 0;
  if (typeof x === 'number' || typeof x === 'bigint') return x;
  if (x instanceof Float && Object.getPrototypeOf(x) === Float.prototype) return truncated(x.value);
  const text = stringIn(x);
  if (text !== undefined) return parseText(text, 10, text);
  return byProtocol(x);
}

function byProtocol(x: Value): Integer {
  for (const name of ['__int__', '__index__', '__trunc__'] as const) {
    const special = findSpecial(x, name);
    if (special === undefined) continue;
    const result: Value = special.call(x);
    const integer = name === '__trunc__' ? integerOf(result) : integerIn(result);
    if (integer !== undefined) return integer;
    if (name === '__trunc__') throw error('TypeError', `__trunc__ returned non-Integral (type ${typeName(result)})`);
    throw error('TypeError', `${name} returned non-int (type ${typeName(result)})`);
  }
  const data = bytesIn(x);
  if (data !== undefined) return parseText(String.fromCharCode(...data), 10, new Bytes(data));
  throw error(
    'TypeError',
    `int() argument must be a string, a bytes-like object or a real number, not '${typeName(x)}'`,
  );
}

function fromText(x: Value | undefined, base: Value): Integer {
  if (x === undefined) throw error('TypeError', 'int() missing string argument');
  const radix = requireInteger(base);
  if (radix !== 0 && (radix < 2 || radix > 36)) {
    throw error('ValueError', 'int() base must be >= 2 and <= 36, or 0');
  }
  const text = stringIn(x);
  if (text !== undefined) return parseText(text, Number(radix), text);
  const data = bytesIn(x);
  if (data === undefined) throw error('TypeError', "int() can't convert non-string with explicit base");
  return parseText(String.fromCharCode(...data), Number(radix), new Bytes(data));
}

function parseText(text: Str, base: number, shown: Str | Bytes): Integer {
  if (base === 10 && typeof text === 'string' && text.length < 10) {
    const value = shortDecimal(text);
    if (value >= 0) return value;
  }
  const parsed = parseInteger(asciiDigits(text), base);
  if (parsed !== undefined) return parsed;
  const literal = shown instanceof Bytes ? quoteBytes(shown.data) : quote(shown);
  throw error('ValueError', `invalid literal for int() with base ${base}: ${String(literal).slice(0, 200)}`);
}

/** The number that up to nine plain digits show, -1 for any other text. */
function shortDecimal(text: string): number {
  let value = text === '' ? -1 : 0;
  for (let index = 0; index < text.length; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** A binary method and its reflected form; both give NotImplemented for what is no int. */
function pair(name: string, f: (a: Integer, b: Integer) => Value): Record<string, readonly [string, ThisForm]> {
  return {
    [`__${name}__`]: [
      '(value, /)',
      function (this: Value, other: Value) {
        const right = integerIn(other);
        return right === undefined ? notImplemented : f(own(this), right);
      },
    ],
    [`__r${name}__`]: [
      '(value, /)',
      function (this: Value, other: Value) {
        const left = integerIn(other);
        return left === undefined ? notImplemented : f(left, own(this));
      },
    ],
  };
}

function comparison(test: (order: number) => boolean): readonly [string, ThisForm] {
  return [
    '(value, /)',
    function (this: Value, other: Value) {
      const right = integerIn(other);
      return right === undefined ? notImplemented : test(compareIntegers(own(this), right));
    },
  ];
}

function power(base: Integer, exponent: Integer): Value {
  return exponent < 0
    ? powerOfFloats(floatFromInteger(base), floatFromInteger(exponent))
    : powerIntegers(base, exponent);
}

const itself: ThisForm = function (this: Value) {
  return own(this);
};

/** `x.to_bytes(length, byteorder, signed=…)`. @throws OverflowError, ValueError */
function toBytes(
  value: Integer,
  length: Value | undefined,
  order: Value | undefined,
  keywords: Keywords | undefined,
): Bytes {
  const size = length === undefined ? 1 : requireSize(length);
  if (size < 0) throw error('ValueError', 'length argument must be non-negative');
  if (size > 1 << 28) throw error('MemoryError');
  const isLittle = isLittleEndian(order);
  const isSigned = keywordTruth(keywords);
  if (value < 0 && !isSigned) throw error('OverflowError', "can't convert negative int to unsigned");
  const bits = isSigned ? bitLength(value < 0 ? invertInteger(value) : value) + 1 : bitLength(value);
  if (bits > size * 8 && !(size === 0 && value === 0)) throw error('OverflowError', 'int too big to convert');
  const data = new Uint8Array(size);
  if (size > 0) {
    const hex = BigInt.asUintN(size * 8, BigInt(value))
      .toString(16)
      .padStart(size * 2, '0');
    for (let index = 0; index < size; index++) data[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  }
  return new Bytes(isLittle ? data.reverse() : data);
}

function isLittleEndian(order: Value | undefined): boolean {
  if (order === undefined || order === 'big') return false;
  if (order === 'little') return true;
  if (stringIn(order) === undefined) {
    throw error('TypeError', `to_bytes() argument 'byteorder' must be str, not ${typeName(order)}`);
  }
  throw error('ValueError', "byteorder must be either 'little' or 'big'");
}

function keywordTruth(keywords: Keywords | undefined): boolean {
  return keywords instanceof Keywords && truth(keywords.values[0]!);
}

/** `int.from_bytes(data, byteorder, signed=…)`. @throws TypeError, ValueError */
function fromBytes(cls: ClassValue, source: Value, order?: Value, keywords?: Keywords): Value {
  const byteOrder = order instanceof Keywords ? undefined : order;
  const isSigned = keywordTruth(order instanceof Keywords ? order : keywords);
  const isLittle = isLittleEndian(byteOrder);
  if (stringIn(source) !== undefined || integerIn(source) !== undefined) {
    throw error('TypeError', `cannot convert '${typeName(source)}' object to bytes`);
  }
  const data = bytesFrom(source);
  let hex = '';
  for (let index = 0; index < data.length; index++) {
    hex += data[isLittle ? data.length - 1 - index : index]!.toString(16).padStart(2, '0');
  }
  const unsigned = hex === '' ? 0n : BigInt('0x' + hex);
  const value = normalInteger(isSigned ? BigInt.asIntN(data.length * 8, unsigned) : unsigned);
  return cls === intType ? value : cls(value);
}

function bitCount(value: Integer): number {
  let count = 0;
  for (const digit of absoluteInteger(value).toString(2)) if (digit === '1') count++;
  return count;
}

/** `round(value, places)`. */
function round(value: Integer, places: Value | undefined): Integer {
  if (places === undefined || places === null) return value;
  const digits = requireInteger(places);
  if (digits >= 0) return value;
  return typeof digits === 'bigint' ? 0 : roundInteger(value, digits);
}

export const intType: ClassValue = defineNativeType({
  name: 'int',
  prototype: Number.prototype,
  parameters: '(x=0, /, base=10)',
  construct: constructInteger,
  methods: {
    ...pair('add', addIntegers),
    ...pair('sub', subtractIntegers),
    ...pair('mul', multiplyIntegers),
    ...pair('truediv', (a, b) => new Float(divideIntegers(a, b))),
    ...pair('floordiv', floorDivideIntegers),
    ...pair('mod', moduloIntegers),
    ...pair('divmod', (a, b) => new Tuple([floorDivideIntegers(a, b), moduloIntegers(a, b)])),
    ...pair('and', bitAndIntegers),
    ...pair('or', bitOrIntegers),
    ...pair('xor', bitXorIntegers),
    ...pair('lshift', shiftLeftIntegers),
    ...pair('rshift', shiftRightIntegers),
    __pow__: [
      '(value, mod=None, /)',
      function (this: Value, other: Value, by?: Value) {
        const exponent = integerIn(other);
        if (exponent === undefined) return notImplemented;
        if (by === undefined || by === null) return power(own(this), exponent);
        const modulus = integerIn(by);
        return modulus === undefined ? notImplemented : powerModulo(own(this), exponent, modulus);
      },
    ],
    __rpow__: [
      '(value, mod=None, /)',
      function (this: Value, other: Value) {
        const base = integerIn(other);
        return base === undefined ? notImplemented : power(base, own(this));
      },
    ],
    __eq__: comparison((order) => order === 0),
    __ne__: comparison((order) => order !== 0),
    __lt__: comparison((order) => order < 0),
    __le__: comparison((order) => order <= 0),
    __gt__: comparison((order) => order > 0),
    __ge__: comparison((order) => order >= 0),
    __neg__(this: Value) {
      return negateInteger(own(this));
    },
    __pos__: itself,
    __abs__(this: Value) {
      return absoluteInteger(own(this));
    },
    __invert__(this: Value) {
      return invertInteger(own(this));
    },
    __bool__(this: Value) {
      return own(this) !== 0;
    },
    __int__: itself,
    __index__: itself,
    __trunc__: itself,
    __floor__: itself,
    __ceil__: itself,
    __float__(this: Value) {
      return new Float(floatFromInteger(own(this)));
    },
    __hash__(this: Value) {
      return hash(own(this));
    },
    __repr__(this: Value) {
      return integerText(own(this));
    },
    __round__: [
      '(ndigits=None, /)',
      function (this: Value, places?: Value) {
        return round(own(this), places);
      },
    ],
    __format__: [
      '(format_spec, /)',
      function (this: Value, spec: Value) {
        const text = stringIn(spec);
        if (text === undefined) {
          throw error('TypeError', `__format__() argument must be str, not ${typeName(spec)}`);
        }
        return formatInteger(own(this), text, typeof this === 'boolean' ? 'bool' : typeName(this));
      },
    ],
    conjugate: ['()', itself],
    bit_length: [
      '()',
      function (this: Value) {
        return bitLength(own(this));
      },
    ],
    bit_count: [
      '()',
      function (this: Value) {
        return bitCount(own(this));
      },
    ],
    as_integer_ratio: [
      '()',
      function (this: Value) {
        return new Tuple([own(this), 1]);
      },
    ],
    to_bytes: [
      "(length=1, byteorder='big', *, signed=False)",
      function (this: Value, ...args: Value[]) {
        const last = args[args.length - 1];
        const keywords = last instanceof Keywords ? last : undefined;
        const [length, order] = keywords === undefined ? args : part(args, 0, args.length - 1);
        return toBytes(own(this), length, order, keywords);
      },
    ],
  },
  properties: {
    real: itself,
    imag() {
      return 0;
    },
    numerator: itself,
    denominator() {
      return 1;
    },
  },
  classMethods: { from_bytes: ["(bytes, byteorder='big', *, signed=False)", fromBytes] },
});

/** Bits of two bools are a bool. */
function ofBools(
  name: 'and' | 'or' | 'xor',
  f: (a: Integer, b: Integer) => Integer,
): Record<string, readonly [string, ThisForm]> {
  const method = function (this: Value, other: Value): Value {
    const right = integerIn(other);
    if (right === undefined) return notImplemented;
    const result = f(own(this), right);
    return typeof this === 'boolean' && typeof other === 'boolean' ? result !== 0 : result;
  };
  return { [`__${name}__`]: ['(value, /)', method], [`__r${name}__`]: ['(value, /)', method] };
}

export const boolType: ClassValue = defineNativeType({
  name: 'bool',
  bases: [intType],
  prototype: Boolean.prototype,
  parameters: '(x=False, /)',
  construct: (x?: Value) => x !== undefined && truth(x),
  isFinal: true,
  classMethods: { from_bytes: ["(bytes, byteorder='big', *, signed=False)", fromBytes] },
  methods: {
    ...ofBools('and', bitAndIntegers),
    ...ofBools('or', bitOrIntegers),
    ...ofBools('xor', bitXorIntegers),
    __repr__(this: Value) {
      return own(this) !== 0 ? 'True' : 'False';
    },
    __format__: [
      '(format_spec, /)',
      function (this: Value, spec: Value) {
        if (spec === '') return own(this) !== 0 ? 'True' : 'False';
        const text = stringIn(spec);
        if (text === undefined) {
          throw error('TypeError', `__format__() argument must be str, not ${typeName(spec)}`);
        }
        return formatInteger(own(this), text, 'bool');
      },
    ],
  },
});
