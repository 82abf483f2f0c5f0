/** What operators make of kinds, apart from lists. */
import type * as ast from '#language/ast';
import { isInt, isNumber, isNumeric, type Shape } from './kind.ts';

/**
 * A binary operation on values of which neither is a list.
 *
 * @param isRoot `**` whose left side cannot be negative
 */
export function ofOperation(
  operator: ast.BinaryOperator,
  left: Shape,
  right: Shape,
  rightNode: ast.Expression,
  isRoot: boolean,
): Shape {
  if (!isNumeric(left) || !isNumeric(right)) {
    return operator === '+' && left === 'text' && right === 'text' ? 'text' : 'any';
  }
  const floats = left === 'float' || right === 'float';
  switch (operator) {
    case '+':
    case '-':
      return floats ? 'float' : left === 'index' && right === 'index' ? 'small' : 'int';
    case '*':
      return floats ? 'float' : 'int';
    case '/':
      return 'float';
    case '**':
      return left === 'float' && hasRealPower(rightNode, isRoot) ? 'float' : 'any';
    case '//':
      if (floats) return 'float';
      return isNumber(left) && isPositiveConstant(rightNode) ? left : 'int';
    case '%':
      if (floats) return 'float';
      return isPositiveConstant(rightNode) ? 'index' : 'int';
    case '&':
      return floats ? 'any' : isPositiveConstant(rightNode) ? 'index' : 'int';
    case '|':
    case '^':
    case '>>':
      return floats ? 'any' : 'int';
    default:
      return 'any';
  }
}

/** A negative float to a power that is no int is complex. */
function hasRealPower(exponent: ast.Expression, isRoot: boolean): boolean {
  return exponent.kind === 'Constant' && (exponent.value.type === 'int' || isRoot);
}

export function ofUnary(operator: ast.UnaryOperator, operand: Shape | null): Shape | null {
  if (operator === 'not') return 'bool';
  if (operand === null) return null;
  if (operand === 'float') return operator === '~' ? 'any' : 'float';
  if (!isInt(operand)) return operand === 'bool' ? 'int' : 'any';
  return operator !== '~' ? operand : 'int';
}

const mostIndex = 2n ** 50n;
const mostSmall = 2n ** 51n;

export function ofConstant(value: ast.ConstantValue): Shape {
  switch (value.type) {
    case 'bool':
    case 'float':
    case 'none':
      return value.type;
    case 'str':
      return 'text';
    case 'int':
      return value.value <= mostIndex ? 'index' : value.value <= mostSmall ? 'small' : 'int';
    default:
      return 'any';
  }
}

/**
 * Is `operand operator value` a step of something that counts? Counting by little from what a JavaScript number holds
 * stays there for longer than any program runs: days of nothing else.
 */
export function isStep(operator: ast.BinaryOperator, value: ast.Expression): boolean {
  if (operator !== '+' && operator !== '-') return false;
  return value.kind === 'Constant' && value.value.type === 'int' && value.value.value <= 16n;
}

function isPositiveConstant(node: ast.Expression): boolean {
  return (
    node.kind === 'Constant' && node.value.type === 'int' && node.value.value > 0n && node.value.value < 2147483648n
  );
}
