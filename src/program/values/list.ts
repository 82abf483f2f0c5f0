/**
 * `list`: methods over raw arrays. An instance of a subclass holds its array in `base`.
 */
import { integerOf, requireInteger } from '../operators/indexing.ts';
import { iterate, spread, toArray } from '../operators/iteration.ts';
import { addNativeMembers, defineNativeType } from './classes.ts';
import { representItems } from './container-text.ts';
import { copyOf, joined } from './engine-shortcuts.ts';
import { error } from './exceptions.ts';
import { Keywords } from './functions.ts';
import { ListIterator, ReverseListIterator } from './iterators.ts';
import { deleteListItem, listItem, repeatItems, setListItem } from './list-items.ts';
import { repr } from './representation.ts';
import { orderingMethods, sameItem } from './sequence-comparison.ts';
import { sortList } from './sorting.ts';
import { typeName } from './type-of.ts';
import type { ClassValue, Value } from './value.ts';

type Receiver = Value[] | { base: Value[] };

/** The array of a list or of an instance of a subclass. */
export function itemsOf(list: Receiver): Value[] {
  return Array.isArray(list) ? list : list.base;
}

/** The array behind a value that is a list, else null. */
export function asList(x: Value): Value[] | null {
  if (Array.isArray(x)) return x;
  const base = (x as { base?: Value } | null)?.base;
  return Array.isArray(base) ? base : null;
}

export const listType: ClassValue = defineNativeType({
  name: 'list',
  prototype: {},
  parameters: '(*args)',
  construct: (...args: Value[]) => {
    if (args.length > 1) throw error('TypeError', `list expected at most 1 argument, got ${args.length}`);
    return args.length === 0 ? [] : toArray(args[0]!);
  },
  statics: { __hash__: null },
});

/** Adds what an iterable gives, as it gives it: items got before a failure stay. */
function extend(items: Value[], iterable: Value): void {
  const source = asList(iterable);
  if (source !== null && Array.isArray(iterable)) {
    spread(items, source);
    return;
  }
  const iterator = iterate(iterable);
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) items.push(item);
}

function repeatCount(count: Value): number | bigint {
  const times = integerOf(count);
  if (times === undefined) throw error('TypeError', `can't multiply sequence by non-int of type '${typeName(count)}'`);
  return times;
}

function indexOf(items: readonly Value[], item: Value, from: number, to: number): number {
  for (let index = from; index < to && index < items.length; index++) if (sameItem(items[index]!, item)) return index;
  return -1;
}

/** A start or stop argument of `index`: negative counts from the end. */
export function searchBound(bound: Value | undefined, length: number, absent: number): number {
  if (bound === undefined) return absent;
  const integer = integerOf(bound);
  if (integer === undefined) {
    throw error('TypeError', 'slice indices must be integers or have an __index__ method');
  }
  if (typeof integer === 'bigint') return integer < 0n ? 0 : length;
  return integer < 0 ? Math.max(0, integer + length) : Math.min(integer, length);
}

function insert(items: Value[], at: Value, item: Value): void {
  const position = requireInteger(at);
  if (typeof position === 'bigint') throw error('OverflowError', 'Python int too large to convert to C ssize_t');
  const { length } = items;
  const index = position < 0 ? Math.max(0, position + length) : Math.min(position, length);
  if (index === length) items.push(item);
  else items.splice(index, 0, item);
}

function pop(items: Value[], at: Value | undefined): Value {
  if (at === undefined) {
    if (items.length === 0) throw error('IndexError', 'pop from empty list');
    return items.pop()!;
  }
  const position = requireInteger(at);
  if (items.length === 0) throw error('IndexError', 'pop from empty list');
  const index = typeof position === 'bigint' ? -1 : position < 0 ? position + items.length : position;
  if (index < 0 || index >= items.length) throw error('IndexError', 'pop index out of range');
  if (index === items.length - 1) return items.pop()!;
  return index === 0 ? items.shift()! : items.splice(index, 1)[0]!;
}

function sort(items: Value[], args: readonly Value[]): void {
  const [last] = args;
  if (args.length > 1 || (last !== undefined && !(last instanceof Keywords))) {
    throw error('TypeError', 'sort() takes no positional arguments');
  }
  sortList(items, last);
}

