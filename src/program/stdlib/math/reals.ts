/**
 * Functions of reals that JavaScript's `Math` lacks: exact sums, neighbours, exponents, gamma and error functions.
 */
import { error } from '../../values/exceptions.ts';
import { realPower } from '../../values/floats.ts';
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

/**
 * Lanczos' approximation of Γ with thirteen terms as a quotient of polynomials, g chosen so that all errors stay below the
 * last digit of a double (Lanczos 1964; Godfrey's coefficients for this g). CPython's choice, whose last digits programs print.
 */
const lanczosG = 6.02468004077673;
const lanczosNumerator = [
  23531376880.41076, 42919803642.6491, 35711959237.35567, 17921034426.03721, 6039542586.352028, 1439720407.3117216,
  248874557.86205417, 31426415.585400194, 2876370.6289353725, 186056.26539522348, 8071.672002365816, 210.82427775157936,
  2.5066282746310002,
];
/** x (x + 1) … (x + 11), by powers of x. */
const lanczosDenominator = [
  0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
];

/** The quotient at x > 0: in powers of x where it is small, of 1/x where it is great, so that nothing overflows. */
function lanczosSum(x: number): number {
  let numerator = 0;
  let denominator = 0;
  for (let term = 0; term < lanczosNumerator.length; term++) {
    const power = x < 5 ? lanczosNumerator.length - 1 - term : term;
    numerator = (x < 5 ? numerator * x : numerator / x) + lanczosNumerator[power]!;
    denominator = (x < 5 ? denominator * x : denominator / x) + lanczosDenominator[power]!;
  }
  return numerator / denominator;
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
  const size = Math.abs(x);
  if (size < 1e-20) return 1 / x;
  if (size > 200) return x > 0 ? Number.POSITIVE_INFINITY : Math.floor(x) % 2 === 0 ? 0 : -0;
  const shift = lanczosG - 0.5;
  const base = size + shift;
  // What the sum lost to rounding, to be put back at the end.
  const lost = ((size > shift ? base - size - shift : base - shift - size) * lanczosG) / base;
  const isWhole = size < 140;
  const power = realPower(base, isWhole ? size - 0.5 : size / 2 - 0.25);
  if (x > 0) {
    const result = withLost(lanczosSum(size) / Math.exp(base), lost);
    return isWhole ? result * power : result * power * power;
  }
  const result = withLost(((-Math.PI / sinePi(size) / size) * Math.exp(base)) / lanczosSum(size), -lost);
  return isWhole ? result / power : result / power / power;
}

function withLost(result: number, lost: number): number {
  return result + lost * result;
}

/** ln |Γ(x)|; infinite (a domain error) at the poles. */
export function logGamma(x: number): number {
  if (Number.isNaN(x)) return x;
  if (!Number.isFinite(x)) return Number.POSITIVE_INFINITY;
  if (x === 1 || x === 2) return 0;
  if (x <= 0 && x === Math.floor(x)) return Number.NaN;
  const size = Math.abs(x);
  if (size < 1e-20) return -Math.log(size);
  const result = Math.log(lanczosSum(size)) - lanczosG + (size - 0.5) * (Math.log(size + lanczosG - 0.5) - 1);
  return x > 0 ? result : Math.log(Math.PI) - Math.log(Math.abs(sinePi(size))) - Math.log(size) - result;
}

/** sin(πx), with the argument reduced to the nearest quarter first, so that it is exact where it must be. */
function sinePi(x: number): number {
  const size = Math.abs(x) % 2;
  const sign = x < 0 ? -1 : 1;
  const quarter = Math.round(2 * size);
  const rest = Math.PI * (size - quarter / 2);
  const values = [Math.sin(rest), Math.cos(rest), -Math.sin(rest), -Math.cos(rest), Math.sin(rest)];
  return sign * values[quarter]!;
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
