/** `with` and `async with`: entering, leaving, and leaving with an exception (docs/runtime.md §9). */
import { findSpecial } from './operators/attribute.ts';
import { isLabelled, refuse } from './taint.ts';
import { type ExceptionObject, error } from './values/exceptions.ts';
import { tracebackOf } from './values/traceback.ts';
import { typeName } from './values/type-of.ts';
import type { ThisForm, Value } from './values/value.ts';

/** An entered context: what `as` binds (an awaitable for `async with`), and how it is left. */
export interface EnteredContext {
  value: Value;
  readonly manager: Value;
  readonly exit: ThisForm;
}

/** @throws TypeError for what is no context manager, or what `__enter__` raises */
export function enterContext(manager: Value): EnteredContext {
  return enter(manager, '__enter__', '__exit__', 'context manager');
}

/** The same for `async with`; the caller awaits `value`. */
export function enterAsyncContext(manager: Value): EnteredContext {
  return enter(manager, '__aenter__', '__aexit__', 'asynchronous context manager');
}

function enter(manager: Value, enterName: string, exitName: string, protocol: string): EnteredContext {
  if (isLabelled(manager)) return refuse(manager, 'use');
  const begin = findSpecial(manager, enterName);
  const exit = findSpecial(manager, exitName);
  const missing = `'${typeName(manager)}' object does not support the ${protocol} protocol`;
  if (begin === undefined) throw error('TypeError', missing);
  if (exit === undefined) throw error('TypeError', `${missing} (missed ${exitName} method)`);
  return { value: begin.call(manager), manager, exit };
}

/** Leaves after a normal end. For `async with` the result is awaited by the caller. */
export function exitContext(context: EnteredContext): Value {
  return context.exit.call(context.manager, null, null, null);
}

/** Leaves with an exception; a true result says that it is dealt with. */
export function exitContextError(context: EnteredContext, problem: ExceptionObject): Value {
  return context.exit.call(context.manager, problem.type, problem, tracebackOf(problem));
}
