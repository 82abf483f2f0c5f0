/**
 * `dict`: a table from keys to values, its methods, and how it is made and filled. Views stand in `dict-views.ts`.
 */
import { findSpecial } from '../operators/attribute.ts';
import { equals } from '../operators/comparison.ts';
import { needed } from '../operators/hash.ts';
import { setItem } from '../operators/items.ts';
import { iterate, toArray } from '../operators/iteration.ts';
import { definePlainData } from '../taint/plain-data.ts';
import { isLabelled, refuse } from '../taint.ts';
import { addNativeMembers, defineNativeType } from './classes.ts';
import { representEntries } from './container-text.ts';
import { DictItems, DictKeyIterator, DictKeys, DictReverseKeyIterator, DictValues } from './dict-views.ts';
import { error } from './exceptions.ts';
import { Keywords } from './functions.ts';
import { Table } from './hash-table.ts';
import { sameItem } from './sequence-comparison.ts';
import { TableWalk } from './table-walk.ts';
import { typeName } from './type-of.ts';
import { type ClassValue, notImplemented, Tuple, type Value } from './value.ts';

needed.sameItem = (left, right) => sameItem(left, right);
needed.fail = (name, message) => {
  throw error(name, message);
};
needed.refuseKey = (key) => {
  if (isLabelled(key)) refuse(key, 'hash');
  throw error('TypeError', `unhashable type: '${typeName(key)}'`);
};

export class Dict extends Table {
  /** Live iterator over keys. */
  keys(): DictKeyIterator {
    return new DictKeyIterator(this);
  }

  copy(): Dict {
    const copy = new Dict();
    copy.addAll(this);
    return copy;
  }
}

definePlainData(Dict.prototype, (dict) => [...dict.keyArray(), ...dict.valueArray()]);

/** A dict from alternating keys and values: what a dict display is emitted as. */
export function dict(...entries: Value[]): Dict {
  const made = new Dict();
  for (let index = 0; index < entries.length; index += 2) made.set(entries[index]!, entries[index + 1]!);
  return made;
}

/** A dict from distinct string keys, known when the program was compiled, and their values. */
export function record(names: string[], values: Value[]): Dict {
  const made = new Dict();
  made.fillRecord(names, values);
  return made;
}

/** The item under a key as `d[key]` gives it: `__missing__` of a subclass is asked. @throws KeyError with the key */
export function dictItem(table: Dict, key: Value): Value {
  const value = table.get(key);
  if (value !== undefined) return value;
  if (Object.getPrototypeOf(table) !== Dict.prototype) {
    const missing = findSpecial(table, '__missing__');
    if (missing !== undefined) return missing.call(table, key);
  }
  throw keyError(key);
}

/** A KeyError that carries the key itself. */
export function keyError(key: Value): Value {
  return error('KeyError', key);
}

/**
 * `dict.update`: from a mapping (anything with `keys`) or an iterable of pairs, then keywords.
 *
 * @throws TypeError, ValueError for what is no sequence of pairs
 */
export function updateDict(target: Dict, source: Value | undefined, keywords?: Keywords): void {
  if (source !== undefined) {
    if (isLabelled(source)) refuse(source, 'iterate');
    if (source instanceof Dict && hasNativeReading(source)) copyEntries(target, source);
    else if (isMapping(source)) updateFromMapping(target, source);
    else updateFromPairs(target, source);
  }
  if (keywords === undefined) return;
  for (let index = 0; index < keywords.names.length; index++)
    target.set(keywords.names[index]!, keywords.values[index]!);
}

function copyEntries(target: Dict, source: Dict): void {
  if (target === source) return;
  const { size } = source;
  target.addAll(source);
  // Comparing keys may run code of the program.
  if (source.size !== size) throw error('RuntimeError', 'dict mutated during update');
}

