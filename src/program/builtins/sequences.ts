/**
 * Built-in functions over containers and iterables, and the container types by their names.
 */
import { add } from '../operators/arithmetic.ts';
import { findSpecial } from '../operators/attribute.ts';
import { callable, isCallable } from '../operators/call.ts';
import { equals, greater, less } from '../operators/comparison.ts';
import { requireInteger } from '../operators/indexing.ts';
import { isStopIteration, iterate, iteratorOf, toArray } from '../operators/iteration.ts';
import { truth } from '../operators/truth.ts';
import { insideOf, isLabelled, type Labelled, refuse, relabel, requirePlain } from '../taint.ts';
import { dictType } from '../values/dict.ts';
import { part } from '../values/engine-shortcuts.ts';
import { error } from '../values/exceptions.ts';
import { Keywords, native } from '../values/functions.ts';
import { CallIterator } from '../values/iterators.ts';
import { enumerateType, filterType, mapType, reversedType, zipType } from '../values/lazy-iterators.ts';
import { listType } from '../values/list.ts';
import { rangeType } from '../values/range.ts';
import { frozenSetType, setType } from '../values/set.ts';
import { sliceType } from '../values/slice.ts';
import { sortList } from '../values/sorting.ts';
import { programHash } from '../values/stable-hash.ts';
import { isStr, Text, textLength } from '../values/text.ts';
import { tupleType } from '../values/tuple.ts';
import { typeName } from '../values/type-of.ts';
import { ByteArray, Bytes, type FunctionValue, type IteratorObject, type Value } from '../values/value.ts';

/**
 * `len(x)`.
 *
 * @throws TypeError for what has no length, ValueError for a negative one
 */
export function length(x: Value): Value {
  if (Array.isArray(x)) return x.length;
  if (typeof x === 'string') return x.length;
  if (x instanceof Text) return textLength(x);
  const special = x === null ? undefined : slotOf(x, '$__len__', '__len__');
  if (special !== undefined) return checkedLength(special.call(x));
  if (isLabelled(x)) return labelledLength(x);
  throw error('TypeError', `object of type '${typeName(x)}' has no len()`);
}

/** The length of a tainted value is a plain number (control must be possible); that of a secret is secret. */
function labelledLength(x: Labelled): Value {
  requirePlain(x, null);
  const size = length(insideOf(x));
  return x.isSecret ? relabel(size, x) : size;
}

function slotOf(x: Exclude<Value, null>, slot: '$__len__' | '$__next__', name: string) {
  if (typeof x === 'object') {
    const found = (x as Record<typeof slot, unknown>)[slot];
    if (found === undefined) return undefined;
    if (typeof found === 'function') return found as (this: Value) => Value;
  }
  return findSpecial(x, name);
}

function checkedLength(given: Value): number | bigint {
  const size = typeof given === 'number' ? given : requireInteger(given);
  if (size < 0) throw error('ValueError', '__len__() should return >= 0');
  if (size >= 2n ** 63n) throw error('OverflowError', "cannot fit 'int' into an index-sized integer");
  return size;
}

/** `next(iterator[, default])`. @throws StopIteration at the end when there is no default */
function next(iterator: Value, fallback?: Value): Value {
  if (isLabelled(iterator)) refuse(iterator, 'iterate');
  const special = iterator === null ? undefined : slotOf(iterator, '$__next__', '__next__');
  if (special === undefined) throw error('TypeError', `'${typeName(iterator)}' object is not an iterator`);
  if (fallback === undefined) return special.call(iterator);
  try {
    return special.call(iterator);
  } catch (problem) {
    if (isStopIteration(problem)) return fallback;
    throw problem;
  }
}

function iter(x: Value, sentinel?: Value): Value {
  if (sentinel === undefined) return iteratorOf(x);
  if (!isCallable(x)) throw error('TypeError', 'iter(v, w): v must be callable');
  const produce = callable(x);
  return new CallIterator(
    () => produce(),
    (value) => value === sentinel || equals(value, sentinel),
    isStopIteration,
  );
}

/** Named options after the positional arguments. */
interface Options {
  readonly positional: readonly Value[];
  readonly key: Value;
  readonly fallback: Value | undefined;
}

function extremeOptions(name: string, args: readonly Value[]): Options {
  const last = args[args.length - 1];
  if (!(last instanceof Keywords)) return { positional: args, key: null, fallback: undefined };
  let key: Value = null;
  let fallback: Value | undefined;
  for (let index = 0; index < last.names.length; index++) {
    const option = last.names[index]!;
    if (option === 'key') key = last.values[index]!;
    else if (option === 'default') fallback = last.values[index]!;
    else throw error('TypeError', `'${option}' is an invalid keyword argument for ${name}()`);
  }
  return { positional: part(args, 0, args.length - 1), key, fallback };
}

