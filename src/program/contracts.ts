/** `verify` and contracts: the error of a condition that does not hold, with the values of its names. */
import { isLabelled } from './taint.ts';
import { type ExceptionObject, error, isException } from './values/exceptions.ts';
import { display, repr } from './values/representation.ts';
import { textFromString } from './values/text.ts';
import type { Value } from './values/value.ts';

/**
 * The error of a failed `verify`.
 *
 * @param expression as written
 * @param message given by the program, or null
 * @param names alternating names and values of the variables in the expression; labelled values are not shown
 */
export function verificationFailed(expression: Value, message: Value, names: readonly Value[]): ExceptionObject {
  return error('VerifyError', conditionText('verification failed', expression, message, names));
}

/** The error of a failed `@requires`, `@ensures` or `@invariant`. */
export function contractFailed(
  kind: string,
  expression: Value,
  message: Value,
  names: readonly Value[],
): ExceptionObject {
  return error('ContractError', conditionText(`${kind} does not hold`, expression, message, names));
}

function conditionText(what: string, expression: Value, message: Value, names: readonly Value[]): Value {
  const values: string[] = [];
  for (let index = 0; index < names.length; index += 2) {
    if (names[index + 1] !== undefined) values.push(`${String(names[index])} = ${shown(names[index + 1]!)}`);
  }
  const where = values.length === 0 ? '' : ` where ${values.join(', ')}`;
  const note = message === null ? '' : isLabelled(message) ? ': (labelled message)' : `: ${String(display(message))}`;
  return textFromString(`${what}: ${String(expression)}${where}${note}`);
}

/** A value as an error message may show it: labelled ones by their label only, broken ones by their type. */
export function shown(value: Value): string {
  if (isLabelled(value)) return value.isSecret ? '<secret>' : '<tainted>';
  try {
    return String(repr(value));
  } catch (problem) {
    if (isException(problem)) return '<not shown>';
    throw problem;
  }
}
