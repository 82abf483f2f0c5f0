/**
 * `str.format`: replacement fields with nested names, attributes, items, conversions and specifications. A field names
 * attributes at run time, so the names that do not exist in Aegis are refused here as everywhere (`getAttribute` does it).
 */
import { getAttribute } from '../operators/attribute.ts';
import { isLabelled, refuse } from '../taint.ts';
import { error } from '../values/exceptions.ts';
import { ascii, display, repr } from '../values/representation.ts';
import { joinTexts } from '../values/str/quote.ts';
import { pointsOf, type Str, textFromPoints } from '../values/text.ts';
import type { Value } from '../values/value.ts';
import { format } from './format.ts';

/** Where fields get their values from. */
export interface FieldSource {
  /** `null` when the source has no positional arguments at all (`format_map`). */
  readonly positional: readonly Value[] | null;
  named(name: Str): Value;
  item(container: Value, key: Value): Value;
}

/** A piece of a template as `string.Formatter.parse` shows it. */
export interface TemplateField {
  readonly literal: Str;
  readonly name: Str | null;
  readonly spec: Str;
  readonly conversion: string | null;
}

/**
 * `template.format(...)`.
 *
 * @throws ValueError for malformed templates, IndexError, KeyError, AttributeError, what `__format__` raises
 */
export function formatTemplate(template: Str, source: FieldSource): Str {
  return new Formatting(source).run(template, 2);
}

class Formatting {
  private automatic = 0;
  private numbering: 'automatic' | 'manual' | null = null;

  constructor(private readonly source: FieldSource) {}

  run(template: Str, depth: number): Str {
    if (depth < 1) throw error('ValueError', 'Max string recursion exceeded');
    const pieces: Str[] = [];
    for (const field of parseTemplate(template)) {
      if (field.literal !== '') pieces.push(field.literal);
      if (field.name === null) continue;
      let value = this.lookUp(field.name);
      if (isLabelled(value)) refuse(value, 'format');
      if (field.conversion !== null) value = converted(value, field.conversion);
      const spec = field.spec === '' ? '' : this.run(field.spec, depth - 1);
      pieces.push(format(value, spec));
    }
    return joinTexts(pieces);
  }

  private lookUp(name: Str): Value {
    const path = parseFieldName(name);
    let value = this.first(path.first);
    for (const step of path.rest) {
      value = step.isAttribute ? getAttribute(value, String(step.key)) : this.source.item(value, step.key);
    }
    return value;
  }

  private first(first: Str | number): Value {
    if (first !== '' && typeof first !== 'number') return this.source.named(first);
    const numbering = first === '' ? 'automatic' : 'manual';
    if (this.numbering !== null && this.numbering !== numbering) throw mixedNumbering(this.numbering);
    this.numbering = numbering;
    const index = first === '' ? this.automatic++ : first;
    const { positional } = this.source;
    if (positional === null) throw error('ValueError', 'Format string contains positional fields');
    const value = positional[index];
    if (value === undefined) {
      throw error('IndexError', `Replacement index ${index} out of range for positional args tuple`);
    }
    return value;
  }
}

function mixedNumbering(before: 'automatic' | 'manual'): unknown {
  return error(
    'ValueError',
    before === 'automatic'
      ? 'cannot switch from automatic field numbering to manual field specification'
      : 'cannot switch from manual field specification to automatic field numbering',
  );
}

function converted(value: Value, conversion: string): Str {
  switch (conversion) {
    case 'r':
      return repr(value);
    case 's':
      return display(value);
    case 'a':
      return ascii(value);
  }
  const point = conversion.codePointAt(0)!;
  const shown = point > 32 && point < 127 ? conversion : `\\x${point.toString(16)}`;
  throw error('ValueError', `Unknown conversion specifier ${shown}`);
}

const OPEN = 0x7b;
const CLOSE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const DOT = 0x2e;

