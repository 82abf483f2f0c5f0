/** A call in short: plain positional arguments, nobody is told why it fails. Operators and overloads use it. */
import { assignable } from './assignable.ts';
import { Solution } from './solve.ts';
import { substitute } from './substitute.ts';
import type { Signature, Type } from './type.ts';

/** @returns the type of the result, or null when the signature does not take these arguments */
export function applies(signature: Signature, given: readonly Type[]): Type | null {
  const places = signature.parameters.filter((parameter) => parameter.kind !== 'keyword');
  if (given.length > places.length && signature.rest === null) return null;
  if (
    signature.parameters.some(
      (parameter, at) => parameter.isRequired && (parameter.kind === 'keyword' || at >= given.length),
    )
  )
    return null;
  const solution = new Solution(signature.typeParameters);
  for (const [at, type] of given.entries()) solution.learn(places[at]?.type ?? signature.rest!, type);
  const { types } = solution;
  for (const [at, type] of given.entries()) {
    const wanted = places[at]?.type ?? signature.rest!;
    if (!assignable(type, substitute(wanted, signature.typeParameters, types))) return null;
  }
  return substitute(signature.returns(), signature.typeParameters, types);
}
