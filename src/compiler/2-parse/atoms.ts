/** Atoms (names, literals, displays in brackets) and what hangs on them: calls, subscripts, attributes. */
import type { Constant, ConstantValue, DictEntry, Expression, KeywordArgument } from '#language/ast';
import { Kind } from '../1-lex/tokens.ts';
import { comprehensionClauses, startsComprehension } from './comprehensions.ts';
import type { Cursor } from './cursor.ts';
import {
  element,
  elementOrGenerator,
  expression,
  missingOperand,
  operators,
  starred,
  yieldExpression,
} from './expressions.ts';
import { durationValue, numberValue } from './numbers.ts';
import { Strength } from './precedence.ts';
import { stringLiterals } from './strings.ts';

const none: ConstantValue = { type: 'none' };
const yes: ConstantValue = { type: 'bool', value: true };
const no: ConstantValue = { type: 'bool', value: false };
const ellipsis: ConstantValue = { type: 'ellipsis' };

export function atom(cursor: Cursor): Expression {
  switch (cursor.kind) {
    case Kind.Name: {
      const span = cursor.tokenSpan;
      const name = cursor.name;
      cursor.advance();
      return { kind: 'Name', id: cursor.newId(), span, name };
    }
    case Kind.Number:
      return constant(cursor, numberValue(cursor));
    case Kind.String:
    case Kind.Bytes:
    case Kind.FormatStart:
      return stringLiterals(cursor);
    case Kind.LeftParenthesis:
      return parenthesised(cursor);
    case Kind.LeftSquare:
      return listDisplay(cursor);
    case Kind.LeftBrace:
      return braces(cursor);
    case Kind.None:
      return constant(cursor, none);
    case Kind.True:
      return constant(cursor, yes);
    case Kind.False:
      return constant(cursor, no);
    case Kind.Ellipsis:
      return constant(cursor, ellipsis);
    case Kind.Duration:
      return constant(cursor, durationValue(cursor));
    default:
      return missingOperand(cursor);
  }
}

function constant(cursor: Cursor, value: ConstantValue): Constant {
  const span = cursor.tokenSpan;
  cursor.advance();
  return { kind: 'Constant', id: cursor.newId(), span, value };
}

/** `()`, `(yield)`, `(x)`, `(x, y)` or a generator expression. */
function parenthesised(cursor: Cursor): Expression {
  const start = cursor.start;
  cursor.advance();
  if (cursor.accept(Kind.RightParenthesis)) {
    return {
      kind: 'TupleExpression',
      id: cursor.newId(),
      span: cursor.spanFrom(start),
      elements: [],
      parenthesised: true,
    };
  }
  if (cursor.at(Kind.Yield)) {
    const outer = cursor.beginHeight();
    const value = yieldExpression(cursor);
    cursor.endHeight(outer);
    expectCloser(cursor, Kind.RightParenthesis, ')', start);
    return value;
  }
  const first = element(cursor);
  if (startsComprehension(cursor)) return comprehension(cursor, start, 'generator', first, Kind.RightParenthesis, ')');
  if (!cursor.at(Kind.Comma)) {
    if (first.kind === 'Starred') {
      cursor.report(
        'syntax/starred-here',
        first.span,
        'A starred expression needs a list, tuple or call around it',
        'Write `(*values,)` for a tuple.',
      );
    }
    expectCloser(cursor, Kind.RightParenthesis, ')', start);
    return first;
  }
  const elements = moreElements(cursor, first, Kind.RightParenthesis);
  expectCloser(cursor, Kind.RightParenthesis, ')', start);
  return { kind: 'TupleExpression', id: cursor.newId(), span: cursor.spanFrom(start), elements, parenthesised: true };
}

function moreElements(cursor: Cursor, first: Expression, closer: Kind): Expression[] {
  const elements = [first];
  while (cursor.accept(Kind.Comma) && cursor.kind !== closer) elements.push(element(cursor));
  return elements;
}

function listDisplay(cursor: Cursor): Expression {
  const start = cursor.start;
  cursor.advance();
  let elements: Expression[] = [];
  if (!cursor.at(Kind.RightSquare)) {
    const first = element(cursor);
    if (startsComprehension(cursor)) return comprehension(cursor, start, 'list', first, Kind.RightSquare, ']');
    elements = moreElements(cursor, first, Kind.RightSquare);
  }
  expectCloser(cursor, Kind.RightSquare, ']', start);
  return { kind: 'ListExpression', id: cursor.newId(), span: cursor.spanFrom(start), elements };
}

