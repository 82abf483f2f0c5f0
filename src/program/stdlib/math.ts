/**
 * `math`: functions of real numbers, and the exact functions of ints (which stand in `math/integers.ts`).
 */

import { multiply } from '../operators/arithmetic.ts';
import { findSpecial } from '../operators/attribute.ts';
import { iterate, toArray } from '../operators/iteration.ts';
import { error } from '../values/exceptions.ts';
import { realPower } from '../values/floats.ts';
import { Keywords, native } from '../values/functions.ts';
import { bitLength, type Integer, integerFromFloat } from '../values/integers.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { typeName } from '../values/type-of.ts';
import { Float, type FunctionValue, Tuple, type Value } from '../values/value.ts';
import { realArgument } from './arguments.ts';
import { comb, factorial, greatestDivisor, leastMultiple, perm, squareRoot } from './math/integers.ts';
import { product as exactProduct } from './math/pairs.ts';
import {
  errorFunction,
  exactSum,
  gamma,
  logGamma,
  nextAfter,
  remainder,
  scaleByPower,
  splitExponent,
} from './math/reals.ts';

const domain = () => error('ValueError', 'math domain error');
const range = () => error('OverflowError', 'math range error');

/** A function of one real: NaN from a number is a domain error, infinity from a finite one an overflow. */
function real(name: string, f: (x: number) => number, canOverflow = false): FunctionValue {
  return native(name, '(x, /)', (argument: Value) => {
    const x = realArgument(argument);
    const result = f(x);
    if (Number.isNaN(result) && !Number.isNaN(x)) throw domain();
    if (!Number.isFinite(result) && Number.isFinite(x) && !Number.isNaN(result)) throw canOverflow ? range() : domain();
    return new Float(result);
  });
}

/** The same for two reals. */
function realOfTwo(name: string, f: (x: number, y: number) => number): FunctionValue {
  return native(name, '(x, y, /)', (first: Value, second: Value) => {
    const x = realArgument(first);
    const y = realArgument(second);
    const result = f(x, y);
    if (Number.isNaN(result) && !Number.isNaN(x) && !Number.isNaN(y)) throw domain();
    if (!Number.isFinite(result) && !Number.isNaN(result) && Number.isFinite(x) && Number.isFinite(y)) throw range();
    return new Float(result);
  });
}

function question(name: string, f: (x: number) => boolean): FunctionValue {
  return native(name, '(x, /)', (x: Value) => f(realArgument(x)));
}

function power(x: number, y: number): number {
  if (x === 1 || y === 0) return 1;
  if (x === -1 && !Number.isFinite(y) && !Number.isNaN(y)) return 1;
  if (x === 0 && y < 0 && y !== Number.NEGATIVE_INFINITY) throw domain();
  return realPower(x, y);
}

function floatModulo(x: number, y: number): number {
  if (!Number.isFinite(y) && !Number.isNaN(y) && Number.isFinite(x)) return x;
  return x % y;
}

/** `floor`, `ceil`, `trunc`: the argument's own method, else the float rounded and made an int. */
function rounding(name: string, special: string, round: (x: number) => number): FunctionValue {
  return native(name, '(x, /)', (x: Value) => {
    if (typeof x === 'number' || typeof x === 'bigint') return x;
    if (!(x instanceof Float && x.isFloat)) {
      const own = x === null ? undefined : findSpecial(x, special);
      if (own !== undefined) return own.call(x);
      if (special === '__trunc__') throw error('TypeError', `type ${typeName(x)} doesn't define __trunc__ method`);
    }
    return integerOfFloat(round(realArgument(x)));
  });
}

function integerOfFloat(x: number): Integer {
  if (Number.isNaN(x)) throw error('ValueError', 'cannot convert float NaN to integer');
  if (!Number.isFinite(x)) throw error('OverflowError', 'cannot convert float infinity to integer');
  return integerFromFloat(x);
}

function logarithm(x: Value): number {
  if (x instanceof Float) return logarithmOfReal(x.value);
  if (typeof x === 'bigint') return logarithmOfBig(x, Math.log);
  return logarithmOfReal(realArgument(x));
}

function logarithmOfReal(x: number): number {
  if (x <= 0) throw domain();
  return Math.log(x);
}

/** Of an int that may be greater than any float: of its digits as a fraction, and as many times that of two as it has bits. */
function logarithmOfBig(x: bigint, f: (x: number) => number): number {
  if (x <= 0n) throw domain();
  const value = Number(x);
  if (Number.isFinite(value)) return f(value);
  const bits = bitLength(x);
  return f(Number(x >> BigInt(bits - 64)) / 2 ** 64) + f(2) * bits;
}

