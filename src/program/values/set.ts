/**
 * `set` and `frozenset`: tables whose values do not matter, with the methods and operators of both.
 */
import { findSpecial } from '../operators/attribute.ts';
import { contains } from '../operators/containment.ts';
import { hash } from '../operators/hash.ts';
import { iterate } from '../operators/iteration.ts';
import { definePlainData } from '../taint/plain-data.ts';
import { addNativeMembers, defineNativeType } from './classes.ts';
import { representItems } from './container-text.ts';
import { Dict, keyError } from './dict.ts';
import { error } from './exceptions.ts';
import { defineIteratorType } from './iterators.ts';
import { SetTable } from './set-table.ts';
import { TableWalk } from './table-walk.ts';
import type { Str } from './text.ts';
import { typeName } from './type-of.ts';
import { type ClassValue, notImplemented, type ThisForm, type Value } from './value.ts';

export class SetValue extends SetTable {
  add(item: Value): void {
    this.set(item, true);
  }
}

export class FrozenSet extends SetTable {
  /** Cached by `hash`; null until then. */
  hashed: number | null = null;
}

definePlainData(SetValue.prototype, (items) => items.keyArray());
definePlainData(FrozenSet.prototype, (items) => items.keyArray());

export type AnySet = SetValue | FrozenSet;

export function isAnySet(x: unknown): x is AnySet {
  return x instanceof SetValue || x instanceof FrozenSet;
}

/** A set of the items given: what a set display is emitted as. */
export function set(...items: Value[]): SetValue {
  const made = new SetValue();
  for (let index = 0; index < items.length; index++) made.set(items[index]!, true);
  return made;
}

/** Adds all items of an iterable. @throws as `iterate`, TypeError for unhashable items */
export function addToSet(target: AnySet, source: Value): void {
  if (isAnySet(source)) {
    if (target !== source) target.addAll(source);
    return;
  }
  if (source instanceof Dict) target.reserve(source.size);
  const items = iterate(source);
  for (let item = items.next(); item !== undefined; item = items.next()) target.set(item, true);
}

/** The same in any order: what `hash` of a frozenset is made of. */
function hashOfSet(items: FrozenSet): number {
  if (items.hashed !== null) return items.hashed;
  let mixed = Math.imul(items.size + 1, 1927868237);
  for (const item of items.storedKeys()) {
    const hashed = hash(item);
    const word = typeof hashed === 'number' ? hashed ^ (hashed / 0x100000000) : Number(BigInt.asIntN(32, hashed));
    mixed ^= Math.imul(word ^ (word << 16) ^ 89869747, 0xd9e8a2f1);
  }
  mixed = Math.imul(mixed ^ (mixed >>> 11) ^ (mixed >>> 25), 69069) + 907133923;
  items.hashed = mixed | 0;
  return items.hashed;
}

export class SetIterator {
  /** The items in CPython's order, where that is known. */
  private readonly keys: readonly Value[] | null;
  private position = 0;
  private readonly size: number;
  private readonly walk: TableWalk;
  constructor(private readonly table: AnySet) {
    this.keys = table.observedOrder()?.keys() ?? null;
    this.size = table.size;
    this.walk = new TableWalk(table, 'Set');
  }
  next(): Value | undefined {
    if (this.keys === null) return this.walk.advance() ? this.walk.key : undefined;
    if (this.table.size !== this.size) throw error('RuntimeError', 'Set changed size during iteration');
    return this.keys[this.position++];
  }
  remaining(): number {
    return this.keys === null ? this.walk.remaining() : Math.max(0, this.size - this.position);
  }
}
defineIteratorType('set_iterator', SetIterator.prototype, {
  __length_hint__(this: SetIterator) {
    return this.remaining();
  },
});

/** An iterable as a set: itself, or a new one. */
function asSet(source: Value): AnySet {
  if (isAnySet(source)) return source;
  const made = new SetValue();
  addToSet(made, source);
  return made;
}

function copyOf(source: AnySet): AnySet {
  const made = source instanceof FrozenSet ? new FrozenSet() : new SetValue();
  made.addAll(source);
  return made;
}

function emptyLike(model: AnySet): AnySet {
  return model instanceof FrozenSet ? new FrozenSet() : new SetValue();
}

function union(left: AnySet, right: Value): AnySet {
  const made = copyOf(left);
  if (left !== right) addToSet(made, right);
  return made;
}

function intersection(left: AnySet, right: Value): AnySet {
  if (left === right) return copyOf(left);
  const made = emptyLike(left);
  if (isAnySet(right)) {
    const [small, large] = right.size > left.size ? [left, right] : [right, left];
    for (const item of small.keyArray()) if (large.has(item)) made.set(item, true);
    return made;
  }
  const items = iterate(right);
  for (let item = items.next(); item !== undefined; item = items.next()) if (left.has(item)) made.set(item, true);
  return made;
}

