/** Can the end of a function's body be reached, so that it returns None? Doubt means yes. */
import type * as ast from '#language/ast';

export function canFallThrough(body: readonly ast.Statement[]): boolean {
  const last = body.at(-1);
  if (last === undefined) return true;
  switch (last.kind) {
    case 'Return':
    case 'Raise':
      return false;
    case 'If':
      return canFallThrough(last.body) || canFallThrough(last.orelse);
    case 'While':
      return !isTrue(last.test) || containsBreak(last.body);
    default:
      return true;
  }
}

function isTrue(node: ast.Expression): boolean {
  return node.kind === 'Constant' && node.value.type === 'bool' && node.value.value;
}

/** A `break` anywhere inside; those of inner loops are taken for ours. */
function containsBreak(statements: readonly ast.Statement[]): boolean {
  return statements.some((statement) => {
    if (statement.kind === 'Break') return true;
    const parts = Object.values(statement).filter(Array.isArray) as readonly unknown[][];
    return parts.some((part) => containsBreak(part.filter(isStatementLike)));
  });
}

function isStatementLike(item: unknown): item is ast.Statement {
  return typeof item === 'object' && item !== null && 'kind' in item;
}
