/**
 * Operands that are used more than once: tested on the fast path and passed on to the slow one. A simple operand (a
 * constant, a variable nobody can change meanwhile) is written twice; anything else goes into a temporary first.
 */
import type * as ast from '#language/ast';
import type { FunctionContext } from './context.ts';
import { expression } from './expressions.ts';

export interface Operand {
  /** What stands in the way before it can be used: `t1=…`, or nothing. */
  readonly setup: string | null;
  /** The operand itself, free of effects. */
  readonly use: string;
}

/**
 * @param others operands evaluated after this one and before it is used; if they could change the variable, it is copied
 */
export function operand(f: FunctionContext, node: ast.Expression, others: readonly ast.Expression[] = []): Operand {
  const text = expression(f, node);
  if (isPlain(node) && isSimpleText(text) && !others.some((other) => mayChange(f, node, other))) {
    return { setup: null, use: text };
  }
  const use = f.temporary();
  return { setup: `${use}=${text}`, use };
}

/** `(t1=a,t2=b,text)`; just `text` where no operand needs a temporary. */
export function sequence(operands: readonly Operand[], text: string): string {
  let setups = '';
  for (const { setup } of operands) if (setup !== null) setups += `${setup},`;
  return `(${setups}${text})`;
}

/** A variable, a constant or a literal: may be written more than once. */
export function isSimpleText(text: string): boolean {
  return /^[\w$.-]+$|^\(-\d+\)$/.test(text);
}

/** Text that can stand before `.$name`: a number needs parentheses there. */
export function receiver(use: string): string {
  return /^\d/.test(use) ? `(${use})` : use;
}

function isPlain(node: ast.Expression): boolean {
  return (
    node.kind === 'Name' || node.kind === 'Constant' || (node.kind === 'UnaryOp' && node.operand.kind === 'Constant')
  );
}

/** Could evaluating `other` change the variable that `node` names? */
function mayChange(f: FunctionContext, node: ast.Expression, other: ast.Expression): boolean {
  if (node.kind !== 'Name' || isPlain(other)) return false;
  const reference = f.module.referenceOf(node.id);
  if (reference?.kind !== 'binding') return reference?.kind === 'class';
  const { binding } = reference;
  if (binding.isFixed) return false;
  return binding.boundElsewhere || containsWalrus(other);
}

function containsWalrus(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if ('kind' in node && (node.kind === 'NamedExpression' || node.kind === 'Comprehension')) return true;
  return Object.values(node).some((child) =>
    Array.isArray(child) ? child.some(containsWalrus) : containsWalrus(child),
  );
}
