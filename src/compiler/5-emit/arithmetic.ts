/**
 * Arithmetic. Each operation takes an inline fast path for ints and falls to a helper; floats that are proven are computed
 * raw; trees of operations on unknown operands are fused (docs/runtime.md §9).
 */
import type * as ast from '#language/ast';
import type { HelperName } from '#protocol/helpers';
import { isInt, isNumber, type Kind } from '../4-check/kinds/kind.ts';
import type { FunctionContext } from './context.ts';
import { expression } from './expressions.ts';
import { fused, fusible, mayBeNumeric } from './fused-trees.ts';
import { intFastPath } from './int-operations.ts';
import { after, afterBoth, type Operand, operand } from './operands.ts';
import { reducedProduct } from './products.ts';
import { numberLiteral, raw } from './raw-floats.ts';
import { condition } from './truth.ts';

export const helperOf: Readonly<Record<ast.BinaryOperator, HelperName>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '//': 'floorDivide',
  '%': 'modulo',
  '**': 'power',
  '@': 'matrixMultiply',
  '&': 'bitAnd',
  '|': 'bitOr',
  '^': 'bitXor',
  '<<': 'shiftLeft',
  '>>': 'shiftRight',
};

export function binary(f: FunctionContext, node: ast.BinOp): string {
  if (f.module.kindOf(node) === 'float') return `new ${f.help('Float')}(${raw(f, node)})`;
  return reducedProduct(f, node) ?? fused(f, node) ?? stepwise(f, node.operator, node.left, node.right);
}

/** `target op= value`, given the current value of the target. */
export function inPlace(f: FunctionContext, node: ast.AugAssign, current: string): string {
  const { operator, value, target } = node;
  const right = operand(f, value);
  if (isStep(f, node)) return `${current}${operator}${right.use}`;
  const slow = `${f.help(`${helperOf[operator]}InPlace` as HelperName)}(${current},${right.use})`;
  const cases: string[] = [];
  const kinds = [f.module.kindOf(target), f.module.kindOf(value)] as const;
  const mayBeInts = kinds.every((kind) => kind === 'any' || isInt(kind));
  const fast = mayBeInts
    ? intFastPath(f, operator, { text: current, node: target }, { text: right.use, node: value })
    : null;
  if (fast?.test === '') return after(right, fast.result);
  if (fast !== null) cases.push(`${fast.test}?${fast.result}`);
  if (kinds.every((kind) => mayBeFloat(kind)) && fusible.has(operator) && operator !== '/' && mayBeNumeric(value)) {
    const number =
      value.kind === 'Constant' && 'value' in value.value ? numberLiteral(Number(value.value.value)) : null;
    const test = number === null ? `&&${right.use}?.isFloat===true` : '';
    const computed = `${current}.value${operator}${number ?? `${right.use}.value`}`;
    cases.push(`${current}?.isFloat===true${test}?new ${f.help('Float')}(${computed})`);
  }
  if (operator === '+' && kinds.every(mayBeText) && (value.kind !== 'Constant' || isString(value))) {
    cases.push(`typeof ${current}==='string'&&typeof ${right.use}==='string'?${current}+${right.use}`);
  }
  let choice = '';
  for (const each of cases) choice += `${each}:`;
  return after(right, choice + slow);
}

/** Counting by little from what is a JavaScript number leads nowhere else for longer than any program runs. */
function isStep(f: FunctionContext, { operator, target, value }: ast.AugAssign): boolean {
  return (
    target.kind === 'Name' &&
    (operator === '+' || operator === '-') &&
    isNumber(f.module.kindOf(target)) &&
    value.kind === 'Constant' &&
    value.value.type === 'int' &&
    value.value.value <= 16n
  );
}

/** False for what is surely no float; ints mix with floats. */
export function mayBeFloat(kind: Kind): boolean {
  return kind === 'any' || kind === 'float' || isNumber(kind);
}

function mayBeText(kind: Kind): boolean {
  return kind === 'any' || kind === 'text';
}

function stepwise(
  f: FunctionContext,
  operator: ast.BinaryOperator,
  leftNode: ast.Expression,
  rightNode: ast.Expression,
): string {
  const left = operand(f, leftNode, [rightNode]);
  const right = operand(f, rightNode);
  const kinds = [f.module.kindOf(leftNode), f.module.kindOf(rightNode)];
  if (
    operator === '+' &&
    kinds.includes('text') &&
    kinds.every(mayBeText) &&
    !isString(leftNode) &&
    !isString(rightNode)
  ) {
    const slow = `${f.help('add')}(${left.use},${right.use})`;
    const areStrings = `typeof ${left.use}==='string'&&typeof ${right.use}==='string'`;
    return afterBoth(left, right, `${areStrings}?${left.use}+${right.use}:${slow}`);
  }
  if (operator === '+' && (isString(leftNode) || isString(rightNode))) {
    const unknown = isString(leftNode) ? right : left;
    const slow = `${f.help('add')}(${left.use},${right.use})`;
    return afterBoth(left, right, `typeof ${unknown.use}==='string'?${left.use}+${right.use}:${slow}`);
  }
  return combine(f, operator, { ...left, node: leftNode }, { ...right, node: rightNode });
}

export function combine(
  f: FunctionContext,
  operator: ast.BinaryOperator,
  left: Operand & { node: ast.Expression | null },
  right: Operand & { node: ast.Expression | null },
): string {
  const slow = `${f.help(helperOf[operator])}(${left.use},${right.use})`;
  const fast = intFastPath(f, operator, { text: left.use, node: left.node }, { text: right.use, node: right.node });
  if (fast === null) return afterBoth(left, right, slow);
  return afterBoth(left, right, fast.test === '' ? fast.result : `${fast.test}?${fast.result}:${slow}`);
}

export function unary(f: FunctionContext, node: ast.UnaryOp): string {
  if (node.operator === 'not') return `!${condition(f, node.operand)}`;
  if (node.operand.kind === 'Constant' && node.operator === '-') {
    const { value } = node.operand;
    if (value.type === 'int' && value.value > 0n) {
      return value.value <= 9007199254740991n ? `(-${value.value})` : `(-${value.value}n)`;
    }
    if (value.type === 'float') return f.module.constant(`new ${f.help('Float')}(${numberLiteral(-value.value)})`);
  }
  if (f.module.kindOf(node) === 'float') return `new ${f.help('Float')}(${raw(f, node)})`;
  const kind = f.module.kindOf(node.operand);
  if (node.operator === '-' && isNumber(kind)) return `(0-${expression(f, node.operand)})`;
  if (node.operator === '+' && isInt(kind)) return expression(f, node.operand);
  const helper = node.operator === '-' ? 'negate' : node.operator === '+' ? 'plus' : 'invert';
  return `${f.help(helper)}(${expression(f, node.operand)})`;
}

/** A literal that is a plain JavaScript string. */
export function isString(node: ast.Expression): boolean {
  return node.kind === 'Constant' && node.value.type === 'str' && !/[\ud800-\udfff]/.test(node.value.value);
}
