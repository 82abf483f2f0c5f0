/**
 * Functions of reals that JavaScript's `Math` lacks: exact sums, neighbours, exponents, gamma and error functions.
 */
import { error } from '../../values/exceptions.ts';
import { addPairs, type Pair, product, quotient, timesPair } from './pairs.ts';

const bits = new DataView(new ArrayBuffer(8));

/** Fraction in [0.5, 1) and exponent of a finite number that is not zero. */
export function splitExponent(x: number): [number, number] {
  bits.setFloat64(0, x);
  const stored = (bits.getUint16(0) >> 4) & 0x7ff;
  if (stored === 0) {
    const [fraction, exponent] = splitExponent(x * 2 ** 64);
    return [fraction, exponent - 64];
  }
  bits.setUint16(0, (bits.getUint16(0) & 0x800f) | (1022 << 4));
  return [bits.getFloat64(0), stored - 1022];
}

/** x·2ⁿ, rounded once: steps of exact powers keep the only rounding at the end. */
export function scaleByPower(x: number, n: number): number {
  while (n > 1000) {
    x *= 2 ** 1000;
    n -= 1000;
  }
  if (n >= -1000) return x * 2 ** n;
  const [fraction, exponent] = x === 0 || !Number.isFinite(x) ? [x, 0] : splitExponent(x);
  const target = exponent + n;
  if (target < -1100) return fraction * 0;
  return target < -1000 ? fraction * 2 ** (target + 100) * 2 ** -100 : fraction * 2 ** target;
}

/** The next float from x towards y. */
export function nextAfter(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x === y) return y;
  if (x === 0) return y > 0 ? 5e-324 : -5e-324;
  bits.setFloat64(0, x);
  bits.setBigInt64(0, bits.getBigInt64(0) + (x > 0 === y > x ? 1n : -1n));
  return bits.getFloat64(0);
}

/** IEEE remainder: x − n·y with n the integer nearest to x/y, ties to even. */
export function remainder(x: number, y: number): number {
  if (!Number.isFinite(y) && !Number.isNaN(y) && Number.isFinite(x)) return x;
  if (y === 0 || !Number.isFinite(x) || Number.isNaN(y)) return Number.NaN;
  const divisor = Math.abs(y);
  const size = Math.abs(x);
  const rest = size % divisor;
  const complement = divisor - rest;
  let result = rest;
  if (rest > complement) result = -complement;
  else if (rest === complement) result = rest - 2 * ((0.5 * (size - rest)) % divisor);
  return x < 0 || Object.is(x, -0) ? -result : result;
}

/**
 * The sum rounded once (Shewchuk's partial sums, which do not overlap and grow in size).
 *
 * @throws OverflowError when an intermediate sum leaves the range, ValueError for inf − inf
 */
export function exactSum(numbers: readonly number[]): number {
  const partials: number[] = [];
  let special = 0;
  let infinities = 0;
  for (let x of numbers) {
    const original = x;
    let kept = 0;
    for (let y of partials) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low !== 0) partials[kept++] = low;
      x = high;
    }
    partials.length = kept;
    if (x === 0) continue;
    if (Number.isFinite(x)) {
      partials.push(x);
      continue;
    }
    if (Number.isFinite(original)) throw error('OverflowError', 'intermediate overflow in fsum');
    if (!Number.isNaN(original)) infinities += original;
    special += original;
    partials.length = 0;
  }
  if (special !== 0) {
    if (Number.isNaN(infinities)) throw error('ValueError', '-inf + inf in fsum');
    return special;
  }
  return roundPartials(partials);
}

/** Adds partial sums from the greatest down; a half that is left over is rounded by the sign of what follows. */
function roundPartials(partials: readonly number[]): number {
  let index = partials.length - 1;
  if (index < 0) return 0;
  let high = partials[index--]!;
  let low = 0;
  while (index >= 0) {
    const x = high;
    const y = partials[index--]!;
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  if (index >= 0 && low < 0 === partials[index]! < 0) {
    const y = low * 2;
    const x = high + y;
    if (y === x - high) high = x;
  }
  return high;
}

// Lanczos' approximation with g = 607/128 and 15 terms: relative error below 1e-15 for positive arguments.
const lanczosG = 607 / 128;
const lanczos = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  3.399464998481189e-5, 4.652362892704858e-5, -9.837447530487956e-5, 0.0001580887032249125, -0.00021026444172410488,
  0.00021743961811521265, -0.0001643181065367639, 8.441822398385275e-5, -2.6190838401581408e-5, 3.6899182659531625e-6,
];

