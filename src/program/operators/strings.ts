/** F-strings: replacement fields, and what joins the pieces. */
import { format } from '../formatting/format.ts';
import { isLabelled, refuse } from '../taint.ts';
import { ascii, display, repr } from '../values/representation.ts';
import { pointsOf, type Str, textFromPoints } from '../values/text.ts';
import type { Value } from '../values/value.ts';

/**
 * `{value!conversion:spec}`.
 *
 * @throws what `__format__` raises, TaintError for labelled values
 */
export function formatted(value: Value, conversion: 'r' | 's' | 'a' | null, spec: Str): Str {
  if (conversion === null) return format(value, spec);
  if (isLabelled(value)) return refuse(value, 'format');
  const converted = conversion === 'r' ? repr(value) : conversion === 's' ? display(value) : ascii(value);
  return spec === '' ? converted : format(converted, spec);
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
