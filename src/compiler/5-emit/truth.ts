/** Truth: expressions as JavaScript conditions, `and` and `or`. */
import type * as ast from '#language/ast';
import { isInt } from '../4-check/kinds/kind.ts';
import { chain, comparison } from './comparison.ts';
import type { FunctionContext } from './context.ts';
import { expression } from './expressions.ts';
import { after, operand } from './operands.ts';
import { raw } from './raw-floats.ts';

/** An expression as a JavaScript condition. */
export function condition(f: FunctionContext, node: ast.Expression): string {
  switch (node.kind) {
    case 'BoolOp':
      return junction(f, node);
    case 'UnaryOp':
      if (node.operator === 'not') return `!${condition(f, node.operand)}`;
      break;
    case 'Compare':
      if (node.operators.length === 1)
        return comparison(f, node.operators[0]!, node.left, node.comparators[0]!, node, 'condition');
      return chain(f, node, 'condition');
    case 'Constant':
      if (node.value.type === 'bool') return String(node.value.value);
      break;
  }
  const kind = f.module.kindOf(node);
  if (kind === 'bool') return expression(f, node);
  if (kind === 'float') return `(${raw(f, node)}!==0)`;
  if (isInt(kind)) return `(${expression(f, node)}!==0)`;
  if (kind === 'list') return `(${expression(f, node)}.length!==0)`;
  const value = operand(f, node);
  return after(value, `${value.use}===true||${value.use}!==false&&${f.help('truth')}(${value.use})`);
}

/** `a and b` as a condition. */
function junction(f: FunctionContext, node: ast.BoolOp): string {
  const operator = node.operator === 'and' ? '&&' : '||';
  let text = condition(f, node.values[0]!);
  for (let index = 1; index < node.values.length; index++)
    text = `${text}${operator}${condition(f, node.values[index]!)}`;
  return `(${text})`;
}

/** `a and b` as a value: the first operand that decides. */
export function booleanValue(f: FunctionContext, node: ast.BoolOp): string {
  if (f.module.kindOf(node) === 'bool') return condition(f, node);
  let text = expression(f, node.values.at(-1)!);
  for (let index = node.values.length - 2; index >= 0; index--) {
    const t = f.temporary();
    const test = `${f.help('truth')}(${t}=${expression(f, node.values[index]!)})`;
    text = node.operator === 'and' ? `(${test}?${text}:${t})` : `(${test}?${t}:${text})`;
  }
  return text;
}
