/**
 * Arguments of library functions: reals and ints out of whatever a program passes, refused in CPython's words.
 */
import { findSpecial } from '../operators/attribute.ts';
import { integerOf, requireInteger } from '../operators/indexing.ts';
import { isLabelled, refuse } from '../taint.ts';
import { isClass } from '../values/classes.ts';
import { error } from '../values/exceptions.ts';
import { typeName } from '../values/type-of.ts';
import { type ClassValue, Float, type Value } from '../values/value.ts';

/**
 * The real number that a value is: a float, anything with `__float__`, or an int.
 *
 * @throws TypeError for what is none, OverflowError for ints beyond the range of floats, TaintError when labelled
 */
export function realArgument(x: Value): number {
  if (x instanceof Float) return x.value;
  if (typeof x === 'number') return x;
  if (typeof x === 'boolean') return x ? 1 : 0;
  if (typeof x === 'bigint') return realFromBig(x);
  if (isLabelled(x)) return refuse(x, 'number');
  const convert = x === null ? undefined : findSpecial(x, '__float__');
  if (convert !== undefined) {
    const result: Value = convert.call(x);
    if (result instanceof Float) return result.value;
    throw error('TypeError', `${typeName(x)}.__float__ returned non-float (type ${typeName(result)})`);
  }
  const integer = integerOf(x);
  if (integer === undefined) throw error('TypeError', `must be real number, not ${typeName(x)}`);
  return typeof integer === 'bigint' ? realFromBig(integer) : integer;
}

function realFromBig(x: bigint): number {
  const value = Number(x);
  if (Number.isFinite(value)) return value;
  throw error('OverflowError', 'int too large to convert to float');
}

/** An int argument as a bigint. @throws TypeError for what is no int */
export function bigArgument(x: Value): bigint {
  return BigInt(requireInteger(x));
}

/**
 * A class that library code may complete (add methods to, rename): one that is written in Aegis, never a built-in one,
 * whatever a program hands to a decorator.
 *
 * @throws TypeError in CPython's words
 */
export function ownClass(x: Value, attribute: string): ClassValue {
  const cls = classArgument(x);
  if (!cls.classInfo.isNative) return cls;
  throw error('TypeError', `cannot set '${attribute}' attribute of immutable type '${cls.classInfo.name}'`);
}

/** @throws TypeError for what is no class, TaintError when labelled */
export function classArgument(x: Value): ClassValue {
  if (isClass(x)) return x;
  if (isLabelled(x)) return refuse(x, 'use');
  throw error('TypeError', `a class is needed here, not ${typeName(x)}`);
}