function logarithmIn(name: string, f: (x: number) => number): FunctionValue {
  return native(name, '(x, /)', (x: Value) => {
    if (typeof x === 'bigint') return new Float(logarithmOfBig(x, f));
    const value = realArgument(x);
    if (value <= 0) throw domain();
    return new Float(f(value));
  });
}

function keyword(last: Value | undefined, name: string): Value | undefined {
  if (!(last instanceof Keywords)) return undefined;
  const index = last.names.indexOf(name);
  return index < 0 ? undefined : last.values[index];
}

function isClose(first: Value, second: Value, options?: Value): boolean {
  const a = realArgument(first);
  const b = realArgument(second);
  const relative = keyword(options, 'rel_tol');
  const absolute = keyword(options, 'abs_tol');
  const relativeTolerance = relative === undefined ? 1e-9 : realArgument(relative);
  const absoluteTolerance = absolute === undefined ? 0 : realArgument(absolute);
  if (relativeTolerance < 0 || absoluteTolerance < 0) throw error('ValueError', 'tolerances must be non-negative');
  if (a === b) return true;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false;
  const difference = Math.abs(b - a);
  return (
    difference <= Math.abs(relativeTolerance * b) ||
    difference <= Math.abs(relativeTolerance * a) ||
    difference <= absoluteTolerance
  );
}

