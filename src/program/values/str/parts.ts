/** Parts of strings: slices, items, repetition. */

import { mostCharacters } from '../../formatting/format-spec.ts';
import { boundsOf, integerOf, positionOf } from '../../operators/indexing.ts';
import { error } from '../exceptions.ts';
import { type Str, textFromPoints, textLength } from '../text.ts';
import { typeName } from '../type-of.ts';
import type { Span } from '../units.ts';
import { SliceValue, type Value } from '../value.ts';

/** Most code points that are put together one by one: an array of them takes eight times the room of a string. */
export const mostPoints = 1 << 26;

/** The string between two positions. */
export function sliceText(text: Str, start: number, end: number): Str {
  return typeof text === 'string' ? text.slice(start, end) : textFromPoints(text.points.slice(start, end));
}

/** The strings of spans. */
export function sliceTexts(text: Str, spans: readonly Span[]): Str[] {
  const parts: Str[] = [];
  for (let index = 0; index < spans.length; index++) parts.push(sliceText(text, spans[index]![0], spans[index]![1]));
  return parts;
}

/** `text[key]`. @throws IndexError, TypeError, ValueError (slice step 0) */
export function textItem(text: Str, key: Value): Str {
  const length = textLength(text);
  if (key instanceof SliceValue) {
    const { start, step, count } = boundsOf(key, length);
    if (step === 1) return sliceText(text, start, start + count);
    if (typeof text === 'string') {
      let picked = '';
      for (let index = 0; index < count; index++) picked += text[start + index * step];
      return picked;
    }
    const picked: number[] = [];
    for (let index = 0; index < count; index++) picked.push(text.points[start + index * step]!);
    return textFromPoints(picked);
  }
  const index = positionOf(key, length);
  if (index === undefined) throw error('TypeError', `string indices must be integers, not '${typeName(key)}'`);
  if (index < 0 || index >= length) throw error('IndexError', 'string index out of range');
  return sliceText(text, index, index + 1);
}

/** `text * count`. @throws TypeError, OverflowError, MemoryError */
export function repeatedText(text: Str, count: Value): Str {
  const times = repetitions(count, textLength(text));
  if (times === 0) return '';
  if (typeof text === 'string') return text.repeat(times);
  const points: number[] = [];
  for (let index = 0; index < times; index++)
    for (let at = 0; at < text.points.length; at++) points.push(text.points[at]!);
  return textFromPoints(points);
}

/** How often a sequence is repeated, at least 0 and within memory. @throws TypeError, OverflowError, MemoryError */
export function repetitions(count: Value, length: number): number {
  const integer = integerOf(count);
  if (integer === undefined) {
    throw error('TypeError', `can't multiply sequence by non-int of type '${typeName(count)}'`);
  }
  if (typeof integer === 'bigint' && BigInt.asIntN(64, integer) !== integer) throw indexTooLarge(count);
  if (integer <= 0 || length === 0) return 0;
  if (typeof integer === 'bigint' || integer * length > mostCharacters) throw error('MemoryError');
  return integer;
}

function indexTooLarge(x: Value): unknown {
  return error('OverflowError', `cannot fit '${typeName(x)}' into an index-sized integer`);
}
