/** Arithmetic of raw floats where Python parts from JavaScript, and their conversion from text. */

import { complexPower } from './complexes.ts';
import { error } from './exceptions.ts';
import {
  bitLength,
  type Integer,
  integerFromFloat,
  multiplyByPower,
  nearestQuotient,
  normalInteger,
  scaledDown,
} from './integers.ts';
import { Complex, Float, type Value } from './value.ts';

/** Remainder with the sign of the divisor. @throws ZeroDivisionError */
export function moduloFloats(a: number, b: number): number {
  if (b === 0) throw error('ZeroDivisionError', 'float modulo');
  const rest = a % b;
  if (rest === 0) return b < 0 || Object.is(b, -0) ? -0 : 0;
  return rest < 0 !== b < 0 ? rest + b : rest;
}

/** Quotient rounded down, the way CPython gets it from the remainder. @throws ZeroDivisionError */
export function floorDivideFloats(a: number, b: number): number {
  if (b === 0) throw error('ZeroDivisionError', 'float floor division by zero');
  const rest = a % b;
  let quotient = (a - rest) / b;
  if (rest !== 0 && rest < 0 !== b < 0) quotient -= 1;
  if (quotient === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/**
 * `a ** b`: a complex number for a negative base with a fraction as exponent.
 *
 * @throws ZeroDivisionError, OverflowError
 */
export function powerOfFloats(a: number, b: number): Value {
  if (a === 1 || b === 0) return new Float(1);
  if (a === -1 && (b === Number.POSITIVE_INFINITY || b === Number.NEGATIVE_INFINITY)) return new Float(1);
  if (a === 0 && b < 0 && Number.isFinite(b))
    throw error('ZeroDivisionError', '0.0 cannot be raised to a negative power');
  if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b)) {
    return complexPower(new Complex(a, 0), new Complex(b, 0));
  }
  const result = realPower(a, b);
  if (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b)) {
    throw error('OverflowError', 34, 'Numerical result out of range');
  }
  return new Float(result);
}

/** The engine divides by the rounded square root: the digit that is lost there comes back by one step of Newton's method. */
function inverseRoot(a: number): number {
  const root = 1 / Math.sqrt(a);
  const [high, low] = doubleProduct(...doubleProduct(root, 0, root, 0), a, 0);
  return root + (root * (1 - high - low)) / 2;
}

/**
 * `a ** b` as the C library gives it. The engine multiplies repeatedly for small integral exponents, which loses digits
 * (10.0 ** 308 comes out wrong); here that is done with twice the precision, on a mantissa near 1 so that nothing
 * overflows on the way.
 */
export function realPower(a: number, b: number): number {
  if (b === -0.5 && a > 1e-300 && a < 1e300) return inverseRoot(a);
  if (!Number.isInteger(b) || b < 3 || b > 1000 || a === 0 || !Number.isFinite(a)) return a ** b;
  const { mantissa: whole, exponent: shift } = decompose(a);
  const length = bitLength(normalInteger(whole));
  // Between 1/√2 and √2, so that even its thousandth power is an ordinary number.
  let mantissa = Number(whole) * 2 ** -length;
  let exponent = shift + length;
  if (Math.abs(mantissa) < Math.SQRT1_2) {
    mantissa *= 2;
    exponent--;
  }
  let high = 1;
  let low = 0;
  for (const bit of b.toString(2)) {
    [high, low] = doubleProduct(high, low, high, low);
    if (bit === '1') [high, low] = doubleProduct(high, low, mantissa, 0);
  }
  const power = exponent * b;
  if (power < -1074) return (high + low) * 2 ** -1000 * 2 ** Math.max(power + 1000, -1074);
  return multiplyByPower(high + low, power);
}

/** Product of two numbers of twice the usual precision, each given as a sum of two. */
function doubleProduct(a: number, aRest: number, b: number, bRest: number): [number, number] {
  const product = a * b;
  const [aHigh, aLow] = halves(a);
  const [bHigh, bLow] = halves(b);
  const rest = aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow) + (a * bRest + aRest * b);
  const sum = product + rest;
  return [sum, rest - (sum - product)];
}

