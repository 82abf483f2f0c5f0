/** `float`: construction and methods. The arithmetic itself stands in `floats.ts`. */

import { fixedText, floatText, scaledDigits } from '../formatting/float-text.ts';
import { formatFloat } from '../formatting/format-number.ts';
import { hashFloatObject } from '../operators/hash.ts';
import { requireInteger } from '../operators/indexing.ts';
import { isLabelled, refuse } from '../taint.ts';
import { bytesIn } from './bytes/buffer.ts';
import { quoteBytes } from './bytes/quote.ts';
import { defineNativeType } from './classes.ts';
import { error } from './exceptions.ts';
import {
  floorDivideFloats,
  hexText,
  moduloFloats,
  parseFloatText,
  parseHexText,
  powerOfFloats,
  ratioOf,
  truncated,
} from './floats.ts';
import { floatFromInteger, type Integer, integerFromFloat, integerIn, normalInteger } from './integers.ts';
import { realNumberOf } from './real-number.ts';
import { asciiDigits } from './str/digits.ts';
import { quote } from './str/quote.ts';
import { stringIn } from './str/receiver.ts';
import { typeName } from './type-of.ts';
import { type ClassValue, Float, notImplemented, type ThisForm, Tuple, type Value } from './value.ts';

/** `float(x)`. @throws TypeError, ValueError, OverflowError, TaintError */
function constructFloat(x?: Value): Float {
  if (x === undefined) return new Float(0);
  if (isLabelled(x)) return refuse(x, 'number');
  const text = stringIn(x);
  if (text !== undefined) return new Float(parse(asciiDigits(text), () => String(quote(text))));
  const number = realNumberOf(x);
  if (number !== undefined) return new Float(number);
  const data = bytesIn(x);
  if (data !== undefined) return new Float(parse(String.fromCharCode(...data), () => quoteBytes(data)));
  throw error('TypeError', `float() argument must be a string or a real number, not '${typeName(x)}'`);
}

function parse(text: string, shown: () => string): number {
  const number = parseFloatText(text) ?? parseFloatText(text.replace(/^[\s\x1c-\x1f\x85]+|[\s\x1c-\x1f\x85]+$/g, ''));
  if (number === undefined) throw error('ValueError', `could not convert string to float: ${shown()}`);
  return number;
}

/** The raw number of a float or int operand; undefined for everything else. @throws OverflowError */
function operand(x: Value): number | undefined {
  if (x instanceof Float) return x.value;
  const integer = integerIn(x);
  return integer === undefined ? undefined : floatFromInteger(integer);
}

function pair(name: string, f: (a: number, b: number) => Value): Record<string, readonly [string, ThisForm]> {
  return {
    [`__${name}__`]: [
      '(value, /)',
      function (this: Float, other: Value) {
        const right = operand(other);
        return right === undefined ? notImplemented : f(this.value, right);
      },
    ],
    [`__r${name}__`]: [
      '(value, /)',
      function (this: Float, other: Value) {
        const left = operand(other);
        return left === undefined ? notImplemented : f(left, this.value);
      },
    ],
  };
}

/** JavaScript compares a number with a bigint by their exact values, as Python does. */
function comparison(test: (a: number, b: number | bigint) => boolean): readonly [string, ThisForm] {
  return [
    '(value, /)',
    function (this: Float, other: Value) {
      const right: number | Integer | undefined = other instanceof Float ? other.value : integerIn(other);
      return right === undefined ? notImplemented : test(this.value, right);
    },
  ];
}

function divmod(a: number, b: number): Tuple {
  if (b === 0) throw error('ZeroDivisionError', 'float divmod()');
  return new Tuple([new Float(floorDivideFloats(a, b)), new Float(moduloFloats(a, b))]);
}

function divide(a: number, b: number): Float {
  if (b === 0) throw error('ZeroDivisionError', 'float division by zero');
  return new Float(a / b);
}

/** `round(x, places)`. @throws ValueError, OverflowError, TypeError */
function round(value: number, places: Value | undefined): Value {
  if (places === undefined || places === null) {
    if (!Number.isFinite(value)) return truncated(value);
    const floor = Math.floor(value);
    const rest = value - floor;
    return integerFromFloat(rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor);
  }
  const digits = Number(requireInteger(places));
  if (!Number.isFinite(value) || value === 0 || digits > 323) return new Float(value);
  const size = Math.abs(value);
  if (digits < -308) return new Float(value < 0 ? -0 : 0);
  const rounded =
    digits >= 0 ? Number(fixedText(size, digits)) : Number(scaledDigits(size, digits) * 10n ** BigInt(-digits));
  if (!Number.isFinite(rounded)) throw error('OverflowError', 'rounded value too large to represent');
  return new Float(value < 0 ? -rounded : rounded);
}

