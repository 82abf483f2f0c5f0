/**
 * The arithmetic operators on any values. Emitted code has tried small ints inline; here come the remaining ints and
 * floats, then strings, then the operands' own methods.
 */

import { joinMarks, type Marks } from '../taint/marks.ts';
import { bare, insideOf, isLabelled, Labelled, labelledBinary, refuseAny } from '../taint.ts';
import { error } from '../values/exceptions.ts';
import { floorDivideFloats, moduloFloats, powerOfFloats } from '../values/floats.ts';
import {
  addIntegers,
  bitAndIntegers,
  bitOrIntegers,
  bitXorIntegers,
  divideIntegers,
  floatFromInteger,
  floorDivideIntegers,
  type Integer,
  invertInteger,
  moduloIntegers,
  multiplyIntegers,
  negateInteger,
  powerIntegers,
  shiftLeftIntegers,
  shiftRightIntegers,
  subtractIntegers,
} from '../values/integers.ts';
import { isStr } from '../values/text.ts';
import { typeName } from '../values/type-of.ts';
import { ByteArray, Bytes, Float, notImplemented, type Value } from '../values/value.ts';
import { findSpecial } from './attribute.ts';
import { binary, binaryInPlace, type OperatorNames, unary } from './dispatch.ts';

function names(symbol: string, word: string): OperatorNames {
  return { symbol, method: `__${word}__`, reflected: `__r${word}__`, inPlace: `__i${word}__` };
}

const adding = names('+', 'add');
const subtracting = names('-', 'sub');
const multiplying = names('*', 'mul');
const dividing = names('/', 'truediv');
const floorDividing = names('//', 'floordiv');
const takingModulo = names('%', 'mod');
const raising = names('** or pow()', 'pow');
const multiplyingMatrices = names('@', 'matmul');
const andingBits = names('&', 'and');
const oringBits = names('|', 'or');
const xoringBits = names('^', 'xor');
const shiftingLeft = names('<<', 'lshift');
const shiftingRight = names('>>', 'rshift');

function isInteger(x: Value): x is Integer {
  return typeof x === 'number' || typeof x === 'bigint';
}

/**
 * The raw number of an operand when both operands are floats, or one is and the other an int. `NaN` cannot say
 * "no float", so callers ask `isFloatPair` first. Subclasses of float may have their own operators: they go the long way.
 */
function raw(x: Value): number {
  return x instanceof Float ? x.value : floatFromInteger(x as Integer);
}

const floatPrototype = Float.prototype as object;

function isPlainFloat(x: Value): x is Float {
  return x instanceof Float && Object.getPrototypeOf(x) === floatPrototype;
}

function isFloatPair(a: Value, b: Value): boolean {
  return isPlainFloat(a) ? isPlainFloat(b) || isInteger(b) : isPlainFloat(b) && isInteger(a);
}

/** `a + b`. */
export function add(a: Value, b: Value): Value {
  // A string without surrogates joined to another one has none either: no test of the result.
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (isLabelled(a) || isLabelled(b)) return addLabelled(a, b);
  return addUnlabelled(a, b);
}

function addUnlabelled(a: Value, b: Value): Value {
  if (isInteger(a) && isInteger(b)) return addIntegers(a, b);
  if (isFloatPair(a, b)) return new Float(raw(a) + raw(b));
  return binary(a, b, adding, add);
}

/** Sums and joined texts are what programs do most with what came from outside: these two go without the general way. */
function addLabelled(a: Value, b: Value): Value {
  let left = a;
  let right = b;
  let marks: Marks | null = null;
  if (isLabelled(a)) {
    left = insideOf(a);
    marks = a.marks;
  }
  if (isLabelled(b)) {
    right = insideOf(b);
    marks = marks === null ? b.marks : joinMarks(marks, b.marks);
  }
  if (typeof left === 'number' && typeof right === 'number') {
    const sum = left + right;
    if (Number.isSafeInteger(sum)) return new Labelled(sum, marks!);
  } else if (typeof left === 'string' && typeof right === 'string') return new Labelled(left + right, marks!);
  return labelledBinary(add, a, b);
}

/** `a - b`. */
export function subtract(a: Value, b: Value): Value {
  if (isInteger(a) && isInteger(b)) return subtractIntegers(a, b);
  if (isFloatPair(a, b)) return new Float(raw(a) - raw(b));
  return binary(a, b, subtracting, subtract);
}

