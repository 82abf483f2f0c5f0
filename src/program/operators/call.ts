/**
 * Calls that emitted code cannot make inline: callees that are no functions, keywords and stars whose places are known
 * only at run time (docs/runtime.md §4).
 */
import { isLabelled, refuse } from '../taint.ts';
import { missingArgument, namedAfterType } from '../values/arity.ts';
import { constructWithKeywords, newNative } from '../values/construction.ts';
import { Dict } from '../values/dict.ts';
import { applied, copyOf, joined, part } from '../values/engine-shortcuts.ts';
import { error } from '../values/exceptions.ts';
import { Keywords, type Signature } from '../values/functions.ts';
import { stringIn } from '../values/str/receiver.ts';
import { typeName } from '../values/type-of.ts';
import type { ClassValue, FunctionValue, Value } from '../values/value.ts';
import { findSpecial, getAttribute } from './attribute.ts';
import { getItem } from './items.ts';
import { isIterable, iterate, toArray } from './iteration.ts';

/** `f(...args)`. @throws TypeError when `f` cannot be called */
export function call(f: Value, ...args: Value[]): Value {
  return callWith(f, args);
}

/** `f(*args)`. @throws TypeError when `f` cannot be called */
export function callWith(f: Value, args: readonly Value[]): Value {
  return applied(callable(f), args);
}

/**
 * Something callable for a value that is no function: its `__call__` with the value as receiver.
 *
 * @throws TypeError `'int' object is not callable`, TaintError for labelled values
 */
export function callable(f: Value): FunctionValue {
  if (typeof f === 'function') return f as FunctionValue;
  const special = findSpecial(f, '__call__');
  if (special === undefined) {
    if (isLabelled(f)) return refuse(f, 'call');
    throw error('TypeError', `'${typeName(f)}' object is not callable`);
  }
  return (...args: Value[]) => special.apply(f, args);
}

/** What `callable(x)` answers. */
export function isCallable(x: Value): boolean {
  return typeof x === 'function' || findSpecial(x, '__call__') !== undefined;
}

/**
 * `f(*positional, name=value …)`.
 *
 * @throws TypeError with CPython's message when the names do not fit the parameters
 */
export function callKeywords(
  f: Value,
  positional: readonly Value[],
  names: readonly string[],
  values: readonly Value[],
): Value {
  if (names.length === 0) return callWith(f, positional);
  if (typeof f !== 'function') return callObject(f, positional, names, values);
  const callee = f as FunctionValue;
  if (callee.boundFunction !== undefined) {
    return callKeywords(callee.boundFunction, joined([callee.boundSelf!], positional), names, values);
  }
  const { signature } = callee;
  if (callee.classInfo !== undefined && signature == null) {
    return constructWithKeywords(callee as ClassValue, positional, names, values);
  }
  if (callee.constructs !== undefined) {
    return newNative(callee.constructs, positional[0]!, part(positional, 1), new Keywords(names, values));
  }
  if (signature == null) throw error('TypeError', `${callee.name}() takes no keyword arguments`);
  return applied(callee, bindArguments(signature, positional, names, values));
}

function callObject(f: Value, positional: readonly Value[], names: readonly string[], values: readonly Value[]): Value {
  callable(f);
  const bound = getAttribute(f, '__call__');
  return typeof bound === 'function'
    ? callKeywords(bound, positional, names, values)
    : callKeywords(callable(bound), positional, names, values);
}

/**
 * JavaScript arguments for a call with keywords: names that are parameters in their places (`undefined` between), the
 * rest in a trailing `Keywords`.
 */
export function bindArguments(
  signature: Signature,
  positional: readonly Value[],
  names: readonly string[],
  values: readonly Value[],
): Value[] {
  const { positional: parameters, positionalOnly, keywordOnly, keywords } = signature;
  const args = copyOf(positional);
  let restNames: string[] | null = null;
  let restValues: Value[] = [];
  for (let index = 0; index < names.length; index++) {
    const name = names[index]!;
    const place = parameters.indexOf(name, positionalOnly);
    if (place >= 0) {
      if (place < positional.length || args[place] !== undefined) {
        throw error('TypeError', `${signature.qualname}() got multiple values for argument '${name}'`);
      }
      while (args.length < place) args.push(undefined as unknown as Value);
      args[place] = values[index]!;
    } else {
      if (keywords === null && !keywordOnly.includes(name))
        throw unexpectedKeyword(signature, positional.length, names, name);
      if (restNames === null) {
        restNames = [];
        restValues = [];
      }
      restNames.push(name);
      restValues.push(values[index]!);
    }
  }
  if (restNames !== null) {
    while (args.length < parameters.length) args.push(undefined as unknown as Value);
    args.push(new Keywords(restNames, restValues));
  }
  return args;
}

