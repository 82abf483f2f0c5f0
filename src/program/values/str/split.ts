/** `str`: splitting and joining. */

import { mostCharacters } from '../../formatting/format-spec.ts';
import { isNotZero, requireSize } from '../../operators/indexing.ts';
import { toArray } from '../../operators/iteration.ts';
import { isLabelled, refuse } from '../../taint.ts';
import { error, exceptionTypes, isException } from '../exceptions.ts';
import type { MethodTable } from '../method-table.ts';
import { pointsOf, type Str, textLength } from '../text.ts';
import { isInstance, typeName } from '../type-of.ts';
import {
  indexIn,
  lastIndexIn,
  lineSpans,
  splitSpans,
  splitSpansFromEnd,
  wordSpans,
  wordSpansFromEnd,
} from '../units.ts';
import { Tuple, type Value } from '../value.ts';
import { isSpacePoint } from './digits.ts';
import { sliceText, sliceTexts } from './parts.ts';
import { joinTexts } from './quote.ts';
import { ownText, requireString, stringIn } from './receiver.ts';

function separatorOf(separator: Value | undefined): Str | null {
  if (separator === undefined || separator === null) return null;
  const text = stringIn(separator);
  if (text === undefined) throw error('TypeError', `must be str or None, not ${typeName(separator)}`);
  if (text === '') throw error('ValueError', 'empty separator');
  return text;
}

function limitOf(limit: Value | undefined): number {
  const count = limit === undefined ? -1 : requireSize(limit);
  return count < 0 ? Number.POSITIVE_INFINITY : count;
}

/** `text.split(separator, limit)`. */
function split(text: Str, separator: Str | null, limit: number): Value[] {
  if (typeof text === 'string') {
    if (separator === null) return words(text, limit);
    if (typeof separator !== 'string') return [text];
    return limit === Number.POSITIVE_INFINITY ? text.split(separator) : splitAt(text, separator, limit);
  }
  const points = pointsOf(text);
  return sliceTexts(
    text,
    separator === null ? wordSpans(points, isSpacePoint, limit) : splitSpans(points, pointsOf(separator), limit),
  );
}

// Plain strings are cut without arrays of their code points.

function splitAt(text: string, separator: string, limit: number): string[] {
  const pieces: string[] = [];
  let from = 0;
  while (pieces.length < limit) {
    const at = text.indexOf(separator, from);
    if (at < 0) break;
    pieces.push(text.slice(from, at));
    from = at + separator.length;
  }
  pieces.push(text.slice(from));
  return pieces;
}

function splitAtFromEnd(text: string, separator: string, limit: number): string[] {
  const pieces: string[] = [];
  let to = text.length;
  while (pieces.length < limit && to >= separator.length) {
    const at = text.lastIndexOf(separator, to - separator.length);
    if (at < 0) break;
    pieces.push(text.slice(at + separator.length, to));
    to = at;
  }
  pieces.push(text.slice(0, to));
  return pieces.reverse();
}

/** Words; after `limit` of them the rest as it is, from its first word on. */
function words(text: string, limit: number): string[] {
  const found: string[] = [];
  const { length } = text;
  let at = 0;
  while (at < length) {
    while (at < length && isSpacePoint(text.charCodeAt(at))) at++;
    const start = at;
    if (found.length === limit) at = length;
    while (at < length && !isSpacePoint(text.charCodeAt(at))) at++;
    if (at > start) found.push(text.slice(start, at));
  }
  return found;
}

/** Lines of a plain string; `\r\n` is one break. */
function lines(text: string, keepEnds: boolean): string[] {
  const found: string[] = [];
  const { length } = text;
  let at = 0;
  while (at < length) {
    const start = at;
    while (at < length && !isLineBreak(text.charCodeAt(at))) at++;
    const end = at;
    if (at < length) at += text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? 2 : 1;
    found.push(text.slice(start, keepEnds ? at : end));
  }
  return found;
}

