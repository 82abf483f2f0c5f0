/** `bool(x)` as a JavaScript boolean. */
import { insideOf, isLabelled, requirePlain } from '../taint.ts';
import { error } from '../values/exceptions.ts';
import { integerIn } from '../values/integers.ts';
import { typeName } from '../values/type-of.ts';
import { Float, type Value } from '../values/value.ts';
import { findSpecial } from './attribute.ts';
import { requireInteger } from './indexing.ts';

/**
 * Truth of any value: `__bool__`, else `__len__`, else true. A labelled value gives a plain answer, for a program must
 * be able to decide.
 *
 * @throws TypeError when `__bool__` returns no bool, ValueError when `__len__` is negative, TaintError for a labelled
 *   instance of a program's class
 */
export function truth(x: Value): boolean {
  switch (typeof x) {
    case 'boolean':
      return x;
    case 'number':
      return x !== 0;
    case 'string':
      return x !== '';
    case 'bigint':
      return true;
    case 'function':
      return truthOfObject(x);
    default:
      if (x === null) return false;
      if (Array.isArray(x)) return x.length > 0;
      return truthOfObject(x);
  }
}

function truthOfObject(x: object): boolean {
  if (isLabelled(x)) {
    // The `__bool__` of a program's own class would see the inside.
    requirePlain(x, null);
    return truth(insideOf(x));
  }
  if (x instanceof Float && Object.getPrototypeOf(x) === Float.prototype) return x.value !== 0;
  const asBool = findSpecial(x, '__bool__');
  if (asBool !== undefined) {
    const answer: Value = asBool.call(x);
    if (typeof answer === 'boolean') return answer;
    throw error('TypeError', `__bool__ should return bool, returned ${typeName(answer)}`);
  }
  if ((x as { $__bool__?: unknown }).$__bool__ === null) throw error('TypeError', "'NoneType' object is not callable");
  const length = findSpecial(x, '__len__');
  return length === undefined || checkedLength(length.call(x)) > 0;
}

/** What `__len__` returned, as a JavaScript number. @throws TypeError, ValueError, OverflowError */
export function checkedLength(answer: Value): number {
  const length = integerIn(answer) ?? requireInteger(answer);
  if (length < 0) throw error('ValueError', '__len__() should return >= 0');
  if (typeof length === 'bigint') throw error('OverflowError', "cannot fit 'int' into an index-sized integer");
  return length;
}