function comprehension(
  cursor: Cursor,
  start: number,
  form: 'list' | 'set' | 'generator',
  element: Expression,
  closer: Kind,
  closerText: string,
): Expression {
  if (element.kind === 'Starred') {
    cursor.report(
      'syntax/starred-here',
      element.span,
      'A comprehension cannot unpack its element',
      'Add another `for` to go through the inner values.',
    );
  }
  const clauses = comprehensionClauses(cursor);
  expectCloser(cursor, closer, closerText, start);
  return {
    kind: 'Comprehension',
    id: cursor.newId(),
    span: cursor.spanFrom(start),
    form,
    element,
    value: null,
    clauses,
  };
}

/** `{}`, a dict, a set, or a comprehension of either. */
function braces(cursor: Cursor): Expression {
  const start = cursor.start;
  cursor.advance();
  if (cursor.accept(Kind.RightBrace)) {
    return { kind: 'DictExpression', id: cursor.newId(), span: cursor.spanFrom(start), entries: [] };
  }
  if (cursor.at(Kind.DoubleStar)) return dictRest(cursor, start, []);
  const first = element(cursor);
  if (cursor.at(Kind.Colon) && first.kind !== 'Starred') {
    cursor.advance();
    const value = expression(cursor);
    if (!startsComprehension(cursor)) return dictRest(cursor, start, [{ key: first, value }]);
    const clauses = comprehensionClauses(cursor);
    expectCloser(cursor, Kind.RightBrace, '}', start);
    return {
      kind: 'Comprehension',
      id: cursor.newId(),
      span: cursor.spanFrom(start),
      form: 'dict',
      element: first,
      value,
      clauses,
    };
  }
  if (startsComprehension(cursor)) return comprehension(cursor, start, 'set', first, Kind.RightBrace, '}');
  const elements = moreElements(cursor, first, Kind.RightBrace);
  expectCloser(cursor, Kind.RightBrace, '}', start);
  return { kind: 'SetExpression', id: cursor.newId(), span: cursor.spanFrom(start), elements };
}

/** The entries of a dict that are still to come; `entries` holds the first when it has been read. */
function dictRest(cursor: Cursor, start: number, entries: DictEntry[]): Expression {
  while (entries.length === 0 || (cursor.accept(Kind.Comma) && !cursor.at(Kind.RightBrace))) {
    if (cursor.accept(Kind.DoubleStar)) {
      entries.push({ key: null, value: unpackedOperand(cursor) });
    } else {
      const key = expression(cursor);
      cursor.expect(Kind.Colon, "':' and the value of the dict entry");
      entries.push({ key, value: expression(cursor) });
    }
  }
  expectCloser(cursor, Kind.RightBrace, '}', start);
  return { kind: 'DictExpression', id: cursor.newId(), span: cursor.spanFrom(start), entries };
}

function unpackedOperand(cursor: Cursor): Expression {
  const outer = cursor.beginHeight();
  const value = operators(cursor, Strength.BitOr);
  cursor.endHeight(outer);
  return value;
}

/** Requires the closing bracket of the one at `openedAt`. */
export function expectCloser(cursor: Cursor, kind: Kind, text: string, openedAt: number): void {
  if (cursor.accept(kind)) return;
  const found = cursor.kind;
  const opener = cursor.text[openedAt]!;
  if (found === Kind.RightParenthesis || found === Kind.RightSquare || found === Kind.RightBrace) {
    const span = cursor.tokenSpan;
    cursor.fail(
      'syntax/mismatched-bracket',
      span,
      `'${cursor.tokenText}' does not close the '${opener}' on line ${cursor.tokens.source.lineAt(openedAt)}`,
      `Write '${text}' here.`,
      {
        title: `Write '${text}'`,
        edits: [{ span, replacement: text }],
      },
    );
  }
  if (found === Kind.Assign) {
    cursor.fail(
      'syntax/assignment-in-expression',
      cursor.tokenSpan,
      "'=' cannot stand inside an expression",
      'Write `==` to compare, `:=` to assign.',
    );
  }
  if (found === Kind.Name || found === Kind.String || found === Kind.Number || found === Kind.FormatStart) {
    cursor.fail(
      'syntax/unexpected',
      cursor.tokenSpan,
      `Expected ',' or '${text}' ${cursor.hereText()}`,
      'A comma may be missing before it.',
    );
  }
  cursor.failExpected(`'${text}'`);
}

/** Calls, subscripts and attributes after a primary, which began at `start` (its parenthesis, if it has one). */
export function postfix(cursor: Cursor, object: Expression, start: number): Expression {
  let result = object;
  for (;;) {
    switch (cursor.kind) {
      case Kind.Dot: {
        cursor.advance();
        cursor.link();
        const name = cursor.identifier("a name after '.'");
        result = { kind: 'Attribute', id: cursor.newId(), span: cursor.spanFrom(start), object: result, name };
        break;
      }
      case Kind.LeftParenthesis: {
        cursor.link();
        const args: Expression[] = [];
        const keywords: KeywordArgument[] = [];
        callArguments(cursor, args, keywords);
        result = {
          kind: 'Call',
          id: cursor.newId(),
          span: cursor.spanFrom(start),
          callee: result,
          arguments: args,
          keywords,
        };
        break;
      }
      case Kind.LeftSquare: {
        cursor.link();
        const index = subscript(cursor);
        result = { kind: 'Subscript', id: cursor.newId(), span: cursor.spanFrom(start), object: result, index };
        break;
      }
      default:
        return result;
    }
  }
}

