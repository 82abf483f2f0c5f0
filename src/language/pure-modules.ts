/**
 * Library modules that only compute: what works on a raw value in quarantine may call them, because they keep nothing
 * and reach nothing. (`random`, `calendar` and `decimal` keep settings; the rest has effects.)
 */
export const pureModules: ReadonlySet<string> = new Set([
  'datetime',
  'fractions',
  'hashlib',
  'html',
  'itertools',
  'json',
  'math',
  'operator',
  're',
  'statistics',
  'string',
  'textwrap',
]);
