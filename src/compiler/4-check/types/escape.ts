/**
 * Containers that somebody else gets to see. Whoever holds one may put anything into it, so what is known of the items of a
 * variable without annotation ends there.
 */
import type * as ast from '#language/ast';
import type { Expressions } from './expressions.ts';
import { withoutArguments } from './join.ts';
import { same } from './same.ts';

/** Notes that the value of an expression is handed out: passed, stored, or held by another variable. */
export function escape(node: ast.Expression, infer: Expressions): void {
  switch (node.kind) {
    case 'Name':
      return escapeVariable(node, infer);
    case 'Starred':
      return escape(node.value, infer);
    case 'ListExpression':
    case 'TupleExpression':
    case 'SetExpression':
      for (const element of node.elements) escape(element, infer);
      return;
    case 'DictExpression':
      for (const entry of node.entries) escape(entry.value, infer);
      return;
    case 'Conditional':
      escape(node.body, infer);
      escape(node.orelse, infer);
  }
}

function escapeVariable(node: ast.Name, infer: Expressions): void {
  const binding = infer.bindingOf(node);
  const type = binding === null ? undefined : infer.environment.get(binding);
  if (binding === null || type === undefined || infer.file.declarations.annotationOf(binding) !== null) return;
  const lessKnown = withoutArguments(type);
  if (!same(type, lessKnown)) infer.environment.set(binding, lessKnown);
}
