/** `repr`, `str` and `ascii` of any value, and the guard that stops containers which hold themselves. */

import { floatText } from '../formatting/float-text.ts';
import { findSpecial } from '../operators/attribute.ts';
import { isLabelled, refuse } from '../taint.ts';
import { error } from './exceptions.ts';
import { integerText } from './integer-text.ts';
import { escapeNonAscii, quote } from './str/quote.ts';
import { isStr, type Str } from './text.ts';
import { typeName } from './type-of.ts';
import { Float, type Value } from './value.ts';

/** `repr(x)`. @throws TypeError when `__repr__` returns no string, TaintError for labelled values */
export function repr(x: Value): Str {
  switch (typeof x) {
    case 'number':
      return String(x);
    case 'string':
      return quote(x);
    case 'boolean':
      return x ? 'True' : 'False';
    case 'bigint':
      return integerText(x);
  }
  if (x === null) return 'None';
  if (isLabelled(x)) return refuse(x, 'string');
  if (x instanceof Float && Object.getPrototypeOf(x) === Float.prototype) return floatText(x.value);
  const special = findSpecial(x, '__repr__');
  return special === undefined ? `<${typeName(x)} object>` : stringFrom(special.call(x), '__repr__');
}

/** `str(x)`. @throws TypeError when `__str__` returns no string, TaintError for labelled values */
export function display(x: Value): Str {
  if (typeof x === 'string') return x;
  if (typeof x === 'number') return String(x);
  if (x === null || typeof x === 'boolean' || typeof x === 'bigint') return repr(x);
  if (isLabelled(x)) return refuse(x, 'string');
  const special = findSpecial(x, '__str__');
  return special === undefined ? repr(x) : stringFrom(special.call(x), '__str__');
}

/** `ascii(x)`: `repr(x)` with everything outside ASCII escaped. */
export function ascii(x: Value): Str {
  return escapeNonAscii(repr(x));
}

/** The string that a special method returned; an instance of a subclass of str gives the string that it holds. */
export function stringFrom(result: Value, method: string): Str {
  if (isStr(result)) return result;
  if (isLabelled(result)) return refuse(result, 'string');
  const base = (result as { base?: Value } | null)?.base;
  if (base !== undefined && isStr(base)) return base;
  throw error('TypeError', `${method} returned non-string (type ${typeName(result)})`);
}

/** Containers whose representation is being made, innermost last. */
const active: object[] = [];

/** Runs `represent` unless this very container is being represented already: then it gives `mark`. */
export function withRepresentation(container: object, mark: Str, represent: () => Str): Str {
  if (active.includes(container)) return mark;
  active.push(container);
  try {
    return represent();
  } finally {
    active.pop();
  }
}
