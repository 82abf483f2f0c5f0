/** yield, yield from and await: what is handed to the driver of the generator (docs/runtime.md §6). */
import type * as ast from '#language/ast';
import type { FunctionContext } from './context.ts';
import { expression } from './expressions.ts';

export function yieldExpression(f: FunctionContext, node: ast.Yield): string {
  const value = node.value === null ? 'null' : expression(f, node.value);
  return f.kind === 'async generator' ? `(yield ${f.help('asyncYield')}(${value}))` : `(yield ${value})`;
}

export function yieldFromExpression(f: FunctionContext, node: ast.YieldFrom): string {
  return `(yield ${f.help('delegate')}(${expression(f, node.value)}))`;
}

export function awaitExpression(f: FunctionContext, node: ast.Await): string {
  return `(yield ${f.help('awaiting')}(${expression(f, node.value)}))`;
}
