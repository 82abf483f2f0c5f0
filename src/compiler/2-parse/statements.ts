/**
 * Statements and blocks: which word begins which statement, and how reading goes on after a mistake. A failed statement
 * costs its line; a block that hangs below the failed line is still read, so that its own mistakes are reported too.
 */
import type { Expression, Statement } from '#language/ast';
import { Kind, word } from '../1-lex/tokens.ts';
import { forStatement, ifStatement, tryStatement, whileStatement, withStatement } from './compound.ts';
import { declaration, startsDeclaration } from './constructs.ts';
import { type Cursor, syntaxFailure } from './cursor.ts';
import { classDefinition, functionDefinition, moduleDefinition, typeDefinition } from './definitions.ts';
import { namedExpression } from './expressions.ts';
import { explainMissingColon } from './habits.ts';
import { matchStatement, startsMatch } from './match.ts';
import { reflectStatement, startsReflect } from './reflect.ts';
import { expectLineEnd, simpleStatement } from './simple.ts';

/** Reads statements up to a Dedent or the end of the file, whichever `end` says, and does not move behind it. */
export function statementsUntil(cursor: Cursor, end: Kind.Dedent | Kind.EndOfFile): Statement[] {
  const statements: Statement[] = [];
  while (cursor.kind !== end && !cursor.at(Kind.EndOfFile)) statementInto(cursor, statements);
  return statements;
}

/** Reads one statement (or a line of several separated by `;`); never fails. */
export function statementInto(cursor: Cursor, statements: Statement[]): void {
  const { position, nesting, start } = cursor;
  const before = statements.length;
  try {
    statement(cursor, statements);
  } catch (error) {
    if (error !== syntaxFailure) throw error;
    cursor.resetNesting(nesting);
    // In `var x = 1` the expression `var` was read well enough, but it is part of the mistake; declarations stay.
    while (statements.length > before && statements[statements.length - 1]!.kind === 'ExpressionStatement')
      statements.pop();
    statements.push(recover(cursor, position, start));
  }
}

function statement(cursor: Cursor, statements: Statement[]): void {
  const compound = compoundStatement(cursor);
  if (compound !== null) {
    statements.push(compound);
    return;
  }
  for (;;) {
    const simple = simpleStatement(cursor);
    statements.push(simple.statement);
    if (simple.endedWithBlock) return;
    if (!cursor.accept(Kind.Semicolon)) break;
    if (cursor.at(Kind.Newline)) break;
  }
  expectLineEnd(cursor);
}

/** A statement with a block of its own, or null when the cursor is at a simple statement. */
function compoundStatement(cursor: Cursor): Statement | null {
  switch (cursor.kind) {
    case Kind.If:
      return ifStatement(cursor);
    case Kind.For:
      return forStatement(cursor, cursor.start, false);
    case Kind.While:
      return whileStatement(cursor);
    case Kind.Try:
      return tryStatement(cursor);
    case Kind.With:
      return withStatement(cursor, cursor.start, false);
    case Kind.Func:
      return functionDefinition(cursor, cursor.start, [], false);
    case Kind.Class:
      return classDefinition(cursor, cursor.start, []);
    case Kind.At:
      return decorated(cursor);
    case Kind.Async:
      return asyncStatement(cursor);
    case Kind.Name:
      return soft(cursor);
    case Kind.Indent:
      return unexpectedIndent(cursor);
    case Kind.Elif:
    case Kind.Else:
    case Kind.Except:
    case Kind.Finally:
      return cursor.fail(
        'syntax/stray-branch',
        cursor.tokenSpan,
        `'${cursor.tokenText}' does not belong to a statement above it`,
        'Give it the indentation of the statement it continues.',
      );
    default:
      return null;
  }
}

