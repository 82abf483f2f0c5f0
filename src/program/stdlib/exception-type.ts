/** Exception types that native modules bring along, made like the built-in ones. */

import type { ClassInfo } from '../values/classes.ts';
import { defineNativeType } from '../values/classes.ts';
import { capture, type ExceptionObject, exceptionInstance, makeException } from '../values/exceptions.ts';
import { beingHandled } from '../values/handling.ts';
import type { ClassValue, Value } from '../values/value.ts';

/**
 * Defines an exception type.
 *
 * @param qualified module and name, `struct.error`
 */
export function defineException(qualified: string, base: ClassValue): ClassValue {
  const dot = qualified.lastIndexOf('.');
  const cls: ClassValue = defineNativeType({
    name: qualified.slice(dot + 1),
    module: qualified.slice(0, dot),
    bases: [base],
    prototype: {},
    parameters: '(*args)',
    construct: (...args: Value[]) => makeException(cls, args),
  });
  const info = cls.classInfo as { -readonly [Key in keyof ClassInfo]: ClassInfo[Key] };
  info.instance = exceptionInstance(info.prototype);
  return cls;
}

/** An exception of such a type, to be thrown. */
export function problem(cls: ClassValue, message: string): ExceptionObject {
  const exception = makeException(cls, [message]);
  exception.context = beingHandled();
  capture(exception);
  return exception;
}
