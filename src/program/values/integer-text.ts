/** Ints as text: digits in and out, with CPython's limit on the length of decimal conversions. */
import { error } from './exceptions.ts';
import { type Integer, normalInteger } from './integers.ts';

/** CPython's default for `sys.set_int_max_str_digits`: quadratic conversions must not stall a program. */
const mostDigits = 4300;
const shortestLimited = 10n ** BigInt(mostDigits);

/** `str(value)`. @throws ValueError when there are more than 4300 digits */
export function integerText(value: Integer): string {
  if (typeof value === 'number') return String(value);
  if (value >= shortestLimited || value <= -shortestLimited) {
    throw error(
      'ValueError',
      `Exceeds the limit (${mostDigits} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
    );
  }
  return value.toString();
}

/** Digits of the absolute value in base 2, 8 or 16. */
export function integerDigits(value: Integer, base: number): string {
  return (value < 0 ? -value : value).toString(base);
}

/** `bin`, `oct`, `hex`: sign, prefix, digits. */
export function prefixedDigits(value: Integer, base: 2 | 8 | 16): string {
  const prefix = base === 2 ? '0b' : base === 8 ? '0o' : '0x';
  return (value < 0 ? '-' : '') + prefix + integerDigits(value, base);
}

const space = '[\\s\\x1c-\\x1f\\x85]*';
const decimal = new RegExp(`^${space}([+-]?)([0-9]+(?:_[0-9]+)*)${space}$`);

/**
 * `int(text, base)`.
 *
 * @param text with decimal digits of any script already turned into ASCII ones
 * @param base 0 or 2 to 36
 * @returns undefined when the text is no literal of that base
 * @throws ValueError when a decimal is longer than 4300 digits
 */
export function parseInteger(text: string, base: number): Integer | undefined {
  if (base === 10) {
    const match = decimal.exec(text);
    return match === null ? undefined : fromDigits(match[1] === '-', match[2]!.replaceAll('_', ''), 10);
  }
  const match = /^[\s\x1c-\x1f\x85]*([+-]?)(0[bBoOxX]_?)?([0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*)[\s\x1c-\x1f\x85]*$/.exec(
    text,
  );
  if (match === null) return undefined;
  const [, sign, prefix, rest] = match as unknown as [string, string, string | undefined, string];
  return parsePrefixed(sign === '-', prefix, rest.replaceAll('_', ''), base);
}

const baseOfPrefix: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16 };

function parsePrefixed(
  isNegative: boolean,
  prefix: string | undefined,
  digits: string,
  base: number,
): Integer | undefined {
  const named = prefix === undefined ? undefined : baseOfPrefix[prefix[1]!.toLowerCase()];
  if (base === 0) {
    if (named === undefined) {
      // '010' is ambiguous; '000' is not.
      if (digits.length > 1 && digits[0] === '0' && /[^0]/.test(digits)) return undefined;
      return fromDigits(isNegative, digits, 10);
    }
    return fromDigits(isNegative, digits, named);
  }
  if (prefix === undefined) return fromDigits(isNegative, digits, base);
  if (named === base) return fromDigits(isNegative, digits, base);
  // '0b1' in base 16 is a number whose digits happen to look like a prefix.
  return prefix.endsWith('_') && prefix.length > 3
    ? undefined
    : fromDigits(isNegative, prefix.replace('_', '') + digits, base);
}

function fromDigits(isNegative: boolean, digits: string, base: number): Integer | undefined {
  for (let index = 0; index < digits.length; index++) {
    if (Number.parseInt(digits[index]!, 36) >= base) return undefined;
  }
  if ((base & (base - 1)) !== 0) refuseLong(digits);
  const small = digits.length < 10 ? Number.parseInt(digits, base) : undefined;
  if (small !== undefined && small <= Number.MAX_SAFE_INTEGER) return isNegative ? 0 - small : small;
  const value = large(digits, base);
  return normalInteger(isNegative ? -value : value);
}

function refuseLong(digits: string): void {
  if (digits.length <= mostDigits) return;
  throw error(
    'ValueError',
    `Exceeds the limit (${mostDigits} digits) for integer string conversion: value has ${digits.length} digits; use sys.set_int_max_str_digits() to increase the limit`,
  );
}

function large(digits: string, base: number): bigint {
  if (base === 10) return BigInt(digits);
  if (base === 16) return BigInt('0x' + digits);
  if (base === 8) return BigInt('0o' + digits);
  if (base === 2) return BigInt('0b' + digits);
  // Halving keeps the products balanced.
  if (digits.length <= 8) return BigInt(Number.parseInt(digits, base));
  const middle = digits.length >> 1;
  return (
    large(digits.slice(0, middle), base) * BigInt(base) ** BigInt(digits.length - middle) +
    large(digits.slice(middle), base)
  );
}
