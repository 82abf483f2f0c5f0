/**
 * `__init__` of data classes, made from the list of their fields.
 */
import { getAttribute, keyOf, setAttribute, setOwnAttribute } from '../../operators/attribute.ts';
import { call, callWith } from '../../operators/call.ts';
import { methodFunction } from '../../operators/definition.ts';
import { toArray } from '../../operators/iteration.ts';
import { prologueMessage } from '../../values/arity.ts';
import { lookUp, lookUpEpoch } from '../../values/classes.ts';
import { error } from '../../values/exceptions.ts';
import { Keywords, type Signature } from '../../values/functions.ts';
import { typeOf } from '../../values/type-of.ts';
import type { ClassValue, ThisForm, Tuple, Value } from '../../values/value.ts';

/** What `__init__` does for one field, in order of the fields. */
interface Step {
  readonly name: string;
  /** Parameter: its place among the positional ones, or -1 for keyword-only; null when there is none. */
  readonly place: number | null;
  readonly fallback: Value | undefined;
  readonly factory: Value;
  /** Kept as an attribute (else only given to `__post_init__`). */
  readonly isKept: boolean;
  readonly isGiven: boolean;
}

/** The `__init__`s that were made here and do nothing but keep what they are given by position: every field of their class. */
const plainInitialisers = new WeakMap<object, { readonly cls: ClassValue; readonly names: readonly string[] }>();

/** The fields that such an `__init__` takes, and the class it was made for; null for any other. */
export function plainFieldsOf(init: Value): { readonly cls: ClassValue; readonly names: readonly string[] } | null {
  return (typeof init === 'function' && plainInitialisers.get(init)) || null;
}

/**
 * The `__init__` of a data class.
 *
 * @param rows tuples (name, kind, has default, default, factory, kept, for `__post_init__`); kind: 0 none, 1 positional, 2 keyword-only
 */
export function makeInit(cls: ClassValue, rows: Value, frozen: boolean, hasPostInit: boolean): Value {
  const steps = stepsOf(rows);
  const positional = steps.filter((step) => step.place !== null && step.place >= 0);
  const keywordOnly = steps.filter((step) => step.place === -1);
  const isRequired = (step: Step) => step.fallback === undefined && step.factory === null;
  const signature: Signature = {
    name: '__init__',
    qualname: `${cls.classInfo.qualname}.__init__`,
    module: cls.classInfo.module,
    positional: ['self', ...positional.map((step) => step.name)],
    positionalOnly: 0,
    required: 1 + positional.filter(isRequired).length,
    rest: null,
    keywordOnly: keywordOnly.map((step) => step.name),
    keywordRequired: keywordOnly.filter(isRequired).map((step) => step.name),
    keywords: null,
    doc: null,
    kind: 'function',
  };
  const required = signature.required - 1;
  const most = positional.length;
  const set = frozen ? setOwnAttribute : setAttribute;
  const keys = steps.map((step) => keyOf(step.name));
  // One parameter for each attribute, and nothing else to do: keywords were put in their places by who calls.
  const isPlain = !hasPostInit && steps.every((step, index) => step.place === index && step.isKept);
  const mayAssign = frozen ? plainAttributes(steps.map((step) => step.name)) : isWritable;
  const initialise: ThisForm = function (this: object, ...args: Value[]) {
    if (isPlain && args.length <= most && hasAll(args, required) && mayAssign(this)) {
      const slots = this as Record<string, Value>;
      for (let index = 0; index < most; index++) {
        let value = args[index];
        if (value === undefined) {
          const { factory, fallback } = steps[index]!;
          value = factory === null ? fallback! : call(factory);
        }
        slots[keys[index]!] = value;
      }
      return null;
    }
    const keywords = args[args.length - 1] instanceof Keywords ? (args.pop() as Keywords) : null;
    if (args.length > most || !hasAll(args, required)) throw error('TypeError', prologueMessage(signature, args, 1));
    requireKeywords(signature, keywords);
    const given: Value[] = [];
    const slots = this as Record<string, Value> & { readonly writable?: boolean };
    const isOpen = !frozen && slots.writable === true;
    for (let index = 0; index < steps.length; index++) {
      const step = steps[index]!;
      let value: Value | undefined;
      if (step.place !== null) value = step.place >= 0 ? args[step.place] : keywordValue(keywords, step.name);
      if (value === undefined) value = step.factory === null ? step.fallback : call(step.factory);
      if (value === undefined) continue;
      if (step.isKept) {
        // As emitted code assigns attributes.
        if (isOpen) slots[keyOf(step.name)] = value;
        else set(this, step.name, value);
      }
      if (step.isGiven) given.push(value);
    }
    if (hasPostInit) callWith(getAttribute(this, '__post_init__'), given);
    return null;
  };
  const made = methodFunction(initialise, signature);
  if (isPlain) plainInitialisers.set(made, { cls, names: signature.positional.slice(1) });
  return made;
}

