/** `match subject:` with its cases. `match` and `case` are names elsewhere. */
import type { MatchCase, Statement } from '#language/ast';
import { Kind, word } from '../1-lex/tokens.ts';
import type { Cursor } from './cursor.ts';
import { namedExpression, namedExpressionList, startsExpression } from './expressions.ts';
import { openPattern } from './patterns.ts';
import { lineOpensBlock } from './reason.ts';
import { block, enterBlock, items, leaveBlock } from './statements.ts';

/** Is the name at the cursor the `match` of a statement: an expression follows and the line opens a block? */
export function startsMatch(cursor: Cursor): boolean {
  return cursor.atWord(word.match) && startsExpression(cursor.peek(1)) && lineOpensBlock(cursor);
}

export function matchStatement(cursor: Cursor): Statement {
  const start = cursor.start;
  cursor.advance();
  const subject = namedExpressionList(cursor);
  if (!cursor.accept(Kind.Colon)) cursor.failExpected("':' after 'match'");
  enterBlock(cursor, "'match'");
  const cases: MatchCase[] = [];
  items(cursor, () => cases.push(matchCase(cursor)));
  leaveBlock(cursor);
  return { kind: 'Match', id: cursor.newId(), span: cursor.spanFrom(start), subject, cases };
}

function matchCase(cursor: Cursor): MatchCase {
  const start = cursor.start;
  if (!cursor.acceptWord(word.case)) cursor.failExpected("'case'");
  const pattern = openPattern(cursor);
  const guard = cursor.accept(Kind.If) ? namedExpression(cursor) : null;
  const body = block(cursor, "'case'");
  return { kind: 'MatchCase', id: cursor.newId(), span: cursor.spanFrom(start), pattern, guard, body };
}
