/** Comparisons, single and chained, as values and as conditions. */
import type * as ast from '#language/ast';
import type { HelperName } from '#protocol/helpers';
import { isInt, isNumber } from '../4-check/kinds/kind.ts';
import { isString } from './arithmetic.ts';
import type { FunctionContext } from './context.ts';
import { afterBoth, type Operand, operand } from './operands.ts';
import { raw } from './raw-floats.ts';

/** The helper of each operator that objects can define. */
export const comparisonHelper = {
  '==': 'equal',
  '!=': 'notEqual',
  '<': 'less',
  '<=': 'lessEqual',
  '>': 'greater',
  '>=': 'greaterEqual',
} as const satisfies Partial<Record<ast.ComparisonOperator, HelperName>>;

export function compare(f: FunctionContext, node: ast.Compare): string {
  if (node.operators.length === 1)
    return comparison(f, node.operators[0]!, node.left, node.comparators[0]!, node, 'value');
  return chain(f, node, 'value');
}

/** `a < b < c`: each operand is evaluated once, and only as far as needed. */
export function chain(f: FunctionContext, node: ast.Compare, as: 'value' | 'condition'): string {
  const last = node.operators.length - 1;
  let left: Operand = operand(f, node.left, node.comparators);
  const setup = left.setup;
  const links: string[] = [];
  left = { setup: null, use: left.use };
  node.operators.forEach((operator, index) => {
    const rightNode = node.comparators[index]!;
    const right = operand(f, rightNode, node.comparators.slice(index + 1));
    const leftNode = index === 0 ? node.left : node.comparators[index - 1]!;
    links.push(compareOperands(f, operator, left, right, leftNode, rightNode, as));
    left = { setup: null, use: right.use };
  });
  let text = links[last]!;
  for (let index = last - 1; index >= 0; index--) {
    if (as === 'condition') text = `(${links[index]}&&${text})`;
    else {
      const t = f.temporary();
      text = `(${f.help('truth')}(${t}=${links[index]})?${text}:${t})`;
    }
  }
  return setup === null ? text : `(${setup},${text})`;
}

export function comparison(
  f: FunctionContext,
  operator: ast.ComparisonOperator,
  leftNode: ast.Expression,
  rightNode: ast.Expression,
  _node: ast.Node,
  as: 'value' | 'condition',
): string {
  const kinds = [f.module.kindOf(leftNode), f.module.kindOf(rightNode)];
  if (
    operator in comparisonHelper &&
    kinds.includes('float') &&
    kinds.every((kind) => kind === 'float' || isNumber(kind))
  ) {
    return `(${raw(f, leftNode)}${jsOperator(operator)}${raw(f, rightNode)})`;
  }
  const left = operand(f, leftNode, [rightNode]);
  const right = operand(f, rightNode);
  return compareOperands(f, operator, left, right, leftNode, rightNode, as);
}

function compareOperands(
  f: FunctionContext,
  operator: ast.ComparisonOperator,
  left: Operand,
  right: Operand,
  leftNode: ast.Expression,
  rightNode: ast.Expression,
  as: 'value' | 'condition',
): string {
  const a = left.use;
  const b = right.use;
  switch (operator) {
    case 'is':
    case 'is not': {
      const same =
        comparesIdentity(leftNode) || comparesIdentity(rightNode) ? `${a}===${b}` : `${f.help('isSame')}(${a},${b})`;
      return afterBoth(left, right, operator === 'is' ? same : same.includes('===') ? `${a}!==${b}` : `!${same}`);
    }
    case 'in':
      return afterBoth(left, right, `${f.help('contains')}(${b},${a})`);
    case 'not in':
      return afterBoth(left, right, `!${f.help('contains')}(${b},${a})`);
  }
  const js = jsOperator(operator);
  const call = `${f.help(comparisonHelper[operator]!)}(${a},${b})`;
  const slow = as === 'condition' ? `${f.help('truth')}(${call})` : call;
  const kinds = [f.module.kindOf(leftNode), f.module.kindOf(rightNode)];
  if (kinds.every(isInt)) return afterBoth(left, right, `${a}${js}${b}`);
  const text = isString(leftNode) ? b : isString(rightNode) ? a : null;
  if (text !== null && (operator === '==' || operator === '!='))
    return afterBoth(left, right, `typeof ${text}==='string'?${a}${js}${b}:${slow}`);
  const first = isNumber(kinds[0]!) ? '' : `typeof ${a}==='number'`;
  const second = isNumber(kinds[1]!) ? '' : `typeof ${b}==='number'`;
  const tests = first === '' || second === '' ? first + second : `${first}&&${second}`;
  if (isString(leftNode) || isString(rightNode)) return afterBoth(left, right, slow);
  return afterBoth(left, right, `${tests}?${a}${js}${b}:${slow}`);
}

function jsOperator(operator: ast.ComparisonOperator): string {
  return operator === '==' ? '===' : operator === '!=' ? '!==' : operator;
}

function comparesIdentity(node: ast.Expression): boolean {
  return node.kind === 'Constant' && (node.value.type === 'none' || node.value.type === 'bool');
}
