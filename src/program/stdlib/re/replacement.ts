/**
 * What `sub` and `expand` put in place of a match: a template's parts, or what a function answers.
 */
import { callable } from '../../operators/call.ts';
import { error } from '../../values/exceptions.ts';
import { textFromPoints } from '../../values/text.ts';
import { typeName } from '../../values/type-of.ts';
import { Bytes, type Value } from '../../values/value.ts';
import type { Match } from './match.ts';
import type { Pattern } from './pattern.ts';
import { reporting } from './problems.ts';
import { subjectOf } from './subject.ts';
import { parseTemplate } from './template.ts';

/** The pieces that replace a match. */
export type Replacement = (match: Match) => readonly Value[];

/** @throws re.error for a malformed template, IndexError for an unknown group name */
export function expandTemplate(pattern: Pattern, template: Value): Replacement {
  const source = subjectOf(template);
  if (source === null || source.isBytes !== pattern.isBytes) {
    throw error(
      'TypeError',
      `expected ${pattern.isBytes ? 'a bytes-like object' : 'str instance'}, ${typeName(template)} found`,
    );
  }
  const points = [...source.codes];
  if (!points.includes(92)) return () => [source.isBytes ? source.slice(0, points.length) : source.value];
  const parts = reporting(template, () =>
    parseTemplate(points, pattern.groups, pattern.names, (name) => {
      throw error('IndexError', `unknown group name '${name}'`);
    }),
  );
  const empty: Value = pattern.isBytes ? new Bytes(new Uint8Array(0)) : '';
  const pieces = parts.map((part) => (typeof part === 'number' ? part : literal(part, pattern.isBytes)));
  return (match) => pieces.map((piece) => (typeof piece === 'number' ? match.text(piece, empty) : piece));
}

function literal(points: readonly number[], isBytes: boolean): Exclude<Value, number> {
  return isBytes ? new Bytes(Uint8Array.from(points)) : textFromPoints(points);
}

/** A replacement from the argument of `sub`: a template or a function of the match. */
export function replacementOf(pattern: Pattern, argument: Value): Replacement {
  if (subjectOf(argument) !== null) return expandTemplate(pattern, argument);
  const f = callable(argument);
  return (match) => {
    const result = f(match);
    if (result === null) return [];
    const piece = subjectOf(result);
    if (piece === null || piece.isBytes !== pattern.isBytes) {
      throw error(
        'TypeError',
        `expected ${pattern.isBytes ? 'a bytes-like object' : 'str instance'}, ${typeName(result)} found`,
      );
    }
    return [piece.value];
  };
}
