/**
 * The native part of `collections`: `deque`, a ring buffer that grows by doubling, so that both ends are quick.
 */

import { call } from '../operators/call.ts';
import { integerOf, requireSize } from '../operators/indexing.ts';
import { iterate } from '../operators/iteration.ts';
import { defineNativeType } from '../values/classes.ts';
import { error } from '../values/exceptions.ts';
import { defineIteratorType } from '../values/iterators.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { repr, withRepresentation } from '../values/representation.ts';
import { itemsEqual, orderingMethods, sameItem } from '../values/sequence-comparison.ts';
import { type Str, textFromString } from '../values/text.ts';
import { typeName, typeOf } from '../values/type-of.ts';
import { type ClassValue, notImplemented, type Value } from '../values/value.ts';

export class Deque {
  private ring: (Value | undefined)[] = new Array(8);
  private head = 0;
  length = 0;
  /** Counts changes of the length, so that iterators notice. */
  changes = 0;
  maxlen: number | null = null;

  get(index: number): Value {
    return this.ring[(this.head + index) & (this.ring.length - 1)]!;
  }

  set(index: number, item: Value): void {
    this.ring[(this.head + index) & (this.ring.length - 1)] = item;
  }

  append(item: Value): void {
    if (this.maxlen !== null && this.length >= this.maxlen) {
      if (this.maxlen === 0) return;
      this.popLeft();
    }
    if (this.length === this.ring.length) this.grow();
    this.ring[(this.head + this.length++) & (this.ring.length - 1)] = item;
    this.changes++;
  }

  appendLeft(item: Value): void {
    if (this.maxlen !== null && this.length >= this.maxlen) {
      if (this.maxlen === 0) return;
      this.pop();
    }
    if (this.length === this.ring.length) this.grow();
    this.head = (this.head - 1) & (this.ring.length - 1);
    this.ring[this.head] = item;
    this.length++;
    this.changes++;
  }

  pop(): Value {
    if (this.length === 0) throw error('IndexError', 'pop from an empty deque');
    const place = (this.head + --this.length) & (this.ring.length - 1);
    const item = this.ring[place]!;
    this.ring[place] = undefined;
    this.changes++;
    return item;
  }

  popLeft(): Value {
    if (this.length === 0) throw error('IndexError', 'pop from an empty deque');
    const item = this.ring[this.head]!;
    this.ring[this.head] = undefined;
    this.head = (this.head + 1) & (this.ring.length - 1);
    this.length--;
    this.changes++;
    return item;
  }

  items(): Value[] {
    const items = new Array<Value>(this.length);
    for (let index = 0; index < this.length; index++) items[index] = this.get(index);
    return items;
  }

  replace(items: readonly Value[]): void {
    this.clear();
    for (const item of items) this.append(item);
  }

  clear(): void {
    this.ring = new Array(8);
    this.head = 0;
    this.length = 0;
    this.changes++;
  }

  rotate(steps: number): void {
    if (this.length <= 1) return;
    let left = steps % this.length;
    if (left > this.length / 2) left -= this.length;
    if (left < -this.length / 2) left += this.length;
    const { maxlen } = this;
    this.maxlen = null;
    for (; left > 0; left--) this.appendLeft(this.pop());
    for (; left < 0; left++) this.append(this.popLeft());
    this.maxlen = maxlen;
  }

  private grow(): void {
    const items = this.items();
    items.length = this.ring.length * 2;
    this.ring = items;
    this.head = 0;
  }
}

class DequeIterator {
  private readonly changes: number;
  private position = 0;
  constructor(
    private readonly deque: Deque,
    private readonly backwards: boolean,
  ) {
    this.changes = deque.changes;
  }
  next(): Value | undefined {
    const { deque, position } = this;
    if (deque.changes !== this.changes) throw error('RuntimeError', 'deque mutated during iteration');
    if (position >= deque.length) return undefined;
    this.position++;
    return deque.get(this.backwards ? deque.length - 1 - position : position);
  }
}
defineIteratorType('_collections._deque_iterator', DequeIterator.prototype);

function indexIn(deque: Deque, index: Value, message = 'deque index out of range'): number {
  const position = integerOf(index);
  if (position === undefined) throw error('TypeError', `sequence index must be integer, not '${typeName(index)}'`);
  const from = Number(position) < 0 ? Number(position) + deque.length : Number(position);
  if (from < 0 || from >= deque.length) throw error('IndexError', message);
  return from;
}

