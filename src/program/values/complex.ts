/** `complex`: construction and methods. The arithmetic itself stands in `complexes.ts`. */

import { floatText } from '../formatting/float-text.ts';
import { formatComplex } from '../formatting/format-number.ts';
import { findSpecial } from '../operators/attribute.ts';
import { hash } from '../operators/hash.ts';
import { isLabelled, refuse } from '../taint.ts';
import { defineNativeType } from './classes.ts';
import { addComplex, complexPower, complexSize, divideComplex, multiplyComplex, subtractComplex } from './complexes.ts';
import { error } from './exceptions.ts';
import { parseFloatText } from './floats.ts';
import { floatFromInteger, integerIn } from './integers.ts';
import { realNumberOf } from './real-number.ts';
import { asciiDigits } from './str/digits.ts';
import { stringIn } from './str/receiver.ts';
import { typeName } from './type-of.ts';
import { type ClassValue, Complex, Float, notImplemented, type ThisForm, type Value } from './value.ts';

/** `complex(real, imag)`. @throws TypeError, ValueError, TaintError */
function constructComplex(real?: Value, imaginary?: Value): Complex {
  for (const given of [real, imaginary]) if (given !== undefined && isLabelled(given)) refuse(given, 'number');
  if (real !== undefined) {
    const text = stringIn(real);
    if (text !== undefined) {
      if (imaginary === undefined) return parseComplex(asciiDigits(text));
      throw error('TypeError', "complex() can't take second arg if first is a string");
    }
  }
  if (imaginary !== undefined && stringIn(imaginary) !== undefined) {
    throw error('TypeError', "complex() second arg can't be a string");
  }
  const first = real === undefined ? new Complex(0, 0) : part(real, 'first argument must be a string or a number');
  if (imaginary === undefined) return new Complex(first.real, first.imaginary);
  const second = part(imaginary, 'second argument must be a number');
  // Only what is really there is added: a sum with 0 would turn -0 into 0.
  const whole = imaginary instanceof Complex ? first.real - second.imaginary : first.real;
  return new Complex(whole, real instanceof Complex ? first.imaginary + second.real : second.real);
}

function part(x: Value, wanted: string): Complex {
  if (x instanceof Complex) return x;
  const special = findSpecial(x, '__complex__');
  if (special !== undefined) {
    const result: Value = special.call(x);
    if (result instanceof Complex) return result;
    throw error('TypeError', `__complex__ returned non-complex (type ${typeName(result)})`);
  }
  const number = realNumberOf(x);
  if (number === undefined) throw error('TypeError', `complex() ${wanted}, not '${typeName(x)}'`);
  // A sum, so that the imaginary part is 0 and not -0.
  return new Complex(number, 0);
}

const decimal = '(?:[0-9][0-9_]*\\.?[0-9_]*|\\.[0-9][0-9_]*)(?:[eE][+-]?[0-9_]+)?|inf(?:inity)?|nan';
const literal = new RegExp(`^(?:([+-]?(?:${decimal}))(?![jJ\\w.]))?(?:([+-]?(?:${decimal})?)[jJ])?$`, 'i');

function parseComplex(text: string): Complex {
  const malformed = (): unknown => error('ValueError', 'complex() arg is a malformed string');
  let trimmed = text.trim();
  if (trimmed.startsWith('(') && trimmed.endsWith(')')) trimmed = trimmed.slice(1, -1).trim();
  const match = trimmed === '' ? null : literal.exec(trimmed);
  if (match === null) throw malformed();
  const [, first, second] = match;
  if (first !== undefined && second !== undefined && !/^[+-]/.test(second)) throw malformed();
  const real = first === undefined ? 0 : parseFloatText(first);
  const imaginary = second === undefined ? 0 : /^[+-]?$/.test(second) ? Number(second + '1') : parseFloatText(second);
  if (real === undefined || imaginary === undefined) throw malformed();
  return new Complex(real, imaginary);
}

/** A complex, float or int operand; undefined for everything else. */
function operand(x: Value): Complex | undefined {
  if (x instanceof Complex) return x;
  if (x instanceof Float) return new Complex(x.value, 0);
  const integer = integerIn(x);
  return integer === undefined ? undefined : new Complex(floatFromInteger(integer), 0);
}

