/**
 * Expressions, by precedence climbing: `operators` reads an operand and then every infix operator that binds at least as
 * strongly as asked. Lambda, the conditional and the walrus, weaker than all of them, are read above it. Node literals
 * are written out in full at each place because objects of one shape are what makes this fast.
 */
import type { ComparisonOperator, Expression } from '#language/ast';
import { Kind } from '../1-lex/tokens.ts';
import { atom, postfix } from './atoms.ts';
import { comprehensionClauses, startsComprehension } from './comprehensions.ts';
import type { Cursor } from './cursor.ts';
import { explainOperand, explainOperator } from './habits.ts';
import { lambdaParameters } from './parameters.ts';
import { binaryOperators, comparisonOperators, Strength, strengths } from './precedence.ts';

/** Any expression but a bare tuple, a starred one, a walrus or a yield. */
export function expression(cursor: Cursor): Expression {
  const outer = cursor.beginHeight();
  const start = cursor.start;
  let result: Expression;
  if (cursor.at(Kind.Lambda)) result = lambda(cursor, start);
  else {
    result = operators(cursor, Strength.Or);
    if (cursor.at(Kind.If)) result = conditional(cursor, result, start);
  }
  cursor.endHeight(outer);
  return result;
}

function conditional(cursor: Cursor, body: Expression, start: number): Expression {
  cursor.advance();
  const test = operators(cursor, Strength.Or);
  cursor.expect(Kind.Else, "'else' and the other value");
  const orelse = expression(cursor);
  return { kind: 'Conditional', id: cursor.newId(), span: cursor.spanFrom(start), test, body, orelse };
}

function lambda(cursor: Cursor, start: number): Expression {
  cursor.advance();
  const parameters = lambdaParameters(cursor);
  cursor.expect(Kind.Colon, "':' and the value of the lambda");
  const body = expression(cursor);
  return { kind: 'Lambda', id: cursor.newId(), span: cursor.spanFrom(start), parameters, body };
}

/** An expression, or `name := expression`. */
export function namedExpression(cursor: Cursor): Expression {
  if (!cursor.at(Kind.Name) || cursor.peek(1) !== Kind.Walrus) {
    const value = expression(cursor);
    if (cursor.at(Kind.Walrus)) {
      cursor.fail('syntax/invalid-target', value.span, "Only a plain name can stand before ':='");
    }
    return value;
  }
  const start = cursor.start;
  const span = cursor.tokenSpan;
  const target = { kind: 'Name', id: cursor.newId(), span, name: cursor.name } as const;
  cursor.advance();
  cursor.advance();
  const value = expression(cursor);
  return { kind: 'NamedExpression', id: cursor.newId(), span: cursor.spanFrom(start), target, value };
}

/** `*xs` or a (named) expression: an element of a list, tuple, set or argument list. */
export function element(cursor: Cursor): Expression {
  return cursor.at(Kind.Star) ? starred(cursor) : namedExpression(cursor);
}

export function starred(cursor: Cursor): Expression {
  const start = cursor.start;
  cursor.advance();
  const outer = cursor.beginHeight();
  const value = operators(cursor, Strength.BitOr);
  cursor.endHeight(outer);
  return { kind: 'Starred', id: cursor.newId(), span: cursor.spanFrom(start), value };
}

/** One or more elements separated by commas: a tuple without parentheses when there is a comma. */
export function expressionList(cursor: Cursor): Expression {
  return listOf(cursor, elementWithoutWalrus);
}

/** The same where a walrus needs no parentheses: the subject of `match`. */
export function namedExpressionList(cursor: Cursor): Expression {
  return listOf(cursor, element);
}

function listOf(cursor: Cursor, next: (cursor: Cursor) => Expression): Expression {
  const start = cursor.start;
  const first = next(cursor);
  if (!cursor.at(Kind.Comma)) return first;
  const elements = [first];
  while (cursor.accept(Kind.Comma)) {
    if (!startsExpression(cursor.kind)) break;
    elements.push(next(cursor));
  }
  return { kind: 'TupleExpression', id: cursor.newId(), span: cursor.spanFrom(start), elements, parenthesised: false };
}

function elementWithoutWalrus(cursor: Cursor): Expression {
  return cursor.at(Kind.Star) ? starred(cursor) : namedOrPlain(cursor);
}

/** Outside brackets a walrus needs parentheses. */
function namedOrPlain(cursor: Cursor): Expression {
  const value = expression(cursor);
  if (cursor.at(Kind.Walrus)) {
    cursor.fail(
      'syntax/bare-walrus',
      cursor.tokenSpan,
      "':=' needs parentheses here",
      'Write `(name := value)`, or `let name = value`.',
    );
  }
  return value;
}

/** What may stand right of `=`, after `return` and as a statement: a list of expressions or a yield. */
export function expressionListOrYield(cursor: Cursor): Expression {
  return cursor.at(Kind.Yield) ? yieldExpression(cursor) : expressionList(cursor);
}

export function yieldExpression(cursor: Cursor): Expression {
  const start = cursor.start;
  cursor.advance();
  if (cursor.accept(Kind.From)) {
    const value = expression(cursor);
    return { kind: 'YieldFrom', id: cursor.newId(), span: cursor.spanFrom(start), value };
  }
  const value = startsExpression(cursor.kind) ? expressionList(cursor) : null;
  return { kind: 'Yield', id: cursor.newId(), span: cursor.spanFrom(start), value };
}

/** Can this token begin an expression (a starred one included)? */
export function startsExpression(kind: Kind): boolean {
  return expressionStarts[kind] === 1;
}

