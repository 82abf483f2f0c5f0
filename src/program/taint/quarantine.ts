/**
 * Quarantined frames: a function that sees a raw value (`t.map(f)`, the body of a sanitizer) runs without effects and
 * gives back data only. What it writes to is proved by the checker; `quarantine.depth` tells the rest of the runtime.
 */
import { pureModules } from '#language/pure-modules';
import { callable } from '../operators/call.ts';
import { isPlainData } from '../taint.ts';
import { error, isException } from '../values/exceptions.ts';
import { typeName } from '../values/type-of.ts';
import type { FunctionValue, Value } from '../values/value.ts';

/** How many quarantined frames are running. */
export const quarantine = { depth: 0 };

/**
 * Calls `f` on a raw value.
 *
 * @param where as the message names it: `map()`, `sanitizer 'iban'`
 * @throws TaintError without payload when `f` raises, or returns what could run later
 */
export function callInQuarantine(f: Value, argument: Value, where: string): Value {
  requireSelfContained(f, where);
  if (!isPlainData(argument))
    throw error('TaintError', `Only plain data can be worked on by ${where}: methods of other values could keep it.`);
  const run = callable(f);
  quarantine.depth++;
  let result: Value;
  try {
    result = run(argument);
  } catch (problem) {
    // Its message, arguments and traceback could carry the raw value: only the type comes out.
    if (!isException(problem)) throw problem;
    const kind = problem.type.classInfo.isNative ? `: ${typeName(problem)}` : '';
    throw error('TaintError', `The function given to ${where} failed${kind}. Its exception was withheld.`);
  } finally {
    quarantine.depth--;
  }
  if (typeof result === 'function' || typeof (result as { next?: unknown } | null)?.next === 'function') {
    throw error('TaintError', `The function given to ${where} returned something that runs later; return data.`);
  }
  return result;
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
