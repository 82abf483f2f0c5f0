/**
 * `tuple`: methods over `Tuple`, whose items never change.
 */
import { integerOf } from '../operators/indexing.ts';
import { toArray } from '../operators/iteration.ts';
import { defineNativeType } from './classes.ts';
import { representItems } from './container-text.ts';
import { joined } from './engine-shortcuts.ts';
import { error } from './exceptions.ts';
import { TupleIterator } from './iterators.ts';
import { searchBound } from './list.ts';
import { repeatItems, tupleItem } from './list-items.ts';
import { orderingMethods, sameItem } from './sequence-comparison.ts';
import { programHash } from './stable-hash.ts';
import { typeName } from './type-of.ts';
import { type ClassValue, Tuple, type Value } from './value.ts';

/** A tuple of the items given, which must not change any more: what a tuple display is emitted as. */
export function tuple(items: readonly Value[]): Tuple {
  return new Tuple(items);
}

function itemsOf(x: Value): readonly Value[] | null {
  return x instanceof Tuple ? x.items : null;
}

function repeat(self: Tuple, count: Value): Tuple {
  const times = integerOf(count);
  if (times === undefined) throw error('TypeError', `can't multiply sequence by non-int of type '${typeName(count)}'`);
  return times === 1 && Object.getPrototypeOf(self) === Tuple.prototype
    ? self
    : new Tuple(repeatItems(self.items, times));
}

export const tupleType: ClassValue = defineNativeType({
  name: 'tuple',
  prototype: Tuple.prototype,
  parameters: '(*args)',
  construct: (...args: Value[]) => {
    if (args.length > 1) throw error('TypeError', `tuple expected at most 1 argument, got ${args.length}`);
    const [source] = args;
    if (source instanceof Tuple && Object.getPrototypeOf(source) === Tuple.prototype) return source;
    return new Tuple(source === undefined ? [] : toArray(source));
  },
  methods: {
    __len__(this: Tuple) {
      return this.items.length;
    },
    __iter__(this: Tuple) {
      return new TupleIterator(this);
    },
    __contains__: [
      '(key, /)',
      function (this: Tuple, item: Value) {
        return positionIn(this.items, item, 0, this.items.length) >= 0;
      },
    ],
    __getitem__: [
      '(key, /)',
      function (this: Tuple, key: Value) {
        return tupleItem(this, key);
      },
    ],
    __hash__: [
      '()',
      function (this: Tuple) {
        return programHash(Object.getPrototypeOf(this) === Tuple.prototype ? this : new Tuple(this.items));
      },
    ],
    __repr__(this: Tuple) {
      return representItems(this, this.items, '(', this.items.length === 1 ? ',)' : ')', '(...)');
    },
    ...orderingMethods(itemsOf),
    __add__: [
      '(value, /)',
      function (this: Tuple, other: Value) {
        if (other instanceof Tuple) return new Tuple(joined(this.items, other.items));
        throw error('TypeError', `can only concatenate tuple (not "${typeName(other)}") to tuple`);
      },
    ],
    __mul__: [
      '(value, /)',
      function (this: Tuple, count: Value) {
        return repeat(this, count);
      },
    ],
    __rmul__: [
      '(value, /)',
      function (this: Tuple, count: Value) {
        return repeat(this, count);
      },
    ],
    __getnewargs__: [
      '()',
      function (this: Tuple) {
        return new Tuple([new Tuple(this.items)]);
      },
    ],
    index: [
      '(value, start=0, stop=9223372036854775807, /)',
      function (this: Tuple, item: Value, start?: Value, stop?: Value) {
        const { length } = this.items;
        const from = searchBound(start, length, 0);
        const index = positionIn(this.items, item, from, searchBound(stop, length, length));
        if (index < 0) throw error('ValueError', 'tuple.index(x): x not in tuple');
        return index;
      },
    ],
    count: [
      '(value, /)',
      function (this: Tuple, item: Value) {
        let count = 0;
        for (let index = 0; index < this.items.length; index++) if (sameItem(this.items[index]!, item)) count++;
        return count;
      },
    ],
  },
});

function positionIn(items: readonly Value[], item: Value, from: number, to: number): number {
  for (let index = from; index < to; index++) if (sameItem(items[index]!, item)) return index;
  return -1;
}
