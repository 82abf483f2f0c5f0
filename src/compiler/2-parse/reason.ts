/** `reason "why":` with its block, as a statement or as the whole right side of an assignment, return or conclude. */
import type { Expression } from '#language/ast';
import { Kind, word } from '../1-lex/tokens.ts';
import type { Cursor } from './cursor.ts';
import { expression, expressionListOrYield } from './expressions.ts';
import { block } from './statements.ts';

/** What may stand right of `=`: a list of expressions, a yield, or a block expression. */
export function rightSide(cursor: Cursor): Expression {
  return cursor.atWord(word.reason) && startsReason(cursor) ? reason(cursor) : expressionListOrYield(cursor);
}

function startsReason(cursor: Cursor): boolean {
  switch (cursor.peek(1)) {
    case Kind.String:
    case Kind.FormatStart:
    case Kind.Name:
      return true;
    case Kind.LeftParenthesis:
      return lineOpensBlock(cursor);
    default:
      return false;
  }
}

/** Does the statement at the cursor end with `:` and an indented block? */
export function lineOpensBlock(cursor: Cursor): boolean {
  let index = cursor.position;
  // A `;` ends the search as well: otherwise a line of a million calls would be searched a million times.
  while (!endsStatement(cursor.kinds[index]!)) index++;
  return (
    cursor.kinds[index] === Kind.Newline &&
    cursor.kinds[index - 1] === Kind.Colon &&
    cursor.kinds[index + 1] === Kind.Indent
  );
}

function endsStatement(kind: Kind): boolean {
  return kind === Kind.Newline || kind === Kind.Semicolon || kind === Kind.EndOfFile;
}

function reason(cursor: Cursor): Expression {
  const start = cursor.start;
  cursor.advance();
  const why = expression(cursor);
  const body = block(cursor, "'reason'");
  return { kind: 'Reason', id: cursor.newId(), span: cursor.spanFrom(start), why, body };
}