function splitFromEnd(text: Str, separator: Str | null, limit: number): Value[] {
  // Without a limit, cuts from the end differ only where separators overlap.
  if (limit === Number.POSITIVE_INFINITY && (separator === null || textLength(separator) === 1))
    return split(text, separator, limit);
  if (typeof text === 'string' && typeof separator === 'string') return splitAtFromEnd(text, separator, limit);
  const points = pointsOf(text);
  return sliceTexts(
    text,
    separator === null
      ? wordSpansFromEnd(points, isSpacePoint, limit)
      : splitSpansFromEnd(points, pointsOf(separator), limit),
  );
}

/** What Python takes for the end of a line. */
export function isLineBreak(point: number): boolean {
  if (point < 0x80) return (point >= 10 && point <= 13) || (point >= 0x1c && point <= 0x1e);
  return point === 0x85 || point === 0x2028 || point === 0x2029;
}

/** `separator.join(iterable)`. @throws TypeError, TaintError */
export function joinStrings(separator: Str, iterable: Value): Str {
  const items = Array.isArray(iterable) ? iterable : joinable(iterable);
  let isPlain = typeof separator === 'string';
  let length = textLength(separator) * items.length;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    if (typeof item !== 'string') {
      isPlain = false;
      break;
    }
    length += item.length;
  }
  if (length > mostCharacters) throw error('MemoryError');
  if (isPlain) return (items as string[]).join(separator as string);
  const texts: Str[] = [];
  for (let index = 0; index < items.length; index++) {
    if (index > 0 && separator !== '') texts.push(separator);
    texts.push(itemText(items[index]!, index));
  }
  return joinTexts(texts);
}

function itemText(item: Value, index: number): Str {
  const text = stringIn(item);
  if (text !== undefined) return text;
  if (isLabelled(item)) return refuse(item, 'string');
  throw error('TypeError', `sequence item ${index}: expected str instance, ${typeName(item)} found`);
}

function joinable(iterable: Value): readonly Value[] {
  try {
    return toArray(iterable);
  } catch (problem) {
    if (isException(problem) && isInstance(problem, exceptionTypes.TypeError)) {
      const message = problem.args.items[0];
      if (message === `'${typeName(iterable)}' object is not iterable`)
        throw error('TypeError', 'can only join an iterable');
    }
    throw problem;
  }
}

function partition(self: Value, separator: Value, fromEnd: boolean): Tuple {
  const text = ownText(self);
  const wanted = requireString(separator);
  if (wanted === '') throw error('ValueError', 'empty separator');
  const length = textLength(text);
  const find = fromEnd ? lastIndexIn : indexIn;
  let at: number;
  if (typeof text === 'string' && typeof wanted === 'string') {
    at = fromEnd ? text.lastIndexOf(wanted) : text.indexOf(wanted);
  } else at = find(pointsOf(text), pointsOf(wanted), [0, length]);
  if (at < 0) return new Tuple(fromEnd ? ['', '', text] : [text, '', '']);
  return new Tuple([sliceText(text, 0, at), wanted, sliceText(text, at + textLength(wanted), length)]);
}

export const splitMethods: MethodTable = {
  split: [
    '(sep=None, maxsplit=-1)',
    function (this: Value, separator?: Value, limit?: Value) {
      return split(ownText(this), separatorOf(separator), limitOf(limit));
    },
  ],
  rsplit: [
    '(sep=None, maxsplit=-1)',
    function (this: Value, separator?: Value, limit?: Value) {
      return splitFromEnd(ownText(this), separatorOf(separator), limitOf(limit));
    },
  ],
  splitlines: [
    '(keepends=False)',
    function (this: Value, keepEnds?: Value) {
      const text = ownText(this);
      const keep = keepEnds !== undefined && isNotZero(keepEnds);
      return typeof text === 'string' ? lines(text, keep) : sliceTexts(text, lineSpans(text.points, isLineBreak, keep));
    },
  ],
  partition: [
    '(sep, /)',
    function (this: Value, separator: Value) {
      return partition(this, separator, false);
    },
  ],
  rpartition: [
    '(sep, /)',
    function (this: Value, separator: Value) {
      return partition(this, separator, true);
    },
  ],
  join: [
    '(iterable, /)',
    function (this: Value, iterable: Value) {
      return joinStrings(ownText(this), iterable);
    },
  ],
};
