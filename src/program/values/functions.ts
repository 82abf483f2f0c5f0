/**
 * Functions and how they are called (docs/runtime.md §4): the signature every function with names carries, and the
 * makers for functions written in TypeScript. Binding of keywords stands in `operators/call.ts`.
 */
import type { FunctionValue, Value } from './value.ts';

/** What is known of a function's parameters; made once per definition and shared by all its closures. */
export interface Signature {
  readonly name: string;
  readonly qualname: string;
  readonly module: string;
  /** Names of positional parameters, positional-only ones first. */
  readonly positional: readonly string[];
  /** How many of them cannot be given by keyword. */
  readonly positionalOnly: number;
  /** How many of them have no default. */
  readonly required: number;
  /** Name of `*rest`, or null. */
  readonly rest: string | null;
  readonly keywordOnly: readonly string[];
  /** Names of keyword-only parameters without default. */
  readonly keywordRequired: readonly string[];
  /** Name of `**named`, or null. */
  readonly keywords: string | null;
  readonly doc: string | null;
  /** The compiler proved that it reaches nothing outside itself that could be changed. */
  readonly isSelfContained?: boolean;
  readonly kind: 'function' | 'generator' | 'coroutine' | 'async generator' | 'lambda' | 'builtin';
}

/** Keyword arguments that no position takes: always the last argument, only for functions that declare such. */
export class Keywords {
  constructor(
    readonly names: readonly string[],
    readonly values: readonly Value[],
  ) {}
}

/**
 * A built-in function from its Python-like parameter list, e.g. `native('sorted', '(iterable, /, *, key=None, reverse=False)', f)`.
 * `f` follows the calling convention: absent arguments are `undefined`, keyword-only ones arrive in a trailing `Keywords`.
 * Too many or too few positional arguments are refused with CPython's words before `f` runs.
 *
 * @param name as shown in messages; `Type.method` for methods
 * @param parameters Python's notation; default values are only shown, `f` fills them
 */
export function native<F extends FunctionValue>(name: string, parameters: string, f: F): F {
  const signature = parseSignature(name, parameters);
  const checked = checkArity(f, signature);
  checked.signature = signature;
  return checked as F;
}

/** Splits `(a, b=1, /, *rest, key=None, **named)` into a signature. */
export function parseSignature(name: string, parameters: string): Signature {
  let parsed = parsedParameters.get(parameters);
  if (parsed === undefined) parsedParameters.set(parameters, (parsed = parseParameters(parameters)));
  return {
    ...parsed,
    name: name.slice(name.lastIndexOf('.') + 1),
    qualname: name,
    module: 'builtins',
    doc: null,
    kind: 'builtin',
  };
}

type Parameters = Omit<Signature, 'name' | 'qualname' | 'module' | 'doc' | 'kind'>;

/** Hundreds of built-in functions share a few parameter lists. */
const parsedParameters = new Map<string, Parameters>();

function parseParameters(parameters: string): Parameters {
  const positional: string[] = [];
  const keywordOnly: string[] = [];
  const keywordRequired: string[] = [];
  let positionalOnly = 0;
  let required = 0;
  let rest: string | null = null;
  let keywords: string | null = null;
  let afterStar = false;
  // By hand: this runs at every start, before anything is compiled.
  const end = parameters.length - 1;
  for (let from = 1, to: number; from < end; from = to + 2) {
    to = parameters.indexOf(', ', from);
    if (to === -1) to = end;
    const equals = parameters.indexOf('=', from);
    const hasDefault = equals !== -1 && equals < to;
    const parameter = parameters.slice(from, hasDefault ? equals : to);
    if (parameter === '/') positionalOnly = positional.length;
    else if (parameter === '*') afterStar = true;
    else if (parameter.startsWith('**')) keywords = parameter.slice(2);
    else if (parameter.startsWith('*')) {
      rest = parameter.slice(1);
      afterStar = true;
    } else if (afterStar) {
      keywordOnly.push(parameter);
      if (!hasDefault) keywordRequired.push(parameter);
    } else {
      positional.push(parameter);
      if (!hasDefault) required++;
    }
  }
  return { positional, positionalOnly, required, rest, keywordOnly, keywordRequired, keywords };
}

/** Wraps `f` so that calls with a wrong number of positional arguments raise TypeError. */
function checkArity(f: FunctionValue, signature: Signature): FunctionValue {
  // What takes any number needs no check; a function that stands under two names keeps its first signature.
  if (signature.rest !== null && signature.required === 0 && f.signature === undefined) return f;
  if (signature.rest !== null || signature.keywordOnly.length > 0 || signature.keywords !== null) {
    return checkOpenArity(f, signature);
  }
  const { required } = signature;
  const most = signature.positional.length;
  if (most === 1 && required === 1) {
    return function (this: unknown, a: Value) {
      if (arguments.length !== 1 || a === undefined) refuseArity(signature, arguments.length);
      return f.call(this, a);
    };
  }
  if (most === 0) {
    return function (this: unknown) {
      if (arguments.length !== 0) refuseArity(signature, arguments.length);
      return f.call(this);
    };
  }
  if (most <= 5) return checkFewParameters(f, signature);
  return function (this: unknown, ...args: Value[]) {
    const given = countGiven(args, required);
    if (args.length > most || given < required) refuseArity(signature, given < required ? given : args.length);
    return f.apply(this, args);
  };
}

/** The commonest case without an array of arguments; `f` still sees how many were given. */
function checkFewParameters(f: FunctionValue, signature: Signature): FunctionValue {
  const { required } = signature;
  const most = signature.positional.length;
  return function (this: unknown, a: Value, b: Value, c: Value, d: Value, e: Value) {
    const given = arguments.length;
    if (given > most || given < required) refuseArity(signature, given);
    // Names may have filled later places than one that stays empty: as many are given as stand before that.
    if (required > 0 && isMissing(a)) refuseArity(signature, 0);
    if (required > 1 && isMissing(b)) refuseArity(signature, 1);
    if (required > 2 && (isMissing(c) || (required > 3 && (isMissing(d) || (required > 4 && isMissing(e))))))
      refuseArity(signature, countGiven([a, b, c, d, e], required));
    switch (given) {
      case 0:
        return f.call(this);
      case 1:
        return f.call(this, a);
      case 2:
        return f.call(this, a, b);
      case 3:
        return f.call(this, a, b, c);
      case 4:
        return f.call(this, a, b, c, d);
      default:
        return f.call(this, a, b, c, d, e);
    }
  };
}

function isMissing(argument: Value | undefined): boolean {
  return argument === undefined || argument instanceof Keywords;
}

function checkOpenArity(f: FunctionValue, signature: Signature): FunctionValue {
  const most = signature.rest === null ? signature.positional.length : Number.POSITIVE_INFINITY;
  return function (this: unknown, ...args: Value[]) {
    const given = args.length > 0 && args[args.length - 1] instanceof Keywords ? args.length - 1 : args.length;
    const present = countGiven(args, signature.required);
    if (given > most || present < signature.required)
      refuseArity(signature, present < signature.required ? present : given);
    return f.apply(this, args);
  };
}

/** How many of the first `required` arguments are present. */
function countGiven(args: readonly Value[], required: number): number {
  let given = 0;
  while (given < required && given < args.length && args[given] !== undefined && !(args[given] instanceof Keywords))
    given++;
  return given;
}

/** Filled by `exceptions.ts`: functions must not import what imports them. */
let refuseArity: (signature: Signature, given: number) => never = () => {
  throw new Error('exceptions are not loaded');
};
export function onWrongArity(refuse: (signature: Signature, given: number) => never): void {
  refuseArity = refuse;
}
