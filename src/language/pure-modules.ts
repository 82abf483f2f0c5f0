/**
 * Library modules that only compute: what works on a raw value in quarantine may call them, because they keep nothing
 * and reach nothing. (`random`, `calendar` and `decimal` keep settings; the rest has effects.)
 */
export const pureModules: ReadonlySet<string> = new Set([
  'base64',
  'binascii',
  'bisect',
  'collections',
  'datetime',
  'difflib',
  'fractions',
  'hashlib',
  'heapq',
  'hmac',
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

/** Of modules that keep something (`csv` its dialects), the members that do not. */
const pureMembers: Readonly<Record<string, ReadonlySet<string>>> = {
  csv: new Set([
    'reader',
    'writer',
    'DictReader',
    'DictWriter',
    'Sniffer',
    'Error',
    'QUOTE_ALL',
    'QUOTE_MINIMAL',
    'QUOTE_NONE',
  ]),
  io: new Set(['StringIO', 'BytesIO']),
};

/** Whether a member of a module only computes. */
export function isPureMember(module: string, member: string): boolean {
  return pureModules.has(module) || (Object.hasOwn(pureMembers, module) && pureMembers[module]!.has(member));
}

/** Whether a module has members that only compute, so that it may be named to reach one. */
export function hasPureMembers(module: string): boolean {
  return pureModules.has(module) || Object.hasOwn(pureMembers, module);
}
