/** Patterns of `match`: what a value is when one fits, what it may still be when it does not, and what captures hold. */
import type * as ast from '#language/ast';
import { isIrrefutable } from '../../3-resolve/irrefutable.ts';
import { expandAlternatives } from './alternatives.ts';
import type { Expressions } from './expressions.ts';
import { listOf, unpacked } from './items.ts';
import { unionOf } from './join.ts';
import { narrowToClasses } from './narrow.ts';
import { same } from './same.ts';
import { any, membersOf, never, type Type } from './type.ts';

export interface Matched {
  /** The value when the pattern fits. */
  readonly fits: Type;
  /** What the value may be when it does not fit. */
  readonly rest: Type;
}

/** Matches a value of type `subject`; binds what the pattern captures. */
export function matchPattern(pattern: ast.Pattern, subject: Type, infer: Expressions): Matched {
  switch (pattern.kind) {
    case 'WildcardPattern':
      return { fits: subject, rest: never };
    case 'CapturePattern':
      capture(pattern, subject, infer);
      return { fits: subject, rest: never };
    case 'StarPattern':
      capture(pattern, listOf(any), infer);
      return { fits: subject, rest: never };
    case 'ValuePattern':
      return matchValue(pattern, subject, infer);
    case 'AsPattern': {
      const matched = matchPattern(pattern.pattern, subject, infer);
      capture(pattern, matched.fits, infer);
      return matched;
    }
    case 'OrPattern':
      return matchAlternatives(pattern, subject, infer);
    case 'ClassPattern':
      return matchClass(pattern, subject, infer);
    case 'SequencePattern':
      return matchSequence(pattern, subject, infer);
    case 'MappingPattern':
      for (const entry of pattern.entries) {
        infer.expression(entry.key);
        matchPattern(entry.pattern, any, infer);
      }
      if (pattern.rest !== null) capture(pattern, any, infer);
      return { fits: subject, rest: subject };
  }
}

function capture(pattern: ast.Pattern, type: Type, infer: Expressions): void {
  const binding = infer.file.resolved.declarations.get(pattern.id);
  if (binding !== undefined) infer.environment.set(binding, type);
}

function matchValue(pattern: ast.ValuePattern, subject: Type, infer: Expressions): Matched {
  const value = infer.expression(pattern.value);
  if (value.kind !== 'literal' && value.kind !== 'none') return { fits: subject, rest: subject };
  const expanded = expandAlternatives(subject);
  const rest = membersOf(expanded).filter((member) => !same(member, value));
  const fits = membersOf(expanded).filter((member) => {
    if (member.kind === 'none' || value.kind === 'none') return member.kind === value.kind || member.kind === 'any';
    return member.kind !== 'literal' || same(member, value) || member.class !== value.class;
  });
  return { fits: fits.length === 0 ? value : unionOf(fits, true), rest: unionOf(rest, isSoft(subject)) };
}

function isSoft(type: Type): boolean {
  return type.kind === 'union' && type.soft;
}

function matchAlternatives(pattern: ast.OrPattern, subject: Type, infer: Expressions): Matched {
  const fitting: Type[] = [];
  let rest = subject;
  for (const alternative of pattern.alternatives) {
    const matched = matchPattern(alternative, rest, infer);
    fitting.push(matched.fits);
    rest = matched.rest;
  }
  return { fits: unionOf(fitting, true), rest };
}

function matchClass(pattern: ast.ClassPattern, subject: Type, infer: Expressions): Matched {
  const value = infer.expression(pattern.className);
  if (value.kind !== 'class') {
    for (const inner of [...pattern.arguments, ...pattern.keywords.map((keyword) => keyword.pattern)])
      matchPattern(inner, any, infer);
    return { fits: any, rest: subject };
  }
  const expanded = expandAlternatives(subject);
  const fits = narrowToClasses(expanded, [value.class], true);
  const known = fits.kind === 'instance' ? fits : null;
  const fields =
    value.class.linearised.find((base) => base.class.facts.matchFields !== null)?.class.facts.matchFields ?? null;
  const typeOf = (name: string | undefined): Type =>
    name === undefined ? any : (value.class.find(name, known?.arguments ?? null)?.type ?? any);
  let isWhole = true;
  for (const [at, inner] of pattern.arguments.entries()) {
    const isSelf = fields === null && at === 0;
    matchPattern(inner, isSelf ? fits : typeOf(fields?.[at]), infer);
    isWhole &&= isIrrefutable(inner);
  }
  if (fields !== null && pattern.arguments.length > fields.length && !value.class.isOpen)
    infer.reporter.report(
      'type/too-many-arguments',
      pattern.span,
      `${value.class.name} has ${fields.length} ${fields.length === 1 ? 'field' : 'fields'}, the pattern names ${pattern.arguments.length}`,
    );
  for (const keyword of pattern.keywords) {
    matchPattern(keyword.pattern, typeOf(keyword.name.name), infer);
    isWhole &&= isIrrefutable(keyword.pattern);
  }
  return { fits, rest: isWhole ? narrowToClasses(expanded, [value.class], false) : expanded };
}

function matchSequence(pattern: ast.SequencePattern, subject: Type, infer: Expressions): Matched {
  const star = pattern.elements.findIndex((element) => element.kind === 'StarPattern');
  const items = subject.kind === 'tuple' ? unpacked(subject, pattern.elements.length, star < 0 ? null : star) : 0;
  let isWhole = typeof items !== 'number';
  for (const [at, element] of pattern.elements.entries()) {
    matchPattern(element, typeof items === 'number' ? any : (items[at] ?? any), infer);
    isWhole &&= isIrrefutable(element);
  }
  return { fits: subject.kind === 'tuple' ? subject : any, rest: isWhole ? never : subject };
}
