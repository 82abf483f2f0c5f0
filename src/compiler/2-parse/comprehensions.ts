/** The `for … in … if …` part that list, set, dict comprehensions and generator expressions share. */
import type { ComprehensionFor, Expression } from '#language/ast';
import { Kind } from '../1-lex/tokens.ts';
import type { Cursor } from './cursor.ts';
import { operators } from './expressions.ts';
import { Strength } from './precedence.ts';
import { targetList } from './targets.ts';

export function startsComprehension(cursor: Cursor): boolean {
  return cursor.at(Kind.For) || (cursor.at(Kind.Async) && cursor.peek(1) === Kind.For);
}

/** One or more `for` clauses; the cursor stands at the first. */
export function comprehensionClauses(cursor: Cursor): ComprehensionFor[] {
  const clauses: ComprehensionFor[] = [];
  while (startsComprehension(cursor)) {
    const start = cursor.start;
    const isAsync = cursor.accept(Kind.Async);
    cursor.advance();
    cursor.link();
    const target = targetList(cursor);
    cursor.expect(Kind.In, "'in' and what to go through");
    const iterable = operators(cursor, Strength.Or);
    const conditions: Expression[] = [];
    while (cursor.accept(Kind.If)) conditions.push(condition(cursor));
    clauses.push({
      kind: 'ComprehensionFor',
      id: cursor.newId(),
      span: cursor.spanFrom(start),
      isAsync,
      target,
      iterable,
      conditions,
    });
  }
  return clauses;
}

/** A condition is no conditional expression, because `if` begins the next condition; a walrus is welcome. */
function condition(cursor: Cursor): Expression {
  const start = cursor.start;
  if (!cursor.at(Kind.Name) || cursor.peek(1) !== Kind.Walrus) return operators(cursor, Strength.Or);
  const target = { kind: 'Name', id: cursor.newId(), span: cursor.tokenSpan, name: cursor.name } as const;
  cursor.advance();
  cursor.advance();
  const value = operators(cursor, Strength.Or);
  return { kind: 'NamedExpression', id: cursor.newId(), span: cursor.spanFrom(start), target, value };
}
