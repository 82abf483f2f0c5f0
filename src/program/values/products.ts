/** Products of small ints that are reduced at once: exact without big ints wherever the result is small. */
import { modulo } from '../operators/arithmetic.ts';
import { addIntegers, type Integer, moduloIntegers, multiplyIntegers } from './integers.ts';
import type { Value } from './value.ts';

/** Below this, multiples next to it are exact too. */
const mostExact = 2 ** 52;
/** Up to here an estimate of the quotient is off by at most one. */
const mostQuotient = 2 ** 42;
/** The remainder, which may be off by one modulus, must be told from 32 bits. */
const mostModulus = 2 ** 31;

/**
 * `(a * b + c) % modulus` of small ints.
 *
 * @param modulus any value: the operation is the program's
 */
export function productModulo(a: number, b: number, c: number, modulus: Value): Value {
  if (typeof modulus !== 'number') return modulo(addIntegers(multiplyIntegers(a, b), c), modulus);
  const product = a * b;
  const sum = product + c;
  if (modulus > 0 && sum >= 0) {
    if (sum <= mostExact && product <= mostExact) return remainder(sum, modulus);
    const quotient = Math.floor(sum / modulus);
    if (modulus <= mostModulus && quotient < mostQuotient && a >= 0 && b >= 0 && c >= 0) {
      return lowRemainder(Math.imul(a, b) + (c | 0) - Math.imul(quotient, modulus), modulus);
    }
  }
  return moduloIntegers(addIntegers(multiplyIntegers(a, b), c), modulus);
}

/** Of a safe integer; the engine's own `%` is slow beyond 32 bits. */
function remainder(sum: number, modulus: number): number {
  const rest = sum - Math.floor(sum / modulus) * modulus;
  return rest < 0 ? rest + modulus : rest;
}

/** The remainder whose lowest 32 bits are known, and that it is at most one modulus off. */
function lowRemainder(bits: number, modulus: number): number {
  const low = bits >>> 0;
  if (low >= 2 ** 32 - 2 ** 23) return low - 2 ** 32 + modulus;
  return low >= modulus ? low - modulus : low;
}

/** `(a * b + c) & mask` of small ints for a mask of at most 32 bits: higher ones of the product do not matter. */
export function productMasked(a: number, b: number, c: number, mask: number): Integer {
  return ((Math.imul(a, b) + (c | 0)) & mask) >>> 0;
}
