/**
 * Arithmetic with twice the digits of a float: a number is the sum of two floats. What a rounding loses is itself a float, which
 * the engine's own operations can find exactly (Dekker, Knuth); so results that are rounded once more are right to the last digit.
 */

/** A number as the sum of two floats, the second below the last digit of the first. */
export type Pair = readonly [number, number];

export function sumOf(a: number, b: number): Pair {
  const sum = a + b;
  const rest = sum - a;
  return [sum, a - (sum - rest) + (b - rest)];
}

/** The product and what its rounding lost: factors are split in halves of 26 bits, whose products are exact. */
export function product(a: number, b: number): Pair {
  const value = a * b;
  const [ah, al] = halves(a);
  const [bh, bl] = halves(b);
  return [value, ah * bh - value + ah * bl + al * bh + al * bl];
}

function halves(a: number): Pair {
  const shifted = a * 134217729;
  const high = shifted - (shifted - a);
  return [high, a - high];
}

export function addPairs(a: Pair, b: Pair): Pair {
  const [sum, rest] = sumOf(a[0], b[0]);
  return sumOf(sum, rest + a[1] + b[1]);
}

export function timesPair(a: Pair, b: Pair): Pair {
  const [value, rest] = product(a[0], b[0]);
  return sumOf(value, rest + a[0] * b[1] + a[1] * b[0]);
}

export function quotient(a: Pair, divisor: number): Pair {
  const value = a[0] / divisor;
  const [back, rest] = product(value, divisor);
  return sumOf(value, (a[0] - back - rest + a[1]) / divisor);
}
