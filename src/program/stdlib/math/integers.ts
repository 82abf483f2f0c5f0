/**
 * The exact functions of ints in `math`: computed on bigints, each refusing arguments in CPython's words and results that
 * no memory could hold.
 */
import { error } from '../../values/exceptions.ts';
import { type Integer, normalInteger } from '../../values/integers.ts';
import { typeName } from '../../values/type-of.ts';
import { Float, type Value } from '../../values/value.ts';
import { bigArgument } from '../arguments.ts';

/** Beyond this a product of so many factors would not end in reasonable time or memory. */
const mostFactors = 10_000_000n;

export function factorial(x: Value): Integer {
  if (x instanceof Float) throw error('TypeError', `'${typeName(x)}' object cannot be interpreted as an integer`);
  const n = bigArgument(x);
  if (n < 0n) throw error('ValueError', 'factorial() not defined for negative values');
  if (n > mostFactors) throw error('OverflowError', `factorial() argument should not exceed ${2n ** 63n - 1n}`);
  return normalInteger(productOfRange(1n, n));
}

/** `low * … * high`, halved recursively so that factors of like size meet. */
function productOfRange(low: bigint, high: bigint): bigint {
  if (low > high) return 1n;
  if (high - low < 16n) {
    let product = low;
    for (let factor = low + 1n; factor <= high; factor++) product *= factor;
    return product;
  }
  const middle = (low + high) >> 1n;
  return productOfRange(low, middle) * productOfRange(middle + 1n, high);
}

export function comb(first: Value, second: Value): Integer {
  const n = bigArgument(first);
  let k = bigArgument(second);
  if (n < 0n) throw error('ValueError', 'n must be a non-negative integer');
  if (k < 0n) throw error('ValueError', 'k must be a non-negative integer');
  if (k > n) return 0;
  if (n - k < k) k = n - k;
  refuseTooMany(k);
  return normalInteger(productOfRange(n - k + 1n, n) / productOfRange(1n, k));
}

export function perm(first: Value, second?: Value): Integer {
  if (second === undefined || second === null) return factorial(first);
  const n = bigArgument(first);
  const k = bigArgument(second);
  if (n < 0n) throw error('ValueError', 'n must be a non-negative integer');
  if (k < 0n) throw error('ValueError', 'k must be a non-negative integer');
  if (k > n) return 0;
  refuseTooMany(k);
  return normalInteger(productOfRange(n - k + 1n, n));
}

function refuseTooMany(k: bigint): void {
  if (k > mostFactors) throw error('OverflowError', `min(n - k, k) must not exceed ${2n ** 63n - 1n}`);
}

export function greatestDivisor(...integers: Value[]): Integer {
  let result = 0n;
  for (const integer of integers) result = divisorOf(result, bigArgument(integer));
  return normalInteger(result);
}

export function leastMultiple(...integers: Value[]): Integer {
  let result = 1n;
  for (const integer of integers) {
    const other = bigArgument(integer);
    if (result !== 0n) result = other === 0n ? 0n : (result / divisorOf(result, other)) * (other < 0n ? -other : other);
  }
  return normalInteger(result);
}

function divisorOf(a: bigint, b: bigint): bigint {
  if (a < 0n) a = -a;
  if (b < 0n) b = -b;
  while (b !== 0n) {
    if (a <= 0x1fffffffffffffn && b <= 0x1fffffffffffffn) return BigInt(smallDivisor(Number(a), Number(b)));
    [a, b] = [b, a % b];
  }
  return a;
}

function smallDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

export function squareRoot(x: Value): Integer {
  const n = bigArgument(x);
  if (n < 0n) throw error('ValueError', 'isqrt() argument must be nonnegative');
  if (n < 2n) return Number(n);
  // Newton's steps from above; the start is a power of two not below the root.
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return normalInteger(root);
    root = next;
  }
}
