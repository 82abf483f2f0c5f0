/** Compares trees by what was said, not where: ids, spans and comments are left out. */
import type { Module, Node } from '#language/ast';

/** A copy without ids, spans, comments and counts, fit for `toEqual`. */
export function structure(node: Node | Module): unknown {
  return strip(node);
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (['id', 'span', 'nameSpan', 'moduleSpan', 'comments', 'nodeCount'].includes(key)) continue;
    // Another reading of the same text follows from the text; that there is one is part of the structure.
    result[key] = key === 'expressionForm' ? inner !== null : strip(inner);
  }
  return result;
}
