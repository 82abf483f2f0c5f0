/** Decorators: their names, and which of them leave what they stand on as it is, as far as types go. */
import type * as ast from '#language/ast';

/** Every other decorator makes what it stands on unknown. */
export const transparentDecorators: ReadonlySet<string> = new Set([
  'abstractmethod',
  'audit',
  'cache',
  'capabilities',
  'ensures',
  'final',
  'intent',
  'invariant',
  'lru_cache',
  'override',
  'requires',
  'risk_level',
  'runtime_checkable',
  'sanitizer',
  'total_ordering',
  'unique',
]);

/** The name by which a decorator is called: `cache` of `@functools.cache` and `@cache()`; '' for anything else. */
export function decoratorName(node: ast.Expression): string {
  const callee = node.kind === 'Call' ? node.callee : node;
  if (callee.kind === 'Name') return callee.name;
  return callee.kind === 'Attribute' ? callee.name.name : '';
}
