/**
 * Iteration: from any iterable to an object with `next()`, to an array, to the targets of an unpacking.
 */
import { insideOf, isLabelled, refuse, relabel } from '../taint.ts';
import { isClass } from '../values/classes.ts';
import { copyOf, splitAt } from '../values/engine-shortcuts.ts';
import { error, exceptionTypes } from '../values/exceptions.ts';
import { Table } from '../values/hash-table.ts';
import { ListIterator, SequenceIterator, StringIterator } from '../values/iterators.ts';
import { mostItems } from '../values/list-items.ts';
import { isInstance, typeName } from '../values/type-of.ts';
import { type IteratorObject, Range, type ThisForm, Tuple, type Value } from '../values/value.ts';
import { findSpecial } from './attribute.ts';

/**
 * What stands for an iterator that a program wrote. Emitted code may iterate over one again: a generator expression gets the
 * iterator of its source from outside.
 */
abstract class Driver {
  abstract next(): Value | undefined;

  $__iter__(): this {
    return this;
  }

  $__next__(): Value | undefined {
    return this.next();
  }
}

/** Its StopIteration is our `undefined`. */
class ProgramIterator extends Driver {
  constructor(readonly iterator: object) {
    super();
  }

  next(): Value | undefined {
    try {
      return (this.iterator as { $__next__(): Value }).$__next__();
    } catch (problem) {
      if (isStopIteration(problem)) return undefined;
      throw problem;
    }
  }
}

/** The same for an iterator whose `__next__` is no plain method. */
class SpecialIterator extends Driver {
  constructor(private readonly advance: () => Value) {
    super();
  }

  next(): Value | undefined {
    try {
      return this.advance();
    } catch (problem) {
      if (isStopIteration(problem)) return undefined;
      throw problem;
    }
  }
}

/**
 * What a `for` loop drives.
 *
 * @throws TypeError for what is not iterable, TaintError for a labelled value
 */
export function iterate(x: Value): IteratorObject {
  if (typeof x === 'string') return new StringIterator(x);
  if (Array.isArray(x)) return new ListIterator(x);
  return driver(iteratorOf(x));
}

/** The iterator value `iter(x)`. @throws TypeError for what is not iterable, TaintError for a labelled value */
export function iteratorOf(x: Value): Value {
  const make = specialOf(x, '$__iter__', '__iter__');
  if (make !== undefined) {
    const iterator: Value = make.call(x);
    if (isIterator(iterator)) return iterator;
    throw error('TypeError', `iter() returned non-iterator of type '${typeName(iterator)}'`);
  }
  if (isLabelled(x)) return refuse(x, 'iterate');
  const item = itemMethod(x);
  if (item === undefined) throw error('TypeError', `'${typeName(x)}' object is not iterable`);
  return new SequenceIterator((position) => item.call(x, position), isSequenceEnd);
}

/** What iterates for want of `__iter__`. The items of a class (`list[int]`) are made of anything, so they never end. */
function itemMethod(x: Value): ThisForm | undefined {
  return x === null || hasNoIteration(x) || isClass(x) ? undefined : findSpecial(x, '__getitem__');
}

/** `__iter__ = None` says that a class is not iterable, whatever else it has. */
function hasNoIteration(x: Exclude<Value, null>): boolean {
  return (x as { $__iter__?: unknown }).$__iter__ === null;
}

/** A special method from the slots where it stands for nearly everything; functions (classes among them) go the long way. */
function specialOf(x: Value, slot: '$__iter__' | '$__next__', name: string): ThisForm | undefined {
  if (x === null) return undefined;
  if (typeof x !== 'function') {
    const found = (x as Record<typeof slot, unknown>)[slot];
    if (typeof found === 'function') return found as ThisForm;
    if (found === undefined) return undefined;
  }
  return findSpecial(x, name);
}

export function isIterator(x: Value): boolean {
  return specialOf(x, '$__next__', '__next__') !== undefined;
}

/** An object with `next()` for an iterator value. */
export function driver(iterator: Value): IteratorObject {
  if (typeof (iterator as Partial<IteratorObject>).next === 'function') return iterator as IteratorObject;
  if (typeof (iterator as { $__next__?: unknown }).$__next__ === 'function' && typeof iterator === 'object') {
    return new ProgramIterator(iterator as object);
  }
  const advance = findSpecial(iterator, '__next__')!;
  return new SpecialIterator(() => advance.call(iterator));
}

/** True for StopIteration and what derives from it. */
export function isStopIteration(problem: unknown): boolean {
  return isInstance(problem as Value, exceptionTypes.StopIteration);
}

