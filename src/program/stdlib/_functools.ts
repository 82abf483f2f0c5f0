/**
 * The native part of `functools`: `reduce`, and the function behind `lru_cache`, which is called more often than what it
 * wraps. Only files of the standard library can import it.
 */
import { call, callKeywords, callWith } from '../operators/call.ts';
import { func, signature } from '../operators/definition.ts';
import { isIterable, iterate } from '../operators/iteration.ts';
import { isLabelled } from '../taint.ts';
import { objectType } from '../values/classes.ts';
import { Dict } from '../values/dict.ts';
import { part } from '../values/engine-shortcuts.ts';
import { error } from '../values/exceptions.ts';
import { Keywords, native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { typeOf } from '../values/type-of.ts';
import { type FunctionValue, Tuple, type Value } from '../values/value.ts';
import { comparedKeys } from './_compared_keys.ts';

const wrapperSignature = signature(
  'wrapper',
  '_cached.<locals>.wrapper',
  'functools',
  [],
  0,
  0,
  'args',
  [],
  [],
  'named',
  null,
  'function',
);

/** Stands in a key between positional arguments and named ones: no argument is the same object. */
const separator: Value = new objectType.classInfo.instance();

/** What `lru_cache` makes of a function: calls it for arguments that it was not called with before. */
class Cache {
  readonly results = new Dict();
  hits = 0;
  misses = 0;

  constructor(
    private readonly inner: Value,
    /** Results that are kept; null for all of them. */
    private readonly most: Value,
    private readonly isTyped: boolean,
  ) {}

  get(args: Value[]): Value {
    const { results } = this;
    if (this.most === 0) return this.compute(args);
    const key = this.keyOf(args);
    const known = results.get(key);
    if (known !== undefined) {
      this.hits++;
      if (this.most !== null) this.rejuvenate(key, known);
      return known;
    }
    const made = this.compute(args);
    // The function may have called itself: the key can be there by now.
    if (this.most !== null && results.size >= (this.most as number) && !results.has(key)) results.removeEnd(false);
    results.set(key, made);
    return made;
  }

  clear(): void {
    this.results.clear();
    this.hits = 0;
    this.misses = 0;
  }

  private compute(args: readonly Value[]): Value {
    this.misses++;
    const { inner } = this;
    const last = args[args.length - 1];
    if (last instanceof Keywords) return callKeywords(inner, part(args, 0, args.length - 1), last.names, last.values);
    return args.length === 1 && typeof inner === 'function'
      ? (inner as FunctionValue)(args[0]!)
      : callWith(inner, args);
  }

  /** Dicts remember the order of insertion: taking out and putting back makes an entry the youngest. */
  private rejuvenate(key: Value, value: Value): void {
    this.results.remove(key);
    this.results.set(key, value);
  }

  /** One plain str or int is its own key, as in CPython; other arguments are a tuple, with their types when those count. */
  private keyOf(args: readonly Value[]): Value {
    const last = args[args.length - 1];
    if (last instanceof Keywords) return this.keyWithNames(part(args, 0, args.length - 1), last);
    if (this.isTyped) return new Tuple([...args, ...args.map(typeOf)]);
    if (args.length === 1 && (typeof last === 'string' || typeof last === 'number')) return last;
    return new Tuple(args);
  }

  private keyWithNames(args: readonly Value[], { names, values }: Keywords): Value {
    const named = names.flatMap((name, index): Value[] => [name, values[index]!]);
    const types = this.isTyped ? [...args, ...values].map(typeOf) : [];
    return new Tuple([...args, separator, ...named, ...types]);
  }
}

/** `reduce(function, iterable, initial)` */
function reduce(f: Value, iterable: Value, initial?: Value): Value {
  if (!isLabelled(iterable) && !isIterable(iterable)) throw error('TypeError', 'reduce() arg 2 must support iteration');
  const items = iterate(iterable);
  let result = initial === undefined ? items.next() : initial;
  if (result === undefined) throw error('TypeError', 'reduce() of empty iterable with no initial value');
  const combine = typeof f === 'function' ? (f as FunctionValue) : null;
  for (let item = items.next(); item !== undefined; item = items.next())
    result = combine === null ? call(f, result, item) : combine(result, item);
  return result;
}

export default makeModuleObject('_functools', {
  cmp_to_key: comparedKeys,
  reduce: native('reduce', '(function, iterable, initial=None, /)', reduce),
  /** `cached(function, maxsize, typed)`: the wrapper, what tells (hits, misses, size), and what forgets everything. */
  cached: native('cached', '(function, maxsize, typed, /)', (inner: Value, most: Value, isTyped: boolean) => {
    const cache = new Cache(inner, most, isTyped);
    return new Tuple([
      func((...args: Value[]) => cache.get(args), wrapperSignature),
      native('counts', '()', () => new Tuple([cache.hits, cache.misses, cache.results.size])),
      native('forget', '()', () => {
        cache.clear();
        return null;
      }),
    ]);
  }),
});
