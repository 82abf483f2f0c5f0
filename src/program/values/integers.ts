/**
 * Arithmetic of ints: safe-integer numbers, or bigints outside that range, always normalised and never `-0`. Everything
 * here takes and gives `Integer`s only; types and operators stand above.
 */
import { error } from './exceptions.ts';
import type { Value } from './value.ts';

export type Integer = number | bigint;

/** Results longer than this many bits are refused before the engine has to give up. */
const mostBits = 1 << 28;

/** The canonical form of a bigint. */
export function normalInteger(value: bigint): Integer {
  return value <= 9007199254740991n && value >= -9007199254740991n ? Number(value) : value;
}

/** The int that an int, a bool or an instance of a subclass of int is; undefined for everything else. */
export function integerIn(x: Value): Integer | undefined {
  if (typeof x === 'number' || typeof x === 'bigint') return x;
  if (typeof x === 'boolean') return x ? 1 : 0;
  if (typeof x !== 'object' || x === null) return undefined;
  const { base } = x as { base?: Value };
  return typeof base === 'number' || typeof base === 'bigint' ? base : undefined;
}

/** An integral float as an int. */
export function integerFromFloat(value: number): Integer {
  return Number.isSafeInteger(value) ? value + 0 : normalInteger(BigInt(value));
}

export function addIntegers(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return normalInteger(BigInt(a) + BigInt(b));
}

export function subtractIntegers(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return normalInteger(BigInt(a) - BigInt(b));
}

/** @throws MemoryError when the product would be absurdly long */
export function multiplyIntegers(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    // Adding 0 turns -0 into 0.
    if (Number.isSafeInteger(product)) return product + 0;
  } else if (bitBound(a) + bitBound(b) > mostBits) throw error('MemoryError');
  return normalInteger(BigInt(a) * BigInt(b));
}

/** Quotient rounded down. @throws ZeroDivisionError */
export function floorDivideIntegers(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    if (b === 0) throw error('ZeroDivisionError', 'integer division or modulo by zero');
    const rest = a % b;
    // `a - rest` is a multiple of b within the safe range, so this quotient is exact.
    const quotient = (a - rest) / b;
    return (rest !== 0 && rest < 0 !== b < 0 ? quotient - 1 : quotient) + 0;
  }
  if (b === 0) throw error('ZeroDivisionError', 'integer division or modulo by zero');
  const [large, by] = [BigInt(a), BigInt(b)];
  const quotient = large / by;
  const rest = large - quotient * by;
  return normalInteger(rest !== 0n && rest < 0n !== by < 0n ? quotient - 1n : quotient);
}

/** Remainder with the sign of the divisor. @throws ZeroDivisionError */
export function moduloIntegers(a: Integer, b: Integer): Integer {
  if (b === 0) throw error('ZeroDivisionError', 'integer modulo by zero');
  if (typeof a === 'number' && typeof b === 'number') {
    const rest = a % b;
    return (rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest) + 0;
  }
  const by = BigInt(b);
  const rest = BigInt(a) % by;
  return normalInteger(rest !== 0n && rest < 0n !== by < 0n ? rest + by : rest);
}

/** `base ** exponent` for an exponent of at least 0. @throws MemoryError when the power would be absurdly long */
export function powerIntegers(base: Integer, exponent: Integer): Integer {
  if (exponent === 0 || base === 1) return 1;
  if (base === 0) return 0;
  if (base === -1) return isOdd(exponent) ? -1 : 1;
  if (typeof base === 'number' && typeof exponent === 'number') {
    const estimate = base ** exponent;
    // Up to 2^53 the engine's power of integers may still be off by rounding; multiplication is not.
    if (Math.abs(estimate) < 4503599627370496) return smallPower(base, exponent);
  }
  if (typeof exponent === 'bigint' || (bitLength(base) - 1) * exponent > mostBits) throw error('MemoryError');
  return normalInteger(BigInt(base) ** BigInt(exponent));
}

function smallPower(base: number, exponent: number): number {
  let result = 1;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= base;
    base *= base;
  }
  return result;
}

/**
 * `pow(base, exponent, modulus)`; the result has the sign of the modulus.
 *
 * @throws ValueError for modulus 0, or a negative exponent of a base that has no inverse
 */
