/**
 * The format mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`, read once and kept, and
 * the padding that all types share. What each type does with it stands in `format-number.ts` and `format-text.ts`.
 */
import { error } from '../values/exceptions.ts';
import { concatenateTexts } from '../values/str/quote.ts';
import { pointsOf, type Str, textFromPoints, textLength } from '../values/text.ts';

export interface FormatSpec {
  readonly fill: Str;
  /** Null: the type's own default. */
  readonly align: '<' | '>' | '=' | '^' | null;
  readonly sign: '+' | '-' | ' ';
  readonly hasSign: boolean;
  readonly noNegativeZero: boolean;
  readonly alternate: boolean;
  /** `0` before the width. */
  readonly zero: boolean;
  readonly width: number;
  readonly grouping: '' | ',' | '_';
  /** -1 when absent. */
  readonly precision: number;
  /** One character, or empty. */
  readonly type: string;
}

/** Longest text that padding may make. */
export const mostCharacters = 1 << 28;

const kept = new Map<string, FormatSpec>();

/**
 * Reads a format specification.
 *
 * @param kind name of the type, for messages
 * @throws ValueError in CPython's words
 */
export function parseSpec(spec: Str, kind: string): FormatSpec {
  if (typeof spec !== 'string') return readSpec(spec, kind);
  let parsed = kept.get(spec);
  if (parsed === undefined) {
    parsed = readSpec(spec, kind);
    // Programs may make up specifications without end.
    if (kept.size > 1000) kept.clear();
    kept.set(spec, parsed);
  }
  return parsed;
}

const aligns = '<>=^';

function readSpec(spec: Str, kind: string): FormatSpec {
  const points = pointsOf(spec);
  const at = (index: number): string => (index < points.length ? String.fromCodePoint(points[index]!) : '');
  let index = 0;
  const take = (character: string): boolean => {
    if (at(index) !== character) return false;
    index++;
    return true;
  };
  let fill: Str = ' ';
  let align: FormatSpec['align'] = null;
  if (points.length > 1 && aligns.includes(at(1))) {
    fill = textFromPoints([points[0]!]);
    align = at(1) as '<';
    index = 2;
  } else if (at(0) !== '' && aligns.includes(at(0))) {
    align = at(0) as '<';
    index = 1;
  }
  const hasFill = index === 2;
  let sign: FormatSpec['sign'] = '-';
  const hasSign = at(index) !== '' && '+- '.includes(at(index));
  if (hasSign) sign = at(index++) as '+';
  const noNegativeZero = take('z');
  const alternate = take('#');
  let zero = false;
  if (!hasFill && take('0')) {
    zero = true;
    fill = '0';
  }
  const number = (): number => {
    const start = index;
    let value = 0;
    while (points[index]! >= 0x30 && points[index]! <= 0x39) value = value * 10 + points[index++]! - 0x30;
    if (value > Number.MAX_SAFE_INTEGER) throw error('ValueError', 'Too many decimal digits in format string');
    return index === start ? -1 : value;
  };
  const width = number();
  let grouping: FormatSpec['grouping'] = '';
  if (take(',')) grouping = ',';
  if (take('_')) {
    if (grouping === ',') throw error('ValueError', "Cannot specify both ',' and '_'.");
    grouping = '_';
  }
  if (at(index) === ',' && grouping === '_') throw error('ValueError', "Cannot specify both ',' and '_'.");
  let precision = -1;
  if (take('.')) {
    precision = number();
    if (precision < 0) throw error('ValueError', 'Format specifier missing precision');
  }
  if (points.length - index > 1) {
    throw error('ValueError', `Invalid format specifier '${spec}' for object of type '${kind}'`);
  }
  const type = at(index);
  checkGrouping(grouping, type);
  if (width > mostCharacters || precision > mostCharacters) throw error('MemoryError');
  return { fill, align, sign, hasSign, noNegativeZero, alternate, zero, width, grouping, precision, type };
}

function checkGrouping(grouping: FormatSpec['grouping'], type: string): void {
  if (grouping === '' || type === '' || 'defgEG%F'.includes(type)) return;
  if (grouping === '_' && 'boxX'.includes(type)) return;
  throw error('ValueError', `Cannot specify '${grouping}' with ${shownCode(type)}.`);
}

/** A format code as messages show it. */
export function shownCode(type: string): string {
  const point = type.codePointAt(0)!;
  return point > 32 && point < 128 ? `'${type}'` : `'\\x${point.toString(16)}'`;
}

/** The error for a code that the type does not know. */
export function unknownCode(type: string, kind: string): unknown {
  return error('ValueError', `Unknown format code ${shownCode(type)} for object of type '${kind}'`);
}

/** Fills up to the width. `align` is where the text stands; `=` is the number formatter's own business. */
export function pad(text: Str, width: number, fill: Str, align: '<' | '>' | '^'): Str {
  const missing = width - textLength(text);
  if (missing <= 0) return text;
  if (align === '<') return concatenateTexts(text, repeatText(fill, missing));
  if (align === '>') return concatenateTexts(repeatText(fill, missing), text);
  const before = missing >> 1;
  return concatenateTexts(concatenateTexts(repeatText(fill, before), text), repeatText(fill, missing - before));
}

function repeatText(fill: Str, count: number): Str {
  if (typeof fill === 'string') return fill.repeat(count);
  return count === 0 ? '' : textFromPoints(new Array<number>(count).fill(fill.points[0]!));
}
