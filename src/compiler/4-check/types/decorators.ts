/** Decorators that leave what they stand on as it is, as far as types go. Every other one makes it unknown. */
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
