/**
 * What `d.keys()`, `d.values()` and `d.items()` give: live views with set operations, and the iterators over them.
 */

import { equals } from '../operators/comparison.ts';
import { contains } from '../operators/containment.ts';
import { iterate, toArray } from '../operators/iteration.ts';
import { definePlainData } from '../taint/plain-data.ts';
import { defineNativeType } from './classes.ts';
import { representItems } from './container-text.ts';
import type { Dict } from './dict.ts';
import { error } from './exceptions.ts';
import type { Table } from './hash-table.ts';
import { defineIteratorType } from './iterators.ts';
import { MappingProxy } from './mapping-proxy.ts';
import { FrozenSet, SetValue } from './set.ts';
import { TableWalk } from './table-walk.ts';
import { type ClassValue, notImplemented, type ThisForm, Tuple, type Value } from './value.ts';

export class DictKeys {
  constructor(readonly dict: Dict) {}
  list(): Value[] {
    return this.dict.keyArray();
  }
  holds(key: Value): boolean {
    return this.dict.has(key);
  }
}

export class DictItems {
  constructor(readonly dict: Dict) {}
  list(): Value[] {
    const values = this.dict.valueArray();
    return this.dict.keyArray().map((key, index) => new Tuple([key, values[index]!]));
  }
  holds(item: Value): boolean {
    if (!(item instanceof Tuple) || item.items.length !== 2) return false;
    const value = this.dict.get(item.items[0]!);
    return value !== undefined && (value === item.items[1] || equals(value, item.items[1]!));
  }
}

export class DictValues {
  constructor(readonly dict: Dict) {}
  list(): Value[] {
    return this.dict.valueArray();
  }
}

definePlainData(DictKeys.prototype, (view) => view.list());
definePlainData(DictItems.prototype, (view) => view.list());
definePlainData(DictValues.prototype, (view) => view.list());

export class DictKeyIterator {
  private readonly walk: TableWalk;
  constructor(table: Table) {
    this.walk = new TableWalk(table, 'dictionary');
  }
  next(): Value | undefined {
    return this.walk.advance() ? this.walk.key : undefined;
  }
  remaining(): number {
    return this.walk.remaining();
  }
}

export class DictValueIterator {
  private readonly walk: TableWalk;
  constructor(table: Table) {
    this.walk = new TableWalk(table, 'dictionary');
  }
  next(): Value | undefined {
    return this.walk.advance() ? this.walk.value : undefined;
  }
  remaining(): number {
    return this.walk.remaining();
  }
}

export class DictItemIterator {
  private readonly walk: TableWalk;
  constructor(table: Table) {
    this.walk = new TableWalk(table, 'dictionary');
  }
  next(): Value | undefined {
    const { walk } = this;
    return walk.advance() ? new Tuple([walk.key!, walk.value!]) : undefined;
  }
  remaining(): number {
    return this.walk.remaining();
  }
}

/** Backwards over what the dict held when the walk began; a changed size is noticed as in the other direction. */
class DictReverseIterator {
  private readonly size: number;
  private position: number;
  constructor(
    private readonly dict: Dict,
    private readonly list: readonly Value[],
  ) {
    this.size = dict.size;
    this.position = list.length;
  }
  next(): Value | undefined {
    if (this.position === 0) return undefined;
    if (this.dict.size !== this.size) throw error('RuntimeError', 'dictionary changed size during iteration');
    return this.list[--this.position];
  }
  remaining(): number {
    return this.position;
  }
}
export class DictReverseKeyIterator extends DictReverseIterator {}
class DictReverseValueIterator extends DictReverseIterator {}
class DictReverseItemIterator extends DictReverseIterator {}

const hint = {
  __length_hint__(this: { remaining(): number }) {
    return this.remaining();
  },
};
defineIteratorType('dict_keyiterator', DictKeyIterator.prototype, hint);
defineIteratorType('dict_valueiterator', DictValueIterator.prototype, hint);
defineIteratorType('dict_itemiterator', DictItemIterator.prototype, hint);
for (const [name, prototype] of [
  ['dict_reversekeyiterator', DictReverseKeyIterator.prototype],
  ['dict_reversevalueiterator', DictReverseValueIterator.prototype],
  ['dict_reverseitemiterator', DictReverseItemIterator.prototype],
] as const) {
  // Defining a type cuts the chain to the JavaScript base class, so each prototype gets what it uses from it.
  const { next, remaining } = DictReverseIterator.prototype;
  Object.assign(prototype, { next, remaining });
  defineIteratorType(name, prototype, hint);
}

type View = DictKeys | DictItems | DictValues;
type SetView = DictKeys | DictItems;

const viewMethods: Readonly<Record<string, ThisForm | readonly [string, ThisForm]>> = {
  __len__(this: View) {
    return this.dict.size;
  },
};

/** Operators as methods that a program may call by name, with too few values as well. */
function operators(methods: Readonly<Record<string, ThisForm>>): Record<string, readonly [string, ThisForm]> {
  return Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, ['(value, /)', method]]));
}

