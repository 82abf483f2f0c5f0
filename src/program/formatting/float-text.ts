/**
 * Floats as decimal text: the shortest text that reads back (`repr`), and any number of digits, rounded half to even on
 * the exact binary value. The engine's own conversions are exact too but round ties up, so ties go through big integers.
 */

import { decompose } from '../values/floats.ts';
import { roundedQuotient } from '../values/integers.ts';

/** `repr(float)`. */
export function floatText(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e16) {
    const text = String(value);
    return Number.isInteger(value) ? text + '.0' : text;
  }
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  return paddedExponent(value.toExponential());
}

/** `1e+5` as `1e+05`. */
function paddedExponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

/** The shortest digits that read back, and the place of the decimal point: 0.00123 is ['123', -2]. */
export function shortestDigits(size: number): readonly [digits: string, point: number] {
  if (size === 0) return ['0', 1];
  const [mantissa, exponent] = size.toExponential().split('e') as [string, string];
  return [mantissa.replace('.', ''), Number(exponent) + 1];
}

/** No float has more decimal places, nor more significant digits. */
const mostPlaces = 1074;

/** `%.{places}f` of a finite number of at least 0. */
export function fixedText(size: number, places: number): string {
  if (places > mostPlaces) return fixedText(size, mostPlaces) + '0'.repeat(places - mostPlaces);
  if (places <= 100 && size < 1e21 && !isTie(size, places)) return size.toFixed(places);
  const digits = scaledDigits(size, places).toString();
  if (places === 0) return digits;
  const padded = digits.padStart(places + 1, '0');
  return `${padded.slice(0, -places)}.${padded.slice(-places)}`;
}

/** A tie at a decimal place needs an odd multiple of a half there, and has at most that many binary places. */
function isTie(size: number, places: number): boolean {
  const doubled = size * 2 ** (places + 1);
  return Number.isInteger(doubled) && doubled % 2 === 1;
}

/** `size * 10 ** places` as an integer, half to even. */
export function scaledDigits(size: number, places: number): bigint {
  const { mantissa, exponent } = decompose(size);
  const above = mantissa * 10n ** BigInt(Math.max(places, 0)) * 2n ** BigInt(Math.max(exponent, 0));
  const below = 10n ** BigInt(Math.max(-places, 0)) * 2n ** BigInt(Math.max(-exponent, 0));
  return roundedQuotient(above, below);
}

/** `places + 1` significant digits and the decimal exponent of the first: [digits, exponent]. */
export function significantDigits(size: number, places: number): readonly [digits: string, exponent: number] {
  if (size === 0) return ['0'.repeat(places + 1), 0];
  if (places > mostPlaces) {
    const [digits, exponent] = significantDigits(size, mostPlaces);
    return [digits + '0'.repeat(places - mostPlaces), exponent];
  }
  if (places < 100) {
    const longer = size.toExponential(places + 1);
    const split = longer.indexOf('e');
    // Only a text that ends in 5 and stands for the number itself can be a tie.
    if (longer[split - 1] !== '5' || Number(longer) !== size) {
      const [mantissa, exponent] = size.toExponential(places).split('e') as [string, string];
      return [mantissa.replace('.', ''), Number(exponent)];
    }
  }
  let exponent = Number(size.toExponential().split('e')[1]);
  let digits = scaledDigits(size, places - exponent).toString();
  while (digits.length !== places + 1) {
    exponent += digits.length > places + 1 ? 1 : -1;
    digits = scaledDigits(size, places - exponent).toString();
  }
  return [digits, exponent];
}

/** `%.{places}e` of a finite number of at least 0. */
export function exponentText(size: number, places: number, keepPoint = false): string {
  const [digits, exponent] = significantDigits(size, places);
  return withExponent(digits, exponent, keepPoint);
}

function withExponent(digits: string, exponent: number, keepPoint: boolean): string {
  const point = digits.length > 1 || keepPoint ? '.' : '';
  const power = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits[0]}${point}${digits.slice(1)}e${exponent < 0 ? '-' : '+'}${power}`;
}

/**
 * `%.{precision}g` of a finite number of at least 0.
 *
 * @param keepZeros keeps trailing zeros and the point (the `#` flag)
 * @param fixedBelow exponents from here on are written with `e`; `precision` for `g`
 */
export function generalText(size: number, precision: number, keepZeros: boolean, fixedBelow = precision): string {
  const [digits, exponent] = significantDigits(size, precision - 1);
  return generalFromDigits(digits, exponent, keepZeros, fixedBelow);
}

/** Digits with the decimal exponent of the first one, in the style of `g`. */
export function generalFromDigits(digits: string, exponent: number, keepZeros: boolean, fixedBelow: number): string {
  const kept = keepZeros ? digits : digits.replace(/(?!^)0+$/, '');
  if (exponent < -4 || exponent >= fixedBelow) return withExponent(kept, exponent, keepZeros);
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${kept}`;
  const whole = kept.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = kept.slice(exponent + 1);
  return fraction === '' && !keepZeros ? whole : `${whole}.${fraction}`;
}
