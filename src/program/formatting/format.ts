/** `format(value, spec)` for any value. */
import { findSpecial } from '../operators/attribute.ts';
import { isLabelled, refuse } from '../taint.ts';
import { lookUp } from '../values/classes.ts';
import { error } from '../values/exceptions.ts';
import { display, stringFrom } from '../values/representation.ts';
import { isStr, type Str } from '../values/text.ts';
import { typeName, typeOf } from '../values/type-of.ts';
import type { FunctionValue, Value } from '../values/value.ts';
import { formatInteger } from './format-number.ts';
import { formatText } from './format-text.ts';

/** `format(value, spec)`. @throws what `__format__` raises, TaintError for labelled values */
export function format(value: Value, spec: Str): Str {
  if (typeof value === 'string') return spec === '' ? value : formatText(value, spec);
  if (typeof value === 'number') return spec === '' ? String(value) : formatInteger(value, spec);
  if (isLabelled(value)) return refuse(value, 'format');
  if (spec === '' && isFormattedByBase(value)) return display(value);
  const special = findSpecial(value, '__format__');
  if (special !== undefined) return stringFromFormat(special.call(value, spec));
  if (spec === '') return display(value);
  throw error('TypeError', `unsupported format string passed to ${typeName(value)}.__format__`);
}

/** True for instances of subclasses without a `__format__` of their own: built-in types then ask for `str()`. */
function isFormattedByBase(value: Value): boolean {
  const type = typeOf(value);
  if (type.classInfo.isNative) return false;
  const member = lookUp(type, '__format__');
  return typeof member === 'function' && (member as FunctionValue).owner?.classInfo.isNative === true;
}

function stringFromFormat(result: Value): Str {
  if (isStr(result)) return result;
  const base = (result as { base?: Value } | null)?.base;
  if (base !== undefined && isStr(base)) return base;
  if (isLabelled(result)) return stringFrom(result, '__format__');
  throw error('TypeError', `__format__ must return a str, not ${typeName(result)}`);
}