function lanczosSum(x: number): number {
  let sum = lanczos[0]!;
  for (let term = 1; term < lanczos.length; term++) sum += lanczos[term]! / (x + term - 1);
  return sum;
}

/** Γ(x); NaN (a domain error) at the poles. */
export function gamma(x: number): number {
  if (x === Number.POSITIVE_INFINITY) return x;
  if (!Number.isFinite(x)) return Number.NaN;
  if (x === Math.floor(x)) {
    if (x <= 0) return Number.NaN;
    if (x <= 23) {
      let product = 1;
      for (let factor = 2; factor < x; factor++) product *= factor;
      return product;
    }
  }
  if (x < 0.5) {
    if (x < -184) return Math.floor(x) % 2 === 0 ? 0 : -0;
    return Math.PI / (sinePi(x) * gamma(1 - x));
  }
  if (x > 171.7) return Number.POSITIVE_INFINITY;
  const base = x + lanczosG - 0.5;
  // The power is taken in two halves: as a whole it would overflow before the exponential brings it back.
  const half = base ** ((x - 0.5) / 2);
  return Math.sqrt(2 * Math.PI) * half * Math.exp(-base) * half * lanczosSum(x);
}

/** ln |Γ(x)|; infinite (a domain error) at the poles. */
export function logGamma(x: number): number {
  if (Number.isNaN(x)) return x;
  if (!Number.isFinite(x)) return Number.POSITIVE_INFINITY;
  if (x === 1 || x === 2) return 0;
  if (x <= 0 && x === Math.floor(x)) return Number.NaN;
  if (x < 0.5) return Math.log(Math.PI / Math.abs(sinePi(x))) - logGamma(1 - x);
  if (x < 20) return Math.log(gamma(x));
  const base = x + lanczosG - 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(lanczosSum(x));
}

/** sin(πx), with the argument reduced first so that large ones stay exact. */
function sinePi(x: number): number {
  const size = Math.abs(x) % 2;
  const sign = x < 0 ? -1 : 1;
  return (
    sign *
    (size <= 0.5
      ? Math.sin(Math.PI * size)
      : size <= 1.5
        ? Math.sin(Math.PI * (1 - size))
        : Math.sin(Math.PI * (size - 2)))
  );
}

/** erf, or its complement, which keeps its precision where erf is near one. */
export function errorFunction(x: number, complement: boolean): number {
  if (Number.isNaN(x)) return x;
  const size = Math.abs(x);
  if (size < 2.5) {
    const value = errorSeries(x);
    const [high, low] = complement ? addPairs([1, 0], [-value[0], -value[1]]) : value;
    return high + low;
  }
  const tail = size > 30 ? 0 : errorTail(size);
  if (complement) return x > 0 ? tail : 2 - tail;
  return x > 0 ? 1 - tail : tail - 1;
}

/**
 * The series x − x³/3 + x⁵/(2!·5) − …, each term and the sum in two floats: near 2.5 its terms are a hundred times the sum, and
 * single floats would lose the last digits.
 */
function errorSeries(x: number): Pair {
  const square = product(x, x);
  let power: Pair = [x, 0];
  let sum: Pair = [x, 0];
  for (let n = 1; n < 60; n++) {
    power = quotient(timesPair(power, square), -n);
    sum = addPairs(sum, quotient(power, 2 * n + 1));
  }
  return timesPair(sum, twoOverRootPi);
}

/** 2/√π */
const twoOverRootPi: Pair = [1.1283791670955126, 1.533545961316588e-17];

function errorTail(x: number): number {
  const square = x * x;
  let a = 0;
  let difference = 0.5;
  let p = 1;
  let previousP = 0;
  let q = difference + square;
  let previousQ = 1;
  for (let count = 0; count < 50; count++) {
    a += difference;
    difference += 2;
    const b = difference + square;
    [previousP, p] = [p, b * p - a * previousP];
    [previousQ, q] = [q, b * q - a * previousQ];
  }
  return ((p / q) * x * Math.exp(-square)) / Math.sqrt(Math.PI);
}