addNativeMembers(listType, {
  methods: {
    __init__: [
      '(iterable=(), /)',
      function (this: Receiver, iterable?: Value) {
        const items = itemsOf(this);
        const given = iterable === undefined ? [] : toArray(iterable);
        items.length = 0;
        spread(items, given);
        return null;
      },
    ],
    __len__(this: Receiver) {
      return itemsOf(this).length;
    },
    __iter__(this: Receiver) {
      return new ListIterator(itemsOf(this));
    },
    __reversed__(this: Receiver) {
      return new ReverseListIterator(itemsOf(this));
    },
    __contains__: [
      '(key, /)',
      function (this: Receiver, item: Value) {
        return indexOf(itemsOf(this), item, 0, Number.POSITIVE_INFINITY) >= 0;
      },
    ],
    __getitem__: [
      '(key, /)',
      function (this: Receiver, key: Value) {
        return listItem(itemsOf(this), key);
      },
    ],
    __setitem__: [
      '(key, value, /)',
      function (this: Receiver, key: Value, value: Value) {
        setListItem(itemsOf(this), key, value);
        return null;
      },
    ],
    __delitem__: [
      '(key, /)',
      function (this: Receiver, key: Value) {
        deleteListItem(itemsOf(this), key);
        return null;
      },
    ],
    __repr__(this: Receiver) {
      return representItems(this, itemsOf(this), '[', ']');
    },
    ...orderingMethods(asList),
    __add__: [
      '(value, /)',
      function (this: Receiver, other: Value) {
        const right = asList(other);
        if (right === null) {
          throw error('TypeError', `can only concatenate list (not "${typeName(other)}") to list`);
        }
        return joined(itemsOf(this), right);
      },
    ],
    __mul__: [
      '(value, /)',
      function (this: Receiver, count: Value) {
        return repeatItems(itemsOf(this), repeatCount(count));
      },
    ],
    __rmul__: [
      '(value, /)',
      function (this: Receiver, count: Value) {
        return repeatItems(itemsOf(this), repeatCount(count));
      },
    ],
    __iadd__: [
      '(value, /)',
      function (this: Receiver, iterable: Value) {
        extend(itemsOf(this), iterable);
        return this;
      },
    ],
    __imul__: [
      '(value, /)',
      function (this: Receiver, count: Value) {
        const items = itemsOf(this);
        const repeated = repeatItems(items, repeatCount(count));
        items.length = 0;
        spread(items, repeated);
        return this;
      },
    ],
    append: [
      '(object, /)',
      function (this: Receiver, item: Value) {
        itemsOf(this).push(item);
        return null;
      },
    ],
    extend: [
      '(iterable, /)',
      function (this: Receiver, iterable: Value) {
        extend(itemsOf(this), iterable);
        return null;
      },
    ],
    insert: [
      '(index, object, /)',
      function (this: Receiver, at: Value, item: Value) {
        insert(itemsOf(this), at, item);
        return null;
      },
    ],
    pop: [
      '(index=-1, /)',
      function (this: Receiver, at?: Value) {
        return pop(itemsOf(this), at);
      },
    ],
    remove: [
      '(value, /)',
      function (this: Receiver, item: Value) {
        const items = itemsOf(this);
        const index = indexOf(items, item, 0, Number.POSITIVE_INFINITY);
        if (index < 0) throw error('ValueError', 'list.remove(x): x not in list');
        items.splice(index, 1);
        return null;
      },
    ],
    index: [
      '(value, start=0, stop=9223372036854775807, /)',
      function (this: Receiver, item: Value, start?: Value, stop?: Value) {
        const items = itemsOf(this);
        const from = searchBound(start, items.length, 0);
        const index = indexOf(items, item, from, searchBound(stop, items.length, Number.POSITIVE_INFINITY));
        if (index < 0) throw error('ValueError', `${repr(item)} is not in list`);
        return index;
      },
    ],
    count: [
      '(value, /)',
      function (this: Receiver, item: Value) {
        const items = itemsOf(this);
        let count = 0;
        for (let index = 0; index < items.length; index++) if (sameItem(items[index]!, item)) count++;
        return count;
      },
    ],
    reverse: [
      '()',
      function (this: Receiver) {
        itemsOf(this).reverse();
        return null;
      },
    ],
    clear: [
      '()',
      function (this: Receiver) {
        itemsOf(this).length = 0;
        return null;
      },
    ],
    copy: [
      '()',
      function (this: Receiver) {
        return copyOf(itemsOf(this));
      },
    ],
    sort: [
      '(*args, **options)',
      function (this: Receiver, ...args: Value[]) {
        sort(itemsOf(this), args);
        return null;
      },
    ],
  },
});
