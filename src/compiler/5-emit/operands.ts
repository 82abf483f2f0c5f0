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
export function operand(f: FunctionContext, node: ast.Expression, others: readonly ast.Expression[] = none): Operand {
  const text = expression(f, node);
  if (isPlain(node) && isSimpleText(text) && !mayBeChanged(f, node, others)) return { setup: null, use: text };
  const use = f.temporary();
  return { setup: `${use}=${text}`, use };
}

const none: readonly ast.Expression[] = [];

/** `(t1=a,text)`; just `(text)` where the operand needs no temporary. */
export function after(operand: Operand, text: string): string {
  return operand.setup === null ? `(${text})` : `(${operand.setup},${text})`;
}

/** As `after`, for any number of operands. */
export function afterAll(operands: readonly Operand[], text: string): string {
  let setups = '';
  for (const { setup } of operands) if (setup !== null) setups += `${setup},`;
  return `(${setups}${text})`;
}

/** As `after`, for two operands. */
export function afterBoth(left: Operand, right: Operand, text: string): string {
  if (left.setup === null) return after(right, text);
  return right.setup === null ? after(left, text) : `(${left.setup},${right.setup},${text})`;
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

/** Could evaluating one of the others change the variable that `node` names? */
function mayBeChanged(f: FunctionContext, node: ast.Expression, others: readonly ast.Expression[]): boolean {
  if (node.kind !== 'Name' || others.length === 0) return false;
  const reference = f.module.referenceOf(node.id);
  if (reference?.kind === 'binding' && reference.binding.isFixed) return false;
  for (const other of others) {
    if (isPlain(other)) continue;
    if (reference?.kind === 'class') return true;
    if (reference?.kind === 'binding' && (reference.binding.boundElsewhere || f.module.bindsWithin(other.span)))
      return true;
  }
  return false;
}