function integerRatio(value: number): Tuple {
  if (Number.isNaN(value)) throw error('ValueError', 'cannot convert NaN to integer ratio');
  if (!Number.isFinite(value)) throw error('OverflowError', 'cannot convert Infinity to integer ratio');
  const [above, below] = ratioOf(value);
  return new Tuple([normalInteger(above), normalInteger(below)]);
}

function fromHex(cls: ClassValue, text: Value): Value {
  const given = stringIn(text);
  if (given === undefined) throw error('TypeError', 'bad argument type for built-in operation');
  const value = new Float(parseHexText(String(given)));
  return cls === floatType ? value : cls(value);
}

const itself: ThisForm = function (this: Float) {
  return Object.getPrototypeOf(this) === Float.prototype ? this : new Float(this.value);
};

export const floatType: ClassValue = defineNativeType({
  name: 'float',
  prototype: Float.prototype,
  parameters: '(x=0, /)',
  construct: constructFloat,
  methods: {
    ...pair('add', (a, b) => new Float(a + b)),
    ...pair('sub', (a, b) => new Float(a - b)),
    ...pair('mul', (a, b) => new Float(a * b)),
    ...pair('truediv', divide),
    ...pair('floordiv', (a, b) => new Float(floorDivideFloats(a, b))),
    ...pair('mod', (a, b) => new Float(moduloFloats(a, b))),
    ...pair('divmod', divmod),
    __pow__: [
      '(value, mod=None, /)',
      function (this: Float, other: Value, by?: Value) {
        const right = operand(other);
        if (by !== undefined && by !== null) {
          throw error('TypeError', 'pow() 3rd argument not allowed unless all arguments are integers');
        }
        return right === undefined ? notImplemented : powerOfFloats(this.value, right);
      },
    ],
    __rpow__: [
      '(value, mod=None, /)',
      function (this: Float, other: Value) {
        const left = operand(other);
        return left === undefined ? notImplemented : powerOfFloats(left, this.value);
      },
    ],
    // biome-ignore lint/suspicious/noDoubleEquals: compares a number with a bigint by value
    __eq__: comparison((a, b) => a == b),
    // biome-ignore lint/suspicious/noDoubleEquals: compares a number with a bigint by value
    __ne__: comparison((a, b) => a != b),
    __lt__: comparison((a, b) => a < b),
    __le__: comparison((a, b) => a <= b),
    __gt__: comparison((a, b) => a > b),
    __ge__: comparison((a, b) => a >= b),
    __neg__(this: Float) {
      return new Float(-this.value);
    },
    __pos__: itself,
    __abs__(this: Float) {
      return new Float(Math.abs(this.value));
    },
    __bool__(this: Float) {
      return this.value !== 0;
    },
    __float__: itself,
    __int__(this: Float) {
      return truncated(this.value);
    },
    __trunc__: [
      '()',
      function (this: Float) {
        return truncated(this.value);
      },
    ],
    __floor__: [
      '()',
      function (this: Float) {
        return Number.isFinite(this.value) ? integerFromFloat(Math.floor(this.value)) : truncated(this.value);
      },
    ],
    __ceil__: [
      '()',
      function (this: Float) {
        return Number.isFinite(this.value) ? integerFromFloat(Math.ceil(this.value)) : truncated(this.value);
      },
    ],
    __hash__(this: Float) {
      return hashFloatObject(this);
    },
    __repr__(this: Float) {
      return floatText(this.value);
    },
    __round__: [
      '(ndigits=None, /)',
      function (this: Float, places?: Value) {
        return round(this.value, places);
      },
    ],
    __format__: [
      '(format_spec, /)',
      function (this: Float, spec: Value) {
        const text = stringIn(spec);
        if (text === undefined) {
          throw error('TypeError', `__format__() argument must be str, not ${typeName(spec)}`);
        }
        return text === '' ? floatText(this.value) : formatFloat(this.value, text);
      },
    ],
    conjugate: ['()', itself],
    is_integer: [
      '()',
      function (this: Float) {
        return Number.isInteger(this.value);
      },
    ],
    as_integer_ratio: [
      '()',
      function (this: Float) {
        return integerRatio(this.value);
      },
    ],
    hex: [
      '()',
      function (this: Float) {
        return hexText(this.value);
      },
    ],
  },
  properties: {
    real: itself,
    imag() {
      return new Float(0);
    },
  },
  classMethods: { fromhex: ['(string, /)', fromHex] },
});