const duringIteration = () => error('RuntimeError', 'deque mutated during iteration');
const duringRemove = () => error('IndexError', 'deque mutated during remove().');

function find(deque: Deque, item: Value, from = 0, to = deque.length, mutated = duringIteration): number {
  const { changes } = deque;
  for (let index = from; index < Math.min(to, deque.length); index++) {
    const same = sameItem(deque.get(index), item);
    if (deque.changes !== changes) throw mutated();
    if (same) return index;
  }
  return -1;
}

/** A deque of the same class and bound. */
function like(deque: Deque, items: readonly Value[]): Value {
  const cls = typeOf(deque);
  return deque.maxlen === null ? call(cls, items as Value[]) : call(cls, items as Value[], deque.maxlen);
}

function extend(deque: Deque, iterable: Value, left: boolean): void {
  // A deque added to itself is read before it changes.
  const source = iterate(iterable === deque ? deque.items() : iterable);
  for (let item = source.next(); item !== undefined; item = source.next()) {
    if (left) deque.appendLeft(item);
    else deque.append(item);
  }
}

function repeated(deque: Deque, count: Value): Value[] {
  const times = integerOf(count);
  if (times === undefined) throw error('TypeError', `can't multiply sequence by non-int of type '${typeName(count)}'`);
  const items = deque.items();
  if (times <= 0 || items.length === 0) return [];
  const limit = deque.maxlen ?? 100_000_000;
  const wanted = Number(times) * items.length;
  if (deque.maxlen === null && wanted > limit) throw error('MemoryError');
  const rounds = Math.min(Number(times), Math.ceil(limit / items.length) + 1);
  const all: Value[] = [];
  for (let round = 0; round < rounds; round++) all.push(...items);
  return all;
}

function normalBound(index: Value, length: number): number {
  const position = Number(requireSize(index));
  return Math.max(0, position < 0 ? position + length : position);
}

const itemsOf = (x: Value): readonly Value[] | null => (x instanceof Deque ? x.items() : null);

