/** Numbers in the format mini-language: ints, floats and complex numbers. */
import { error } from '../values/exceptions.ts';
import { integerDigits, integerText } from '../values/integer-text.ts';
import { floatFromInteger, type Integer } from '../values/integers.ts';
import { concatenateTexts } from '../values/str/quote.ts';
import { type Str, textFromPoints } from '../values/text.ts';
import { exponentText, fixedText, generalFromDigits, generalText, shortestDigits } from './float-text.ts';
import { type FormatSpec, pad, parseSpec, unknownCode } from './format-spec.ts';

/** `format(value, spec)` of an int. @throws ValueError, OverflowError */
export function formatInteger(value: Integer, specification: Str, kind = 'int'): Str {
  if (specification === '') return integerText(value);
  const spec = parseSpec(specification, kind);
  const { type } = spec;
  if (type !== '' && 'eEfFgG%'.includes(type)) return formatFloatWith(floatFromInteger(value), spec, kind);
  if (type !== '' && !'bcdoxXn'.includes(type)) throw unknownCode(type, kind);
  if (spec.precision >= 0) throw error('ValueError', 'Precision not allowed in integer format specifier');
  if (spec.noNegativeZero) {
    throw error('ValueError', 'Negative zero coercion (z) not allowed in integer format specifier');
  }
  if (type === 'c') return formatCharacter(value, spec);
  const { prefix, digits, group } = digitsFor(value, spec);
  return layOut(signOf(value < 0, spec), prefix, digits, '', spec, group);
}

