/**
 * Clauses: `name: value`, `name:` with a block of statements, or `name:` with an indented block of `key: value`. The card
 * of the construct says which clauses there are and what their values look like; this is the only clause parser.
 */
import { nearestName } from '#diagnostics/suggest';
import type { Clause, Expression, Statement } from '#language/ast';
import type { ClauseCard } from '#language/constructs/card';
import type { Span } from '#language/source';
import { Kind } from '../1-lex/tokens.ts';
import { checkClauseValue } from './clause-values.ts';
import type { Cursor } from './cursor.ts';
import { expressionList } from './expressions.ts';
import { expectLineEnd } from './simple.ts';
import { block, enterBlock, items, leaveBlock } from './statements.ts';

export type ClauseCards = Readonly<Record<string, ClauseCard>>;

export function startsClause(cursor: Cursor): boolean {
  return cursor.at(Kind.Name) && cursor.peek(1) === Kind.Colon && cursor.name !== 'rollback';
}

/**
 * Reads one clause.
 * @param cards the clauses that are known here
 * @param before clauses of the same construct that were read already
 * @param owner "a tool_call", for messages
 */
export function clause(cursor: Cursor, cards: ClauseCards, before: readonly Clause[], owner: string): Clause {
  const start = cursor.start;
  const name = cursor.identifier('the name of a clause');
  const card = Object.hasOwn(cards, name.name) ? cards[name.name]! : null;
  if (card === null) reportUnknown(cursor, cards, name.name, name.span, owner);
  else if (before.some((earlier) => earlier.name.name === name.name)) {
    cursor.report(
      'construct/duplicate-clause',
      name.span,
      `The clause '${name.name}' is given twice`,
      'Keep one of them.',
    );
  }
  if (cursor.peek(1) === Kind.Newline) {
    const isEntries = card === null ? looksLikeEntries(cursor) : card.type === 'entries';
    if (card !== null && card.type !== 'entries' && card.type !== 'block') {
      cursor.fail('construct/clause-type', name.span, `The clause '${name.name}' needs a value on its line`, card.doc);
    }
    if (isEntries) {
      const entries = readEntries(cursor, card?.entries ?? null, name.name);
      return {
        kind: 'Clause',
        id: cursor.newId(),
        span: cursor.spanFrom(start),
        name,
        value: null,
        entries,
        body: null,
      };
    }
    const body: Statement[] = block(cursor, `'${name.name}'`);
    return { kind: 'Clause', id: cursor.newId(), span: cursor.spanFrom(start), name, value: null, entries: null, body };
  }
  if (card?.type === 'block') {
    const body = block(cursor, `'${name.name}'`);
    return { kind: 'Clause', id: cursor.newId(), span: cursor.spanFrom(start), name, value: null, entries: null, body };
  }
  cursor.advance();
  const value = clauseValue(cursor);
  if (card !== null) checkClauseValue(cursor, name.name, value, card);
  const span = cursor.spanFrom(start);
  expectLineEnd(cursor);
  return { kind: 'Clause', id: cursor.newId(), span, name, value, entries: null, body: null };
}

function reportUnknown(cursor: Cursor, cards: ClauseCards, name: string, span: Span, owner: string): void {
  const near = nearestName(name, Object.keys(cards));
  const message = `The clause '${name}' does not exist in ${owner}`;
  const known = Object.keys(cards).join(', ');
  const help = near === null ? `It knows ${known}.` : `Did you mean \`${near}\`?`;
  const fix = near === null ? null : { title: `Write ${near}`, edits: [{ span, replacement: near }] };
  cursor.report('construct/unknown-clause', span, message, help, fix);
}

/** For an unknown clause with a block: do its lines look like `key: value`? */
function looksLikeEntries(cursor: Cursor): boolean {
  return cursor.peek(2) === Kind.Indent && cursor.peek(3) === Kind.Name && cursor.peek(4) === Kind.Colon;
}

function readEntries(cursor: Cursor, cards: ClauseCards | null, owner: string): Clause[] {
  cursor.advance();
  enterBlock(cursor, `'${owner}'`);
  const entries: Clause[] = [];
  items(cursor, () => {
    if (!startsClause(cursor))
      cursor.fail('construct/not-a-clause', cursor.tokenSpan, `'${owner}' consists of lines \`key: value\``);
    entries.push(cards === null ? unknownEntry(cursor) : clause(cursor, cards, entries, `'${owner}'`));
  });
  leaveBlock(cursor);
  return entries;
}

/** An entry of a clause that has been reported as unknown: anything goes. */
function unknownEntry(cursor: Cursor): Clause {
  const start = cursor.start;
  const name = cursor.identifier('a key');
  cursor.advance();
  const value = clauseValue(cursor);
  const span = cursor.spanFrom(start);
  expectLineEnd(cursor);
  return { kind: 'Clause', id: cursor.newId(), span, name, value, entries: null, body: null };
}

const perWords: Readonly<Record<string, 's' | 'm' | 'h'>> = { s: 's', m: 'm', h: 'h' };

/** A value; `10/m` is a rate here and only here. */
function clauseValue(cursor: Cursor): Expression {
  if (
    cursor.at(Kind.Number) &&
    cursor.peek(1) === Kind.Slash &&
    cursor.peek(2) === Kind.Name &&
    cursor.peek(3) === Kind.Newline
  ) {
    const start = cursor.start;
    const per = perWords[cursor.names[cursor.extras[cursor.position + 2]!]!];
    const count = Number(cursor.text.slice(start, cursor.ends[cursor.position]!).replaceAll('_', ''));
    if (per !== undefined && Number.isFinite(count)) {
      cursor.position += 3;
      return {
        kind: 'Constant',
        id: cursor.newId(),
        span: cursor.spanFrom(start),
        value: { type: 'rate', count, per },
      };
    }
  }
  return expressionList(cursor);
}

/** Reports required clauses that are missing. */
export function checkRequired(
  cursor: Cursor,
  cards: ClauseCards,
  clauses: readonly Clause[],
  span: Span,
  owner: string,
): void {
  for (const [name, card] of Object.entries(cards)) {
    if (!card.required || clauses.some((clause) => clause.name.name === name)) continue;
    cursor.report(
      'construct/missing-clause',
      span,
      `${owner} lacks the clause '${name}'`,
      `Add \`${name}: …\`. ${card.doc}`,
    );
  }
}