/** `max` and `min`: the first item that no other surpasses. */
function extreme(name: 'max' | 'min', surpasses: (a: Value, b: Value) => boolean, args: readonly Value[]): Value {
  const { positional, key, fallback } = extremeOptions(name, args);
  if (positional.length === 0) throw error('TypeError', `${name} expected at least 1 argument, got 0`);
  if (positional.length > 1 && fallback !== undefined) {
    throw error('TypeError', `Cannot specify a default for ${name}() with multiple positional arguments`);
  }
  const items = iterate(positional.length === 1 ? positional[0]! : (positional as Value[]));
  const best = key === null ? bestOf(items, surpasses) : bestByKey(items, callable(key), surpasses);
  if (best !== undefined) return best;
  if (fallback !== undefined) return fallback;
  throw error('ValueError', `${name}() arg is an empty sequence`);
}

function bestOf(items: IteratorObject, surpasses: (a: Value, b: Value) => boolean): Value | undefined {
  let best = items.next();
  if (best === undefined) return undefined;
  for (let item = items.next(); item !== undefined; item = items.next()) if (surpasses(item, best)) best = item;
  return best;
}

function bestByKey(
  items: IteratorObject,
  keyOf: FunctionValue,
  surpasses: (a: Value, b: Value) => boolean,
): Value | undefined {
  let best = items.next();
  if (best === undefined) return undefined;
  let bestKey = keyOf(best);
  for (let item = items.next(); item !== undefined; item = items.next()) {
    const key = keyOf(item);
    if (!surpasses(key, bestKey)) continue;
    best = item;
    bestKey = key;
  }
  return best;
}

function isGreater(a: Value, b: Value): boolean {
  return typeof a === 'number' && typeof b === 'number' ? a > b : truth(greater(a, b));
}

function isLess(a: Value, b: Value): boolean {
  return typeof a === 'number' && typeof b === 'number' ? a < b : truth(less(a, b));
}

/** `sum(iterable, start=0)`. @throws TypeError for strings and bytes, which `join` concatenates */
function sum(iterable: Value, start: Value = 0): Value {
  if (isStr(start)) throw error('TypeError', "sum() can't sum strings [use ''.join(seq) instead]");
  if (start instanceof Bytes) throw error('TypeError', "sum() can't sum bytes [use b''.join(seq) instead]");
  if (start instanceof ByteArray) throw error('TypeError', "sum() can't sum bytearray [use b''.join(seq) instead]");
  const items = iterate(iterable);
  let total: Value = start;
  for (let item = items.next(); item !== undefined; item = items.next()) {
    if (typeof total === 'number' && typeof item === 'number') {
      const result: number = total + item;
      total = Number.isSafeInteger(result) ? result : add(total, item);
    } else total = add(total, item);
  }
  return total;
}

function all(iterable: Value): boolean {
  const items = iterate(iterable);
  for (let item = items.next(); item !== undefined; item = items.next()) if (!truth(item)) return false;
  return true;
}

function any(iterable: Value): boolean {
  const items = iterate(iterable);
  for (let item = items.next(); item !== undefined; item = items.next()) if (truth(item)) return true;
  return false;
}

function sorted(...args: Value[]): Value {
  const last = args[args.length - 1];
  const keywords = last instanceof Keywords ? last : undefined;
  const given = keywords === undefined ? args.length : args.length - 1;
  if (given !== 1) throw error('TypeError', `sorted expected 1 argument, got ${given}`);
  const items = toArray(args[0]!);
  sortList(items, keywords);
  return items;
}

export const sequenceBuiltins = {
  all: native('all', '(iterable, /)', all),
  any: native('any', '(iterable, /)', any),
  hash: native('hash', '(obj, /)', programHash),
  iter: native('iter', '(object, sentinel=None, /)', iter),
  len: native('len', '(obj, /)', length),
  max: native('max', '(*args, **options)', (...args: Value[]) => extreme('max', isGreater, args)),
  min: native('min', '(*args, **options)', (...args: Value[]) => extreme('min', isLess, args)),
  next: native('next', '(iterator, default=None, /)', next),
  sorted: native('sorted', '(*args, **options)', sorted),
  sum: native('sum', '(iterable, /, start=0)', sum),
  dict: dictType,
  enumerate: enumerateType,
  filter: filterType,
  frozenset: frozenSetType,
  list: listType,
  map: mapType,
  range: rangeType,
  reversed: reversedType,
  set: setType,
  slice: sliceType,
  tuple: tupleType,
  zip: zipType,
} as const;
