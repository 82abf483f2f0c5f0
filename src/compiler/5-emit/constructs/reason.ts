/**
 * `reason "why":` runs its block in place, as a labelled block that `conclude` leaves. What it read and what it concluded
 * are reported to the host: inputs when it begins, the conclusion when it ends.
 */
import type * as ast from '#language/ast';
import type { FunctionContext } from '../context.ts';
import { expression, rootExpression } from '../expressions.ts';
import { stringLiteral } from '../names.ts';
import { block } from '../statements.ts';

/** Writes the block before the statement it is the right side of; the value is in the returned temporary. */
export function reason(f: FunctionContext, node: ast.Reason): string {
  const label = f.label();
  const result = f.temporary();
  const started = f.temporary();
  const inputs = inputsOf(f, node);
  const names = f.module.constant(`[${inputs.map((input) => stringLiteral(input.name)).join(',')}]`);
  const values = inputs.map((input) => expression(f, input)).join(',');
  f.line(`${started}=${`${f.help('reasonStart')}(${expression(f, node.why)},${names},[${values}])`};`);
  f.line(`${result}=null;`);
  f.block(`${label}:`, () => {
    f.reasons.push({ label, result });
    const last = node.body.at(-1);
    if (last?.kind === 'ExpressionStatement') {
      block(f, node.body.slice(0, -1));
      f.line(`${result}=${rootExpression(f, last.value)};`);
    } else block(f, node.body);
    f.reasons.pop();
  });
  f.line(`${f.help('reasonEnd')}(${started},${result});`);
  return result;
}

export function conclude(f: FunctionContext, node: ast.Conclude): void {
  const { label, result } = f.reasons.at(-1)!;
  f.line(`${result}=${rootExpression(f, node.value)};`);
  f.line(`break ${label};`);
}

/** Variables of the function that the block reads and that were surely bound before it. */
function inputsOf(f: FunctionContext, node: ast.Reason): ast.Name[] {
  const inputs = new Map<string, ast.Name>();
  const walk = (item: unknown): void => {
    if (typeof item !== 'object' || item === null) return;
    if ('kind' in item && item.kind === 'Name') {
      const name = item as ast.Name;
      const reference = f.module.referenceOf(name.id);
      if (reference?.kind !== 'binding' || inputs.has(name.name)) return;
      const { binding } = reference;
      const boundBefore =
        binding.kind === 'parameter' || (binding.boundAt !== null && binding.boundAt <= node.span.start);
      const isData = binding.kind === 'parameter' || binding.kind === 'variable' || binding.kind === 'const';
      if (boundBefore && isData && !f.module.resolved.mayBeUnbound.has(name.id)) inputs.set(name.name, name);
      return;
    }
    for (const child of Object.values(item)) {
      if (Array.isArray(child)) child.forEach(walk);
      else walk(child);
    }
  };
  walk(node.body);
  return [...inputs.values()];
}