function hasAll(args: readonly Value[], required: number): boolean {
  for (let index = 0; index < required; index++)
    if (args[index] === undefined || args[index] instanceof Keywords) return false;
  return true;
}

/** Assignment is what emitted code does with ordinary instances. */
function isWritable(o: object): boolean {
  return (o as { readonly writable?: boolean }).writable === true;
}

/**
 * A test whether assigning the attributes of an instance does what `object.__setattr__` would: nothing of its class stands in
 * the way. Asked again only when another class comes along or one was changed.
 */
function plainAttributes(names: readonly string[]): (o: object) => boolean {
  let known: object | null = null;
  let knownEpoch = -1;
  let isPlain = false;
  return (o) => {
    const prototype = Object.getPrototypeOf(o) as object;
    if (prototype !== known || knownEpoch !== lookUpEpoch.current) {
      known = prototype;
      knownEpoch = lookUpEpoch.current;
      const rules = o as { readonly writable?: boolean; readonly slotNames?: unknown };
      isPlain =
        rules.slotNames === undefined &&
        rules.writable !== undefined &&
        names.every((name) => isPlainMember(lookUp(typeOf(o), name)) && isAssignable(prototype, keyOf(name)));
    }
    return isPlain && !Object.hasOwn(o, 'writable');
  };
}

/** No member at all, or a default value that is certainly no descriptor. */
function isPlainMember(member: Value | undefined): boolean {
  return member === undefined || member === null || typeof member !== 'object';
}

/** JavaScript would refuse to assign where the chain has something read-only or computed. */
function isAssignable(prototype: object, key: string): boolean {
  for (let at: object | null = prototype; at !== null; at = Object.getPrototypeOf(at)) {
    const slot = Object.getOwnPropertyDescriptor(at, key);
    if (slot !== undefined) return slot.writable === true;
  }
  return true;
}

function keywordValue(keywords: Keywords | null, name: string): Value | undefined {
  return keywords === null ? undefined : keywords.values[keywords.names.indexOf(name)];
}

/** @throws TypeError when a keyword-only argument without default is missing */
function requireKeywords(signature: Signature, keywords: Keywords | null): void {
  if (signature.keywordRequired.length === 0) return;
  const missing = signature.keywordRequired.filter((name) => keywordValue(keywords, name) === undefined);
  if (missing.length === 0) return;
  const shown = missing.map((name) => `'${name}'`);
  const last = shown.pop()!;
  const comma = shown.length > 1 ? ',' : '';
  const list = shown.length === 0 ? last : `${shown.join(', ')}${comma} and ${last}`;
  const plural = missing.length === 1 ? '' : 's';
  throw error(
    'TypeError',
    `${signature.qualname}() missing ${missing.length} required keyword-only argument${plural}: ${list}`,
  );
}

function stepsOf(rows: Value): Step[] {
  let places = 0;
  return toArray(rows).map((row) => {
    const [name, kind, hasDefault, fallback, factory, isKept, isGiven] = (row as Tuple).items as [
      string,
      number,
      boolean,
      Value,
      Value,
      boolean,
      boolean,
    ];
    const place = kind === 1 ? places++ : kind === 2 ? -1 : null;
    return { name, place, fallback: hasDefault ? fallback : undefined, factory, isKept, isGiven };
  });
}
