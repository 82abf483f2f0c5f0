/** `reflect on x:` with its clauses. */
import type { Clause, Statement } from '#language/ast';
import { constructCards } from '#language/constructs/cards';
import { Kind, word } from '../1-lex/tokens.ts';
import { checkRequired, clause, startsClause } from './clauses.ts';
import type { Cursor } from './cursor.ts';
import { expression } from './expressions.ts';
import { enterBlock, items, leaveBlock } from './statements.ts';

/** Is the name at the cursor `reflect`, followed by `on`? */
export function startsReflect(cursor: Cursor): boolean {
  return cursor.atWord(word.reflect) && cursor.extras[cursor.position + 1] === word.on;
}

export function reflectStatement(cursor: Cursor): Statement {
  const { start, tokenSpan } = cursor;
  cursor.advance();
  cursor.advance();
  const subject = expression(cursor);
  cursor.expect(Kind.Colon, "':' after 'reflect'");
  if (!cursor.at(Kind.Newline)) cursor.failExpected('the end of the line, and the clauses on lines of their own');
  enterBlock(cursor, "'reflect'");
  const clauses: Clause[] = [];
  items(cursor, () => {
    if (!startsClause(cursor)) {
      const help = 'It knows max_iterations, criteria and the block improve.';
      cursor.fail('construct/not-a-clause', cursor.tokenSpan, 'A reflect consists of clauses, and this is none', help);
    }
    clauses.push(clause(cursor, constructCards.reflect.clauses, clauses, 'a reflect'));
  });
  leaveBlock(cursor);
  checkRequired(cursor, constructCards.reflect.clauses, clauses, tokenSpan, 'This reflect');
  return { kind: 'Reflect', id: cursor.newId(), span: cursor.spanFrom(start), subject, clauses };
}
