/**
 * Labels: values that came from outside (`tainted`) or must not leave (`secret`) travel inside a `Labelled`, which no
 * program can open. The operation table of the language (what keeps the label, what gives a plain answer, what is refused)
 * is kept by the slow paths of the operators, which ask here. State lives on the value, never in globals.
 */
import { definePlainData, isPlainData } from './taint/plain-data.ts';
import { addNativeMembers, defineNativeType } from './values/classes.ts';
import { error } from './values/exceptions.ts';
import type { ClassValue, ThisForm, Value } from './values/value.ts';

export type Label = 'tainted' | 'secret';

/** Where a labelled value comes from; the middle of a long history is only counted. */
export interface Provenance {
  readonly first: string;
  readonly last: string;
  readonly count: number;
}

let open: (value: Labelled) => Value;

/** A value under one or both labels. */
export class Labelled {
  readonly #inside: Value;

  /** @param inside never itself Labelled: use `label` */
  constructor(
    inside: Value,
    readonly isTainted: boolean,
    readonly isSecret: boolean,
    readonly provenance: Provenance,
  ) {
    this.#inside = inside;
  }

  static {
    open = (value) => value.#inside;
  }
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
  const isTainted = kind === 'tainted';
  if (!isLabelled(value)) return new Labelled(value, isTainted, !isTainted, { first: source, last: source, count: 1 });
  const { provenance } = value;
  return new Labelled(open(value), value.isTainted || isTainted, value.isSecret || !isTainted, {
    first: provenance.first,
    last: source,
    count: provenance.count + 1,
  });
}

/** Gives a result the labels of what it was made from. A result that is labelled itself keeps its own as well. */
export function relabel(result: Value, ...origins: readonly Value[]): Labelled {
  let isTainted = false;
  let isSecret = false;
  let provenance: Provenance | null = null;
  for (const origin of [...origins, result]) {
    if (!isLabelled(origin)) continue;
    isTainted ||= origin.isTainted;
    isSecret ||= origin.isSecret;
    provenance = provenance === null ? origin.provenance : join(provenance, origin.provenance);
  }
  if (provenance === null) throw new Error('relabel: nothing is labelled');
  return new Labelled(bare(result), isTainted, isSecret, provenance);
}

function join(left: Provenance, right: Provenance): Provenance {
  if (left.first === right.first && left.last === right.last) return left.count >= right.count ? left : right;
  return { first: left.first, last: right.last, count: left.count + right.count };
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
  use: ['use {value} here', 'html'],
} as const satisfies Record<string, readonly [string, string]>;

export type Refused = keyof typeof refusals;

/**
 * Refuses an operation on a labelled value.
 *
 * @throws TaintError (SecretError when the value is secret) that names the source and the way out
 */
export function refuse(value: Value, what: Refused): never {
  if (!isLabelled(value)) throw new Error('refuse: the value carries no label');
  const [words, context] = refusals[what];
  const kind = value.isSecret ? 'secret' : 'tainted';
  const { first } = value.provenance;
  const name = nameIn(first);
  const way = value.isSecret
    ? `Use declassify(${name}, reason="...") where the project grants secret.declassify.`
    : `Use sanitize(${name}, context=${context}) to unwrap safely.`;
  const sentence = `Cannot ${words.replace('{value}', `${kind} value`)}. ${way} It came from ${first}.`;
  throw error(value.isSecret ? 'SecretError' : 'TaintError', sentence);
}

/** A word to show in the advice: the source's own name where it is one. */
function nameIn(source: string): string {
  return source.match(/[A-Za-z_]\w*$/)?.[0] ?? 'value';
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
  requirePlain(left, right);
  return relabel(
    withoutPayload(() => operator(bare(left), bare(right)), [left, right]),
    left,
    right,
  );
}

export function labelledUnary(operator: (operand: Value) => Value, operand: Value): Value {
  requirePlain(operand, operand);
  return relabel(
    withoutPayload(() => operator(bare(operand)), [operand]),
    operand,
  );
}

/** A comparison: a plain answer from a tainted value, a secret one from a secret value. */
export function labelledComparison(operator: (left: Value, right: Value) => Value, left: Value, right: Value): Value {
  requirePlain(left, right);
  const answer = withoutPayload(() => operator(bare(left), bare(right)), [left, right]);
  return isSecret(left) || isSecret(right) ? relabel(answer, left, right) : answer;
}

/**
 * Refuses when a program's own method could see an inside: `tainted + thing` must not hand the raw value to
 * `thing.__radd__`. Plain data has only methods of the runtime.
 *
 * @throws TaintError, SecretError naming the labelled side
 */
export function requirePlain(left: Value, right: Value): void {
  if (isPlainData(bare(left)) && isPlainData(bare(right))) return;
  refuse(isLabelled(left) ? left : right, 'use');
}

function isSecret(value: Value): boolean {
  return isLabelled(value) && value.isSecret;
}

/**
 * Runs an operation on insides. Its exception could carry what is inside (in a message, a KeyError's key), so only the
 * kind of the error comes out.
 */
function withoutPayload<Result>(run: () => Result, origins: readonly Value[]): Result {
  try {
    return run();
  } catch (problem) {
    throw withheld(problem, origins);
  }
}

function withheld(problem: unknown, origins: readonly Value[]): unknown {
  const type = (problem as { type?: ClassValue } | null)?.type;
  if (type?.classInfo === undefined) return problem;
  const secret = origins.some(isSecret);
  if (type.classInfo.name === 'TaintError' || type.classInfo.name === 'SecretError') return problem;
  return type.classInfo.isNative && type.classInfo.module === 'builtins'
    ? error(type.classInfo.name as 'TypeError', `operation on a ${secret ? 'secret' : 'tainted'} value failed`)
    : error(secret ? 'SecretError' : 'TaintError', 'operation on a labelled value failed');
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
