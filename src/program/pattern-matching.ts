/**
 * `match`: what the pattern kinds ask of a value. Labelled values give labelled parts (LANGUAGE.md §4); of what has
 * methods of a program's own nothing is asked while it is labelled, since they would see the inside.
 */
import { length as lengthOf } from './builtins/sequences.ts';
import { attributeOrUndefined, findSpecial } from './operators/attribute.ts';
import { call } from './operators/call.ts';
import { equals } from './operators/comparison.ts';
import { getItem } from './operators/items.ts';
import { spread } from './operators/iteration.ts';
import { insideOf, isLabelled, relabel, requirePlain } from './taint.ts';
import { registeredWith } from './values/abstract.ts';
import { isClass } from './values/classes.ts';
import { Dict } from './values/dict.ts';
import { copyOf, splitAt } from './values/engine-shortcuts.ts';
import { error } from './values/exceptions.ts';
import { repr } from './values/representation.ts';
import { isInstance, typeName, typeOf } from './values/type-of.ts';
import { type ClassValue, Range, Tuple, type Value } from './values/value.ts';

/**
 * Items of a sequence for `[a, *b, c]`.
 *
 * @param count number of patterns besides the star
 * @param star index of the star pattern, -1 without one
 * @param keepsRest false for `*_`: the items in between need not be looked at
 * @returns one item for each pattern (a list for the star), null when the value does not match
 */
export function matchSequence(value: Value, count: number, star: number, keepsRest: boolean): Value[] | null {
  if (isLabelled(value)) {
    const inside = insideOf(value);
    if (!isSequence(inside)) return null;
    requirePlain(value, null);
    return labelledParts(matchSequence(inside, count, star, keepsRest), value);
  }
  if (!isSequence(value)) return null;
  if (star >= 0 && count === 0 && !keepsRest) return [null];
  const length = Array.isArray(value) ? value.length : (lengthOf(value) as number);
  if (star < 0 ? length !== count : length < count) return null;
  if (star >= 0 && !keepsRest) {
    return Array.from({ length: count + 1 }, (_, index) => {
      if (index === star) return null;
      return getItem(value, index < star ? index : length - (count + 1 - index));
    });
  }
  const items = Array.isArray(value) ? value : value instanceof Tuple ? value.items : spread([], value);
  if (star < 0) return copyOf(items);
  const end = items.length - (count - star);
  return splitAt(items, star, end);
}

/** Sequences in the sense of `match`: no text, no bytes, no iterators. */
function isSequence(value: Value): boolean {
  if (Array.isArray(value) || value instanceof Tuple || value instanceof Range) return true;
  return collectionKind(value) === 'sequence';
}

/**
 * What a value matches as, by the first of its classes that says so: subclasses of the built-in containers, and classes
 * that derive from (or are registered with) the abstract types of `collections.abc`.
 */
function collectionKind(value: Value): 'sequence' | 'mapping' | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const cls of typeOf(value).classInfo.order) {
    for (const named of [cls, ...registeredWith(cls)]) {
      const kind = kindOfClass(named);
      if (kind !== null) return kind;
    }
  }
  return null;
}

function kindOfClass({ classInfo }: ClassValue): 'sequence' | 'mapping' | null {
  const name = `${classInfo.module}.${classInfo.name}`;
  if (sequenceTypes.has(name)) return 'sequence';
  return mappingTypes.has(name) ? 'mapping' : null;
}

const sequenceTypes = new Set([
  'builtins.list',
  'builtins.tuple',
  'builtins.range',
  'builtins.memoryview',
  'array.array',
  'collections.deque',
  'collections.abc.Sequence',
  'collections.abc.MutableSequence',
]);
const mappingTypes = new Set([
  'builtins.dict',
  'builtins.mappingproxy',
  'collections.abc.Mapping',
  'collections.abc.MutableMapping',
]);

/** Values under the keys of `{key: pattern}`; null when one is missing or the value is no mapping. */
export function matchMapping(value: Value, keys: readonly Value[]): Value[] | null {
  if (isLabelled(value)) {
    const inside = insideOf(value);
    if (!isMapping(inside)) return null;
    requirePlain(value, null);
    return labelledParts(matchMapping(inside, keys), value);
  }
  if (!isMapping(value)) return null;
  const seen = new Dict();
  const parts: Value[] = [];
  for (const key of keys) {
    if (seen.has(key)) throw error('ValueError', `mapping pattern checks duplicate key (${String(repr(key))})`);
    seen.set(key, null);
    const part = matchKey(value, key);
    if (part === undefined) return null;
    parts.push(part);
  }
  return parts;
}