/** `(a, *b, c=d, **e)`: fills the two lists. */
export function callArguments(cursor: Cursor, args: Expression[], keywords: KeywordArgument[]): void {
  const opened = cursor.start;
  // `@capabilities(allow: […], deny: […])`: directly after a decorator's name, `:` may stand for `=`.
  const colonNames = cursor.kinds[cursor.position - 2] === Kind.At;
  cursor.advance();
  let sawUnpackedDict = false;
  while (!cursor.at(Kind.RightParenthesis)) {
    const start = cursor.start;
    const next = cursor.peek(1);
    if (cursor.at(Kind.Name) && (next === Kind.Assign || (colonNames && next === Kind.Colon))) {
      const name = cursor.identifier('a name');
      cursor.advance();
      const value = expression(cursor);
      keywords.push({ kind: 'KeywordArgument', id: cursor.newId(), span: cursor.spanFrom(start), name, value });
    } else if (cursor.accept(Kind.DoubleStar)) {
      sawUnpackedDict = true;
      const value = expression(cursor);
      keywords.push({ kind: 'KeywordArgument', id: cursor.newId(), span: cursor.spanFrom(start), name: null, value });
    } else {
      const argument = cursor.at(Kind.Star) ? starredArgument(cursor) : elementOrGenerator(cursor, start);
      if (keywords.length > 0 && (argument.kind !== 'Starred' || sawUnpackedDict)) {
        cursor.report(
          'syntax/argument-order',
          argument.span,
          'A positional argument stands after a named one',
          'Move it before the first `name=value`.',
        );
      }
      checkGenerator(cursor, argument, args.length + keywords.length);
      args.push(argument);
    }
    if (!cursor.accept(Kind.Comma)) break;
  }
  expectCloser(cursor, Kind.RightParenthesis, ')', opened);
}

/** A generator without its own parentheses must be the only argument. */
function checkGenerator(cursor: Cursor, argument: Expression, before: number): void {
  if (argument.kind !== 'Comprehension' || argument.form !== 'generator') return;
  if (cursor.text.charCodeAt(argument.span.start) === 40 && cursor.text.charCodeAt(argument.span.end - 1) === 41)
    return;
  const alone = before === 0 && (cursor.at(Kind.RightParenthesis) || cursor.peek(1) === Kind.RightParenthesis);
  if (!alone)
    cursor.report(
      'syntax/bare-generator',
      argument.span,
      'A generator beside other arguments needs parentheses',
      'Write `f((… for … in …), other)`.',
    );
}

/** `*e` in a call takes any expression. */
function starredArgument(cursor: Cursor): Expression {
  const start = cursor.start;
  cursor.advance();
  const value = expression(cursor);
  return { kind: 'Starred', id: cursor.newId(), span: cursor.spanFrom(start), value };
}

function subscript(cursor: Cursor): Expression {
  const opened = cursor.start;
  cursor.advance();
  const start = cursor.start;
  const first = subscriptItem(cursor);
  let index = first;
  if (cursor.at(Kind.Comma) || first.kind === 'Starred') {
    const elements = [first];
    while (cursor.accept(Kind.Comma) && !cursor.at(Kind.RightSquare)) elements.push(subscriptItem(cursor));
    index = {
      kind: 'TupleExpression',
      id: cursor.newId(),
      span: cursor.spanFrom(start),
      elements,
      parenthesised: false,
    };
  }
  expectCloser(cursor, Kind.RightSquare, ']', opened);
  return index;
}

function subscriptItem(cursor: Cursor): Expression {
  if (cursor.at(Kind.Star)) return starred(cursor);
  const start = cursor.start;
  const lower = cursor.at(Kind.Colon) ? null : element(cursor);
  if (!cursor.at(Kind.Colon)) return lower ?? missingOperand(cursor);
  cursor.advance();
  const upper = endsSliceItem(cursor.kind) ? null : expression(cursor);
  const step = cursor.accept(Kind.Colon) && !endsSliceItem(cursor.kind) ? expression(cursor) : null;
  return { kind: 'Slice', id: cursor.newId(), span: cursor.spanFrom(start), lower, upper, step };
}

function endsSliceItem(kind: Kind): boolean {
  return kind === Kind.Colon || kind === Kind.Comma || kind === Kind.RightSquare;
}