function unexpectedKeyword(called: Signature, given: number, names: readonly string[], name: string): Value {
  const signature = namedAfterType(called);
  const { qualname, positional, positionalOnly, keywordOnly } = signature;
  if (signature.kind === 'builtin') {
    if (positionalOnly === positional.length && keywordOnly.length === 0) {
      return error('TypeError', `${qualname}() takes no keyword arguments`);
    }
    const missing = missingArgument(signature, given, names);
    if (missing !== null) return error('TypeError', missing);
    const callee = signature.name === 'function' ? 'this function' : `${signature.name}()`;
    return error('TypeError', `'${name}' is an invalid keyword argument for ${callee}`);
  }
  const hidden = positional.slice(0, positionalOnly).filter((parameter) => names.includes(parameter));
  if (hidden.length > 0) {
    return error(
      'TypeError',
      `${qualname}() got some positional-only arguments passed as keyword arguments: '${hidden.join(', ')}'`,
    );
  }
  return error('TypeError', `${qualname}() got an unexpected keyword argument '${name}'`);
}

/** Keyword arguments as written: alternating name and value; a mapping to spread stands after a null name. */
export type KeywordPieces = readonly Value[];

/** `$.keywordsFrom("a", 1, null, mapping, …)`: kept as written until `callStar` knows whom to name in messages. */
export function keywordsFrom(...pieces: Value[]): KeywordPieces {
  return pieces;
}

/**
 * `f(*positional, **keywords)`.
 *
 * @param positional a list of all positional arguments, or the only iterable that was starred
 * @param pieces from `keywordsFrom`; null without keywords
 * @throws TypeError for repeated names and for what is no mapping
 */
export function callStar(f: Value, positional: Value, pieces: KeywordPieces | null): Value {
  const given = Array.isArray(positional) ? positional : starred(f, positional);
  if (pieces === null) return callWith(f, given);
  const names: string[] = [];
  const values: Value[] = [];
  for (let index = 0; index < pieces.length; index += 2) {
    const name = pieces[index] as string | null;
    if (name !== null) addKeyword(f, names, values, name, pieces[index + 1]!);
    else addMapping(f, names, values, pieces[index + 1]!);
  }
  return callKeywords(f, given, names, values);
}

function starred(f: Value, iterable: Value): Value[] {
  if (!isLabelled(iterable) && !isIterable(iterable)) {
    throw error('TypeError', `${calleeName(f)} argument after * must be an iterable, not ${typeName(iterable)}`);
  }
  return toArray(iterable);
}

function addKeyword(f: Value, names: string[], values: Value[], name: string, value: Value): void {
  if (names.includes(name))
    throw error('TypeError', `${calleeName(f)} got multiple values for keyword argument '${name}'`);
  names.push(name);
  values.push(value);
}

function addMapping(f: Value, names: string[], values: Value[], mapping: Value): void {
  if (isLabelled(mapping)) return refuse(mapping, 'iterate');
  if (!(mapping instanceof Dict) && findSpecial(mapping, 'keys') === undefined) {
    throw error('TypeError', `${calleeName(f)} argument after ** must be a mapping, not ${typeName(mapping)}`);
  }
  const keys = iterate(mapping instanceof Dict ? mapping : call(getAttribute(mapping, 'keys')));
  for (let key = keys.next(); key !== undefined; key = keys.next()) {
    const name = stringIn(key);
    if (name === undefined) throw error('TypeError', 'keywords must be strings');
    addKeyword(f, names, values, String(name), getItem(mapping, key));
  }
}

/** A callee as messages about its arguments name it. */
function calleeName(f: Value): string {
  if (typeof f !== 'function') return `${typeName(f)} object`;
  const callee = (f as FunctionValue).boundFunction ?? (f as FunctionValue);
  const { signature, classInfo } = callee;
  if (classInfo !== undefined)
    return classInfo.isNative ? `${classInfo.name}()` : `${classInfo.module}.${classInfo.qualname}()`;
  if (signature == null) return `${callee.name}()`;
  return signature.kind === 'builtin' ? `${signature.qualname}()` : `${signature.module}.${signature.qualname}()`;
}
