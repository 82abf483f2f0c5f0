/** Compares trees by what was said, not where: ids, spans and comments are left out. */
import type { Module, Node } from '#language/ast';

const notSaid = new Set(['id', 'span', 'nameSpan', 'moduleSpan', 'comments', 'nodeCount']);

/**
 * A copy without ids, spans, comments and counts, fit for `toEqual`.
 *
 * @param leaveOut further keys that do not count
 */
export function structure(node: Node | Module, leaveOut: readonly string[] = []): unknown {
  return strip(node, new Set([...notSaid, ...leaveOut]));
}

function strip(value: unknown, leaveOut: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((each) => strip(each, leaveOut));
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (leaveOut.has(key)) continue;
    // Another reading of the same text follows from the text; that there is one is part of the structure.
    result[key] = key === 'expressionForm' ? inner !== null : strip(inner, leaveOut);
  }
  return result;
}
