/** `let`, `const`, assignments of every kind, and expressions as statements. */
import type { Expression, Statement } from '#language/ast';
import { Kind } from '../1-lex/tokens.ts';
import type { Cursor } from './cursor.ts';
import { expression, expressionListOrYield } from './expressions.ts';
import { augmentedOperators } from './precedence.ts';
import { rightSide } from './reason.ts';
import { checkTarget } from './targets.ts';

export function letStatement(cursor: Cursor): Statement {
  const start = cursor.start;
  cursor.advance();
  const first = letTarget(cursor);
  if (cursor.accept(Kind.Colon)) {
    const annotation = expression(cursor);
    const value = cursor.accept(Kind.Assign) ? rightSide(cursor) : null;
    return { kind: 'Let', id: cursor.newId(), span: cursor.spanFrom(start), targets: [first], annotation, value };
  }
  const targets = [first];
  let value: Expression | null = null;
  if (!cursor.at(Kind.Assign)) {
    cursor.fail(
      'syntax/let-without-value',
      cursor.spanFrom(start),
      "'let' needs a value or a type",
      'Write `let x = value`, or `let x: int`.',
    );
  }
  while (cursor.accept(Kind.Assign)) {
    value = rightSide(cursor);
    if (!cursor.at(Kind.Assign)) break;
    checkLetTarget(cursor, value);
    targets.push(value);
  }
  return { kind: 'Let', id: cursor.newId(), span: cursor.spanFrom(start), targets, annotation: null, value };
}

function letTarget(cursor: Cursor): Expression {
  const target = expressionListOrYield(cursor);
  checkLetTarget(cursor, target);
  return target;
}

/** A declaration introduces names only; attributes and items are assigned without `let`. */
function checkLetTarget(cursor: Cursor, target: Expression): void {
  if (target.kind === 'Attribute' || target.kind === 'Subscript') {
    const help = 'Remove `let`: attributes and items are assigned, not declared.';
    cursor.report('syntax/let-target', target.span, "'let' declares names only", help);
  } else if (target.kind === 'TupleExpression' || target.kind === 'ListExpression') {
    checkTarget(cursor, target, 'assign to');
    for (const element of target.elements) checkLetTarget(cursor, element.kind === 'Starred' ? element.value : element);
  } else checkTarget(cursor, target, 'assign to');
}

export function constStatement(cursor: Cursor): Statement {
  const start = cursor.start;
  cursor.advance();
  const target = letTarget(cursor);
  const annotation = cursor.accept(Kind.Colon) ? expression(cursor) : null;
  if (!cursor.at(Kind.Assign)) {
    cursor.fail(
      'syntax/const-without-value',
      cursor.spanFrom(start),
      "'const' needs a value",
      'Write `const X = value`.',
    );
  }
  cursor.advance();
  const value = rightSide(cursor);
  return { kind: 'Const', id: cursor.newId(), span: cursor.spanFrom(start), target, annotation, value };
}

export function assignmentOrExpression(cursor: Cursor): Statement {
  const start = cursor.start;
  const inParentheses = cursor.at(Kind.LeftParenthesis);
  const first = rightSide(cursor);
  const augmented = augmentedOperators[cursor.kind];
  if (augmented !== undefined) {
    checkAugmentedTarget(cursor, first);
    cursor.advance();
    const value = rightSide(cursor);
    return {
      kind: 'AugAssign',
      id: cursor.newId(),
      span: cursor.spanFrom(start),
      target: first,
      operator: augmented,
      value,
    };
  }
  if (cursor.at(Kind.Colon)) return annotated(cursor, start, first, inParentheses);
  if (!cursor.at(Kind.Assign)) {
    if (first.kind === 'Starred') {
      cursor.report(
        'syntax/starred-here',
        first.span,
        'A starred expression cannot stand alone',
        'Put it into a list or tuple: `[*values]`.',
      );
    }
    return { kind: 'ExpressionStatement', id: cursor.newId(), span: cursor.spanFrom(start), value: first };
  }
  const targets: Expression[] = [];
  let value = first;
  while (cursor.accept(Kind.Assign)) {
    checkTarget(cursor, value, 'assign to');
    targets.push(value);
    value = rightSide(cursor);
  }
  if (value.kind === 'Starred') {
    cursor.report(
      'syntax/starred-here',
      value.span,
      'A starred expression cannot stand alone',
      'Put it into a list or tuple: `[*values]`.',
    );
  }
  return { kind: 'Assign', id: cursor.newId(), span: cursor.spanFrom(start), targets, value };
}

function checkAugmentedTarget(cursor: Cursor, target: Expression): void {
  if (target.kind === 'Name' || target.kind === 'Attribute' || target.kind === 'Subscript') return;
  const message = `'${cursor.tokenText}' changes one name, attribute or item`;
  cursor.report('syntax/invalid-target', target.span, message, 'Write each assignment on its own line.');
}

function annotated(cursor: Cursor, start: number, target: Expression, inParentheses: boolean): Statement {
  if (target.kind !== 'Name' && target.kind !== 'Attribute' && target.kind !== 'Subscript') {
    const message = 'Only one name, attribute or item can be given a type';
    cursor.fail('syntax/invalid-target', target.span, message, 'Declare each name on its own line.');
  }
  cursor.advance();
  const annotation = expression(cursor);
  const value = cursor.accept(Kind.Assign) ? rightSide(cursor) : null;
  const simple = target.kind === 'Name' && !inParentheses;
  return { kind: 'AnnAssign', id: cursor.newId(), span: cursor.spanFrom(start), target, annotation, value, simple };
}
