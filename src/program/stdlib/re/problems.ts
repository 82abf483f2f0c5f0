/**
 * Problems of patterns as the exception `re.error`, which is a class written in Aegis and made known here.
 */
import { call } from '../../operators/call.ts';
import { error } from '../../values/exceptions.ts';
import type { Value } from '../../values/value.ts';
import { TooManySteps } from './machine.ts';
import { PatternProblem } from './syntax.ts';

let errorClass: Value = null;

export function onPatternProblem(cls: Value): null {
  errorClass = cls;
  return null;
}

/** Runs something that may find fault with `pattern`. @throws re.error, RuntimeError when matching is hopeless */
export function reporting<T>(pattern: Value, action: () => T): T {
  try {
    return action();
  } catch (problem) {
    if (problem instanceof PatternProblem && problem.kind !== 'error') throw error(problem.kind, problem.message);
    if (problem instanceof PatternProblem) throw call(errorClass, problem.message, pattern, problem.position);
    if (problem instanceof TooManySteps) {
      throw error(
        'RuntimeError',
        'the regular expression needs too many steps on this text: make its alternatives exclude each other',
      );
    }
    throw problem;
  }
}