function formatCharacter(value: Integer, spec: FormatSpec): Str {
  if (spec.hasSign) throw error('ValueError', "Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) throw error('ValueError', "Alternate form (#) not allowed with integer format specifier 'c'");
  if (value < 0 || value > 0x10ffff) throw error('OverflowError', '%c arg not in range(0x110000)');
  const align = spec.align === '=' || spec.align === null ? '>' : spec.align;
  return pad(textFromPoints([Number(value)]), spec.width, spec.fill, align);
}

const bases: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16 };

function digitsFor(value: Integer, spec: FormatSpec): { prefix: string; digits: string; group: number } {
  const base = bases[spec.type];
  if (base === undefined) return { prefix: '', digits: integerText(value).replace('-', ''), group: 3 };
  const digits = integerDigits(value, base);
  const prefix = spec.alternate ? '0' + spec.type : '';
  return { prefix, digits: spec.type === 'X' ? digits.toUpperCase() : digits, group: 4 };
}

function signOf(isNegative: boolean, spec: FormatSpec): string {
  return isNegative ? '-' : spec.sign === '-' ? '' : spec.sign;
}

/** Puts sign, prefix, grouped digits and the rest (fraction, exponent, `%`) together and pads. */
function layOut(sign: string, prefix: string, whole: string, rest: string, spec: FormatSpec, group: number): Str {
  const head = sign + prefix;
  const align = spec.align ?? (spec.zero ? '=' : '>');
  // Zeros that fill up to the width are grouped as well.
  const least = align === '=' && spec.fill === '0' ? spec.width - head.length - rest.length : 0;
  const digits = spec.grouping === '' ? whole : grouped(whole, spec.grouping, group, least);
  if (align !== '=') return pad(head + digits + rest, spec.width, spec.fill, align);
  return concatenateTexts(head, pad(digits + rest, spec.width - head.length, spec.fill, '>'));
}

/** Digits with separators; with zeros in front up to a length. Text that is no number (`inf`) takes no separators. */
function grouped(digits: string, separator: string, group: number, least: number): string {
  if (!/^[0-9a-fA-F]+$/.test(digits)) return digits;
  let zeros = digits;
  const separatorsIn = (count: number): number => Math.floor((count - 1) / group);
  let count = digits.length;
  while (count + separatorsIn(count) < least) count++;
  zeros = digits.padStart(count, '0');
  const first = zeros.length % group;
  const groups: string[] = first === 0 ? [] : [zeros.slice(0, first)];
  for (let index = first; index < zeros.length; index += group) groups.push(zeros.slice(index, index + group));
  return groups.join(separator);
}

/** `format(value, spec)` of a float. @throws ValueError */
export function formatFloat(value: number, specification: Str): Str {
  return formatFloatWith(value, parseSpec(specification, 'float'), 'float');
}

function formatFloatWith(value: number, spec: FormatSpec, kind: string): Str {
  if (spec.type !== '' && !'eEfFgGn%'.includes(spec.type)) throw unknownCode(spec.type, kind);
  let text = unsignedFloat(Math.abs(value), spec.type, spec.precision, spec.alternate);
  let isNegative = value < 0 || Object.is(value, -0);
  if (spec.noNegativeZero && isNegative && !/[1-9in]/i.test(text.replace(/e.*/i, ''))) isNegative = false;
  if (Number.isNaN(value)) isNegative = false;
  let split = text.search(/[^0-9]/);
  if (split < 0 || !Number.isFinite(value)) split = text.length;
  const rest = text.slice(split);
  text = text.slice(0, split);
  return layOut(signOf(isNegative, spec), '', text, rest, spec, 3);
}

/**
 * Digits of a float of at least 0 (or inf, nan) by format code.
 *
 * @param type one of `eEfFgGn%`, or empty: as `repr` unless there is a precision, and then like `g` with a digit after the point
 */
export function unsignedFloat(size: number, type: string, precision: number, alternate: boolean): string {
  const isUpper = type === 'E' || type === 'F' || type === 'G';
  const text = lowerFloat(size, type.toLowerCase(), precision, alternate);
  return isUpper ? text.toUpperCase() : text;
}

function lowerFloat(size: number, type: string, precision: number, alternate: boolean): string {
  if (!Number.isFinite(size)) return (Number.isNaN(size) ? 'nan' : 'inf') + (type === '%' ? '%' : '');
  const places = precision < 0 ? 6 : precision;
  switch (type) {
    case 'f':
      return withPoint(fixedText(size, places), alternate);
    case 'e':
      return exponentText(size, places, alternate);
    case '%': {
      const hundredfold = size * 100;
      if (!Number.isFinite(hundredfold)) return 'inf%';
      return withPoint(fixedText(hundredfold, places), alternate) + '%';
    }
    case 'g':
    case 'n':
      return generalText(size, places === 0 ? 1 : places, alternate);
    default:
      return likeRepr(size, precision, alternate);
  }
}

function withPoint(text: string, alternate: boolean): string {
  return alternate && !text.includes('.') ? text + '.' : text;
}

/** No format code: the shortest text, or `g` with at least one digit after the point. */
function likeRepr(size: number, precision: number, alternate: boolean): string {
  let text: string;
  if (precision < 0) {
    const [digits, point] = shortestDigits(size);
    text = generalFromDigits(digits, point - 1, alternate, 16);
  } else {
    // One digit less before the exponent sets in than with `g`, so that there is room for `.0`.
    const digits = precision === 0 ? 1 : precision;
    text = generalText(size, digits, alternate, digits - 1);
  }
  if (text.includes('e')) return text;
  if (!text.includes('.')) return text + '.0';
  return text.endsWith('.') ? text + '0' : text;
}

/** `format(value, spec)` of a complex number. @throws ValueError */
export function formatComplex(real: number, imaginary: number, specification: Str): Str {
  const spec = parseSpec(specification, 'complex');
  const { type } = spec;
  if (type !== '' && !'eEfFgGn'.includes(type)) throw unknownCode(type, 'complex');
  if (spec.zero) throw error('ValueError', 'Zero padding is not allowed in complex format specifier');
  if (spec.align === '=') {
    throw error('ValueError', "'=' alignment flag is not allowed in complex format specifier");
  }
  const isPlain = type === '';
  const part = (value: number, sign: FormatSpec['sign']): Str => {
    const code = isPlain ? (spec.precision < 0 ? 'r' : 'g') : type;
    const bare: FormatSpec = { ...spec, sign, width: -1, align: '>', type: code === 'r' ? '' : code };
    if (code !== 'r') return formatFloatWith(value, bare, 'complex');
    return String(formatFloatWith(value, bare, 'complex')).replace(/\.0$/, '');
  };
  const hasReal = !isPlain || real !== 0 || Object.is(real, -0);
  let text = `${hasReal ? part(real, spec.sign) : ''}${part(imaginary, hasReal ? '+' : spec.sign)}j`;
  if (isPlain && hasReal) text = `(${text})`;
  return pad(text, spec.width, spec.fill, spec.align ?? '>');
}
