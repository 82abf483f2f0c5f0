/** Arithmetic of complex numbers, by the formulas (and with the errors) of CPython. */
import { error } from './exceptions.ts';
import { realPower } from './floats.ts';
import { Complex } from './value.ts';

export function addComplex(a: Complex, b: Complex): Complex {
  return new Complex(a.real + b.real, a.imaginary + b.imaginary);
}

export function subtractComplex(a: Complex, b: Complex): Complex {
  return new Complex(a.real - b.real, a.imaginary - b.imaginary);
}

export function multiplyComplex(a: Complex, b: Complex): Complex {
  return new Complex(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real);
}

/** Smith's method: scaling by the larger part of the divisor avoids overflow on the way. @throws ZeroDivisionError */
export function divideComplex(a: Complex, b: Complex): Complex {
  const realSize = Math.abs(b.real);
  const imaginarySize = Math.abs(b.imaginary);
  if (realSize >= imaginarySize) {
    if (realSize === 0) throw error('ZeroDivisionError', 'complex division by zero');
    const ratio = b.imaginary / b.real;
    const scale = b.real + b.imaginary * ratio;
    return new Complex((a.real + a.imaginary * ratio) / scale, (a.imaginary - a.real * ratio) / scale);
  }
  if (imaginarySize >= realSize) {
    const ratio = b.real / b.imaginary;
    const scale = b.real * ratio + b.imaginary;
    return new Complex((a.real * ratio + a.imaginary) / scale, (a.imaginary * ratio - a.real) / scale);
  }
  return new Complex(Number.NaN, Number.NaN);
}

/** `a ** b`. @throws ZeroDivisionError, OverflowError */
export function complexPower(a: Complex, b: Complex): Complex {
  const small = b.imaginary === 0 && Number.isInteger(b.real) && Math.abs(b.real) <= 100;
  const result = small ? integerPower(a, b.real) : generalPower(a, b);
  if (!isFinitePair(result) && isFinitePair(a) && isFinitePair(b))
    throw error('OverflowError', 'complex exponentiation');
  return result;
}

function isFinitePair(value: Complex): boolean {
  return Number.isFinite(value.real) && Number.isFinite(value.imaginary);
}

function integerPower(base: Complex, exponent: number): Complex {
  if (exponent < 0) {
    if (base.real === 0 && base.imaginary === 0) throw zeroToNegative();
    return divideComplex(new Complex(1, 0), integerPower(base, -exponent));
  }
  let result = new Complex(1, 0);
  let factor = base;
  for (let mask = 1; mask <= exponent; mask *= 2) {
    if ((exponent & mask) !== 0) result = multiplyComplex(result, factor);
    factor = multiplyComplex(factor, factor);
  }
  return result;
}

function generalPower(a: Complex, b: Complex): Complex {
  if (b.real === 0 && b.imaginary === 0) return new Complex(1, 0);
  if (a.real === 0 && a.imaginary === 0) {
    if (b.imaginary !== 0 || b.real < 0) throw zeroToNegative();
    return new Complex(0, 0);
  }
  const size = Math.hypot(a.real, a.imaginary);
  const angle = Math.atan2(a.imaginary, a.real);
  let length = realPower(size, b.real);
  let phase = angle * b.real;
  if (b.imaginary !== 0) {
    length /= Math.exp(angle * b.imaginary);
    phase += b.imaginary * Math.log(size);
  }
  return new Complex(length * Math.cos(phase), length * Math.sin(phase));
}

function zeroToNegative(): unknown {
  return error('ZeroDivisionError', '0.0 to a negative or complex power');
}

/** `abs(z)`. @throws OverflowError */
export function complexSize(value: Complex): number {
  const { real, imaginary } = value;
  const size = Math.hypot(real, imaginary);
  if (size === Number.POSITIVE_INFINITY && isFinitePair(value))
    throw error('OverflowError', 'absolute value too large');
  return size;
}
