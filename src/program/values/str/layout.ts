/** `str`: padding and stripping. */

import { mostCharacters } from '../../formatting/format-spec.ts';
import { requireSize } from '../../operators/indexing.ts';
import { error } from '../exceptions.ts';
import type { MethodTable } from '../method-table.ts';
import { pointsOf, type Str, textFromPoints, textLength } from '../text.ts';
import { typeName } from '../type-of.ts';
import { centring, expandTabs, type Span, stripSpan } from '../units.ts';
import type { ThisForm, Value } from '../value.ts';
import { isSpacePoint } from './digits.ts';
import { repeatedText, sliceText } from './parts.ts';
import { joinTexts } from './quote.ts';
import { ownText, stringIn } from './receiver.ts';

function fillOf(fill: Value | undefined): Str {
  if (fill === undefined) return ' ';
  const text = stringIn(fill);
  if (text === undefined) {
    throw error('TypeError', `The fill character must be a unicode character, not ${typeName(fill)}`);
  }
  if (textLength(text) !== 1) throw error('TypeError', 'The fill character must be exactly one character long');
  return text;
}

/** A width that padding can reach. @throws TypeError, OverflowError, MemoryError */
export function widthOf(width: Value): number {
  const size = requireSize(width);
  if (size > mostCharacters) throw error('MemoryError');
  return size;
}

function padding(spansOf: (length: number, width: number) => Span): readonly [string, ThisForm] {
  return [
    "(width, fillchar=' ', /)",
    function (this: Value, width: Value, fill?: Value) {
      const text = ownText(this);
      const size = widthOf(width);
      const character = fillOf(fill);
      const [before, after] = spansOf(textLength(text), size);
      if (before === 0 && after === 0) return text;
      return joinTexts([repeatedText(character, before), text, repeatedText(character, after)]);
    },
  ];
}

/** Positions from which `strip` goes on inwards. */
function strip(self: Value, characters: Value | undefined, side: 'left' | 'right' | 'both', name: string): Str {
  const text = ownText(self);
  if (characters === undefined || characters === null) {
    if (typeof text === 'string') return stripPlain(text, side, isSpacePoint);
    const [start, end] = stripSpan(text.points, isSpacePoint, side);
    return sliceText(text, start, end);
  }
  const set = stringIn(characters);
  if (set === undefined) throw error('TypeError', `${name} arg must be None or str`);
  const points = pointsOf(set);
  const isInSet = (point: number) => points.includes(point);
  if (typeof text === 'string') return stripPlain(text, side, isInSet);
  const [start, end] = stripSpan(text.points, isInSet, side);
  return sliceText(text, start, end);
}

function stripPlain(text: string, side: 'left' | 'right' | 'both', test: (point: number) => boolean): string {
  let start = 0;
  let end = text.length;
  if (side !== 'right') while (start < end && test(text.charCodeAt(start))) start++;
  if (side !== 'left') while (end > start && test(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function stripping(side: 'left' | 'right' | 'both', name: string): readonly [string, ThisForm] {
  return [
    '(chars=None, /)',
    function (this: Value, characters?: Value) {
      return strip(this, characters, side, name);
    },
  ];
}

export const layoutMethods: MethodTable = {
  center: padding(centring),
  ljust: padding((length, width) => [0, Math.max(0, width - length)]),
  rjust: padding((length, width) => [Math.max(0, width - length), 0]),
  zfill: [
    '(width, /)',
    function (this: Value, width: Value) {
      const text = ownText(this);
      const missing = widthOf(width) - textLength(text);
      if (missing <= 0) return text;
      const zeros = '0'.repeat(missing);
      const first = pointsOf(sliceText(text, 0, 1))[0];
      if (first !== 0x2b && first !== 0x2d) return joinTexts([zeros, text]);
      return joinTexts([sliceText(text, 0, 1), zeros, sliceText(text, 1, textLength(text))]);
    },
  ],
  strip: stripping('both', 'strip'),
  lstrip: stripping('left', 'lstrip'),
  rstrip: stripping('right', 'rstrip'),
  expandtabs: [
    '(tabsize=8)',
    function (this: Value, tabSize?: Value) {
      const text = ownText(this);
      const size = tabSize === undefined ? 8 : widthOf(tabSize);
      const points = pointsOf(text);
      const tabs = points.filter((point) => point === 9).length;
      if (tabs * size > mostCharacters) throw error('OverflowError', 'new string is too long');
      return tabs === 0 ? text : textFromPoints(expandTabs(points, size));
    },
  ],
};
