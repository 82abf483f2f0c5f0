/**
 * Labels: values that came from outside (`tainted`) or must not leave (`secret`) travel inside a `Labelled`, which no
 * program can open. The operation table of the language (what keeps the label, what gives a plain answer, what is refused)
 * is kept by the slow paths of the operators, which ask here. State lives on the value, never in globals.
 */
import { joinMarks, type Label, type Marks, marksOf, type Provenance } from './taint/marks.ts';
import { definePlainData, isPlainData } from './taint/plain-data.ts';
import { addNativeMembers, defineNativeType } from './values/classes.ts';
import { error } from './values/exceptions.ts';
import { type ClassValue, settleLayout, type ThisForm, type Value } from './values/value.ts';

let open: (value: Labelled) => Value;

/** A value under one or both labels. */
export class Labelled {
  readonly #inside: Value;
  /**
   * Labels and sources. Only declared: a field that is defined before it is set costs every operation on a label a tenth.
   * And nothing beside it: operations on labels make one of these each, and two fields fit the engine's smallest object.
   */
  declare readonly marks: Marks;
  declare readonly isTainted: boolean;
  declare readonly isSecret: boolean;
  declare readonly provenance: Provenance;

  /** @param inside never itself Labelled: use `label` */
  constructor(inside: Value, marks: Marks) {
    this.#inside = inside;
    this.marks = marks;
  }

  static {
    open = (value) => value.#inside;
  }
}

settleLayout(() => new Labelled(null, marksOf('tainted', 'nowhere')));

for (const part of ['isTainted', 'isSecret', 'provenance'] as const) {
  Object.defineProperty(Labelled.prototype, part, {
    get(this: Labelled) {
      return this.marks[part];
    },
  });
}

definePlainData(Labelled.prototype);

export function isLabelled(value: unknown): value is Labelled {
  return value instanceof Labelled;
}

/**
 * The value inside. Only for the runtime library: what is done with it must end in a labelled value or in one of the
 * plain answers that LANGUAGE.md's table allows.
 */
export function insideOf(value: Labelled): Value {
  return open(value);
}

/** Puts a label on a value; a label that it has already stays, the provenance is joined. */
export function label(value: Value, kind: Label, source: string): Labelled {
  const marks = marksOf(kind, source);
  if (!isLabelled(value)) return new Labelled(value, marks);
  return new Labelled(open(value), joinMarks(value.marks, marks));
}

/** Gives a result the labels of what it was made from. A result that is labelled itself keeps its own as well. */
export function relabel(result: Value, ...origins: readonly Value[]): Labelled {
  let marks: Marks | null = isLabelled(result) ? result.marks : null;
  for (let index = origins.length - 1; index >= 0; index--) {
    const origin = origins[index]!;
    if (!isLabelled(origin)) continue;
    marks = marks === null ? origin.marks : joinMarks(origin.marks, marks);
  }
  if (marks === null) throw new Error('relabel: nothing is labelled');
  return new Labelled(bare(result), marks);
}

/** The value without its label, if it has one; for the runtime library as `insideOf` is. */
export function bare(value: Value): Value {
  return isLabelled(value) ? open(value) : value;
}

/** Operations that LANGUAGE.md refuses, with the words that tell what was tried and the context that would allow it. */
const refusals = {
  string: ['convert {value} to string directly', 'html'],
  format: ['format {value}', 'html'],
  print: ['print {value}', 'log'],
  bytes: ['convert {value} to bytes', 'html'],
  number: ['convert {value} to a number', 'number'],
  iterate: ['iterate over {value}', 'json'],
  contains: ['search in {value}', 'regex'],
  index: ['use {value} as an index', 'number'],
  hash: ['use {value} as a key', 'identifier'],
  encode: ['encode {value}', 'json'],
  copy: ['copy {value} out of its label', 'json'],
  raise: ['put {value} into an exception', 'log'],
  mutate: ['change {value} in place', 'json'],
  call: ['call {value}', 'identifier'],
  raw: ['read the raw content of {value}', 'html'],
  attribute: ['name an attribute by {value}', 'identifier'],
  method: ["let a method of a program's own class see {value}", 'json'],
  use: ['use {value} here', 'html'],
} as const satisfies Record<string, readonly [words: string, context: string]>;

export type Refused = keyof typeof refusals;

/** Where there is something better to do than to take the label off. */
const betterWays: Partial<Record<Refused, string>> = {
  iterate: 'Iterate over {name}.each(), whose items keep the label.',
  method: 'Only plain data is worked on under a label: label what the object holds, not the object.',
};

function wayOut(value: Labelled, what: Refused, name: string): string {
  const better = betterWays[what];
  if (better !== undefined) return better.replace('{name}', name);
  return value.isSecret
    ? `Use declassify(${name}, reason="...") where the project grants secret.declassify.`
    : `Use sanitize(${name}, context=${refusals[what][1]}) to unwrap safely.`;
}

/**
 * Refuses an operation on a labelled value.
 *
 * @throws TaintError (SecretError when the value is secret) that names the source and the way out
 */
export function refuse(value: Value, what: Refused): never {
  if (!isLabelled(value)) throw new Error('refuse: the value carries no label');
  const [words] = refusals[what];
  const kind = value.isSecret ? 'secret' : 'tainted';
  const { first } = value.provenance;
  const sentence = `Cannot ${words.replace('{value}', `${kind} value`)}. ${wayOut(value, what, nameIn(first))} It came from ${first}.`;
  throw error(value.isSecret ? 'SecretError' : 'TaintError', sentence);
}

