/** Strings in the format mini-language. */
import { error } from '../values/exceptions.ts';
import { pointsOf, type Str, textFromPoints, textLength } from '../values/text.ts';
import { pad, parseSpec, unknownCode } from './format-spec.ts';

/** `format(text, spec)`. @throws ValueError */
export function formatText(text: Str, specification: Str): Str {
  if (specification === '') return text;
  const spec = parseSpec(specification, 'str');
  if (spec.type !== '' && spec.type !== 's') throw unknownCode(spec.type, 'str');
  if (spec.hasSign) {
    throw error('ValueError', `${spec.sign === ' ' ? 'Space' : 'Sign'} not allowed in string format specifier`);
  }
  if (spec.noNegativeZero) {
    throw error('ValueError', 'Negative zero coercion (z) not allowed in string format specifier');
  }
  if (spec.alternate) throw error('ValueError', 'Alternate form (#) not allowed in string format specifier');
  if (spec.align === '=') throw error('ValueError', "'=' alignment not allowed in string format specifier");
  if (spec.grouping !== '') throw error('ValueError', `Cannot specify '${spec.grouping}' with 's'.`);
  const shown = spec.precision >= 0 && spec.precision < textLength(text) ? firstOf(text, spec.precision) : text;
  return pad(shown, spec.width, spec.fill, spec.align ?? '<');
}

function firstOf(text: Str, count: number): Str {
  return typeof text === 'string' ? text.slice(0, count) : textFromPoints(pointsOf(text).slice(0, count));
}
