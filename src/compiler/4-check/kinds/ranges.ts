/** Loops over the built-in `range`: what their counters can be. */
import type * as ast from '#language/ast';
import type { ResolvedModule } from '../../3-resolve/scope.ts';

/** `range(…)` of the built-in with one, two or three plain arguments. */
export function isRange(node: ast.Expression, resolved: ResolvedModule): node is ast.Call {
  if (node.kind !== 'Call' || node.callee.kind !== 'Name' || node.keywords.length > 0) return false;
  const reference = resolved.references[node.callee.id];
  if (reference?.kind !== 'builtin' || reference.name !== 'range') return false;
  const { length } = node.arguments;
  return length >= 1 && length <= 3 && !node.arguments.some((argument) => argument.kind === 'Starred');
}

/** True when the counter is a JavaScript number for longer than any program runs, wherever the range ends. */
export function startsNearZero(range: ast.Call): boolean {
  const [first, second] = range.arguments;
  if (second === undefined) return true;
  if (rangeStep(range) === 0) return false;
  return first!.kind === 'Constant' && first!.value.type === 'int' && first!.value.value < 2n ** 50n;
}

/** The constant step of a `range(…)`; 0 when it is known only when the loop begins. */
export function rangeStep(node: ast.Call): number {
  if (node.arguments.length < 3) return 1;
  let step = node.arguments[2]!;
  let sign = 1;
  if (step.kind === 'UnaryOp' && step.operator === '-') {
    sign = -1;
    step = step.operand;
  }
  if (step.kind !== 'Constant' || step.value.type !== 'int' || step.value.value > 1000000n) return 0;
  return sign * Number(step.value.value);
}