/** Length of a vector, scaled by a power of two so that squares neither overflow nor vanish, and summed exactly. */
function vectorLength(components: readonly number[]): number {
  let greatest = 0;
  for (const component of components) {
    if (component === Number.POSITIVE_INFINITY || component === Number.NEGATIVE_INFINITY)
      return Number.POSITIVE_INFINITY;
    if (Number.isNaN(component)) greatest = Number.NaN;
    else greatest = Math.max(greatest, Math.abs(component));
  }
  for (const component of components)
    if (Math.abs(component) === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  if (greatest === 0 || Number.isNaN(greatest)) return greatest;
  if (components.length === 1) return greatest;
  const [, exponent] = splitExponent(greatest);
  const squares = components.flatMap((component) => {
    const scaled = scaleByPower(component, -exponent);
    return exactProduct(scaled, scaled);
  });
  const total = exactSum(squares);
  const root = Math.sqrt(total);
  // One step of Newton's method with what the roundings lost mends the last digit.
  const [square, lost] = exactProduct(root, root);
  const missing = total - square - lost + exactSum([...squares, -total]);
  return scaleByPower(root + missing / (2 * root), exponent);
}

function distance(p: Value, q: Value): Value {
  const first = toArray(p);
  const second = toArray(q);
  if (first.length !== second.length) throw error('ValueError', 'both points must have the same number of dimensions');
  return new Float(
    vectorLength(first.map((component, index) => realArgument(component) - realArgument(second[index]!))),
  );
}

function sum(iterable: Value): Value {
  const numbers: number[] = [];
  const items = iterate(iterable);
  for (let item = items.next(); item !== undefined; item = items.next()) numbers.push(realArgument(item));
  return new Float(exactSum(numbers));
}

function product(iterable: Value, options?: Value): Value {
  let result: Value = keyword(options, 'start') ?? 1;
  const items = iterate(iterable);
  for (let item = items.next(); item !== undefined; item = items.next()) result = multiply(result, item);
  return result;
}

function unitInLastPlace(x: number): number {
  if (Number.isNaN(x)) return x;
  const size = Math.abs(x);
  if (!Number.isFinite(size)) return size;
  const above = nextAfter(size, Number.POSITIVE_INFINITY);
  return Number.isFinite(above) ? above - size : size - nextAfter(size, 0);
}

function loadExponent(fraction: Value, exponent: Value): Value {
  const x = realArgument(fraction);
  if (typeof exponent !== 'number' && typeof exponent !== 'bigint' && typeof exponent !== 'boolean') {
    throw error('TypeError', 'Expected an int as second argument to ldexp.');
  }
  if (x === 0 || !Number.isFinite(x)) return new Float(x);
  const result = scaleByPower(x, Math.max(-5000, Math.min(5000, Number(exponent))));
  if (!Number.isFinite(result)) throw range();
  return new Float(result);
}

function fractionAndExponent(argument: Value): Value {
  const x = realArgument(argument);
  if (x === 0 || !Number.isFinite(x)) return new Tuple([new Float(x), 0]);
  const [fraction, exponent] = splitExponent(x);
  return new Tuple([new Float(fraction), exponent]);
}

function fractionAndWhole(argument: Value): Value {
  const x = realArgument(argument);
  if (!Number.isFinite(x)) return new Tuple([new Float(Number.isNaN(x) ? x : x > 0 ? 0 : -0), new Float(x)]);
  const whole = Math.trunc(x);
  const fraction = x - whole;
  return new Tuple([new Float(fraction === 0 && (x < 0 || Object.is(x, -0)) ? -0 : fraction), new Float(whole)]);
}

const degree = 180 / Math.PI;

export default makeModuleObject('math', {
  pi: new Float(Math.PI),
  e: new Float(Math.E),
  tau: new Float(2 * Math.PI),
  inf: new Float(Number.POSITIVE_INFINITY),
  nan: new Float(Number.NaN),
  acos: real('acos', Math.acos),
  acosh: real('acosh', Math.acosh),
  asin: real('asin', Math.asin),
  asinh: real('asinh', Math.asinh),
  atan: real('atan', Math.atan),
  atan2: realOfTwo('atan2', Math.atan2),
  atanh: real('atanh', Math.atanh),
  cbrt: real('cbrt', Math.cbrt),
  ceil: rounding('ceil', '__ceil__', Math.ceil),
  comb: native('comb', '(n, k, /)', comb),
  copysign: realOfTwo('copysign', (x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x))),
  cos: real('cos', Math.cos),
  cosh: real('cosh', Math.cosh, true),
  degrees: real('degrees', (x) => x * degree, true),
  dist: native('dist', '(p, q, /)', distance),
  erf: real('erf', (x) => errorFunction(x, false)),
  erfc: real('erfc', (x) => errorFunction(x, true)),
  exp: real('exp', Math.exp, true),
  exp2: real('exp2', (x) => 2 ** x, true),
  expm1: real('expm1', Math.expm1, true),
  fabs: real('fabs', Math.abs),
  factorial: native('factorial', '(x, /)', factorial),
  floor: rounding('floor', '__floor__', Math.floor),
  fmod: realOfTwo('fmod', floatModulo),
  frexp: native('frexp', '(x, /)', fractionAndExponent),
  fsum: native('fsum', '(seq, /)', sum),
  gamma: real('gamma', gamma, true),
  gcd: native('gcd', '(*integers)', greatestDivisor),
  hypot: native(
    'hypot',
    '(*coordinates)',
    (...coordinates: Value[]) => new Float(vectorLength(coordinates.map(realArgument))),
  ),
  isclose: native('isclose', '(a, b, *, rel_tol=1e-09, abs_tol=0.0)', isClose),
  isfinite: question('isfinite', Number.isFinite),
  isinf: question('isinf', (x) => Math.abs(x) === Number.POSITIVE_INFINITY),
  isnan: question('isnan', Number.isNaN),
  isqrt: native('isqrt', '(n, /)', squareRoot),
  lcm: native('lcm', '(*integers)', leastMultiple),
  ldexp: native('ldexp', '(x, i, /)', loadExponent),
  lgamma: real('lgamma', logGamma, true),
  log: native('log', '(x, base=e, /)', (x: Value, base?: Value) => {
    const numerator = logarithm(x);
    if (base === undefined) return new Float(numerator);
    const denominator = logarithm(base);
    if (denominator === 0) throw error('ZeroDivisionError', 'float division by zero');
    return new Float(numerator / denominator);
  }),
  log10: logarithmIn('log10', Math.log10),
  log1p: real('log1p', Math.log1p),
  log2: logarithmIn('log2', Math.log2),
  modf: native('modf', '(x, /)', fractionAndWhole),
  nextafter: native(
    'nextafter',
    '(x, y, /)',
    (x: Value, y: Value) => new Float(nextAfter(realArgument(x), realArgument(y))),
  ),
  perm: native('perm', '(n, k=None, /)', perm),
  pow: realOfTwo('pow', power),
  prod: native('prod', '(iterable, /, *, start=1)', product),
  radians: real('radians', (x) => x / degree),
  remainder: realOfTwo('remainder', remainder),
  sin: real('sin', Math.sin),
  sinh: real('sinh', Math.sinh, true),
  sqrt: real('sqrt', Math.sqrt),
  tan: real('tan', Math.tan),
  tanh: real('tanh', Math.tanh),
  trunc: rounding('trunc', '__trunc__', Math.trunc),
  ulp: native('ulp', '(x, /)', (x: Value) => new Float(unitInLastPlace(realArgument(x)))),
});
