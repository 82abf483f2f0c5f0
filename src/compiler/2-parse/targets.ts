/** What can be assigned to: names, attributes, subscripts, and tuples and lists of these with at most one star. */
import type { Expression } from '#language/ast';
import { Kind } from '../1-lex/tokens.ts';
import type { Cursor } from './cursor.ts';
import { operators, starred, startsExpression } from './expressions.ts';
import { Strength } from './precedence.ts';

/** The targets of `for`: read below comparison, so that `in` ends them. */
export function targetList(cursor: Cursor): Expression {
  const start = cursor.start;
  const first = targetElement(cursor);
  let result = first;
  if (cursor.at(Kind.Comma)) {
    const elements = [first];
    while (cursor.accept(Kind.Comma)) {
      if (!startsExpression(cursor.kind)) break;
      elements.push(targetElement(cursor));
    }
    result = {
      kind: 'TupleExpression',
      id: cursor.newId(),
      span: cursor.spanFrom(start),
      elements,
      parenthesised: false,
    };
  }
  checkTarget(cursor, result, 'assign to');
  return result;
}

function targetElement(cursor: Cursor): Expression {
  return cursor.at(Kind.Star) ? starred(cursor) : operators(cursor, Strength.BitOr);
}

/** Reports a target that cannot be assigned to (or deleted); `action` is the verb of the message. */
export function checkTarget(cursor: Cursor, target: Expression, action: 'assign to' | 'delete'): void {
  switch (target.kind) {
    case 'Name':
    case 'Attribute':
    case 'Subscript':
    case 'ErrorExpression':
      return;
    case 'Starred':
      if (action === 'assign to') {
        return reportTarget(
          cursor,
          target,
          'A starred name needs a list or tuple around it',
          'Write `*rest, = values`.',
        );
      }
      break;
    case 'TupleExpression':
    case 'ListExpression':
      return checkElements(cursor, target.elements, action);
  }
  reportTarget(cursor, target, `It is not possible to ${action} ${describe(target)}`, null);
}

function checkElements(cursor: Cursor, elements: readonly Expression[], action: 'assign to' | 'delete'): void {
  let stars = 0;
  for (const element of elements) {
    if (element.kind !== 'Starred' || action === 'delete') checkTarget(cursor, element, action);
    else if (++stars > 1) reportTarget(cursor, element, 'Only one starred name can stand in a list of targets', null);
    else checkTarget(cursor, element.value, action);
  }
}

function reportTarget(cursor: Cursor, target: Expression, message: string, help: string | null): void {
  const comparison = target.kind === 'Compare' ? 'Write `==` to compare.' : help;
  cursor.report('syntax/invalid-target', target.span, message, comparison);
}

/** What people call a kind of expression. */
export function describe(node: Expression): string {
  switch (node.kind) {
    case 'Constant':
      return node.value.type === 'none' || node.value.type === 'bool' ? 'True, False or None' : 'a literal';
    case 'JoinedString':
      return 'a format string';
    case 'Call':
      return 'the result of a call';
    case 'UnaryOp':
    case 'BinOp':
    case 'BoolOp':
      return 'the result of an operator';
    case 'Compare':
      return 'a comparison';
    case 'DictExpression':
      return 'a dict';
    case 'SetExpression':
      return 'a set';
    case 'Comprehension':
      return 'a comprehension';
    case 'Lambda':
      return 'a lambda';
    case 'Conditional':
      return 'a conditional expression';
    case 'Starred':
      return 'a starred expression';
    default:
      return 'this expression';
  }
}