/** Statements that begin with a soft keyword. */
function soft(cursor: Cursor): Statement | null {
  const next = cursor.peek(1);
  if (next === Kind.Name) {
    if (cursor.atWord(word.def)) return functionDefinition(cursor, cursor.start, [], false);
    if (cursor.atWord(word.module)) return moduleDefinition(cursor, cursor.start, []);
    if (cursor.atWord(word.type)) return typeDefinition(cursor);
    if (startsReflect(cursor)) return reflectStatement(cursor);
    if (startsDeclaration(cursor)) return declaration(cursor, cursor.start, []);
    if (cursor.atWord(word.step)) {
      cursor.fail(
        'construct/step-outside-plan',
        cursor.tokenSpan,
        "A 'step' can stand only directly in a plan",
        'Move it into the block of a `plan`, after its clauses.',
      );
    }
  } else if (next === Kind.Colon && cursor.atWord(word.rollback) && cursor.peek(2) === Kind.Newline) {
    cursor.fail(
      'construct/rollback-outside-plan',
      cursor.tokenSpan,
      "A 'rollback' can stand only in a step or a plan",
      'Move it to the end of the step that it undoes.',
    );
  }
  return startsMatch(cursor) ? matchStatement(cursor) : null;
}

function asyncStatement(cursor: Cursor): Statement {
  const start = cursor.start;
  cursor.advance();
  if (cursor.at(Kind.Func) || cursor.atWord(word.def)) return functionDefinition(cursor, start, [], true);
  if (cursor.at(Kind.For)) return forStatement(cursor, start, true);
  if (cursor.at(Kind.With)) return withStatement(cursor, start, true);
  cursor.failExpected("'func', 'for' or 'with' after 'async'");
}

function decorated(cursor: Cursor): Statement {
  const start = cursor.start;
  const decorators = decoratorList(cursor);
  if (cursor.at(Kind.Class)) return classDefinition(cursor, start, decorators);
  if (cursor.at(Kind.Func) || cursor.atWord(word.def)) return functionDefinition(cursor, start, decorators, false);
  if (cursor.at(Kind.Async)) {
    cursor.advance();
    return functionDefinition(cursor, start, decorators, true);
  }
  if (cursor.peek(1) === Kind.Name) {
    if (cursor.atWord(word.module)) return moduleDefinition(cursor, start, decorators);
    if (startsDeclaration(cursor)) return declaration(cursor, start, decorators);
  }
  cursor.failExpected('a function, class, module or construct after the decorator');
}

/** One or more lines `@expression`. */
export function decoratorList(cursor: Cursor): Expression[] {
  const decorators: Expression[] = [];
  while (cursor.accept(Kind.At)) {
    decorators.push(namedExpression(cursor));
    cursor.expect(Kind.Newline, 'the end of the line after the decorator');
  }
  return decorators;
}

function unexpectedIndent(cursor: Cursor): never {
  cursor.fail(
    'syntax/unexpected-indent',
    cursor.tokenSpan,
    'This line is indented, but no block was begun',
    'Remove the indentation.',
  );
}

/**
 * `: ` and a block: an indented one, or simple statements on the same line.
 * @param what the statement it belongs to, for messages
 */
export function block(cursor: Cursor, what: string): Statement[] {
  if (!cursor.accept(Kind.Colon)) explainMissingColon(cursor, what);
  if (!cursor.at(Kind.Newline)) return inlineBlock(cursor);
  enterBlock(cursor, what);
  const statements = statementsUntil(cursor, Kind.Dedent);
  leaveBlock(cursor);
  return statements;
}

/** From the end of the header line into its indented block. */
export function enterBlock(cursor: Cursor, what: string): void {
  cursor.advance();
  if (!cursor.at(Kind.Indent)) {
    const span = cursor.span(cursor.previousEnd, cursor.previousEnd);
    cursor.fail(
      'syntax/empty-block',
      span,
      `Expected an indented block after ${what}`,
      'Indent its lines by four spaces, or write `pass` if nothing should happen.',
    );
  }
  cursor.enter();
  cursor.advance();
}