function difference(left: AnySet, right: Value): AnySet {
  if (!isAnySet(right) || left.size >> 2 > right.size) {
    const made = copyOf(left);
    discard(made, right);
    return made;
  }
  const made = emptyLike(left);
  for (const item of left.keyArray()) if (!right.has(item)) made.set(item, true);
  return made;
}

function symmetricDifference(left: AnySet, right: Value): AnySet {
  const made = emptyLike(left);
  addToSet(made, right);
  toggle(made, left);
  return made;
}

/** Removes the items of `source` that are in `target`, adds the others. */
function toggle(target: AnySet, source: AnySet): void {
  if (target === source) target.clear();
  else for (const item of source.keyArray()) if (!target.delete(item)) target.set(item, true);
}

/** Removes all items of an iterable. */
function discard(target: AnySet, source: Value): void {
  if (source === target) {
    target.clear();
    return;
  }
  if (isAnySet(source)) {
    const excluded = source.size >> 3 > target.size ? intersection(target, source) : source;
    for (const item of excluded.keyArray()) target.delete(item);
  } else {
    const items = iterate(source);
    for (let item = items.next(); item !== undefined; item = items.next()) target.delete(item);
  }
  target.tidy();
}

export function isSubset(left: AnySet, right: AnySet): boolean {
  if (left.size > right.size) return false;
  for (const item of left.storedKeys()) if (!right.has(item)) return false;
  return true;
}

/** Same elements, whichever of the two kinds. */
export function setEquals(left: AnySet, right: AnySet): boolean {
  return left.size === right.size && isSubset(left, right);
}

/** Sets inside sets are looked up as if frozen, as CPython does, unless a class of the program made them hashable. */
function lookUpForm(item: Value): Value {
  if (!(item instanceof SetValue) || typeof findSpecial(item, '__hash__') === 'function') return item;
  const frozen = new FrozenSet();
  frozen.addAll(item);
  return frozen;
}

function represent(items: AnySet): Str {
  const name = typeName(items);
  if (items.size === 0) return `${name}()`;
  const text = items instanceof SetValue && name === 'set' ? ['{', '}'] : [`${name}({`, '})'];
  return representItems(items, items.keyArray(), text[0]!, text[1]!, `${name}(...)`);
}

/** An operator that both sides must be sets for. */
function between(operate: (left: AnySet, right: AnySet) => Value): ThisForm {
  return function (this: AnySet, other: Value) {
    return isAnySet(other) ? operate(this, other) : notImplemented;
  };
}

function reflected(operate: (left: AnySet, right: AnySet) => Value): ThisForm {
  return function (this: AnySet, other: Value) {
    return isAnySet(other) ? operate(other, this) : notImplemented;
  };
}

/** A method that takes any number of iterables; `next` goes on with a set that the method itself made. */
function repeated(
  first: (left: AnySet, right: Value) => AnySet,
  next: (made: AnySet, right: Value) => AnySet,
): ThisForm {
  return function (this: AnySet, ...others: Value[]) {
    if (others.length === 0) return copyOf(this);
    let result = first(this, others[0]!);
    for (let index = 1; index < others.length; index++) result = next(result, others[index]!);
    return result;
  };
}

function changed(change: (made: AnySet, source: Value) => void): (made: AnySet, source: Value) => AnySet {
  return (made, source) => {
    change(made, source);
    return made;
  };
}

const sharedMethods: Readonly<Record<string, ThisForm | readonly [string, ThisForm]>> = {
  __len__(this: AnySet) {
    return this.size;
  },
  __contains__: [
    '(item, /)',
    function (this: AnySet, item: Value) {
      return this.has(lookUpForm(item));
    },
  ],
  __iter__: [
    '()',
    function (this: AnySet) {
      return new SetIterator(this);
    },
  ],
  __repr__: [
    '()',
    function (this: AnySet) {
      return represent(this);
    },
  ],
  __eq__: between(setEquals),
  __ne__: between((left, right) => !setEquals(left, right)),
  __le__: between(isSubset),
  __lt__: between((left, right) => left.size < right.size && isSubset(left, right)),
  __ge__: between((left, right) => isSubset(right, left)),
  __gt__: between((left, right) => left.size > right.size && isSubset(right, left)),
  __and__: between(intersection),
  __or__: between(union),
  __sub__: between(difference),
  __xor__: between(symmetricDifference),
  __rand__: reflected(intersection),
  __ror__: reflected(union),
  __rsub__: reflected(difference),
  __rxor__: reflected(symmetricDifference),
  union: repeated(union, changed(addToSet)),
  intersection: repeated(intersection, intersection),
  difference: repeated(difference, changed(discard)),
  symmetric_difference: [
    '(other, /)',
    function (this: AnySet, other: Value) {
      return symmetricDifference(this, other);
    },
  ],
  issubset: [
    '(other, /)',
    function (this: AnySet, other: Value) {
      return isSubset(this, asSet(other));
    },
  ],
  issuperset: [
    '(other, /)',
    function (this: AnySet, other: Value) {
      return isSubset(asSet(other), this);
    },
  ],
  isdisjoint: [
    '(other, /)',
    function (this: AnySet, other: Value) {
      if (isAnySet(other)) return intersection(this, other).size === 0;
      const items = iterate(other);
      for (let item = items.next(); item !== undefined; item = items.next()) if (contains(this, item)) return false;
      return true;
    },
  ],
};

