/**
 * `verify test, "message"` and `conclude value`. Both words are names elsewhere. Where the text after the word could
 * also continue an expression (`verify(x)`, `verify [x]`, `verify -x`), only the scopes can tell: both readings are kept,
 * the other one in `expressionForm`.
 */
import type { Conclude, Expression, Statement, Verify } from '#language/ast';
import { Kind } from '../1-lex/tokens.ts';
import { assignmentOrExpression } from './assignments.ts';
import type { Cursor } from './cursor.ts';
import { expression, expressionList, startsExpression } from './expressions.ts';
import { rightSide } from './reason.ts';

/** With the cursor at `verify` or `conclude`: can the word be that of a statement here? */
export function startsSoftStatement(cursor: Cursor): boolean {
  const next = cursor.peek(1);
  if (next === Kind.Not && cursor.peek(2) === Kind.In) return false;
  return startsExpression(next) && next !== Kind.Star && next !== Kind.Error;
}

export function verifyStatement(cursor: Cursor): Statement {
  return eitherReading(cursor, readVerify);
}

export function concludeStatement(cursor: Cursor): Statement {
  return eitherReading(cursor, readConclude);
}

function readVerify(cursor: Cursor, start: number, expressionForm: Expression | null): Verify {
  cursor.advance();
  const test = expression(cursor);
  const message = cursor.accept(Kind.Comma) ? expression(cursor) : null;
  return { kind: 'Verify', id: cursor.newId(), span: cursor.spanFrom(start), test, message, expressionForm };
}

function readConclude(cursor: Cursor, start: number, expressionForm: Expression | null): Conclude {
  cursor.advance();
  const value = rightSide(cursor);
  return { kind: 'Conclude', id: cursor.newId(), span: cursor.spanFrom(start), value, expressionForm };
}

type Read = (cursor: Cursor, start: number, expressionForm: Expression | null) => Verify | Conclude;

function eitherReading(cursor: Cursor, read: Read): Statement {
  const { position, start } = cursor;
  if (!couldContinue(cursor.peek(1))) return read(cursor, start, null);
  const form = cursor.attempt(() => untilEnd(cursor, expressionList(cursor)));
  const formEnd = cursor.position;
  cursor.position = position;
  const statement = cursor.attempt(() => untilEnd(cursor, read(cursor, start, form)));
  if (statement !== null) return statement;
  if (form === null) return assignmentOrExpression(cursor);
  // `verify(x, key=1)` is a call and nothing else.
  cursor.position = formEnd;
  return { kind: 'ExpressionStatement', id: cursor.newId(), span: cursor.spanFrom(start), value: form };
}

function couldContinue(kind: Kind): boolean {
  return kind === Kind.LeftParenthesis || kind === Kind.LeftSquare || kind === Kind.Minus || kind === Kind.Plus;
}

/** A reading counts only if it takes the whole statement, without an error inside. */
function untilEnd<Result>(cursor: Cursor, result: Result): Result {
  if (!cursor.at(Kind.Newline) && !cursor.at(Kind.Semicolon)) cursor.failExpected('the end of the line');
  return result;
}