/** A word to show in the advice: the source's own name where it is one. */
function nameIn(source: string): string {
  return source.match(/(?:^|\s)([A-Za-z_]\w*)$/)?.[1] ?? 'value';
}

/** Refuses when any of the values is labelled. @throws TaintError, SecretError */
export function refuseAny(what: Refused, ...values: readonly Value[]): void {
  for (const value of values) if (isLabelled(value)) refuse(value, what);
}

/**
 * A binary operator with at least one labelled side: the operation on the insides, labelled again.
 *
 * @param operator the operation on plain values (it may itself raise; the message then tells nothing of the inside)
 */
export function labelledBinary(operator: (left: Value, right: Value) => Value, left: Value, right: Value): Value {
  return labelledLike(onInsides(operator, left, right), left, right);
}

/** An answer under the labels of its operands, of which at least one has some. */
export function labelledLike(answer: Value, left: Value, right: Value): Labelled {
  if (typeof answer === 'object' && isLabelled(answer)) return relabel(answer, left, right);
  let marks: Marks | null = isLabelled(left) ? left.marks : null;
  if (isLabelled(right)) marks = marks === null ? right.marks : joinMarks(marks, right.marks);
  return new Labelled(answer, marks!);
}

export function labelledUnary(operator: (operand: Value) => Value, operand: Value): Value {
  return relabel(
    onInsides((inside) => operator(inside), operand, null),
    operand,
  );
}

/** What a comparison may look at and answer plainly of: the value, or what is tainted; undefined for what is secret. */
export function unlessSecret(value: Value): Value | undefined {
  if (!isLabelled(value)) return value;
  return value.marks.isSecret ? undefined : open(value);
}

/** A comparison: a plain answer from a tainted value, a secret one from a secret value. */
export function labelledComparison(operator: (left: Value, right: Value) => Value, left: Value, right: Value): Value {
  const answer = onInsides(operator, left, right);
  return isSecret(left) || isSecret(right) ? labelledLike(answer, left, right) : answer;
}

/**
 * Runs an operation on insides. Its exception could carry what is inside (in a message, a KeyError's key), so only the
 * kind of the error comes out.
 */
function onInsides(operator: (left: Value, right: Value) => Value, left: Value, right: Value): Value {
  const first = isLabelled(left) ? open(left) : left;
  const second = isLabelled(right) ? open(right) : right;
  if (!isScalar(first) || !isScalar(second)) requirePlain(left, right);
  try {
    return operator(first, second);
  } catch (problem) {
    throw withheld(problem, isSecret(left) || isSecret(right));
  }
}

/** Numbers and strings, which most operations are about, need no longer look. */
function isScalar(value: Value): boolean {
  return typeof value === 'number' || typeof value === 'string';
}

/**
 * Refuses when a program's own method could see an inside: `tainted + thing` must not hand the raw value to
 * `thing.__radd__`. Plain data has only methods of the runtime.
 *
 * @throws TaintError, SecretError naming the labelled side
 */
export function requirePlain(left: Value, right: Value): void {
  if (isPlainData(bare(left)) && isPlainData(bare(right))) return;
  refuse(isLabelled(left) ? left : right, 'method');
}

function isSecret(value: Value): boolean {
  return isLabelled(value) && value.isSecret;
}

function withheld(problem: unknown, secret: boolean): unknown {
  const type = (problem as { type?: ClassValue } | null)?.type;
  if (type?.classInfo === undefined) return problem;
  const { name, module, isNative } = type.classInfo;
  if (name === 'TaintError' || name === 'SecretError') return problem;
  if (!isNative || module !== 'builtins')
    return error(secret ? 'SecretError' : 'TaintError', 'operation on a labelled value failed');
  // The errors of encodings are made of the text itself.
  const kind = name.startsWith('Unicode') ? 'ValueError' : (name as 'TypeError');
  return error(kind, `operation on a ${secret ? 'secret' : 'tainted'} value failed`);
}

export const taintedType: ClassValue = defineNativeType({
  name: 'tainted',
  prototype: Labelled.prototype,
  parameters: '(value, /)',
  construct: (value: Value) => label(value, 'tainted', 'tainted()'),
  // What tables take as "cannot be hashed"; without it the default of `object` would hash by identity.
  statics: { __hash__: null },
  isFinal: true,
});

/** Secrets have a type of their own; their methods stand on the one JavaScript prototype all the same. */
export const secretType: ClassValue = defineNativeType({
  name: 'secret',
  prototype: {},
  parameters: '(value, /)',
  construct: (value: Value) => label(value, 'secret', 'secret()'),
  statics: { __hash__: null },
  isFinal: true,
});

Object.defineProperty(Labelled.prototype, 'type', {
  get(this: Labelled) {
    return this.isSecret ? secretType : taintedType;
  },
});

/** Adds members of the wrapper (`map`, `each`) that need modules this one must not import. */
export function addLabelledMembers(methods: Readonly<Record<string, ThisForm | readonly [string, ThisForm]>>): void {
  addNativeMembers(taintedType, { methods });
  addNativeMembers(secretType, { methods });
}
