/** Functions as emitted code makes them: signatures, plain functions, methods, and what prologues ask (docs/runtime.md §4). */
import { missingKeyword, prologueMessage } from '../values/arity.ts';
import { Dict } from '../values/dict.ts';
import { error } from '../values/exceptions.ts';
import { Keywords, type Signature } from '../values/functions.ts';
import type { FunctionValue, ThisForm, Value } from '../values/value.ts';

/** What is known of a function's parameters; the parameters are those of `Signature`. */
export function signature(
  name: string,
  qualname: string,
  module: string,
  positional: readonly string[],
  positionalOnly: number,
  required: number,
  rest: string | null,
  keywordOnly: readonly string[],
  keywordRequired: readonly string[],
  keywords: string | null,
  doc: string | null,
  kind: Signature['kind'],
  isSelfContained = false,
): Signature {
  return {
    name,
    qualname,
    module,
    positional,
    positionalOnly,
    required,
    rest,
    keywordOnly,
    keywordRequired,
    keywords,
    doc,
    kind,
    isSelfContained,
  };
}

/** Makes a JavaScript function an Aegis function. */
export function func(f: FunctionValue, description: Signature): FunctionValue {
  f.signature = description;
  return f;
}

/**
 * Makes a method written in this-form an Aegis function that takes the receiver as first argument.
 *
 * @throws TypeError (when called) without a receiver
 */
export function methodFunction(thisForm: ThisForm, description: Signature): FunctionValue {
  const plain: FunctionValue = function (self: Value, ...rest: Value[]) {
    if (self === undefined || self instanceof Keywords) return arity(description, [self, ...rest], rest.length + 1, 0);
    return thisForm.apply(self, rest);
  };
  plain.signature = description;
  plain.method = thisForm;
  return plain;
}

/**
 * Refuses a call whose arguments do not fit; prologues call it only then. They hand over what their parameters took
 * instead of `arguments`: a function that mentions that object makes one at each call, which costs five calls.
 *
 * @param given how many arguments there were
 * @param receiver 1 in this-forms, whose arguments do not count the receiver
 */
export function arity(description: Signature, args: (Value | undefined)[], given: number, receiver: 0 | 1): never {
  while (args.length < given) args.push(null);
  throw error('TypeError', prologueMessage(description, args, receiver));
}

const noKeywords = new Keywords([], []);

/** Takes the trailing `Keywords` off the rest arguments. */
export function takeKeywords(rest: Value[]): Keywords {
  if (rest.length > 0 && rest[rest.length - 1] instanceof Keywords) return rest.pop() as Keywords;
  return noKeywords;
}

/**
 * A keyword-only argument.
 *
 * @param description null when the parameter has a default
 * @returns undefined when it was not given
 * @throws TypeError when it was not given and has no default
 */
export function keywordOnly(keywords: Keywords, name: string, description: Signature | null): Value | undefined {
  const index = keywords.names.indexOf(name);
  if (index >= 0) return keywords.values[index];
  if (description !== null) throw error('TypeError', missingKeyword(description, keywords));
  return undefined;
}

/** What remains for `**named` as a dict; null for functions without it (unknown names were refused by the call). */
export function keywordRest(keywords: Keywords, description: Signature): Dict | null {
  if (description.keywords === null) return null;
  const rest = new Dict();
  const { names, values } = keywords;
  for (let index = 0; index < names.length; index++) {
    if (!description.keywordOnly.includes(names[index]!)) rest.set(names[index]!, values[index]!);
  }
  return rest;
}

/** Remembers how to make a function's annotations: `() => [name, value, …]`. */
export function annotate(f: FunctionValue, annotations: () => Value[]): FunctionValue {
  f.annotations = annotations;
  return f;
}