/** Leaves only what is also in the other. */
function keepCommon(target: SetValue, source: Value): void {
  const kept = intersection(target, source);
  target.clear();
  if (source === target) target.addAll(kept);
  else for (const item of kept.storedKeys()) target.set(item, true);
}

/** An in-place method over any number of iterables. */
function updating(update: (target: SetValue, source: Value) => void): ThisForm {
  return function (this: SetValue, ...sources: Value[]) {
    for (const source of sources) update(this, source);
    return null;
  };
}

function inPlace(update: (target: SetValue, source: AnySet) => void): ThisForm {
  return function (this: SetValue, other: Value) {
    if (!isAnySet(other)) return notImplemented;
    update(this, other);
    return this;
  };
}

const mutatingMethods: Readonly<Record<string, ThisForm | readonly [string, ThisForm]>> = {
  add: [
    '(object, /)',
    function (this: SetValue, item: Value) {
      this.set(item, true);
      return null;
    },
  ],
  discard: [
    '(object, /)',
    function (this: SetValue, item: Value) {
      this.delete(lookUpForm(item));
      return null;
    },
  ],
  remove: [
    '(object, /)',
    function (this: SetValue, item: Value) {
      if (!this.delete(lookUpForm(item))) throw keyError(item);
      return null;
    },
  ],
  pop: [
    '()',
    function (this: SetValue) {
      const entry = this.removeEnd(false);
      if (entry === null) throw keyError('pop from an empty set');
      return entry[0];
    },
  ],
  clear: [
    '()',
    function (this: SetValue) {
      this.clear();
      return null;
    },
  ],
  copy: [
    '()',
    function (this: SetValue) {
      return copyOf(this);
    },
  ],
  update: updating(addToSet),
  difference_update: updating(discard),
  intersection_update: updating(keepCommon),
  symmetric_difference_update: [
    '(other, /)',
    function (this: SetValue, other: Value) {
      toggle(this, asSet(other));
      return null;
    },
  ],
  __ior__: inPlace(addToSet),
  __isub__: inPlace(discard),
  __iand__: inPlace(keepCommon),
  __ixor__: inPlace(toggle),
  __init__: [
    '(iterable=(), /)',
    function (this: SetValue, source?: Value) {
      this.clear();
      if (source !== undefined) addToSet(this, source);
      return null;
    },
  ],
};

/** More than one argument is refused in the words that CPython has for these two constructors. */
function refuseMore(name: string, given: number): void {
  if (given > 1) throw error('TypeError', `${name} expected at most 1 argument, got ${given}`);
}

export const setType: ClassValue = defineNativeType({
  name: 'set',
  prototype: SetValue.prototype,
  shared: SetTable.prototype,
  parameters: '(*args)',
  construct: (...args: Value[]) => {
    refuseMore('set', args.length);
    const made = new SetValue();
    if (args.length === 1) addToSet(made, args[0]!);
    return made;
  },
  statics: { __hash__: null },
});

export const frozenSetType: ClassValue = defineNativeType({
  name: 'frozenset',
  prototype: FrozenSet.prototype,
  shared: SetTable.prototype,
  parameters: '(*args)',
  construct: (...args: Value[]) => {
    refuseMore('frozenset', args.length);
    const [source] = args;
    if (source instanceof FrozenSet && Object.getPrototypeOf(source) === FrozenSet.prototype) return source;
    const made = new FrozenSet();
    if (source !== undefined) addToSet(made, source);
    return made;
  },
});

for (const cls of [setType, frozenSetType]) {
  const { prototype } = cls.classInfo;
  Object.defineProperty(prototype, 'nativePrototype', { value: prototype });
  addNativeMembers(cls, { methods: sharedMethods });
}
Object.defineProperty(FrozenSet.prototype, 'isChainedKey', { value: true });
addNativeMembers(setType, { methods: mutatingMethods });
addNativeMembers(frozenSetType, {
  methods: {
    __hash__: [
      '()',
      function (this: FrozenSet) {
        return hashOfSet(this);
      },
    ],
    copy: [
      '()',
      function (this: FrozenSet) {
        return Object.getPrototypeOf(this) === FrozenSet.prototype ? this : copyOf(this);
      },
    ],
  },
});