/** A number as a sum of two with 26 bits each, whose products are exact. */
function halves(value: number): [number, number] {
  const scaled = value * 134217729;
  const high = scaled - (scaled - value);
  return [high, value - high];
}

const literal =
  /^[+-]?(?:[0-9]+(?:_[0-9]+)*\.?(?:[0-9]+(?:_[0-9]+)*)?|\.[0-9]+(?:_[0-9]+)*)(?:[eE][+-]?[0-9]+(?:_[0-9]+)*)?$/;
const special = /^([+-]?)(inf|infinity|nan)$/i;

/** `float(text)` for text without surrounding space whose digits are ASCII; undefined when it is no number. */
export function parseFloatText(text: string): number | undefined {
  if (literal.test(text)) return Number(text.includes('_') ? text.replaceAll('_', '') : text);
  const match = special.exec(text);
  if (match === null) return undefined;
  if (match[2]!.toLowerCase() === 'nan') return Number.NaN;
  return match[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** The exact value as mantissa and power of two: `mantissa * 2 ** exponent`, mantissa below 2 ** 53. */
export function decompose(value: number): { readonly mantissa: bigint; readonly exponent: number } {
  scratch.setFloat64(0, value);
  const bits = scratch.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n;
  return { mantissa: value < 0 ? -mantissa : mantissa, exponent: Math.max(biased, 1) - 1075 };
}

const scratch = new DataView(new ArrayBuffer(8));

/** Numerator and denominator in lowest terms of a finite float. */
export function ratioOf(value: number): readonly [bigint, bigint] {
  let { mantissa, exponent } = decompose(value);
  if (mantissa === 0n) return [0n, 1n];
  while ((mantissa & 1n) === 0n) {
    mantissa >>= 1n;
    exponent++;
  }
  return exponent >= 0 ? [mantissa << BigInt(exponent), 1n] : [mantissa, 1n << BigInt(-exponent)];
}

/** `float.hex()`. */
export function hexText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (value === 0) return `${sign}0x0.0p+0`;
  const { mantissa, exponent } = decompose(Math.abs(value));
  const whole = mantissa >> 52n;
  const fraction = (mantissa & 0xfffffffffffffn).toString(16).padStart(13, '0');
  const power = exponent + 52;
  return `${sign}0x${whole}.${fraction}p${power < 0 ? '-' : '+'}${Math.abs(power)}`;
}

const hexLiteral = /^([+-]?)(?:0[xX])?([0-9a-fA-F]*)(?:\.([0-9a-fA-F]*))?(?:[pP]([+-]?[0-9]+))?$/;

/** `float.fromhex(text)`. @throws ValueError, OverflowError */
export function parseHexText(text: string): number {
  const trimmed = text.replace(/^[\s\x1c-\x1f]+|[\s\x1c-\x1f]+$/g, '');
  if (special.test(trimmed)) return parseFloatText(trimmed)!;
  const match = hexLiteral.exec(trimmed);
  const digits = match === null ? '' : match[2]! + (match[3] ?? '');
  if (match === null || digits === '') throw error('ValueError', 'invalid hexadecimal floating-point string');
  const mantissa = BigInt('0x' + digits);
  const sign = match[1] === '-' ? -1 : 1;
  if (mantissa === 0n) return sign * 0;
  const power = Number(match[4] ?? 0) - 4 * (match[3] ?? '').length;
  const top = digits.replace(/^0+/, '').length * 4 + power;
  if (top > 1100) throw error('OverflowError', 'hexadecimal value too large to represent as a float');
  if (top < -1200) return sign * 0;
  const value = power >= 0 ? nearestQuotient(mantissa << BigInt(power), 1n) : scaledDown(mantissa, -power);
  if (!Number.isFinite(value)) throw error('OverflowError', 'hexadecimal value too large to represent as a float');
  return sign * value;
}

/** `int(float)`. @throws ValueError for nan, OverflowError for infinities */
export function truncated(value: number): Integer {
  if (Number.isNaN(value)) throw error('ValueError', 'cannot convert float NaN to integer');
  if (!Number.isFinite(value)) throw error('OverflowError', 'cannot convert float infinity to integer');
  return integerFromFloat(Math.trunc(value));
}