function isMapping(value: Value): boolean {
  return (
    (value instanceof Dict && Object.getPrototypeOf(value) === Dict.prototype) || collectionKind(value) === 'mapping'
  );
}

const absent = {};

/** The value under a key, `undefined` when absent; `__missing__` is not asked. */
export function matchKey(mapping: Value, key: Value): Value | undefined {
  if (mapping instanceof Dict) return mapping.get(key);
  const get = findSpecial(mapping, 'get');
  const value = get === undefined ? getItem(mapping, key) : get.call(mapping, key, absent);
  return value === absent ? undefined : value;
}

/** `**rest`: a dict of the items under other keys. */
export function matchMappingRest(value: Value, keys: readonly Value[]): Value {
  if (isLabelled(value)) return relabel(matchMappingRest(insideOf(value), keys), value);
  const rest = new Dict();
  const all = value instanceof Dict ? value.keys() : null;
  const names = all === null ? spread([], call(findSpecial(value, 'keys')!.bind(value))) : spread([], all as Value);
  for (const key of names) if (!keys.some((taken) => equals(taken, key))) rest.set(key, getItem(value, key));
  return rest;
}

/** Types whose single positional sub-pattern matches the value itself. */
const selfMatching = new Set([
  'bool',
  'bytearray',
  'bytes',
  'dict',
  'float',
  'frozenset',
  'int',
  'list',
  'set',
  'str',
  'tuple',
]);

/**
 * Attributes for `Class(positional, name=…)`.
 *
 * @returns positional ones first; null when the value is no instance or lacks one
 * @throws TypeError when the class takes fewer positional patterns
 */
export function matchClass(value: Value, cls: Value, positional: number, names: readonly string[]): Value[] | null {
  if (isLabelled(value)) {
    // A property of a program's own class would see the inside.
    if (isInstance(insideOf(value), cls as ClassValue) && positional + names.length > 0) requirePlain(value, null);
    return labelledParts(matchClass(insideOf(value), cls, positional, names), value);
  }
  if (!isClass(cls)) throw error('TypeError', 'called match pattern must be a type');
  if (!isInstance(value, cls)) return null;
  const parts: Value[] = [];
  const positionalNames = positional === 0 ? [] : matchArguments(cls, positional);
  if (positionalNames === null) parts.push(value);
  const seen = new Set<string>();
  for (const name of [...(positionalNames ?? []), ...names]) {
    if (seen.has(name)) {
      throw error('TypeError', `${cls.classInfo.name}() got multiple sub-patterns for attribute '${name}'`);
    }
    seen.add(name);
    const part = matchAttribute(value, name);
    if (part === undefined) return null;
    parts.push(part);
  }
  return parts;
}

export function matchAttribute(value: Value, name: string): Value | undefined {
  return attributeOrUndefined(value, name);
}

/** Names for the positional patterns from `__match_args__`; null: the only one matches the value itself. */
function matchArguments(cls: ClassValue, positional: number): readonly string[] | null {
  const { name, order } = cls.classInfo;
  const declared = attributeOrUndefined(cls, '__match_args__');
  if (declared === undefined) {
    const isSelf = order.some((ancestor) => ancestor.classInfo.isNative && selfMatching.has(ancestor.classInfo.name));
    const most = isSelf ? 1 : 0;
    if (positional > most) throw tooMany(name, most, positional);
    return null;
  }
  if (!(declared instanceof Tuple)) {
    throw error('TypeError', `${name}.__match_args__ must be a tuple (got ${typeName(declared)})`);
  }
  if (positional > declared.items.length) throw tooMany(name, declared.items.length, positional);
  return declared.items.slice(0, positional).map((item) => {
    if (typeof item !== 'string') {
      throw error('TypeError', `__match_args__ elements must be strings (got ${typeName(item)})`);
    }
    return item;
  });
}

function tooMany(name: string, most: number, given: number): Value {
  return error(
    'TypeError',
    `${name}() accepts ${most} positional sub-pattern${most === 1 ? '' : 's'} (${given} given)`,
  );
}

/** A literal or dotted name as pattern: equality. The answer is plain even for tainted values. */
export function matchValue(value: Value, expected: Value): boolean {
  return equals(value, expected);
}

function labelledParts(parts: Value[] | null, origin: Value): Value[] | null {
  return parts === null ? null : parts.map((part) => relabel(part, origin));
}
