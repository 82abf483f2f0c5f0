/** Statements that fit on one line. */
import type { Expression, Identifier, ImportAlias, Statement } from '#language/ast';
import { Kind, word } from '../1-lex/tokens.ts';
import { assignmentOrExpression, constStatement, letStatement } from './assignments.ts';
import { type Cursor, syntaxFailure } from './cursor.ts';
import { expression, expressionList, startsExpression } from './expressions.ts';
import { explainLeftover } from './habits.ts';
import { rightSide } from './reason.ts';
import { checkTarget } from './targets.ts';
import { concludeStatement, startsSoftStatement, verifyStatement } from './verify.ts';

/** A statement; `endedWithBlock` when its right side was a block expression, which ends the line itself. */
export interface Simple {
  readonly statement: Statement;
  readonly endedWithBlock: boolean;
}

export function simpleStatement(cursor: Cursor): Simple {
  const { position } = cursor;
  const statement = simple(cursor);
  // Nothing could be read (and this has been reported): without moving we would read the same place for ever.
  if (cursor.position === position) throw syntaxFailure;
  const last = cursor.kinds[cursor.position - 1];
  return { statement, endedWithBlock: last === Kind.Dedent || last === Kind.Newline };
}

/** Requires the end of the line and moves behind it. */
export function expectLineEnd(cursor: Cursor): void {
  if (cursor.at(Kind.Newline)) cursor.advance();
  else if (!cursor.at(Kind.EndOfFile)) explainLeftover(cursor, lineStart(cursor));
}

function lineStart(cursor: Cursor): number {
  let index = cursor.position;
  while (index > 0 && !endsLine(cursor.kinds[index - 1]!)) index--;
  return cursor.starts[index]!;
}

function endsLine(kind: Kind): boolean {
  return kind === Kind.Newline || kind === Kind.Indent || kind === Kind.Dedent;
}

function simple(cursor: Cursor): Statement {
  const start = cursor.start;
  switch (cursor.kind) {
    case Kind.Let:
      return letStatement(cursor);
    case Kind.Const:
      return constStatement(cursor);
    case Kind.Return: {
      cursor.advance();
      const value = startsValue(cursor) ? rightSide(cursor) : null;
      return { kind: 'Return', id: cursor.newId(), span: cursor.spanFrom(start), value };
    }
    case Kind.Pass:
      cursor.advance();
      return { kind: 'Pass', id: cursor.newId(), span: cursor.spanFrom(start) };
    case Kind.Break:
      cursor.advance();
      return { kind: 'Break', id: cursor.newId(), span: cursor.spanFrom(start) };
    case Kind.Continue:
      cursor.advance();
      return { kind: 'Continue', id: cursor.newId(), span: cursor.spanFrom(start) };
    case Kind.Raise:
      return raiseStatement(cursor, start);
    case Kind.Assert:
      return assertStatement(cursor, start);
    case Kind.Del:
      return deleteStatement(cursor, start);
    case Kind.Global: {
      const names = nameList(cursor);
      return { kind: 'Global', id: cursor.newId(), span: cursor.spanFrom(start), names };
    }
    case Kind.Nonlocal: {
      const names = nameList(cursor);
      return { kind: 'Nonlocal', id: cursor.newId(), span: cursor.spanFrom(start), names };
    }
    case Kind.Import:
      return importStatement(cursor, start);
    case Kind.From:
      return importFrom(cursor, start);
    case Kind.Name:
      if (cursor.atWord(word.verify) && startsSoftStatement(cursor)) return verifyStatement(cursor);
      if (cursor.atWord(word.conclude) && startsSoftStatement(cursor)) return concludeStatement(cursor);
      return assignmentOrExpression(cursor);
    default:
      return assignmentOrExpression(cursor);
  }
}

function startsValue(cursor: Cursor): boolean {
  return startsExpression(cursor.kind) || cursor.at(Kind.Yield);
}

