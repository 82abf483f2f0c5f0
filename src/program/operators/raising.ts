/**
 * Raising and handling as emitted code does it (docs/runtime.md §7): what is thrown, what a handler sees, which exception
 * is being handled.
 */
import { isLabelled, refuse } from '../taint.ts';
import { isClass, isSubclass } from '../values/classes.ts';
import { engineError } from '../values/engine-errors.ts';
import { capture, ExceptionObject, error, exceptionTypes, isException } from '../values/exceptions.ts';
import { beingHandled, handlingState } from '../values/handling.ts';
import { repr } from '../values/representation.ts';
import { typeOf } from '../values/type-of.ts';
import { Tuple, type Value } from '../values/value.ts';

/**
 * The exception for `raise value`, ready to be thrown.
 *
 * @throws TypeError when the value is no exception, TaintError when it is labelled
 */
export function raise(value: Value): ExceptionObject {
  const exception = exceptionOf(value);
  setContext(exception);
  capture(exception);
  return exception;
}

/**
 * The exception that `throw` puts into a generator. What is being handled outside is not its context, because nothing raises
 * it there.
 *
 * @throws TypeError when the value is no exception, TaintError when it is labelled
 */
export function thrown(value: Value): ExceptionObject {
  const exception = exceptionOf(value);
  capture(exception);
  return exception;
}

/** `raise value from cause`. @throws TypeError when either is no exception */
export function raiseFrom(value: Value, cause: Value): ExceptionObject {
  const exception = exceptionOf(value);
  if (cause === null) exception.cause = null;
  else if (isException(cause)) exception.cause = cause;
  else if (isExceptionClass(cause)) exception.cause = exceptionOf(cause);
  else throw error('TypeError', 'exception causes must derive from BaseException');
  exception.suppressContext = true;
  setContext(exception);
  capture(exception);
  return exception;
}

/** A bare `raise`. @throws RuntimeError when nothing is being handled */
export function reraise(): ExceptionObject {
  return beingHandled() ?? error('RuntimeError', 'No active exception to reraise');
}

function exceptionOf(value: Value): ExceptionObject {
  if (isException(value)) return value;
  if (isExceptionClass(value)) {
    const made = (value as (...args: Value[]) => Value)();
    if (isException(made)) return made;
    throw error(
      'TypeError',
      `calling ${String(repr(value))} should have returned an instance of BaseException, not ${String(repr(typeOf(made)))}`,
    );
  }
  if (isLabelled(value)) return refuse(value, 'raise');
  throw error('TypeError', 'exceptions must derive from BaseException');
}

function isExceptionClass(value: Value): boolean {
  return isClass(value) && isSubclass(value, exceptionTypes.BaseException);
}

/** What is being handled becomes the context, unless that would close a circle. */
export function setContext(exception: ExceptionObject): void {
  const current = beingHandled();
  if (current === null || current === exception) return;
  // A program may have closed a circle already: the second pointer goes half as fast and is met then.
  let slow: ExceptionObject | null = current;
  let mayStep = false;
  for (let link: ExceptionObject | null = current; link !== null; link = link.context) {
    if (link.context === exception) {
      link.context = null;
      break;
    }
    if (mayStep) slow = slow!.context;
    mayStep = !mayStep;
    if (link.context === slow) break;
  }
  exception.context = current;
}

/**
 * What a handler works with: exceptions of the program as they are, errors of the engine in Python's terms.
 *
 * @throws what is neither (a bug of ours, or the signal that ends the program)
 */
export function caught(thrown: unknown): ExceptionObject {
  if (thrown instanceof ExceptionObject) return thrown;
  const mapped = engineError(thrown);
  if (mapped === null) throw thrown;
  return mapped;
}

/**
 * True when an exception is one of a handler's classes. Only inheritance counts: what an abstract class registers or
 * recognises catches nothing.
 *
 * @param classes an exception class or a tuple of them
 * @throws TypeError for anything else
 */
export function matches(exception: ExceptionObject, classes: Value): boolean {
  return classes instanceof Tuple ? matchesAny(exception, ...classes.items) : matchesOne(exception, classes);
}

/** `matches` for the items of a tuple that is written out. All are looked at: each must be an exception class. */
export function matchesAny(exception: ExceptionObject, ...classes: readonly Value[]): boolean {
  let found = false;
  for (let index = 0; index < classes.length; index++) found = matchesOne(exception, classes[index]!) || found;
  return found;
}

function matchesOne(exception: ExceptionObject, cls: Value): boolean {
  const { type } = exception;
  if (type === cls) return true;
  if (isExceptionClass(cls)) return isSubclass(type, cls as typeof type);
  const problem = error('TypeError', 'catching classes that do not inherit from BaseException is not allowed');
  problem.context = exception;
  throw problem;
}

/** Makes an exception the one that is being handled; returns the one before, for `handled`. */
export function handling(exception: ExceptionObject): ExceptionObject | null {
  const previous = handlingState.current;
  handlingState.current = exception;
  return previous;
}

export function handled(previous: ExceptionObject | null): void {
  handlingState.current = previous;
}

/** The error of a failed `assert`. */
export function assertionFailed(message?: Value): ExceptionObject {
  if (message !== undefined && isLabelled(message)) return refuse(message, 'raise');
  return message === undefined ? error('AssertionError') : error('AssertionError', message);
}

/** A global or module variable that has no value. */
export function unbound(name: string): never {
  const problem = error('NameError', `name '${name}' is not defined`);
  (problem as unknown as { $name: Value }).$name = name;
  throw problem;
}

/** A variable of a function that has no value. */
export function unboundLocal(name: string): never {
  throw error('UnboundLocalError', `cannot access local variable '${name}' where it is not associated with a value`);
}

/** A variable of an enclosing function that has no value. */
export function unboundFree(name: string): never {
  const where = 'where it is not associated with a value in enclosing scope';
  throw error('NameError', `cannot access free variable '${name}' ${where}`);
}

/** Assignment to a constant that could not be refused earlier. */
export function constAssigned(name: string): never {
  throw error('ConstError', `cannot assign to const '${name}'`);
}
