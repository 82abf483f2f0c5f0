/** F-strings: pieces of text, formatted values, and what joins them. */
import { isLabelled, refuse } from '../taint.ts';
import { error } from '../values/exceptions.ts';
import { ascii, display, repr } from '../values/representation.ts';
import { isStr, pointsOf, type Str, textFromPoints } from '../values/text.ts';
import { typeName } from '../values/type-of.ts';
import type { Value } from '../values/value.ts';
import { findSpecial } from './attribute.ts';

/**
 * `{value!conversion:spec}`.
 *
 * @throws what `__format__` raises, TaintError for labelled values
 */
export function formatted(value: Value, conversion: 'r' | 's' | 'a' | null, spec: Str): Str {
  if (conversion === null && spec === '') {
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
  }
  if (isLabelled(value)) return refuse(value, 'format');
  if (conversion === null) return formatValue(value, spec);
  const converted = conversion === 'r' ? repr(value) : conversion === 's' ? display(value) : ascii(value);
  return spec === '' ? converted : formatValue(converted, spec);
}

/** `format(value, spec)`. @throws TypeError when `__format__` gives no str */
export function formatValue(value: Value, spec: Value): Str {
  if (isLabelled(value)) return refuse(value, 'format');
  const special = findSpecial(value, '__format__')!;
  const text = special.call(value, spec);
  if (!isStr(text)) throw error('TypeError', `__format__ must return a str, not ${typeName(text)}`);
  return text;
}

/** Joins pieces of an f-string. */
export function concatenate(...pieces: Str[]): Str {
  let joined = '';
  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index]!;
    if (typeof piece !== 'string') return textFromPoints(pieces.flatMap((each) => [...pointsOf(each)]));
    joined += piece;
  }
  return joined;
}
