/** Strings as receivers and arguments of methods. */
import { error } from '../exceptions.ts';
import { type Str, Text } from '../text.ts';
import { typeName } from '../type-of.ts';
import type { Value } from '../value.ts';

/** The string that a str or an instance of a subclass of str is; undefined for everything else. */
export function stringIn(x: Value): Str | undefined {
  if (typeof x === 'string' || x instanceof Text) return x;
  if (typeof x !== 'object' || x === null) return undefined;
  const { base } = x as { base?: Value };
  return typeof base === 'string' || base instanceof Text ? base : undefined;
}

/** The string of a receiver: methods of str are only called on strings. */
export function ownText(self: Value): Str {
  return typeof self === 'string' ? self : stringIn(self)!;
}

/**
 * A string argument.
 *
 * @param what how messages begin, e.g. `find() argument 1`; null for `must be str, not int`
 * @throws TypeError
 */
export function requireString(x: Value, what: string | null = null): Str {
  const text = stringIn(x);
  if (text !== undefined) return text;
  throw error(
    'TypeError',
    `${what === null ? '' : what + ' '}must be str, not ${x === null && what !== null ? 'None' : typeName(x)}`,
  );
}