export const dequeType: ClassValue = defineNativeType({
  name: 'deque',
  module: 'collections',
  prototype: Deque.prototype,
  parameters: '(iterable=(), maxlen=None)',
  construct: (...args: Value[]) => {
    const made = new Deque();
    if (args.length > 0) (made as unknown as { $__init__(...args: Value[]): Value }).$__init__(...args);
    return made;
  },
  statics: { __hash__: null },
  methods: {
    __init__: [
      '(iterable=(), maxlen=None)',
      function (this: Deque, iterable?: Value, maxlen: Value = null) {
        if (maxlen !== null) {
          const bound = integerOf(maxlen);
          if (bound === undefined) throw error('TypeError', 'an integer is required');
          if (bound < 0) throw error('ValueError', 'maxlen must be non-negative');
          this.maxlen = Number(bound);
        } else this.maxlen = null;
        this.clear();
        if (iterable !== undefined) extend(this, iterable, false);
        return null;
      },
    ],
    append: [
      '(item, /)',
      function (this: Deque, item: Value) {
        this.append(item);
        return null;
      },
    ],
    appendleft: [
      '(item, /)',
      function (this: Deque, item: Value) {
        this.appendLeft(item);
        return null;
      },
    ],
    pop: [
      '()',
      function (this: Deque) {
        return this.pop();
      },
    ],
    popleft: [
      '()',
      function (this: Deque) {
        return this.popLeft();
      },
    ],
    extend: [
      '(iterable, /)',
      function (this: Deque, iterable: Value) {
        extend(this, iterable, false);
        return null;
      },
    ],
    extendleft: [
      '(iterable, /)',
      function (this: Deque, iterable: Value) {
        extend(this, iterable, true);
        return null;
      },
    ],
    clear: [
      '()',
      function (this: Deque) {
        this.clear();
        return null;
      },
    ],
    rotate: [
      '(n=1, /)',
      function (this: Deque, steps: Value = 1) {
        this.rotate(requireSize(steps));
        return null;
      },
    ],
    reverse: [
      '()',
      function (this: Deque) {
        this.replace(this.items().reverse());
        return null;
      },
    ],
    count: [
      '(value, /)',
      function (this: Deque, value: Value) {
        let count = 0;
        for (let at = find(this, value); at >= 0; at = find(this, value, at + 1)) count++;
        return count;
      },
    ],
    index: [
      '(value, start=0, stop=None, /)',
      function (this: Deque, value: Value, start: Value = 0, stop?: Value) {
        const to = stop === undefined ? this.length : normalBound(stop, this.length);
        const found = find(this, value, normalBound(start, this.length), to);
        if (found < 0) throw error('ValueError', `${String(repr(value))} is not in deque`);
        return found;
      },
    ],
    insert: [
      '(index, item, /)',
      function (this: Deque, index: Value, item: Value) {
        if (this.maxlen !== null && this.length >= this.maxlen)
          throw error('IndexError', 'deque already at its maximum size');
        const items = this.items();
        items.splice(requireSize(index), 0, item);
        this.replace(items);
        return null;
      },
    ],
    remove: [
      '(value, /)',
      function (this: Deque, value: Value) {
        const found = find(this, value, 0, this.length, duringRemove);
        if (found < 0) throw error('ValueError', `${String(repr(value))} is not in deque`);
        const items = this.items();
        items.splice(found, 1);
        this.replace(items);
        return null;
      },
    ],
    copy: [
      '()',
      function (this: Deque) {
        return like(this, this.items());
      },
    ],
    __copy__: [
      '()',
      function (this: Deque) {
        return like(this, this.items());
      },
    ],
    __len__(this: Deque) {
      return this.length;
    },
    __bool__(this: Deque) {
      return this.length > 0;
    },
    __iter__(this: Deque) {
      return new DequeIterator(this, false);
    },
    __reversed__(this: Deque) {
      return new DequeIterator(this, true);
    },
    __contains__: [
      '(item, /)',
      function (this: Deque, item: Value) {
        return find(this, item) >= 0;
      },
    ],
    __getitem__: [
      '(index, /)',
      function (this: Deque, index: Value) {
        return this.get(indexIn(this, index));
      },
    ],
    __setitem__: [
      '(index, item, /)',
      function (this: Deque, index: Value, item: Value) {
        this.set(indexIn(this, index), item);
        return null;
      },
    ],
    __delitem__: [
      '(index, /)',
      function (this: Deque, index: Value) {
        const items = this.items();
        items.splice(indexIn(this, index), 1);
        this.replace(items);
        return null;
      },
    ],
    __add__: [
      '(other, /)',
      function (this: Deque, other: Value) {
        if (!(other instanceof Deque))
          throw error('TypeError', `can only concatenate deque (not "${typeName(other)}") to deque`);
        return like(this, [...this.items(), ...other.items()]);
      },
    ],
    __iadd__: [
      '(other, /)',
      function (this: Deque, other: Value) {
        extend(this, other, false);
        return this;
      },
    ],
    __mul__: [
      '(count, /)',
      function (this: Deque, count: Value) {
        return like(this, repeated(this, count));
      },
    ],
    __rmul__: [
      '(count, /)',
      function (this: Deque, count: Value) {
        return like(this, repeated(this, count));
      },
    ],
    __imul__: [
      '(count, /)',
      function (this: Deque, count: Value) {
        this.replace(repeated(this, count));
        return this;
      },
    ],
    __eq__: [
      '(other, /)',
      function (this: Deque, other: Value) {
        return other instanceof Deque ? itemsEqual(this.items(), other.items()) : notImplemented;
      },
    ],
    __ne__: [
      '(other, /)',
      function (this: Deque, other: Value) {
        return other instanceof Deque ? !itemsEqual(this.items(), other.items()) : notImplemented;
      },
    ],
    ...orderingMethods(itemsOf),
    __repr__(this: Deque): Str {
      const { name } = typeOf(this).classInfo;
      return withRepresentation(this, '[...]', () => {
        const bound = this.maxlen === null ? '' : `, maxlen=${this.maxlen}`;
        return textFromString(`${name}(${String(repr(this.items()))}${bound})`);
      });
    },
  },
  properties: {
    maxlen(this: Deque) {
      return this.maxlen;
    },
  },
});

export default makeModuleObject('_collections', { deque: dequeType });