/** False for a subclass that has its own way to give keys or items. */
function hasNativeReading(source: Dict): boolean {
  const own = source as unknown as Record<string, unknown>;
  const native = Dict.prototype as unknown as Record<string, unknown>;
  return own.$__iter__ === native.$__iter__ && own.$keys === native.$keys;
}

/** A mapping has a `keys` method and items under keys. */
export function isMapping(x: Value): x is object {
  return typeof x === 'object' && x !== null && typeof (x as { $keys?: unknown }).$keys === 'function';
}

interface MappingSlots {
  $keys(): Value;
  $__getitem__(key: Value): Value;
}

function updateFromMapping(target: Dict, source: object): void {
  const mapping = source as MappingSlots;
  const keys = iterate(mapping.$keys());
  for (let key = keys.next(); key !== undefined; key = keys.next()) target.set(key, mapping.$__getitem__(key));
}

function updateFromPairs(target: Dict, source: Value): void {
  const pairs = iterate(source);
  let position = 0;
  for (let pair = pairs.next(); pair !== undefined; pair = pairs.next()) {
    const items = pairItems(pair, position);
    if (items.length !== 2) {
      const message = `dictionary update sequence element #${position} has length ${items.length}; 2 is required`;
      throw error('ValueError', message);
    }
    target.set(items[0]!, items[1]!);
    position++;
  }
}

function pairItems(pair: Value, position: number): readonly Value[] {
  if (pair instanceof Tuple) return pair.items;
  if (Array.isArray(pair)) return pair;
  if (isLabelled(pair)) refuse(pair, 'iterate');
  if (typeof pair === 'number' || pair === null || !hasIteration(pair)) {
    throw error('TypeError', `cannot convert dictionary update sequence element #${position} to a sequence`);
  }
  return toArray(pair);
}

function hasIteration(x: Exclude<Value, null>): boolean {
  const slots = x as { $__iter__?: unknown; $__getitem__?: unknown };
  return slots.$__iter__ !== undefined || slots.$__getitem__ !== undefined;
}

/** Same keys with equal values. */
export function dictEquals(left: Dict, right: Dict): boolean {
  if (left === right) return true;
  if (left.size !== right.size) return false;
  const walk = new TableWalk(left, 'dictionary');
  while (walk.advance()) {
    const own = walk.value!;
    const other = right.get(walk.key!);
    if (other === undefined || (own !== other && !equals(own, other))) return false;
  }
  return true;
}

/** Splits the arguments of `dict(…)` and `update(…)`. */
function sourceAndKeywords(name: string, args: readonly Value[]): [Value | undefined, Keywords | undefined] {
  const last = args[args.length - 1];
  const keywords = last instanceof Keywords ? last : undefined;
  const given = keywords === undefined ? args.length : args.length - 1;
  if (given > 1) throw error('TypeError', `${name} expected at most 1 argument, got ${given}`);
  return [given === 1 ? args[0] : undefined, keywords];
}

export const dictType: ClassValue = defineNativeType({
  name: 'dict',
  prototype: Dict.prototype,
  shared: Table.prototype,
  parameters: '(*args, **kwargs)',
  construct: (...args: Value[]) => {
    const made = new Dict();
    updateDict(made, ...sourceAndKeywords('dict', args));
    return made;
  },
});
Object.defineProperty(Dict.prototype, 'nativePrototype', { value: Dict.prototype });

/** A method that takes one optional default besides the key. */
function popDict(this: Dict, key: Value, fallback?: Value): Value {
  const value = this.remove(key);
  if (value !== undefined) return value;
  if (fallback === undefined) throw keyError(key);
  return fallback;
}

function mergeDicts(left: Value, right: Value): Value {
  if (!(left instanceof Dict) || !(right instanceof Dict)) return notImplemented;
  const merged = left.copy();
  copyEntries(merged, right);
  return merged;
}