/** `a * b`. */
export function multiply(a: Value, b: Value): Value {
  if (isInteger(a) && isInteger(b)) return multiplyIntegers(a, b);
  if (isFloatPair(a, b)) return new Float(raw(a) * raw(b));
  return binary(a, b, multiplying, multiply);
}

/** `a / b`. */
export function divide(a: Value, b: Value): Value {
  if (isInteger(a) && isInteger(b)) return new Float(divideIntegers(a, b));
  if (isFloatPair(a, b)) return new Float(divideFloats(raw(a), raw(b)));
  return binary(a, b, dividing, divide);
}

/** `a // b`. */
export function floorDivide(a: Value, b: Value): Value {
  if (isInteger(a) && isInteger(b)) return floorDivideIntegers(a, b);
  if (isFloatPair(a, b)) return new Float(floorDivideFloats(raw(a), raw(b)));
  return binary(a, b, floorDividing, floorDivide);
}

/** `a % b`. */
export function modulo(a: Value, b: Value): Value {
  if (isInteger(a) && isInteger(b)) return moduloIntegers(a, b);
  if (isFloatPair(a, b)) return new Float(moduloFloats(raw(a), raw(b)));
  refuseLabelledFormat(a, b);
  return binary(a, b, takingModulo, modulo);
}

/** `%` formats where the left side is text, and formatting would show the inside. @throws TaintError, SecretError */
function refuseLabelledFormat(a: Value, b: Value): void {
  if (!isLabelled(a) && !isLabelled(b)) return;
  const template = isLabelled(a) ? bare(a) : a;
  if (isStr(template) || template instanceof Bytes || template instanceof ByteArray) refuseAny('format', a, b);
}

/** `a ** b`. */
export function power(a: Value, b: Value): Value {
  if (isInteger(a) && isInteger(b)) {
    return b < 0 ? powerOfFloats(floatFromInteger(a), floatFromInteger(b)) : powerIntegers(a, b);
  }
  if (isFloatPair(a, b)) return powerOfFloats(raw(a), raw(b));
  return binary(a, b, raising, power);
}

/** `pow(a, b, m)`. @throws TypeError when the operands do not support it */
export function powerWithModulus(a: Value, b: Value, m: Value): Value {
  if (m === null) return power(a, b);
  if (isLabelled(a) || isLabelled(b)) return labelledBinary((left, right) => powerWithModulus(left, right, m), a, b);
  if (isLabelled(m)) return labelledBinary((left, by) => powerWithModulus(left, b, by), a, m);
  const special = findSpecial(a, '__pow__');
  const answer: Value = special === undefined ? notImplemented : special.call(a, b, m);
  if (answer !== notImplemented) return answer;
  if (b instanceof Float || m instanceof Float) {
    throw error('TypeError', 'pow() 3rd argument not allowed unless all arguments are integers');
  }
  const kinds = `'${typeName(a)}', '${typeName(b)}', '${typeName(m)}'`;
  throw error('TypeError', `unsupported operand type(s) for ** or pow(): ${kinds}`);
}

/** `a @ b`. */
export function matrixMultiply(a: Value, b: Value): Value {
  return binary(a, b, multiplyingMatrices, matrixMultiply);
}

/** `a & b`. */
export function bitAnd(a: Value, b: Value): Value {
  return isInteger(a) && isInteger(b) ? bitAndIntegers(a, b) : binary(a, b, andingBits, bitAnd);
}

/** `a | b`. */
export function bitOr(a: Value, b: Value): Value {
  return isInteger(a) && isInteger(b) ? bitOrIntegers(a, b) : binary(a, b, oringBits, bitOr);
}

/** `a ^ b`. */
export function bitXor(a: Value, b: Value): Value {
  return isInteger(a) && isInteger(b) ? bitXorIntegers(a, b) : binary(a, b, xoringBits, bitXor);
}

/** `a << b`. */
export function shiftLeft(a: Value, b: Value): Value {
  return isInteger(a) && isInteger(b) ? shiftLeftIntegers(a, b) : binary(a, b, shiftingLeft, shiftLeft);
}

/** `a >> b`. */
export function shiftRight(a: Value, b: Value): Value {
  return isInteger(a) && isInteger(b) ? shiftRightIntegers(a, b) : binary(a, b, shiftingRight, shiftRight);
}

/** `-x`. */
export function negate(x: Value): Value {
  if (isInteger(x)) return negateInteger(x);
  if (isPlainFloat(x)) return new Float(-x.value);
  return unary(x, '__neg__', '-', negate);
}