/** Splits a template into literals and fields. Lazily, since what stands before an error is still formatted. */
export function* parseTemplate(template: Str): Generator<TemplateField> {
  const points = pointsOf(template);
  let index = 0;
  while (index < points.length) {
    const literal: number[] = [];
    let isField = false;
    while (index < points.length && !isField) {
      const point = points[index++]!;
      if (point !== OPEN && point !== CLOSE) literal.push(point);
      else if (points[index] === point) {
        literal.push(point);
        index++;
        break;
      } else if (point === CLOSE) throw error('ValueError', "Single '}' encountered in format string");
      else if (index >= points.length) throw error('ValueError', "Single '{' encountered in format string");
      else isField = true;
    }
    const text = textFromPoints(literal);
    if (!isField) {
      yield { literal: text, name: null, spec: '', conversion: null };
      continue;
    }
    const end = endOfField(points, index);
    yield { literal: text, ...splitField(points, index, end) };
    index = end + 1;
  }
}

/** The closing brace that belongs to a field. Brackets in the name hide braces. */
function endOfField(points: readonly number[], start: number): number {
  let depth = 1;
  let isInBrackets = false;
  let isInName = true;
  for (let index = start; index < points.length; index++) {
    const point = points[index]!;
    if (isInName && point === OPEN_BRACKET) isInBrackets = true;
    else if (point === CLOSE_BRACKET) isInBrackets = false;
    if (isInBrackets) continue;
    if (point === 0x3a || point === 0x21) isInName = false;
    if (point === OPEN) {
      if (isInName) throw error('ValueError', "unexpected '{' in field name");
      depth++;
    } else if (point === CLOSE && --depth === 0) return index;
  }
  throw error('ValueError', isInName ? "expected '}' before end of string" : "unmatched '{' in format spec");
}

function splitField(points: readonly number[], start: number, end: number): Omit<TemplateField, 'literal'> {
  let index = start;
  let isInBrackets = false;
  for (; index < end; index++) {
    const point = points[index]!;
    if (point === OPEN_BRACKET) isInBrackets = true;
    else if (point === CLOSE_BRACKET) isInBrackets = false;
    else if (!isInBrackets && (point === 0x3a || point === 0x21)) break;
  }
  const name = textFromPoints(points.slice(start, index));
  if (index >= end) return { name, spec: '', conversion: null };
  if (points[index] === 0x3a) return { name, spec: textFromPoints(points.slice(index + 1, end)), conversion: null };
  if (index + 1 >= end) throw error('ValueError', "unmatched '{' in format spec");
  const conversion = String.fromCodePoint(points[index + 1]!);
  if (index + 2 >= end) return { name, spec: '', conversion };
  if (points[index + 2] !== 0x3a) throw error('ValueError', "expected ':' after conversion specifier");
  return { name, spec: textFromPoints(points.slice(index + 3, end)), conversion };
}

export interface FieldStep {
  readonly isAttribute: boolean;
  readonly key: Str | number;
}

export interface FieldPath {
  /** A number when it is all digits. */
  readonly first: Str | number;
  /** Read as it is followed: an error later in the name does not hide one on the way. */
  readonly rest: Iterable<FieldStep>;
}

/** Splits `0.name[key]`. @throws ValueError, from `rest` */
export function parseFieldName(name: Str): FieldPath {
  const points = pointsOf(name);
  let index = 0;
  while (index < points.length && points[index] !== DOT && points[index] !== OPEN_BRACKET) index++;
  return { first: numberOrText(points.slice(0, index)), rest: steps(points, index) };
}

function* steps(points: readonly number[], index: number): Generator<FieldStep> {
  while (index < points.length) {
    const isAttribute = points[index] === DOT;
    if (!isAttribute && points[index] !== OPEN_BRACKET) {
      throw error('ValueError', "Only '.' or '[' may follow ']' in format field specifier");
    }
    const start = ++index;
    if (isAttribute) {
      while (index < points.length && points[index] !== DOT && points[index] !== OPEN_BRACKET) index++;
    } else {
      while (index < points.length && points[index] !== CLOSE_BRACKET) index++;
      if (index >= points.length) throw error('ValueError', "Missing ']' in format string");
    }
    const part = points.slice(start, index);
    if (part.length === 0) throw error('ValueError', 'Empty attribute in format string');
    yield { isAttribute, key: isAttribute ? textFromPoints(part) : numberOrText(part) };
    if (!isAttribute) index++;
  }
}

function numberOrText(points: readonly number[]): Str | number {
  if (points.length === 0 || points.some((point) => point < 0x30 || point > 0x39)) return textFromPoints(points);
  const value = Number(textFromPoints(points));
  if (value > Number.MAX_SAFE_INTEGER) throw error('ValueError', 'Too many decimal digits in format string');
  return value;
}
