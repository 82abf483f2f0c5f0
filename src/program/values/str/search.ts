/** `str`: finding, counting, replacing. */

import { mostCharacters } from '../../formatting/format-spec.ts';
import { requireSize } from '../../operators/indexing.ts';
import { error } from '../exceptions.ts';
import type { MethodTable } from '../method-table.ts';
import { pointsOf, type Str, textFromPoints, textLength } from '../text.ts';
import { typeName } from '../type-of.ts';
import { countIn, indexIn, lastIndexIn, positionsOf, type Span, searchSpan } from '../units.ts';
import { Tuple, type Value } from '../value.ts';
import { mostPoints, sliceText } from './parts.ts';
import { ownText, requireString, stringIn } from './receiver.ts';

function find(self: Value, part: Value, start?: Value, end?: Value): number {
  const text = ownText(self);
  const wanted = requireString(part);
  if (typeof text === 'string' && typeof wanted === 'string') {
    if (start === undefined) return text.indexOf(wanted);
    const [from, to] = searchSpan(start, end, text.length);
    if (from > to) return -1;
    const at = text.indexOf(wanted, from);
    return at >= 0 && at + wanted.length <= to ? at : -1;
  }
  return indexIn(pointsOf(text), pointsOf(wanted), searchSpan(start, end, textLength(text)));
}

function findLast(self: Value, part: Value, start?: Value, end?: Value): number {
  const text = ownText(self);
  const wanted = requireString(part);
  const [from, to] = searchSpan(start, end, textLength(text));
  if (typeof text === 'string' && typeof wanted === 'string') {
    if (to - wanted.length < from) return -1;
    const at = text.lastIndexOf(wanted, to - wanted.length);
    return at >= from ? at : -1;
  }
  return lastIndexIn(pointsOf(text), pointsOf(wanted), [from, to]);
}

function count(self: Value, part: Value, start?: Value, end?: Value): number {
  const text = ownText(self);
  const wanted = requireString(part);
  const [from, to] = searchSpan(start, end, textLength(text));
  if (typeof text !== 'string' || typeof wanted !== 'string' || wanted === '') {
    return countIn(pointsOf(text), pointsOf(wanted), [from, to]);
  }
  let found = 0;
  for (let at = text.indexOf(wanted, from); at >= 0 && at + wanted.length <= to; found++) {
    at = text.indexOf(wanted, at + wanted.length);
  }
  return found;
}

/** True when a part stands at one end of a span. */
function isAtEnd(text: Str, part: Str, [from, to]: Span, atStart: boolean): boolean {
  const length = textLength(part);
  if (to - from < length) return false;
  const at = atStart ? from : to - length;
  if (typeof text === 'string' && typeof part === 'string') return text.startsWith(part, at);
  return indexIn(pointsOf(text), pointsOf(part), [at, at + length]) === at;
}

function hasEnd(self: Value, name: 'startswith' | 'endswith', part: Value, start?: Value, end?: Value): boolean {
  const text = ownText(self);
  if (typeof text === 'string' && typeof part === 'string' && start === undefined) {
    return name === 'startswith' ? text.startsWith(part) : text.endsWith(part);
  }
  const span = searchSpan(start, end, textLength(text));
  if (part instanceof Tuple) {
    for (const candidate of part.items) {
      const wanted = stringIn(candidate);
      if (wanted === undefined) {
        throw error('TypeError', `tuple for ${name} must only contain str, not ${typeName(candidate)}`);
      }
      if (isAtEnd(text, wanted, span, name === 'startswith')) return true;
    }
    return false;
  }
  const wanted = stringIn(part);
  if (wanted === undefined) {
    throw error('TypeError', `${name} first arg must be str or a tuple of str, not ${typeName(part)}`);
  }
  return isAtEnd(text, wanted, span, name === 'startswith');
}