/** `+x`. */
export function plus(x: Value): Value {
  return isInteger(x) || isPlainFloat(x) ? x : unary(x, '__pos__', '+', plus);
}

/** `~x`. */
export function invert(x: Value): Value {
  return isInteger(x) ? invertInteger(x) : unary(x, '__invert__', '~', invert);
}

// ---------------------------------------------------------------- augmented assignment

/** `a += b`. Numbers and strings cannot change in place: they take the plain operator. */
export function addInPlace(a: Value, b: Value): Value {
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  return isNumeric(a, b) ? add(a, b) : binaryInPlace(a, b, adding, add);
}

/** `a -= b`. */
export function subtractInPlace(a: Value, b: Value): Value {
  return isNumeric(a, b) ? subtract(a, b) : binaryInPlace(a, b, subtracting, subtract);
}

/** `a *= b`. */
export function multiplyInPlace(a: Value, b: Value): Value {
  return isNumeric(a, b) ? multiply(a, b) : binaryInPlace(a, b, multiplying, multiply);
}

/** `a /= b`. */
export function divideInPlace(a: Value, b: Value): Value {
  return isNumeric(a, b) ? divide(a, b) : binaryInPlace(a, b, dividing, divide);
}

/** `a //= b`. */
export function floorDivideInPlace(a: Value, b: Value): Value {
  return isNumeric(a, b) ? floorDivide(a, b) : binaryInPlace(a, b, floorDividing, floorDivide);
}

/** `a %= b`. */
export function moduloInPlace(a: Value, b: Value): Value {
  if (isNumeric(a, b)) return modulo(a, b);
  refuseLabelledFormat(a, b);
  return binaryInPlace(a, b, takingModulo, modulo);
}

/** `a **= b`. */
export function powerInPlace(a: Value, b: Value): Value {
  return isNumeric(a, b) ? power(a, b) : binaryInPlace(a, b, raising, power);
}

/** `a @= b`. */
export function matrixMultiplyInPlace(a: Value, b: Value): Value {
  return binaryInPlace(a, b, multiplyingMatrices, matrixMultiply);
}

/** `a &= b`. */
export function bitAndInPlace(a: Value, b: Value): Value {
  return isNumeric(a, b) ? bitAnd(a, b) : binaryInPlace(a, b, andingBits, bitAnd);
}

/** `a |= b`. */
export function bitOrInPlace(a: Value, b: Value): Value {
  return isNumeric(a, b) ? bitOr(a, b) : binaryInPlace(a, b, oringBits, bitOr);
}

/** `a ^= b`. */
export function bitXorInPlace(a: Value, b: Value): Value {
  return isNumeric(a, b) ? bitXor(a, b) : binaryInPlace(a, b, xoringBits, bitXor);
}

/** `a <<= b`. */
export function shiftLeftInPlace(a: Value, b: Value): Value {
  return isInteger(a) && isInteger(b) ? shiftLeftIntegers(a, b) : binaryInPlace(a, b, shiftingLeft, shiftLeft);
}

/** `a >>= b`. */
export function shiftRightInPlace(a: Value, b: Value): Value {
  return isInteger(a) && isInteger(b) ? shiftRightIntegers(a, b) : binaryInPlace(a, b, shiftingRight, shiftRight);
}

function isNumeric(a: Value, b: Value): boolean {
  return (isInteger(a) && isInteger(b)) || isFloatPair(a, b);
}

// ---------------------------------------------------------------- raw floats

/** The number of a float, or of an int, bool or subclass among floats that the checker proved. @throws TypeError */
export function floatValue(x: Value): number {
  if (x instanceof Float) return x.value;
  if (typeof x === 'number') return x;
  if (typeof x === 'bigint') return floatFromInteger(x);
  if (typeof x === 'boolean') return x ? 1 : 0;
  throw error('TypeError', `must be real number, not ${typeName(x)}`);
}

/** `a / b` of raw floats. @throws ZeroDivisionError */
export function divideFloats(a: number, b: number): number {
  if (b === 0) throw error('ZeroDivisionError', 'float division by zero');
  return a / b;
}

export { floorDivideFloats, moduloFloats };

/** `a ** b` of raw floats whose result the checker proved to be a float. @throws as `powerOfFloats` */
export function powerFloats(a: number, b: number): number {
  return floatValue(powerOfFloats(a, b));
}
