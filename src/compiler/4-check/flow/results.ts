/**
 * Functions that take a labelled parameter and give it back as it came, without saying so: their callers read the
 * signature and take the result for a plain value.
 */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type * as ast from '#language/ast';
import type { FunctionFlow } from './function-flow.ts';
import { isOwnPlace } from './trace.ts';

/** Reports `taint/unsanitized-return` for one function. */
export function checkResult(flow: FunctionFlow, node: ast.FunctionDef, diagnostics: Diagnostics): void {
  if (flow.declared !== null) return;
  const { summary, facts } = flow;
  const trace = [...summary.returns.traces, ...summary.yields.traces].find(
    ({ root, parts }) => root.kind === 'declared' && root.owner === flow && !parts.isImplied,
  );
  if (trace === undefined || trace.root.kind !== 'declared') return;
  const { label, step } = trace.root;
  const path = [step, ...trace.parts.steps].flatMap(({ place, text }) =>
    isOwnPlace(place) ? [{ span: place.span, message: text }] : [],
  );
  const written =
    node.returns === null ? 'T' : diagnostics.source.text.slice(node.returns.span.start, node.returns.span.end);
  diagnostics.report(
    'taint/unsanitized-return',
    (node.returns ?? node.name).span,
    `${facts.name}() receives a ${label} value and gives it back unsanitised`,
    {
      severity: 'warning',
      labels: path,
      path,
      help: `say so with -> ${label}[${written}], or sanitise the value before it is returned`,
    },
  );
}