/** `text.replace(old, new, count)`. @throws TypeError, MemoryError */
export function replaceText(text: Str, old: Str, by: Str, limit: number): Str {
  if (typeof text === 'string' && typeof old === 'string' && typeof by === 'string') {
    if ((limit < 0 || limit === 1) && old !== '' && isSmall(text, old, by)) {
      // A dollar sign means something to the engine.
      const replacement = by.includes('$') ? () => by : by;
      return limit === 1 ? text.replace(old, replacement as string) : text.replaceAll(old, replacement as string);
    }
  }
  return replacePoints(text, old, by, limit);
}

/** The result cannot outgrow what strings may hold. */
function isSmall(text: string, old: string, by: string): boolean {
  return text.length * Math.max(1, Math.ceil(by.length / old.length)) <= mostCharacters;
}

function replacePoints(text: Str, old: Str, by: Str, limit: number): Str {
  const points = pointsOf(text);
  const gone = textLength(old);
  const positions = positionsOf(points, pointsOf(old), limit < 0 ? Number.POSITIVE_INFINITY : limit);
  if (positions.length === 0) return text;
  const inserted = pointsOf(by);
  if (points.length + positions.length * inserted.length > mostPoints) throw error('MemoryError');
  const result: number[] = [];
  let done = 0;
  for (const at of positions) {
    for (; done < at; done++) result.push(points[done]!);
    for (let index = 0; index < inserted.length; index++) result.push(inserted[index]!);
    done = at + gone;
  }
  for (; done < points.length; done++) result.push(points[done]!);
  return textFromPoints(result);
}

const spanned = '(sub, start=None, end=None, /)';

function found(position: number): number {
  if (position < 0) throw error('ValueError', 'substring not found');
  return position;
}

export const searchMethods: MethodTable = {
  find: [
    spanned,
    function (this: Value, part: Value, start?: Value, end?: Value) {
      return find(this, part, start, end);
    },
  ],
  rfind: [
    spanned,
    function (this: Value, part: Value, start?: Value, end?: Value) {
      return findLast(this, part, start, end);
    },
  ],
  index: [
    spanned,
    function (this: Value, part: Value, start?: Value, end?: Value) {
      return found(find(this, part, start, end));
    },
  ],
  rindex: [
    spanned,
    function (this: Value, part: Value, start?: Value, end?: Value) {
      return found(findLast(this, part, start, end));
    },
  ],
  count: [
    spanned,
    function (this: Value, part: Value, start?: Value, end?: Value) {
      return count(this, part, start, end);
    },
  ],
  startswith: [
    '(prefix, start=None, end=None, /)',
    function (this: Value, part: Value, start?: Value, end?: Value) {
      return hasEnd(this, 'startswith', part, start, end);
    },
  ],
  endswith: [
    '(suffix, start=None, end=None, /)',
    function (this: Value, part: Value, start?: Value, end?: Value) {
      return hasEnd(this, 'endswith', part, start, end);
    },
  ],
  replace: [
    '(old, new, count=-1, /)',
    function (this: Value, old: Value, by: Value, limit?: Value) {
      const from = requireString(old, 'replace() argument 1');
      const to = requireString(by, 'replace() argument 2');
      return replaceText(ownText(this), from, to, limit === undefined ? -1 : requireSize(limit));
    },
  ],
  removeprefix: [
    '(prefix, /)',
    function (this: Value, prefix: Value) {
      const text = ownText(this);
      const wanted = requireString(prefix, 'removeprefix() argument');
      const length = textLength(text);
      return isAtEnd(text, wanted, [0, length], true) ? sliceText(text, textLength(wanted), length) : text;
    },
  ],
  removesuffix: [
    '(suffix, /)',
    function (this: Value, suffix: Value) {
      const text = ownText(this);
      const wanted = requireString(suffix, 'removesuffix() argument');
      const length = textLength(text);
      return isAtEnd(text, wanted, [0, length], false) ? sliceText(text, 0, length - textLength(wanted)) : text;
    },
  ],
  __contains__: [
    '(key, /)',
    function (this: Value, part: Value) {
      const wanted = stringIn(part);
      if (wanted === undefined) {
        throw error('TypeError', `'in <string>' requires string as left operand, not ${typeName(part)}`);
      }
      return find(this, wanted) >= 0;
    },
  ],
};
