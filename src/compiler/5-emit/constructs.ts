/**
 * Agent constructs. The table says for each what is emitted; those that cannot run yet say so in a diagnostic. What a
 * construct needs beyond a line or two stands in a file of its name under `constructs/`.
 */
import type * as ast from '#language/ast';
import type { ConstructName } from '#language/constructs';
import { conclude, reason } from './constructs/reason.ts';
import type { FunctionContext } from './context.ts';

/** `reason` and `conclude` are expressions and statements of their own; the others are declarations. */
const emission = {
  reason: 'expression',
  reflect: 'unsupported',
  tool_call: 'unsupported',
  human_input: 'unsupported',
  memory_access: 'unsupported',
  budget: 'unsupported',
  delegate: 'unsupported',
  plan: 'unsupported',
} as const satisfies Record<ConstructName, 'expression' | 'unsupported'>;

export function constructDef(f: FunctionContext, node: ast.ConstructDef): void {
  if (emission[node.construct] === 'unsupported')
    f.module.unsupported('unsupported/construct', node.name.span, `The construct '${node.construct}'`);
}

export function reflect(f: FunctionContext, node: ast.Reflect): void {
  f.module.unsupported('unsupported/construct', node.span, "The construct 'reflect'");
}

export { conclude as concludeStatement, reason as reasonExpression };
