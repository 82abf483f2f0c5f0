/** What stands in a plan after its clauses: steps, statements, and the plan's own rollback. */
import type { Expression, Statement, Step } from '#language/ast';
import { Kind, word } from '../1-lex/tokens.ts';
import type { Cursor } from './cursor.ts';
import { explainMissingColon } from './habits.ts';
import { block, decoratorList, enterBlock, items, leaveBlock, statementInto } from './statements.ts';

export interface PlanBody {
  body: (Step | Statement)[];
  rollback: Statement[] | null;
}

/** Reads one step, statement or rollback into the plan. */
export function planItem(cursor: Cursor, plan: PlanBody): void {
  if (startsRollback(cursor)) {
    plan.rollback = rollback(cursor, plan.rollback);
  } else if (startsStep(cursor, cursor.position)) {
    plan.body.push(step(cursor, cursor.start, []));
  } else if (cursor.at(Kind.At) && decoratesStep(cursor)) {
    const { start } = cursor;
    const decorators = decoratorList(cursor);
    plan.body.push(step(cursor, start, decorators));
  } else {
    statementInto(cursor, plan.body as Statement[]);
  }
}

function startsStep(cursor: Cursor, position: number): boolean {
  return (
    cursor.kinds[position] === Kind.Name &&
    cursor.extras[position] === word.step &&
    cursor.kinds[position + 1] === Kind.Name
  );
}

/** Do the decorators at the cursor stand over a step? Looks over their lines. */
function decoratesStep(cursor: Cursor): boolean {
  let index = cursor.position;
  while (cursor.kinds[index] === Kind.At) {
    while (cursor.kinds[index] !== Kind.Newline && cursor.kinds[index] !== Kind.EndOfFile) index++;
    index++;
  }
  return startsStep(cursor, index);
}

function startsRollback(cursor: Cursor): boolean {
  return cursor.atWord(word.rollback) && cursor.peek(1) === Kind.Colon;
}

function rollback(cursor: Cursor, before: Statement[] | null): Statement[] {
  if (before !== null) {
    cursor.report(
      'construct/duplicate-clause',
      cursor.tokenSpan,
      "There is a second 'rollback' here",
      'Put everything into one.',
    );
  }
  cursor.advance();
  return block(cursor, "'rollback'");
}

function step(cursor: Cursor, start: number, decorators: readonly Expression[]): Step {
  cursor.advance();
  const name = cursor.identifier('the name of the step');
  if (!cursor.accept(Kind.Colon)) explainMissingColon(cursor, "'step'");
  if (!cursor.at(Kind.Newline)) cursor.failExpected('the end of the line, and the step below it');
  enterBlock(cursor, "'step'");
  const body: Statement[] = [];
  let undo: Statement[] | null = null;
  items(cursor, () => {
    if (startsRollback(cursor)) undo = rollback(cursor, undo);
    else statementInto(cursor, body);
  });
  leaveBlock(cursor);
  return { kind: 'Step', id: cursor.newId(), span: cursor.spanFrom(start), decorators, name, body, rollback: undo };
}
