/** An estimate of how many items an iterable has: `len`, else `__length_hint__`, else a default. */
import { findSpecial } from '../../operators/attribute.ts';
import { integerOf, requireInteger } from '../../operators/indexing.ts';
import { error, exceptionTypes, isException } from '../../values/exceptions.ts';
import { isInstance, typeName } from '../../values/type-of.ts';
import { notImplemented, type ThisForm, type Value } from '../../values/value.ts';

/** @throws TypeError, ValueError when a hint is no int or negative, or what the methods raise other than TypeError */
export function lengthHint(x: Value, otherwise: Value = 0): Value {
  requireInteger(otherwise);
  const length = answer(findSpecial(x, '__len__'), x);
  if (length !== undefined) return length;
  const hint = answer(findSpecial(x, '__length_hint__'), x);
  if (hint === undefined || hint === notImplemented) return otherwise;
  const size = integerOf(hint);
  if (size === undefined) throw error('TypeError', `__length_hint__ must be an integer, not ${typeName(hint)}`);
  if (size < 0) throw error('ValueError', '__length_hint__() should return >= 0');
  return size;
}

/** What a method answers; undefined when it is not there or says by TypeError that it cannot. */
function answer(method: ThisForm | undefined, x: Value): Value | undefined {
  if (method === undefined) return undefined;
  try {
    return method.call(x);
  } catch (problem) {
    if (isException(problem) && isInstance(problem, exceptionTypes.TypeError)) return undefined;
    throw problem;
  }
}