function raiseStatement(cursor: Cursor, start: number): Statement {
  cursor.advance();
  let exception: Expression | null = null;
  let cause: Expression | null = null;
  if (startsExpression(cursor.kind)) {
    exception = expression(cursor);
    if (cursor.accept(Kind.From)) cause = expression(cursor);
    else if (cursor.at(Kind.Comma)) {
      cursor.fail(
        'syntax/old-raise',
        cursor.tokenSpan,
        "'raise' takes one exception",
        'Write `raise Error("message")`.',
      );
    }
  }
  return { kind: 'Raise', id: cursor.newId(), span: cursor.spanFrom(start), exception, cause };
}

function assertStatement(cursor: Cursor, start: number): Statement {
  cursor.advance();
  const test = expression(cursor);
  const message = cursor.accept(Kind.Comma) ? expression(cursor) : null;
  return { kind: 'Assert', id: cursor.newId(), span: cursor.spanFrom(start), test, message };
}

function deleteStatement(cursor: Cursor, start: number): Statement {
  cursor.advance();
  const list = expressionList(cursor);
  checkTarget(cursor, list, 'delete');
  const targets = list.kind === 'TupleExpression' && !list.parenthesised ? list.elements : [list];
  return { kind: 'Delete', id: cursor.newId(), span: cursor.spanFrom(start), targets };
}

function nameList(cursor: Cursor): Identifier[] {
  const names: Identifier[] = [];
  do {
    cursor.advance();
    names.push(cursor.identifier('a name'));
  } while (cursor.at(Kind.Comma));
  return names;
}

function importStatement(cursor: Cursor, start: number): Statement {
  const names: ImportAlias[] = [];
  do {
    cursor.advance();
    const aliasStart = cursor.start;
    const name = dottedName(cursor);
    const nameSpan = cursor.spanFrom(aliasStart);
    const asName = cursor.accept(Kind.As) ? cursor.identifier("a name after 'as'") : null;
    names.push({ kind: 'ImportAlias', id: cursor.newId(), span: cursor.spanFrom(aliasStart), name, nameSpan, asName });
  } while (cursor.at(Kind.Comma));
  return { kind: 'Import', id: cursor.newId(), span: cursor.spanFrom(start), names };
}

function dottedName(cursor: Cursor): string {
  let name = cursor.identifier('the name of a module').name;
  while (cursor.accept(Kind.Dot)) name += `.${cursor.identifier("a name after '.'").name}`;
  return name;
}

function importFrom(cursor: Cursor, start: number): Statement {
  cursor.advance();
  const moduleStart = cursor.start;
  let level = 0;
  for (; cursor.at(Kind.Dot) || cursor.at(Kind.Ellipsis); cursor.advance()) level += cursor.at(Kind.Dot) ? 1 : 3;
  const module = level > 0 && cursor.at(Kind.Import) ? '' : dottedName(cursor);
  const moduleSpan = cursor.spanFrom(moduleStart);
  cursor.expect(Kind.Import, "'import' and the names");
  const names = importedNames(cursor);
  return { kind: 'ImportFrom', id: cursor.newId(), span: cursor.spanFrom(start), level, module, moduleSpan, names };
}

function importedNames(cursor: Cursor): ImportAlias[] {
  const starSpan = cursor.tokenSpan;
  if (cursor.accept(Kind.Star)) {
    return [{ kind: 'ImportAlias', id: cursor.newId(), span: starSpan, name: '*', nameSpan: starSpan, asName: null }];
  }
  const inBrackets = cursor.accept(Kind.LeftParenthesis);
  const names: ImportAlias[] = [];
  do {
    if (inBrackets && names.length > 0 && cursor.at(Kind.RightParenthesis)) break;
    const start = cursor.start;
    const { name, span: nameSpan } = cursor.identifier('a name to import');
    const asName = cursor.accept(Kind.As) ? cursor.identifier("a name after 'as'") : null;
    names.push({ kind: 'ImportAlias', id: cursor.newId(), span: cursor.spanFrom(start), name, nameSpan, asName });
  } while (cursor.accept(Kind.Comma));
  if (inBrackets) cursor.expect(Kind.RightParenthesis, "')' after the imported names");
  return names;
}
