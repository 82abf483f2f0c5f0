/**
 * What a branch knows of a variable: where `isinstance(x, tainted)` does not hold, the value has that label not itself
 * (what it contains may have it).
 */
import type * as ast from '#language/ast';
import { nameValue } from './expressions.ts';
import { onlyLabelled, withTraces } from './value.ts';
import type { Walker } from './walker.ts';

/** Narrows the variables of the frame's present environment. @param holds how the test came out */
export function narrow(test: ast.Expression, holds: boolean, walker: Walker): void {
  if (test.kind === 'UnaryOp' && test.operator === 'not') return narrow(test.operand, !holds, walker);
  if (holds || test.kind !== 'Call' || walker.file.libraryName(test.callee) !== 'builtins.isinstance') return;
  const [subject, type] = test.arguments;
  if (subject?.kind !== 'Name' || type === undefined) return;
  const label = walker.file.libraryName(type);
  if (label !== 'builtins.tainted' && label !== 'builtins.secret') return;
  const reference = walker.file.resolved.references[subject.id];
  if (reference?.kind !== 'binding' || reference.binding.boundElsewhere) return;
  const value = nameValue(subject, walker);
  const { traces } = onlyLabelled(value, label === 'builtins.tainted' ? 'secret' : 'tainted');
  walker.frame.environment.set(reference.binding, withTraces(value, traces));
}
