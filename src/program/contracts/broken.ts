/**
 * A condition that does not hold: what people are told, with the values of its names, and what the host records. The record
 * has the condition as it stands in the source, never a value.
 */
import { host } from '../host-link.ts';
import { writeError } from '../output.ts';
import { programSettings } from '../program-settings.ts';
import { quarantine } from '../taint/quarantine.ts';
import { isLabelled } from '../taint.ts';
import { type ExceptionObject, error, isException } from '../values/exceptions.ts';
import { display, repr } from '../values/representation.ts';
import { textFromString } from '../values/text.ts';
import type { Value } from '../values/value.ts';

/** What a condition's function gives when it does not hold. */
export interface BrokenContract {
  readonly kind: string;
  readonly condition: string;
  readonly problem: ExceptionObject;
}

/**
 * The error of a failed `verify`, which is always on.
 *
 * @param condition as written
 * @param message given by the program, or null
 * @param names alternating names and values of the variables in the condition; labelled values are not shown
 */
export function verificationFailed(condition: string, message: Value, names: () => readonly Value[]): ExceptionObject {
  record('verify', condition);
  return error('VerifyError', conditionText('verification failed', condition, message, names));
}

/**
 * A contract that does not hold. Its traceback begins where the condition stands.
 *
 * @param kind `precondition`, `postcondition` or `invariant`
 * @param message makes the program's own words; null when it gave none
 */
export function brokenContract(
  kind: string,
  condition: string,
  message: (() => Value) | null,
  names: () => readonly Value[],
): BrokenContract {
  const told = message === null ? null : message();
  const problem = error('ContractError', conditionText(`${kind} does not hold`, condition, told, names));
  return { kind, condition, problem };
}

/** Does what the run's mode says about a broken contract. @throws ContractError unless the mode is `warn` */
export function complain({ kind, condition, problem }: BrokenContract): void {
  record(kind, condition);
  if (programSettings().contracts !== 'warn') throw problem;
  writeError(`warning: ContractError: ${String(display(problem))}\n`);
}

function record(kind: string, condition: string): void {
  host().note('contract_failed', { kind, condition, mode: kind === 'verify' ? 'on' : programSettings().contracts });
}

function conditionText(what: string, condition: string, message: Value, names: () => readonly Value[]): Value {
  const where = shownNames(names);
  return textFromString(`${what}: ${condition}${where === '' ? '' : ` where ${where}`}${note(message)}`);
}

/** In quarantine every value may be a raw one, also what the program made a message of. */
function note(message: Value): string {
  if (message === null || quarantine.depth > 0) return '';
  return isLabelled(message) ? ': (labelled message)' : `: ${String(display(message))}`;
}

function shownNames(names: () => readonly Value[]): string {
  let pairs: readonly Value[];
  try {
    pairs = names();
  } catch (problem) {
    // Reading an attribute again may fail; that is not what went wrong here.
    if (isException(problem)) return '';
    throw problem;
  }
  const values: string[] = [];
  for (let index = 0; index < pairs.length; index += 2) {
    if (pairs[index + 1] !== undefined) values.push(`${String(pairs[index])} = ${shown(pairs[index + 1]!)}`);
  }
  return values.join(', ');
}

/** Longer representations are cut: an error is read by people. */
const longestShown = 200;

/** A value as an error message may show it: labelled ones by their label only, broken ones by their type. */
export function shown(value: Value): string {
  if (isLabelled(value)) return value.isSecret ? '<secret>' : '<tainted>';
  if (quarantine.depth > 0) return '<in quarantine>';
  try {
    const text = String(repr(value));
    return text.length > longestShown ? `${text.slice(0, longestShown).toWellFormed()}…` : text;
  } catch (problem) {
    if (isException(problem)) return '<not shown>';
    throw problem;
  }
}
