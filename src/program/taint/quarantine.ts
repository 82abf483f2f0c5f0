/**
 * Quarantined frames: a function that sees a raw value (`t.map(f)`, the body of a sanitizer) runs without effects and
 * gives back data only. What it writes to is proved by the checker; `quarantine.depth` tells the rest of the runtime.
 */
import { pureModules } from '#language/pure-modules';
import { freeze } from '../freeze.ts';
import { callable } from '../operators/call.ts';
import { caught } from '../operators/raising.ts';
import { error } from '../values/exceptions.ts';
import { typeName } from '../values/type-of.ts';
import { ByteArray, type FunctionValue, type Value } from '../values/value.ts';
import { mapLeaves } from './leaves.ts';
import { isPlainData } from './plain-data.ts';

/** How many quarantined frames are running. */
export const quarantine = { depth: 0 };

/**
 * Calls `f` on a raw value.
 *
 * @param where as the message names it: `map()`, `sanitizer 'iban'`
 * @param failure the error when `f` raises
 * @throws that error without payload, TaintError when `f` could keep the value or returns what could run later
 */
export function callInQuarantine(
  f: Value,
  argument: Value,
  where: string,
  failure: 'TaintError' | 'SanitizeError' = 'TaintError',
): Value {
  requireSelfContained(f, where);
  if (!isPlainData(argument))
    throw error('TaintError', `Only plain data can be worked on by ${where}: methods of other values could keep it.`);
  const given = untouchable(argument);
  const run = callable(f);
  quarantine.depth++;
  let result: Value;
  try {
    result = run(given);
  } catch (problem) {
    // Its message, arguments and traceback could carry the raw value: only the type comes out.
    const exception = caught(problem);
    const kind = exception.type.classInfo.isNative ? `: ${typeName(exception)}` : '';
    throw error(failure, `The function given to ${where} failed${kind}. Its exception was withheld.`);
  } finally {
    quarantine.depth--;
  }
  // An iterator, a generator or a function, however deep inside, would work on the raw value once nobody watches.
  if (!isPlainData(result))
    throw error('TaintError', `The function given to ${where} returned something other than plain data.`);
  return result;
}

/** Containers are copied, and the copy is frozen: a change inside the argument would be seen outside, so it is an error. */
function untouchable(argument: Value): Value {
  if (typeof argument !== 'object' || argument === null) return argument;
  return freeze(mapLeaves(argument, (leaf) => (leaf instanceof ByteArray ? new ByteArray(leaf.data.slice()) : leaf)));
}

/**
 * Who sees a raw value must not be able to keep it: built-in functions, library functions that only compute, and
 * functions of which the compiler proved that they reach nothing outside themselves.
 *
 * @throws TaintError
 */
function requireSelfContained(f: Value, where: string): void {
  if (typeof f === 'function' && (f as FunctionValue).boundSelf === undefined) {
    const { signature, classInfo } = f as FunctionValue;
    if (classInfo !== undefined ? classInfo.isNative : signature?.kind === 'builtin') return;
    if (classInfo === undefined && (signature?.isSelfContained || pureModules.has(signature?.module ?? ''))) return;
  }
  throw error(
    'TaintError',
    `The function given to ${where} could keep the raw value: it uses variables, objects or functions from outside itself. Let it work on its argument alone and return the result.`,
  );
}

/** Refuses an effect of a quarantined frame. @throws TaintError */
export function requireNoQuarantine(what: string): void {
  if (quarantine.depth > 0) throw error('TaintError', `Cannot ${what} while working on a raw value in quarantine.`);
}