function pair(name: string, f: (a: Complex, b: Complex) => Value): Record<string, readonly [string, ThisForm]> {
  return {
    [`__${name}__`]: [
      '(value, /)',
      function (this: Complex, other: Value) {
        const right = operand(other);
        return right === undefined ? notImplemented : f(this, right);
      },
    ],
    [`__r${name}__`]: [
      '(value, /)',
      function (this: Complex, other: Value) {
        const left = operand(other);
        return left === undefined ? notImplemented : f(left, this);
      },
    ],
  };
}

/** Whether two numbers are equal; undefined when the other is no number. */
function isEqual(a: Complex, b: Value): boolean | undefined {
  if (b instanceof Complex) return a.real === b.real && a.imaginary === b.imaginary;
  const other = b instanceof Float ? b.value : integerIn(b);
  if (other === undefined) return undefined;
  // biome-ignore lint/suspicious/noDoubleEquals: compares a number with a bigint by value
  return a.imaginary === 0 && a.real == other;
}

const unordered: readonly [string, ThisForm] = ['(value, /)', () => notImplemented];

/** `repr` of a complex number: parts as floats, but without `.0`. */
function complexText(value: Complex): string {
  const imaginary = floatText(value.imaginary).replace(/\.0$/, '');
  if (value.real === 0 && !Object.is(value.real, -0)) return `${imaginary}j`;
  const sign = /^-/.test(imaginary) ? '' : '+';
  return `(${floatText(value.real).replace(/\.0$/, '')}${sign}${imaginary}j)`;
}

export const complexType: ClassValue = defineNativeType({
  name: 'complex',
  prototype: Complex.prototype,
  parameters: '(real=0, imag=0)',
  construct: constructComplex,
  methods: {
    ...pair('add', addComplex),
    ...pair('sub', subtractComplex),
    ...pair('mul', multiplyComplex),
    ...pair('truediv', divideComplex),
    __pow__: [
      '(value, mod=None, /)',
      function (this: Complex, other: Value, by?: Value) {
        if (by !== undefined && by !== null) throw error('ValueError', 'complex modulo');
        const right = operand(other);
        return right === undefined ? notImplemented : complexPower(this, right);
      },
    ],
    __rpow__: [
      '(value, mod=None, /)',
      function (this: Complex, other: Value) {
        const left = operand(other);
        return left === undefined ? notImplemented : complexPower(left, this);
      },
    ],
    __eq__: [
      '(value, /)',
      function (this: Complex, other: Value) {
        return isEqual(this, other) ?? notImplemented;
      },
    ],
    __ne__: [
      '(value, /)',
      function (this: Complex, other: Value) {
        const answer = isEqual(this, other);
        return answer === undefined ? notImplemented : !answer;
      },
    ],
    __lt__: unordered,
    __le__: unordered,
    __gt__: unordered,
    __ge__: unordered,
    __neg__(this: Complex) {
      return new Complex(-this.real, -this.imaginary);
    },
    __pos__(this: Complex) {
      return new Complex(this.real, this.imaginary);
    },
    __abs__(this: Complex) {
      return new Float(complexSize(this));
    },
    __bool__(this: Complex) {
      return this.real !== 0 || this.imaginary !== 0;
    },
    __complex__: [
      '()',
      function (this: Complex) {
        return new Complex(this.real, this.imaginary);
      },
    ],
    __hash__(this: Complex) {
      return hash(new Complex(this.real, this.imaginary));
    },
    __repr__(this: Complex) {
      return complexText(this);
    },
    __format__: [
      '(format_spec, /)',
      function (this: Complex, spec: Value) {
        const text = stringIn(spec);
        if (text === undefined) {
          throw error('TypeError', `__format__() argument must be str, not ${typeName(spec)}`);
        }
        return text === '' ? complexText(this) : formatComplex(this.real, this.imaginary, text);
      },
    ],
    conjugate: [
      '()',
      function (this: Complex) {
        return new Complex(this.real, -this.imaginary);
      },
    ],
  },
  properties: {
    real(this: Complex) {
      return new Float(this.real);
    },
    imag(this: Complex) {
      return new Float(this.imaginary);
    },
  },
});
