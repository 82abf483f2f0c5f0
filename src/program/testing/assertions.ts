/**
 * Failed assertions in test files know what they compared: the values are kept beside the exception, for `aegis test` to
 * show. What the program sees of the exception is the same as elsewhere.
 */
import { assertionFailed } from '../operators/raising.ts';
import { type ExceptionObject, isException } from '../values/exceptions.ts';
import type { Value } from '../values/value.ts';

/** An operand as it stands in the source, and its value. */
export interface Operand {
  readonly text: string;
  readonly value: Value;
}

export interface Explanation {
  /** Null when the condition is not one comparison. */
  readonly comparison: { readonly operator: string; readonly left: Operand; readonly right: Operand } | null;
  /** The variables in the condition. */
  readonly names: readonly Operand[];
}

const explanations = new WeakMap<ExceptionObject, Explanation>();

/**
 * The error of an `assert` that does not hold.
 *
 * @param message given by the program
 * @param comparison operator, then text and value of either side; null when the condition is something else
 * @param names alternating names and values of the variables in the condition
 */
export function assertionExplained(
  message: Value | undefined,
  comparison: readonly [string, string, Value, string, Value] | null,
  names: () => readonly Value[],
): ExceptionObject {
  const failure = assertionFailed(message);
  explanations.set(failure, { comparison: comparison && explainedComparison(comparison), names: operands(names) });
  return failure;
}

/** What was compared when this was raised; null when it came from no explained assertion. */
export function explanationOf(exception: Value): Explanation | null {
  return isException(exception) ? (explanations.get(exception) ?? null) : null;
}

function explainedComparison([operator, leftText, left, rightText, right]: readonly [
  string,
  string,
  Value,
  string,
  Value,
]): Explanation['comparison'] {
  return { operator, left: { text: leftText, value: left }, right: { text: rightText, value: right } };
}

function operands(names: () => readonly Value[]): Operand[] {
  let pairs: readonly Value[];
  try {
    pairs = names();
  } catch (problem) {
    // Reading an attribute again may fail; that is not what went wrong here.
    if (isException(problem)) return [];
    throw problem;
  }
  const found: Operand[] = [];
  for (let index = 0; index < pairs.length; index += 2) {
    const value = pairs[index + 1];
    if (value !== undefined) found.push({ text: String(pairs[index]), value });
  }
  return found;
}