export function powerModulo(base: Integer, exponent: Integer, modulus: Integer): Integer {
  if (modulus === 0) throw error('ValueError', 'pow() 3rd argument cannot be 0');
  const signed = BigInt(modulus);
  const by = signed < 0n ? -signed : signed;
  let factor = ((BigInt(base) % by) + by) % by;
  let left = BigInt(exponent);
  if (left < 0n) {
    factor = inverseModulo(factor, by);
    left = -left;
  }
  let result = 1n % by;
  const bits = left.toString(2);
  for (let index = 0; index < bits.length; index++) {
    result = (result * result) % by;
    if (bits[index] === '1') result = (result * factor) % by;
  }
  return normalInteger(signed < 0n && result !== 0n ? result + signed : result);
}

function inverseModulo(value: bigint, by: bigint): bigint {
  let [previous, current] = [by, value];
  let [before, now] = [0n, 1n];
  while (current !== 0n) {
    const quotient = previous / current;
    [previous, current] = [current, previous - quotient * current];
    [before, now] = [now, before - quotient * now];
  }
  if (previous !== 1n) throw error('ValueError', 'base is not invertible for the given modulus');
  return ((before % by) + by) % by;
}

/** @throws ValueError for a negative count, MemoryError or OverflowError for an absurd one */
export function shiftLeftIntegers(a: Integer, count: Integer): Integer {
  if (count < 0) throw error('ValueError', 'negative shift count');
  if (a === 0) return 0;
  if (typeof count === 'bigint') throw error('OverflowError', 'too many digits in integer');
  if (typeof a === 'number' && count < 53) {
    const shifted = a * 2 ** count;
    if (Number.isSafeInteger(shifted)) return shifted;
  }
  if (bitBound(a) + count > mostBits) throw error('MemoryError');
  return normalInteger(BigInt(a) << BigInt(count));
}

/** @throws ValueError for a negative count */
export function shiftRightIntegers(a: Integer, count: Integer): Integer {
  if (count < 0) throw error('ValueError', 'negative shift count');
  if (typeof count === 'bigint' || count > mostBits * 2) return a < 0 ? -1 : 0;
  if (typeof a === 'number') return count > 53 ? (a < 0 ? -1 : 0) : Math.floor(a / 2 ** count);
  return normalInteger(a >> BigInt(count));
}

export function bitAndIntegers(a: Integer, b: Integer): Integer {
  if (isWord(a) && isWord(b)) return a & b;
  if (typeof a === 'number' && typeof b === 'number') {
    const joined = (highWord(a) & highWord(b)) * 2 ** 32 + ((a & b) >>> 0);
    if (Number.isSafeInteger(joined)) return joined;
  }
  return normalInteger(BigInt(a) & BigInt(b));
}

export function bitOrIntegers(a: Integer, b: Integer): Integer {
  if (isWord(a) && isWord(b)) return a | b;
  if (typeof a === 'number' && typeof b === 'number') return (highWord(a) | highWord(b)) * 2 ** 32 + ((a | b) >>> 0);
  return normalInteger(BigInt(a) | BigInt(b));
}

export function bitXorIntegers(a: Integer, b: Integer): Integer {
  if (isWord(a) && isWord(b)) return a ^ b;
  if (typeof a === 'number' && typeof b === 'number') {
    const joined = (highWord(a) ^ highWord(b)) * 2 ** 32 + ((a ^ b) >>> 0);
    if (Number.isSafeInteger(joined)) return joined;
  }
  return normalInteger(BigInt(a) ^ BigInt(b));
}

/** The bits of a safe integer above its lowest 32, in two's complement. */
function highWord(value: number): number {
  return Math.floor(value / 2 ** 32);
}

function isWord(value: Integer): value is number {
  return typeof value === 'number' && (value | 0) === value;
}

export function negateInteger(a: Integer): Integer {
  return typeof a === 'number' ? 0 - a : normalInteger(-a);
}

export function invertInteger(a: Integer): Integer {
  return subtractIntegers(-1, a);
}

export function absoluteInteger(a: Integer): Integer {
  return a < 0 ? negateInteger(a) : a;
}

export function isOdd(a: Integer): boolean {
  return typeof a === 'number' ? a % 2 !== 0 : (a & 1n) === 1n;
}

