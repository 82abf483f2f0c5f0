/**
 * Agent constructs that declare a name: header, clauses, and for plans steps and statements. What each may have stands on
 * its card in `language/constructs/`; this file only follows the cards.
 */
import type { Clause, ConstructDef, Expression, Parameters, Statement, Step } from '#language/ast';
import type { ConstructName } from '#language/constructs';
import type { ConstructCard } from '#language/constructs/card';
import { constructCards } from '#language/constructs/cards';
import { Kind, word } from '../1-lex/tokens.ts';
import { checkRequired, clause, startsClause } from './clauses.ts';
import type { Cursor } from './cursor.ts';
import { requiresList } from './definitions.ts';
import { expression } from './expressions.ts';
import { parenthesisedParameters } from './parameters.ts';
import { type PlanBody, planItem } from './plan.ts';
import { enterBlock, items, leaveBlock, statementInto } from './statements.ts';

type Declaring = Exclude<ConstructName, 'reason' | 'reflect'>;

/** How each construct is read. */
const readers = {
  tool_call: 'declaration',
  human_input: 'declaration',
  memory_access: 'declaration',
  budget: 'declaration',
  delegate: 'declaration',
  plan: 'declaration',
  reason: 'block expression, see reason.ts',
  reflect: 'statement, see reflect.ts',
} as const satisfies Record<ConstructName, string>;

const byWord = new Map<number, Declaring>();
for (const name of Object.keys(readers) as ConstructName[]) {
  if (readers[name] === 'declaration') byWord.set(word[name], name as Declaring);
}

/** Is the name at the cursor, which another name follows, a construct's word? */
export function startsDeclaration(cursor: Cursor): boolean {
  return byWord.has(cursor.extras[cursor.position]!);
}

/** A construct from its word on; `start` is where its decorators begin. */
export function declaration(cursor: Cursor, start: number, decorators: readonly Expression[]): ConstructDef {
  const construct = byWord.get(cursor.extras[cursor.position]!)!;
  const card: ConstructCard = constructCards[construct];
  cursor.advance();
  const name = cursor.identifier(`the name of the ${construct}`);
  const parameters = headerParameters(cursor, card);
  const returns = card.header.returns && cursor.accept(Kind.Arrow) ? expression(cursor) : null;
  const target = card.header.target && cursor.acceptWord(word.to) ? expression(cursor) : null;
  const requires = requiresList(cursor);
  if (card.header.target && target === null) {
    cursor.report(
      'construct/missing-target',
      name.span,
      `The delegate '${name.name}' does not say to whom`,
      'Write `to "module.function":` at the end of its line.',
    );
  }
  cursor.expect(Kind.Colon, `':' after the line of the ${construct}`);
  const { clauses, body, rollback } = constructBody(cursor, card, name.span);
  return {
    kind: 'ConstructDef',
    id: cursor.newId(),
    span: cursor.spanFrom(start),
    construct,
    decorators,
    name,
    parameters,
    returns,
    requires,
    target,
    clauses,
    body,
    rollback,
  };
}

function headerParameters(cursor: Cursor, card: ConstructCard): Parameters | null {
  const isThere = cursor.at(Kind.LeftParenthesis);
  if (!isThere && card.header.parameters !== 'required') return null;
  if (isThere && card.header.parameters === 'none') {
    cursor.fail(
      'construct/no-parameters',
      cursor.tokenSpan,
      `A ${card.name} has no parameters`,
      'Remove the parentheses.',
    );
  }
  return parenthesisedParameters(cursor);
}

interface ConstructBody {
  readonly clauses: Clause[];
  readonly body: (Step | Statement)[];
  readonly rollback: Statement[] | null;
}

function constructBody(cursor: Cursor, card: ConstructCard, nameSpan: { start: number; end: number }): ConstructBody {
  const clauses: Clause[] = [];
  const plan: PlanBody = { body: [], rollback: null };
  if (!cursor.at(Kind.Newline)) cursor.failExpected('the end of the line, and the clauses on lines of their own');
  enterBlock(cursor, `'${card.name}'`);
  let mayBeClause = true;
  items(cursor, () => {
    if (mayBeClause && startsClause(cursor)) clauses.push(clause(cursor, card.clauses, clauses, `a ${card.name}`));
    else if (card.hasBody) {
      // Clauses come first: later `name: value` is an annotated assignment.
      if (!cursor.at(Kind.String)) mayBeClause = false;
      planItem(cursor, plan);
    } else bodyless(cursor, card, plan.body);
  });
  leaveBlock(cursor);
  checkRequired(cursor, card.clauses, clauses, nameSpan, `This ${card.name}`);
  return { clauses, body: plan.body, rollback: plan.rollback };
}

/** In a construct without statements only a documentation string, `pass` and clauses are welcome. */
function bodyless(cursor: Cursor, card: ConstructCard, body: (Step | Statement)[]): void {
  if (!cursor.at(Kind.String) && !cursor.at(Kind.Pass)) {
    const known = Object.keys(card.clauses).join(', ');
    cursor.fail(
      'construct/not-a-clause',
      cursor.tokenSpan,
      `A ${card.name} consists of clauses, and this is none`,
      `Write \`name: value\`; it knows ${known}.`,
    );
  }
  const statements: Statement[] = [];
  statementInto(cursor, statements);
  if (statements[0]?.kind === 'ExpressionStatement') body.push(statements[0]);
}
