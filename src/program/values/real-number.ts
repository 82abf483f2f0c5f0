/** The float that an argument stands for, as functions on real numbers (`math`, `%f`, `float()`) convert it. */
import { findSpecial } from '../operators/attribute.ts';
import { integerOf } from '../operators/indexing.ts';
import { error } from './exceptions.ts';
import { floatFromInteger, integerIn } from './integers.ts';
import { typeName } from './type-of.ts';
import { Float, type Value } from './value.ts';

/** The float that a value is or converts to by `__float__` or `__index__`; undefined when it does neither. */
export function realNumberOf(value: Value): number | undefined {
  if (value instanceof Float && Object.getPrototypeOf(value) === Float.prototype) return value.value;
  // Instances of subclasses of int may have a `__float__` of their own.
  const integer = typeof value === 'object' ? undefined : integerIn(value);
  if (integer !== undefined) return floatFromInteger(integer);
  const asFloat = findSpecial(value, '__float__');
  if (asFloat !== undefined) {
    const result: Value = asFloat.call(value);
    if (result instanceof Float) return result.value;
    throw error('TypeError', `${typeName(value)}.__float__ returned non-float (type ${typeName(result)})`);
  }
  const index = integerOf(value);
  return index === undefined ? undefined : floatFromInteger(index);
}

/** The same. @throws TypeError when the value is no real number, OverflowError for an int beyond all floats */
export function realNumber(value: Value): number {
  const number = realNumberOf(value);
  if (number === undefined) throw error('TypeError', `must be real number, not ${typeName(value)}`);
  return number;
}
