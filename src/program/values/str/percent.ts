/** How `%` formatting sees a string template. */
import type { PercentKind } from '../../formatting/percent.ts';
import { getItem } from '../../operators/items.ts';
import { isMapping } from '../dict.ts';
import { error } from '../exceptions.ts';
import { integerIn } from '../integers.ts';
import { ascii, display, repr } from '../representation.ts';
import { type Str, textFromPoints, textLength } from '../text.ts';
import { Tuple, type Value } from '../value.ts';
import { sliceText } from './parts.ts';
import { stringIn } from './receiver.ts';

/** The view of one template. */
export function textPercent(template: Str): PercentKind<Str> {
  return {
    name: 'string',
    plain: (text) => text,
    part: (start, end) => sliceText(template, start, end),
    key: (start, end) => sliceText(template, start, end),
    convert: (value, code) => (code === 'r' ? repr(value) : code === 'a' ? ascii(value) : display(value)),
    character,
    cut: (piece, length) => sliceText(piece, 0, length),
    length: textLength,
    isMapping: (x) => !(x instanceof Tuple) && stringIn(x) === undefined && canBeMapping(x),
    getItem,
  };
}

/** CPython asks only whether there are items. */
function canBeMapping(x: Value): boolean {
  return Array.isArray(x) || isMapping(x) || (typeof x === 'object' && x !== null && '$__getitem__' in x);
}

function character(value: Value): Str {
  const text = stringIn(value);
  if (text !== undefined && textLength(text) === 1) return text;
  const integer = text === undefined ? integerIn(value) : undefined;
  if (integer === undefined) throw error('TypeError', '%c requires int or char');
  if (integer < 0 || integer > 0x10ffff) throw error('OverflowError', '%c arg not in range(0x110000)');
  return textFromPoints([Number(integer)]);
}