function isSequenceEnd(problem: unknown): boolean {
  return isInstance(problem as Value, exceptionTypes.IndexError) || isStopIteration(problem);
}

/** True when a container iterates in its built-in way (a subclass may have its own `__iter__`). */
function iteratesAs(x: object, prototype: object): boolean {
  return (x as { $__iter__?: unknown }).$__iter__ === (prototype as { $__iter__?: unknown }).$__iter__;
}

/**
 * All items as an array of the caller's own.
 *
 * @throws TypeError for what is not iterable, TaintError for a labelled value
 */
export function toArray(x: Value): Value[] {
  if (Array.isArray(x)) return copyOf(x);
  if (x instanceof Tuple && iteratesAs(x, Tuple.prototype)) return copyOf(x.items);
  if (x instanceof Table && iteratesAs(x, nativePrototype(x))) return x.keyArray();
  if (typeof x === 'string') return x.split('');
  const array: Value[] = [];
  spread(array, x);
  return array;
}

/** Prototype of the built-in container class that a table is an instance of. */
function nativePrototype(table: Table): object {
  return (table as unknown as { nativePrototype: object }).nativePrototype;
}

/** Appends all items of an iterable; gives the array. @throws as `iterate` */
export function spread(array: Value[], iterable: Value): Value[] {
  if (Array.isArray(iterable)) {
    const { length } = iterable;
    for (let index = 0; index < length; index++) array.push(iterable[index]!);
    return array;
  }
  if (iterable instanceof Range) requireRoom(iterable);
  return exhaust(iterate(iterable), array);
}

/** Ranges tell their length beforehand. @throws MemoryError when no list could hold it */
function requireRoom({ start, stop, step }: Range): void {
  if ((Number(stop) - Number(start)) / Number(step) > mostItems) throw error('MemoryError');
}

/** `[*iterable]`: the same, in other words for what is not iterable. */
export function spreadStarred(array: Value[], iterable: Value): Value[] {
  if (!Array.isArray(iterable) && !isLabelled(iterable) && !isIterable(iterable)) {
    throw error('TypeError', `Value after * must be an iterable, not ${typeName(iterable)}`);
  }
  return spread(array, iterable);
}

/** Appends what an iterator still gives. */
function exhaust(iterator: IteratorObject, array: Value[] = []): Value[] {
  let item = iterator.next();
  while (item !== undefined) {
    array.push(item);
    item = iterator.next();
  }
  return array;
}

/**
 * Exactly `count` items for `a, b = value`. A labelled value gives labelled items.
 *
 * @throws ValueError when there are more or fewer, TypeError for what is not iterable
 */
export function unpack(value: Value, count: number): readonly Value[] {
  if (value instanceof Tuple && value.items.length === count && iteratesAs(value, Tuple.prototype)) return value.items;
  if (Array.isArray(value)) {
    // A copy: the targets' own evaluation may change the list.
    return value.length === count ? copyOf(value) : refuseCount(value.length, count);
  }
  if (isLabelled(value)) return relabelled(unpack(insideOf(value), count), value);
  const iterator = unpackable(value);
  const items: Value[] = [];
  let item = iterator.next();
  while (item !== undefined) {
    if (items.length === count) return refuseCount(count + 1, count);
    items.push(item);
    item = iterator.next();
  }
  return items.length === count ? items : refuseCount(items.length, count);
}

/** `a, *b, c = value`: the items with the middle as a list. @throws ValueError when there are too few */
export function unpackStar(value: Value, before: number, after: number): readonly Value[] {
  if (isLabelled(value)) return relabelled(unpackStar(insideOf(value), before, after), value);
  const all = Array.isArray(value) ? value : exhaust(unpackable(value));
  if (all.length < before + after) {
    throw error('ValueError', `not enough values to unpack (expected at least ${before + after}, got ${all.length})`);
  }
  const end = all.length - after;
  return splitAt(all, before, end);
}

function unpackable(value: Value): IteratorObject {
  if (typeof value === 'string' || isIterable(value)) return iterate(value);
  throw error('TypeError', `cannot unpack non-iterable ${typeName(value)} object`);
}

/** True when `iter(x)` finds something to call. */
export function isIterable(x: Value): boolean {
  if (x === null) return false;
  if (typeof x === 'string' || specialOf(x, '$__iter__', '__iter__') !== undefined) return true;
  return itemMethod(x) !== undefined;
}

function relabelled(items: readonly Value[], origin: Value): readonly Value[] {
  return items.map((item) => relabel(item, origin));
}

function refuseCount(given: number, count: number): never {
  if (given > count) throw error('ValueError', `too many values to unpack (expected ${count})`);
  throw error('ValueError', `not enough values to unpack (expected ${count}, got ${given})`);
}
