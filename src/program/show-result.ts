/**
 * What an interactive session shows of a result. Nothing is shown that a program could not print: a labelled value is
 * named by its label, type and source, and never opened.
 */
import { writeOutput } from './output.ts';
import { insideOf, isLabelled, type Labelled } from './taint.ts';
import { isException } from './values/exceptions.ts';
import { repr } from './values/representation.ts';
import { typeName } from './values/type-of.ts';
import type { Value } from './values/value.ts';

/** The variables of a session, under the names that emitted code gives them; absent ones are unbound. */
export type SessionVariables = Record<string, Value | undefined>;

/**
 * Displays the value of an expression statement and keeps it as `_`; None is passed over.
 *
 * @throws whatever the value's `__repr__` raises
 */
export function showResult(variables: SessionVariables, value: Value): void {
  if (value === null) return;
  writeOutput(`${resultText(value)}\n`);
  variables._$ = value;
}

function resultText(value: Value): string {
  if (isLabelled(value)) return labelledText(value);
  try {
    return String(repr(value));
  } catch (problem) {
    if (!isException(problem) || !isRefusal(problem.type.classInfo.name)) throw problem;
    return `<${typeName(value)} that holds labelled values>`;
  }
}

function labelledText(value: Labelled): string {
  return `<${typeWithLabels(value)} from ${value.provenance.first}>`;
}

/** `int`, `tainted str`, `tainted secret list`. */
export function typeWithLabels(value: Value): string {
  if (!isLabelled(value)) return typeName(value);
  const labels = [...(value.isTainted ? ['tainted'] : []), ...(value.isSecret ? ['secret'] : [])];
  return `${labels.join(' ')} ${typeName(insideOf(value))}`;
}

function isRefusal(exception: string): boolean {
  return exception === 'TaintError' || exception === 'SecretError';
}
