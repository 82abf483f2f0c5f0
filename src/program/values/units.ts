/**
 * Searching and cutting of sequences of small numbers: code points of rich strings and bytes. Results are positions and
 * ranges; callers make values of them. (Plain strings use the engine's own methods.)
 */
import { resolveBounds } from '../operators/indexing.ts';
import type { Value } from './value.ts';

export type Units = ArrayLike<number>;
/** From `start` up to, not including, `end`. */
export type Span = readonly [start: number, end: number];

/** The part that `start` and `end` arguments of `find`, `count` … name; the start may lie beyond the end. */
export function searchSpan(start: Value | undefined, end: Value | undefined, length: number): Span {
  if (start === undefined && end === undefined) return [0, length];
  const last = resolveBounds(null, end ?? null, null, length).stop;
  if (start === undefined || start === null) return [0, last];
  // A start beyond the length finds nothing, not even the empty string.
  const first = resolveBounds(start, null, null, Number.MAX_SAFE_INTEGER).start;
  const isNegative = first > Number.MAX_SAFE_INTEGER / 2;
  return [isNegative ? resolveBounds(start, null, null, length).start : first, last];
}

function matchesAt(units: Units, part: Units, at: number): boolean {
  for (let index = 0; index < part.length; index++) if (units[at + index] !== part[index]) return false;
  return true;
}

/** First position of a part within a span, or -1. */
export function indexIn(units: Units, part: Units, [start, end]: Span): number {
  for (let at = start; at + part.length <= end; at++) if (matchesAt(units, part, at)) return at;
  return -1;
}

/** Last position of a part within a span, or -1. */
export function lastIndexIn(units: Units, part: Units, [start, end]: Span): number {
  for (let at = end - part.length; at >= start; at--) if (matchesAt(units, part, at)) return at;
  return -1;
}

/** How often a part occurs without overlap; the empty part occurs between all units. */
export function countIn(units: Units, part: Units, [start, end]: Span): number {
  if (start > end) return 0;
  if (part.length === 0) return end - start + 1;
  let count = 0;
  for (let at = indexIn(units, part, [start, end]); at >= 0; at = indexIn(units, part, [at + part.length, end]))
    count++;
  return count;
}

/** Positions of the first `limit` occurrences; of the empty part: before each unit and at the end. */
export function positionsOf(units: Units, part: Units, limit: number): number[] {
  const positions: number[] = [];
  if (part.length === 0) {
    for (let at = 0; at <= units.length && positions.length < limit; at++) positions.push(at);
    return positions;
  }
  let at = 0;
  while (positions.length < limit) {
    at = indexIn(units, part, [at, units.length]);
    if (at < 0) break;
    positions.push(at);
    at += part.length;
  }
  return positions;
}

/** Spans between the first `limit` separators. */
export function splitSpans(units: Units, separator: Units, limit: number): Span[] {
  const spans: Span[] = [];
  let start = 0;
  while (spans.length < limit) {
    const at = indexIn(units, separator, [start, units.length]);
    if (at < 0) break;
    spans.push([start, at]);
    start = at + separator.length;
  }
  spans.push([start, units.length]);
  return spans;
}

/** Spans between the last `limit` separators. */
export function splitSpansFromEnd(units: Units, separator: Units, limit: number): Span[] {
  const spans: Span[] = [];
  let end = units.length;
  while (spans.length < limit) {
    const at = lastIndexIn(units, separator, [0, end]);
    if (at < 0) break;
    spans.push([at + separator.length, end]);
    end = at;
  }
  spans.push([0, end]);
  return spans.reverse();
}

export type UnitTest = (unit: number) => boolean;

/** Spans of words between spaces; after `limit` words the rest is one, spaces at its far end included. */
export function wordSpans(units: Units, isSpace: UnitTest, limit: number): Span[] {
  const spans: Span[] = [];
  const { length } = units;
  let at = 0;
  while (at < length) {
    while (at < length && isSpace(units[at]!)) at++;
    if (at >= length) break;
    if (spans.length >= limit) {
      spans.push([at, length]);
      break;
    }
    const start = at;
    while (at < length && !isSpace(units[at]!)) at++;
    spans.push([start, at]);
  }
  return spans;
}

/** The same, counting words from the end. */
export function wordSpansFromEnd(units: Units, isSpace: UnitTest, limit: number): Span[] {
  const spans: Span[] = [];
  let at = units.length;
  while (at > 0) {
    while (at > 0 && isSpace(units[at - 1]!)) at--;
    if (at === 0) break;
    if (spans.length >= limit) {
      spans.push([0, at]);
      break;
    }
    const end = at;
    while (at > 0 && !isSpace(units[at - 1]!)) at--;
    spans.push([at, end]);
  }
  return spans.reverse();
}

/** What remains without the units at the ends that a test accepts. */
export function stripSpan(units: Units, test: UnitTest, side: 'left' | 'right' | 'both'): Span {
  let start = 0;
  let end = units.length;
  if (side !== 'right') while (start < end && test(units[start]!)) start++;
  if (side !== 'left') while (end > start && test(units[end - 1]!)) end--;
  return [start, end];
}

/** Spans of lines; `\r\n` is one break. */
export function lineSpans(units: Units, isBreak: UnitTest, keepEnds: boolean): Span[] {
  const spans: Span[] = [];
  const { length } = units;
  let at = 0;
  while (at < length) {
    const start = at;
    while (at < length && !isBreak(units[at]!)) at++;
    const end = at;
    if (at < length) at += units[at] === 13 && units[at + 1] === 10 ? 2 : 1;
    spans.push([start, keepEnds ? at : end]);
  }
  return spans;
}

/** Units with tabs replaced by spaces up to the next stop. */
export function expandTabs(units: Units, tabSize: number): number[] {
  const expanded: number[] = [];
  let column = 0;
  for (let index = 0; index < units.length; index++) {
    const unit = units[index]!;
    if (unit === 9) {
      const spaces = tabSize > 0 ? tabSize - (column % tabSize) : 0;
      for (let count = 0; count < spaces; count++) expanded.push(32);
      column += spaces;
      continue;
    }
    expanded.push(unit);
    column = unit === 10 || unit === 13 ? 0 : column + 1;
  }
  return expanded;
}

/** CPython's centring: [spaces before, spaces after]. An odd one goes left when the width is odd. */
export function centring(length: number, width: number): Span {
  const missing = width - length;
  if (missing <= 0) return [0, 0];
  const before = (missing >> 1) + (missing & width & 1);
  return [before, missing - before];
}

/** -1, 0 or 1 by the first unit that differs. */
export function compareUnits(left: Units, right: Units): number {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index++) {
    const difference = left[index]! - right[index]!;
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return Math.sign(left.length - right.length);
}
