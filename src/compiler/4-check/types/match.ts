/** `match`: each case sees what the cases before it left; a tagged union or enum must not be left with anything. */
import type * as ast from '#language/ast';
import { expandAlternatives } from './alternatives.ts';
import type { ClassInfo } from './class-info.ts';
import type { Environment } from './environment.ts';
import { matchPattern } from './patterns.ts';
import type { Statements } from './statements.ts';
import { any, membersOf, type Type } from './type.ts';

export function checkMatch(node: ast.Match, statements: Statements): void {
  const { infer } = statements;
  const subject = infer.expression(node.subject);
  const place = infer.placeOf(node.subject);
  const origin = statements.environment;
  let rest = subject.kind === 'any' ? guessUnion(node, statements) : subject;
  const isOfOwnClasses = isUnionOfOwnClasses(rest);
  const ends: Environment[] = [];
  for (const each of node.cases) {
    const end = statements.branch(() => {
      const matched = matchPattern(each.pattern, rest, infer);
      if (place !== null) statements.environment.set(place, matched.fits);
      if (each.guard !== null) infer.expression(each.guard);
      else rest = matched.rest;
      statements.block(each.body);
    });
    ends.push(end);
  }
  // One mistake gives one message: behind a match that leaves out a case, nothing is said about the way through it.
  const isWhole = reportMissing(node, rest, isOfOwnClasses, statements);
  if (rest.kind !== 'never' && !isWhole) ends.push(origin.fork());
  origin.merge(ends);
}

/** Nothing is known of the subject, but every case names a variant of one union: then that is what it is. */
function guessUnion(node: ast.Match, statements: Statements): Type {
  let union: ClassInfo | null = null;
  for (const { pattern } of node.cases) {
    for (const each of pattern.kind === 'OrPattern' ? pattern.alternatives : [pattern]) {
      if (each.kind !== 'ClassPattern') return any;
      const value = statements.infer.reporter.trying(() => statements.infer.expression(each.className));
      const of = value.kind === 'class' ? value.class.variantOf : null;
      if (of === null || (union !== null && of !== union)) return any;
      union = of;
    }
  }
  return union === null ? any : { kind: 'instance', class: union, arguments: union.typeParameters.map(() => any) };
}

/** A union that was written of classes of the program, which `match` then tells apart as it does variants. */
function isUnionOfOwnClasses(type: Type): boolean {
  const isOwn = (member: Type): boolean => member.kind === 'instance' && member.class.moduleName !== '';
  return type.kind === 'union' && !type.soft && type.members.every(isOwn);
}

/** @returns whether variants are left out, which has been reported */
function reportMissing(node: ast.Match, rest: Type, isOfOwnClasses: boolean, statements: Statements): boolean {
  const left = membersOf(expandAlternatives(rest));
  const variants = left.filter(
    (member) => member.kind === 'instance' && (isOfOwnClasses || member.class.variantOf !== null),
  );
  const values = left.filter((member) => member.kind === 'literal' && member.class.isEnum);
  if (variants.length + values.length === 0 || variants.length + values.length < left.length) return false;
  const names = [...variants, ...values].map((member) =>
    member.kind === 'literal'
      ? `${member.class.name}.${member.text}`
      : member.kind === 'instance'
        ? member.class.name
        : '',
  );
  statements.infer.reporter.report(
    'type/missing-case',
    node.subject.span,
    `this match leaves out ${names.join(', ')}`,
    {
      severity: variants.length > 0 ? 'error' : 'warning',
      help: "add a case for each, or 'case _:' for all that remain",
    },
  );
  return variants.length > 0;
}