export function leaveBlock(cursor: Cursor): void {
  cursor.accept(Kind.Dedent);
  cursor.leave();
}

function inlineBlock(cursor: Cursor): Statement[] {
  const statements: Statement[] = [];
  const isCompound = startsCompound(cursor);
  if (isCompound) {
    cursor.fail(
      'syntax/compound-on-one-line',
      cursor.tokenSpan,
      `'${cursor.tokenText}' needs a line of its own`,
      'Put it on the next line and indent it.',
    );
  }
  for (;;) {
    const simple = simpleStatement(cursor);
    statements.push(simple.statement);
    if (simple.endedWithBlock) return statements;
    if (!cursor.accept(Kind.Semicolon) || cursor.at(Kind.Newline)) break;
  }
  expectLineEnd(cursor);
  return statements;
}

function startsCompound(cursor: Cursor): boolean {
  switch (cursor.kind) {
    case Kind.If:
    case Kind.For:
    case Kind.While:
    case Kind.Try:
    case Kind.With:
    case Kind.Func:
    case Kind.Class:
    case Kind.At:
    case Kind.Async:
      return true;
    default:
      return false;
  }
}

/**
 * Reads the lines of a block whose items are not statements (cases, clauses, steps), up to its Dedent; a line that fails
 * costs only itself. The cursor stands behind the Indent.
 */
export function items(cursor: Cursor, readItem: () => void): void {
  while (!cursor.at(Kind.Dedent) && !cursor.at(Kind.EndOfFile)) {
    const { position, nesting, start } = cursor;
    try {
      readItem();
    } catch (error) {
      if (error !== syntaxFailure) throw error;
      cursor.resetNesting(nesting);
      recover(cursor, position, start);
    }
  }
}

/**
 * Skips what is left of a failed statement: to the end of its line, through the block below it, whose statements are
 * read for their own mistakes and kept, and through the `else` and its like that continue it. Always moves on.
 */
function recover(cursor: Cursor, failedAt: number, start: number): Statement {
  const body: Statement[] = [];
  const isBehindLine = cursor.position > failedAt && endsLine(cursor.kinds[cursor.position - 1]!);
  if (!isBehindLine) skipLine(cursor);
  const span = cursor.spanFrom(start);
  readBlockBelow(cursor, body);
  while (continuesStatement(cursor.kind)) {
    skipLine(cursor);
    readBlockBelow(cursor, body);
  }
  if (cursor.position === failedAt) cursor.advance();
  return { kind: 'ErrorStatement', id: cursor.newId(), span, body };
}

function endsLine(kind: Kind): boolean {
  return kind === Kind.Newline || kind === Kind.Dedent;
}

function continuesStatement(kind: Kind): boolean {
  return kind === Kind.Elif || kind === Kind.Else || kind === Kind.Except || kind === Kind.Finally;
}

function skipLine(cursor: Cursor): void {
  for (; !cursor.at(Kind.Newline); cursor.advance()) {
    if (cursor.at(Kind.EndOfFile) || cursor.at(Kind.Dedent) || cursor.at(Kind.Indent)) return;
  }
  cursor.advance();
}

function readBlockBelow(cursor: Cursor, body: Statement[]): void {
  if (!cursor.at(Kind.Indent)) return;
  const { nesting } = cursor;
  try {
    cursor.enter();
    cursor.advance();
    for (const inner of statementsUntil(cursor, Kind.Dedent)) body.push(inner);
    cursor.accept(Kind.Dedent);
  } catch (error) {
    if (error !== syntaxFailure) throw error;
    skipBlock(cursor);
  }
  cursor.resetNesting(nesting);
}

/** Walks over a block that is too deep to be read, from its Indent. */
function skipBlock(cursor: Cursor): void {
  let depth = 0;
  do {
    if (cursor.at(Kind.Indent)) depth++;
    else if (cursor.at(Kind.Dedent)) depth--;
    cursor.advance();
  } while (depth > 0 && !cursor.at(Kind.EndOfFile));
}
