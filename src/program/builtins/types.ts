/** Built-in functions about types, attributes and identity. */
import { bannedAttributes } from '#language/banned-attributes';
import {
  attributeOrUndefined,
  deleteAttribute,
  findSpecial,
  getAttribute,
  setAttribute,
} from '../operators/attribute.ts';
import { isCallable } from '../operators/call.ts';
import { identityOf } from '../operators/hash.ts';
import { toArray } from '../operators/iteration.ts';
import { superType } from '../operators/super.ts';
import { quarantine, requireNoQuarantine } from '../taint/quarantine.ts';
import { insideOf, isLabelled, refuse } from '../taint.ts';
import { asyncNextValue, iterateAsync } from '../values/async-generator.ts';
import { isClass, objectType } from '../values/classes.ts';
import { classMethodType, propertyType, staticMethodType } from '../values/descriptor-types.ts';
import { native } from '../values/functions.ts';
import { ModuleObject } from '../values/module-object.ts';
import { attributeName } from '../values/object-methods.ts';
import { ownSlots } from '../values/slot-members.ts';
import { sortedBy } from '../values/sorting.ts';
import { isInstanceOfAny, isSubclassOfAny, typeOf, typeType } from '../values/type-of.ts';
import { Float, type Value } from '../values/value.ts';

/** Attribute names must be plain: a labelled one would choose the attribute from outside. */
function plainName(name: Value): string {
  return isLabelled(name) ? refuse(name, 'attribute') : attributeName(name);
}

const getattr = native('getattr', '(object, name, default=None, /)', (object: Value, name: Value, fallback?: Value) => {
  // What a library keeps for itself begins so, and could keep a raw value.
  if (quarantine.depth > 0 && plainName(name).startsWith('_')) requireNoQuarantine('use getattr()');
  const plain = plainName(name);
  if (fallback === undefined) return getAttribute(object, plain);
  const value = attributeOrUndefined(object, plain);
  // None is a value, so that `??` would not do.
  return value === undefined ? fallback : value;
});

const isinstance = native('isinstance', '(object, class_or_tuple, /)', (object: Value, classes: Value) =>
  isInstanceOfAny(isLabelled(object) && classes !== typeOf(object) ? insideOf(object) : object, classes),
);

/** Numbers and strings have no address: equal ones get the same identity while the program runs. */
const identities = new Map<unknown, object>();

const id = native('id', '(object, /)', (object: Value) => {
  const isObject = (typeof object === 'object' && object !== null) || typeof object === 'function';
  if (isObject && !(object instanceof Float)) return identityOf(object as object);
  const key = object instanceof Float ? `float ${object.value}` : object;
  let stand = identities.get(key);
  if (stand === undefined) {
    if (identities.size > 100_000) identities.clear();
    stand = {};
    identities.set(key, stand);
  }
  return identityOf(stand);
});

/** The names that `dir(x)` gives: those that programs may use, sorted. Runs no code of the program. */
export function attributeNames(object: Value): string[] {
  const names = new Set<string>();
  const own = (holder: object) => {
    for (const key of Object.getOwnPropertyNames(holder)) if (key.startsWith('$')) names.add(key.slice(1));
  };
  if (isLabelled(object)) return [];
  if (object instanceof ModuleObject) object.complete?.();
  if ((typeof object === 'object' && object !== null && !Array.isArray(object)) || typeof object === 'function')
    own(object);
  if (!(object instanceof ModuleObject)) {
    for (const cls of isClass(object) ? object.classInfo.order : typeOf(object).classInfo.order) {
      for (const name of cls.classInfo.namespace.keys()) names.add(name);
      for (const name of ownSlots(cls)) names.add(name);
    }
  }
  return [...names].filter((name) => !bannedAttributes.has(name)).sort();
}

/** `dir(x)`: as `__dir__` says, or all names. */
function directory(object: Value): Value[] {
  const own = findSpecial(object, '__dir__');
  return own === undefined ? attributeNames(object) : sortedBy(toArray(own.call(object)), null, false);
}

const anext = native('anext', '(async_iterator, default=None, /)', (iterator: Value, fallback?: Value) =>
  asyncNextValue(iterator, fallback),
);

export const typeBuiltins = {
  type: typeType,
  object: objectType,
  super: superType,
  property: propertyType,
  staticmethod: staticMethodType,
  classmethod: classMethodType,
  isinstance,
  issubclass: native('issubclass', '(cls, class_or_tuple, /)', (cls: Value, classes: Value) =>
    isSubclassOfAny(cls, classes),
  ),
  callable: native('callable', '(obj, /)', (object: Value) => isCallable(object)),
  getattr,
  hasattr: native(
    'hasattr',
    '(obj, name, /)',
    (object: Value, name: Value) => attributeOrUndefined(object, plainName(name)) !== undefined,
  ),
  setattr: native('setattr', '(obj, name, value, /)', (object: Value, name: Value, value: Value) => {
    requireNoQuarantine('use setattr()');
    setAttribute(object, plainName(name), value);
    return null;
  }),
  delattr: native('delattr', '(obj, name, /)', (object: Value, name: Value) => {
    requireNoQuarantine('use delattr()');
    deleteAttribute(object, plainName(name));
    return null;
  }),
  id,
  dir: native('dir', '(object, /)', directory),
  aiter: native('aiter', '(async_iterable, /)', (x: Value) => iterateAsync(x)),
  anext,
} as const;