const setViewMethods: Readonly<Record<string, ThisForm | readonly [string, ThisForm]>> = {
  ...viewMethods,
  __contains__: [
    '(key, /)',
    function (this: SetView, item: Value) {
      return this.holds(item);
    },
  ],
  ...operators({
    __and__(this: SetView, other: Value) {
      return common(this, other);
    },
    __rand__(this: SetView, other: Value) {
      return common(this, other);
    },
    __or__(this: SetView, other: Value) {
      return setOf(this.list(), toArray(other));
    },
    __ror__(this: SetView, other: Value) {
      return setOf(toArray(other), this.list());
    },
    __sub__(this: SetView, other: Value) {
      return without(this.list(), toArray(other));
    },
    __rsub__(this: SetView, other: Value) {
      return without(toArray(other), this.list());
    },
    __xor__(this: SetView, other: Value) {
      return difference(this.list(), toArray(other));
    },
    __rxor__(this: SetView, other: Value) {
      return difference(toArray(other), this.list());
    },
    __eq__(this: SetView, other: Value) {
      return isSetLike(other) ? this.dict.size === sizeOfSetLike(other) && allIn(this.list(), other) : notImplemented;
    },
    __ne__(this: SetView, other: Value) {
      return isSetLike(other)
        ? !(this.dict.size === sizeOfSetLike(other) && allIn(this.list(), other))
        : notImplemented;
    },
    __le__(this: SetView, other: Value) {
      return isSetLike(other) ? this.dict.size <= sizeOfSetLike(other) && allIn(this.list(), other) : notImplemented;
    },
    __lt__(this: SetView, other: Value) {
      return isSetLike(other) ? this.dict.size < sizeOfSetLike(other) && allIn(this.list(), other) : notImplemented;
    },
    __ge__(this: SetView, other: Value) {
      return isSetLike(other) ? this.dict.size >= sizeOfSetLike(other) && allIn(toArray(other), this) : notImplemented;
    },
    __gt__(this: SetView, other: Value) {
      return isSetLike(other) ? this.dict.size > sizeOfSetLike(other) && allIn(toArray(other), this) : notImplemented;
    },
  }),
  isdisjoint: [
    '(other, /)',
    function (this: SetView, other: Value) {
      const items = iterate(other);
      for (let item = items.next(); item !== undefined; item = items.next()) if (contains(this, item)) return false;
      return true;
    },
  ],
};

/** What a view compares with: sets and other views that are like sets. */
function isSetLike(x: Value): x is SetValue | FrozenSet | SetView {
  return x instanceof SetValue || x instanceof FrozenSet || x instanceof DictKeys || x instanceof DictItems;
}

function sizeOfSetLike(x: SetValue | FrozenSet | SetView): number {
  return x instanceof DictKeys || x instanceof DictItems ? x.dict.size : x.size;
}

function setOf(first: readonly Value[], second: readonly Value[]): SetValue {
  const made = new SetValue();
  made.reserve(first.length);
  for (const item of first) made.set(item, true);
  for (const item of second) made.set(item, true);
  return made;
}

function common(view: SetView, other: Value): SetValue {
  const made = new SetValue();
  if ((other instanceof SetValue || other instanceof FrozenSet) && view.dict.size <= other.size) {
    for (const item of setOf(toArray(view), []).storedKeys()) if (other.has(item)) made.set(item, true);
    return made;
  }
  const items = iterate(other);
  for (let item = items.next(); item !== undefined; item = items.next()) if (contains(view, item)) made.set(item, true);
  return made;
}

function without(items: readonly Value[], excluded: readonly Value[]): SetValue {
  const made = setOf(items, []);
  for (const item of excluded) made.delete(item);
  return made;
}

function difference(left: readonly Value[], right: readonly Value[]): SetValue {
  const made = without(left, right);
  const own = setOf(left, []);
  for (const item of right) if (!own.has(item)) made.set(item, true);
  return made;
}

function allIn(items: readonly Value[], container: Value): boolean {
  for (const item of items) if (!contains(container, item)) return false;
  return true;
}

function refuseConstruction(name: string): () => never {
  return () => {
    throw error('TypeError', `cannot create '${name}' instances`);
  };
}

/** CPython's ordered dicts have views of their own. */
function isOrdered(dict: Dict): boolean {
  const { order } = (dict as unknown as { type: ClassValue }).type.classInfo;
  return order.some(({ classInfo }) => classInfo.name === 'OrderedDict' && classInfo.module === 'collections');
}

function defineView(
  name: string,
  prototype: object,
  methods: Readonly<Record<string, ThisForm | readonly [string, ThisForm]>>,
): void {
  defineNativeType({
    name,
    prototype,
    parameters: '(*args)',
    construct: refuseConstruction(name),
    isFinal: true,
    statics: name === 'dict_values' ? {} : { __hash__: null },
    methods: {
      ...methods,
      __repr__(this: View) {
        const shown = isOrdered(this.dict) ? name.replace('dict', 'odict') : name;
        return representItems(this, this.list(), `${shown}([`, '])', '...');
      },
    },
    properties: {
      mapping(this: View) {
        return new MappingProxy(this.dict);
      },
    },
  });
}

defineView('dict_keys', DictKeys.prototype, {
  ...setViewMethods,
  __iter__(this: DictKeys) {
    return new DictKeyIterator(this.dict);
  },
  __reversed__(this: DictKeys) {
    return new DictReverseKeyIterator(this.dict, this.list());
  },
});
defineView('dict_items', DictItems.prototype, {
  ...setViewMethods,
  __iter__(this: DictItems) {
    return new DictItemIterator(this.dict);
  },
  __reversed__(this: DictItems) {
    return new DictReverseItemIterator(this.dict, this.list());
  },
});
defineView('dict_values', DictValues.prototype, {
  ...viewMethods,
  __iter__(this: DictValues) {
    return new DictValueIterator(this.dict);
  },
  __reversed__(this: DictValues) {
    return new DictReverseValueIterator(this.dict, this.list());
  },
});