const expressionStarts = new Uint8Array(256);
for (const kind of [
  Kind.Name,
  Kind.Number,
  Kind.Duration,
  Kind.String,
  Kind.Bytes,
  Kind.FormatStart,
  Kind.LeftParenthesis,
  Kind.LeftSquare,
  Kind.LeftBrace,
  Kind.Ellipsis,
  Kind.Plus,
  Kind.Minus,
  Kind.Tilde,
  Kind.Star,
  Kind.Not,
  Kind.Await,
  Kind.Lambda,
  Kind.None,
  Kind.True,
  Kind.False,
  Kind.Error,
]) {
  expressionStarts[kind] = 1;
}

/** An operand and all infix operators that bind at least as strongly as `weakest`. */
export function operators(cursor: Cursor, weakest: Strength): Expression {
  const start = cursor.start;
  let left = operand(cursor, weakest);
  for (;;) {
    const kind = cursor.kind;
    const strength = strengths[kind]!;
    if (strength === Strength.None || strength < weakest) return left;
    if (strength > Strength.Comparison) {
      cursor.advance();
      cursor.link();
      explainOperator(cursor, kind);
      const right = strength === Strength.Power ? powerOperand(cursor) : operators(cursor, strength + 1);
      const operator = binaryOperators[kind]!;
      left = { kind: 'BinOp', id: cursor.newId(), span: cursor.spanFrom(start), left, operator, right };
    } else if (strength === Strength.Comparison) {
      if (kind === Kind.Not && cursor.peek(1) !== Kind.In) return left;
      left = comparison(cursor, left, start);
    } else left = junction(cursor, left, start, kind, strength);
  }
}

/** `a and b and c` is one node with three values. */
function junction(cursor: Cursor, left: Expression, start: number, kind: Kind, strength: Strength): Expression {
  const values = [left];
  cursor.link();
  while (cursor.accept(kind)) values.push(operators(cursor, strength + 1));
  const operator = kind === Kind.And ? 'and' : 'or';
  return { kind: 'BoolOp', id: cursor.newId(), span: cursor.spanFrom(start), operator, values };
}

function comparison(cursor: Cursor, left: Expression, start: number): Expression {
  const found: ComparisonOperator[] = [];
  const comparators: Expression[] = [];
  cursor.link();
  for (;;) {
    let operator = comparisonOperators[cursor.kind];
    if (operator === undefined || (operator === 'not in' && cursor.peek(1) !== Kind.In)) break;
    if (operator === '!=' && cursor.text.charCodeAt(cursor.start) === 60) reportOldInequality(cursor);
    cursor.advance();
    if (operator === 'not in') cursor.advance();
    else if (operator === 'is' && cursor.accept(Kind.Not)) operator = 'is not';
    found.push(operator);
    comparators.push(operators(cursor, Strength.BitOr));
  }
  return { kind: 'Compare', id: cursor.newId(), span: cursor.spanFrom(start), left, operators: found, comparators };
}

function reportOldInequality(cursor: Cursor): void {
  const span = cursor.tokenSpan;
  cursor.report('syntax/old-inequality', span, "'<>' is not an operator", 'Write `!=`.', {
    title: 'Write !=',
    edits: [{ span, replacement: '!=' }],
  });
}

/** A prefix operator and its operand, or a primary expression with what hangs on it. */
function operand(cursor: Cursor, weakest: Strength): Expression {
  const kind = cursor.kind;
  const start = cursor.start;
  if (kind === Kind.Minus || kind === Kind.Plus || kind === Kind.Tilde) {
    cursor.advance();
    const value = nested(cursor, powerOrPrefix);
    const operator = kind === Kind.Minus ? '-' : kind === Kind.Plus ? '+' : '~';
    return { kind: 'UnaryOp', id: cursor.newId(), span: cursor.spanFrom(start), operator, operand: value };
  }
  if (kind === Kind.Not && weakest <= Strength.Not) {
    cursor.advance();
    const value = nested(cursor, negated);
    return { kind: 'UnaryOp', id: cursor.newId(), span: cursor.spanFrom(start), operator: 'not', operand: value };
  }
  return primary(cursor);
}

function nested(cursor: Cursor, read: (cursor: Cursor) => Expression): Expression {
  const outer = cursor.beginHeight();
  const value = read(cursor);
  cursor.endHeight(outer);
  return value;
}

const powerOrPrefix = (cursor: Cursor): Expression => operators(cursor, Strength.Power);
const negated = (cursor: Cursor): Expression => operators(cursor, Strength.Not);

/** The right side of `**`, which may begin with a sign and associates to the right. */
function powerOperand(cursor: Cursor): Expression {
  return nested(cursor, powerOrPrefix);
}

/** `await`, an atom, and the calls, attributes and subscripts after it. */
export function primary(cursor: Cursor): Expression {
  const start = cursor.start;
  if (!cursor.at(Kind.Await)) return postfix(cursor, atom(cursor), start);
  cursor.advance();
  const value = nested(cursor, primary);
  return { kind: 'Await', id: cursor.newId(), span: cursor.spanFrom(start), value };
}

/** Reports that an operand is missing and stands in for it, without moving. */
export function missingOperand(cursor: Cursor): Expression {
  explainOperand(cursor);
  return { kind: 'ErrorExpression', id: cursor.newId(), span: cursor.span(cursor.start, cursor.start) };
}

/** `element for …` or just the element: what may stand alone between parentheses of a call. */
export function elementOrGenerator(cursor: Cursor, start: number): Expression {
  const first = element(cursor);
  if (!startsComprehension(cursor)) return first;
  const clauses = comprehensionClauses(cursor);
  return {
    kind: 'Comprehension',
    id: cursor.newId(),
    span: cursor.spanFrom(start),
    form: 'generator',
    element: first,
    value: null,
    clauses,
  };
}