/** Number of bits of the absolute value. */
export function bitLength(a: Integer): number {
  if (typeof a === 'number') {
    const size = Math.abs(a);
    if (size <= 0xffffffff) return 32 - Math.clz32(size);
    return 64 - Math.clz32(Math.floor(size / 0x100000000));
  }
  const hex = (a < 0n ? -a : a).toString(16);
  return (hex.length - 1) * 4 + 32 - Math.clz32(Number.parseInt(hex[0]!, 16));
}

/** Comparing with a longer bigint looks only at the lengths; counting bits writes the whole number out. */
const long = 1n << 1_000_000n;
/** Made once: negating it anew each time would copy it each time. */
const negativeLong = -long;

/** A bound on the bits of a value that costs nothing for all but enormous ones. */
function bitBound(a: Integer): number {
  if (typeof a === 'number') return 53;
  return a < long && a > negativeLong ? 1_000_001 : bitLength(a);
}

/** -1, 0 or 1. */
export function compareIntegers(a: Integer, b: Integer): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The nearest float. @throws OverflowError when there is none */
export function floatFromInteger(a: Integer): number {
  if (typeof a === 'number') return a;
  const value = Number(a);
  if (!Number.isFinite(value)) throw error('OverflowError', 'int too large to convert to float');
  return value;
}

/** The nearest float to the exact quotient. @throws ZeroDivisionError, OverflowError */
export function divideIntegers(a: Integer, b: Integer): number {
  if (b === 0) throw error('ZeroDivisionError', 'division by zero');
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  const quotient = nearestQuotient(BigInt(a), BigInt(b));
  if (!Number.isFinite(quotient)) throw error('OverflowError', 'integer division result too large for a float');
  return quotient;
}

/** The float nearest to `above / below`, infinite when too large. Subnormal results are rounded once only. */
export function nearestQuotient(above: bigint, below: bigint): number {
  const isNegative = above < 0n !== below < 0n;
  const top = above < 0n ? -above : above;
  const bottom = below < 0n ? -below : below;
  if (top === 0n) return isNegative ? -0 : 0;
  // A quotient of at least 66 bits, with a sticky last bit: more than 53 even after subnormal digits are cut.
  const scale = 66 - (bitLength(top) - bitLength(bottom));
  let quotient = scale >= 0 ? (top << BigInt(scale)) / bottom : top / (bottom << BigInt(-scale));
  const isExact =
    scale >= 0 ? quotient * bottom === top << BigInt(scale) : quotient * (bottom << BigInt(-scale)) === top;
  if (!isExact) quotient |= 1n;
  const result = scaledDown(quotient, scale);
  return isNegative ? -result : result;
}

/** `value * 2 ** -scale`, rounded half to even once. */
export function scaledDown(value: bigint, scale: number): number {
  const excess = Math.max(bitLength(value) - 53, scale - 1074);
  if (excess <= 0) return multiplyByPower(Number(value), -scale);
  const cut = BigInt(excess);
  let kept = value >> cut;
  const rest = value - (kept << cut);
  const half = 1n << (cut - 1n);
  if (rest > half || (rest === half && (kept & 1n) === 1n)) kept += 1n;
  return multiplyByPower(Number(kept), excess - scale);
}

/** `value * 2 ** exponent` for exponents from -1074: one multiplication, or two where the power itself would overflow. */
export function multiplyByPower(value: number, exponent: number): number {
  if (exponent <= 1023) return value * 2 ** exponent;
  return exponent > 2100 ? value * Number.POSITIVE_INFINITY : value * 2 ** 1023 * 2 ** Math.min(exponent - 1023, 1023);
}

/** Divides and rounds half to even. */
export function roundedQuotient(above: bigint, below: bigint): bigint {
  const quotient = above / below;
  const rest = above - quotient * below;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  const size = below < 0n ? -below : below;
  if (twice < size || (twice === size && (quotient & 1n) === 0n)) return quotient;
  return above < 0n !== below < 0n ? quotient - 1n : quotient + 1n;
}

/** `round(value, places)` for negative places: to a multiple of a power of ten, half to even. */
export function roundInteger(value: Integer, places: number): Integer {
  if (places >= 0) return value;
  const digits = -places;
  if (digits > bitLength(value)) return 0;
  const unit = 10n ** BigInt(digits);
  return normalInteger(roundedQuotient(BigInt(value), unit) * unit);
}