/** `cls.fromkeys(keys, value)`: a subclass makes its own instance and is filled through its own `__setitem__`. */
function dictFromKeys(cls: ClassValue, keys: Value, value: Value): Value {
  const made = cls();
  const iterator = iterate(keys);
  for (let key = iterator.next(); key !== undefined; key = iterator.next()) setItem(made, key, value);
  return made;
}

addNativeMembers(dictType, {
  statics: { __hash__: null },
  classMethods: {
    fromkeys: [
      '(iterable, value=None, /)',
      (cls: ClassValue, keys: Value, value: Value = null) => dictFromKeys(cls, keys, value),
    ],
  },
  methods: {
    __init__: [
      '(*args, **kwargs)',
      function (this: Dict, ...args: Value[]) {
        updateDict(this, ...sourceAndKeywords('dict', args));
        return null;
      },
    ],
    __len__(this: Dict) {
      return this.size;
    },
    __contains__: [
      '(key, /)',
      function (this: Dict, key: Value) {
        return this.has(key);
      },
    ],
    __getitem__: [
      '(key, /)',
      function (this: Dict, key: Value) {
        return dictItem(this, key);
      },
    ],
    __setitem__: [
      '(key, value, /)',
      function (this: Dict, key: Value, value: Value) {
        this.set(key, value);
        return null;
      },
    ],
    __delitem__: [
      '(key, /)',
      function (this: Dict, key: Value) {
        if (!this.delete(key)) throw keyError(key);
        return null;
      },
    ],
    __iter__: [
      '()',
      function (this: Dict) {
        return new DictKeyIterator(this);
      },
    ],
    __reversed__: [
      '()',
      function (this: Dict) {
        return new DictReverseKeyIterator(this, this.keyArray());
      },
    ],
    __eq__: [
      '(value, /)',
      function (this: Dict, other: Value) {
        return other instanceof Dict ? dictEquals(this, other) : notImplemented;
      },
    ],
    __ne__: [
      '(value, /)',
      function (this: Dict, other: Value) {
        return other instanceof Dict ? !dictEquals(this, other) : notImplemented;
      },
    ],
    __or__: [
      '(value, /)',
      function (this: Dict, other: Value) {
        return mergeDicts(this, other);
      },
    ],
    __ror__: [
      '(value, /)',
      function (this: Dict, other: Value) {
        return mergeDicts(other, this);
      },
    ],
    __ior__: [
      '(value, /)',
      function (this: Dict, other: Value) {
        updateDict(this, other);
        return this;
      },
    ],
    __repr__: [
      '()',
      function (this: Dict) {
        return representEntries(this, new TableWalk(this, 'dictionary'));
      },
    ],
    get: [
      '(key, default=None, /)',
      function (this: Dict, key: Value, fallback?: Value) {
        const value = this.get(key);
        // None is a value like any other.
        return value !== undefined ? value : (fallback ?? null);
      },
    ],
    keys: [
      '()',
      function (this: Dict) {
        return new DictKeys(this);
      },
    ],
    values: [
      '()',
      function (this: Dict) {
        return new DictValues(this);
      },
    ],
    items: [
      '()',
      function (this: Dict) {
        return new DictItems(this);
      },
    ],
    copy: [
      '()',
      function (this: Dict) {
        return this.copy();
      },
    ],
    clear: [
      '()',
      function (this: Dict) {
        this.clear();
        return null;
      },
    ],
    pop: ['(key, default=None, /)', popDict],
    popitem: [
      '()',
      function (this: Dict) {
        const entry = this.removeEnd(true);
        if (entry === null) throw keyError('popitem(): dictionary is empty');
        return new Tuple(entry);
      },
    ],
    setdefault: [
      '(key, default=None, /)',
      function (this: Dict, key: Value, fallback: Value = null) {
        return this.getOrSet(key, fallback);
      },
    ],
    update: [
      '(*args, **kwargs)',
      function (this: Dict, ...args: Value[]) {
        updateDict(this, ...sourceAndKeywords('update', args));
        return null;
      },
    ],
  },
});
