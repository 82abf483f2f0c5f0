/**
 * `x[key]`, `x[key] = value`, `del x[key]`: built-in containers first, then labels, then `__getitem__` and its kin.
 */
import { insideOf, isLabelled, Labelled, labelledBinary, refuse } from '../taint.ts';
import { isClass } from '../values/classes.ts';
import { Dict, dictItem, keyError } from '../values/dict.ts';
import { error } from '../values/exceptions.ts';
import { deleteListItem, listItem, setListItem, tupleItem } from '../values/list-items.ts';
import { typeName, typeOf } from '../values/type-of.ts';
import { type ThisForm, Tuple, type Value } from '../values/value.ts';
import { findSpecial } from './attribute.ts';

export { sliceOf } from '../values/slice.ts';

/** `x[key]`. @throws IndexError, KeyError, TypeError, TaintError for a labelled key */
export function getItem(x: Value, key: Value): Value {
  if (Array.isArray(x)) return listItem(x, key);
  if (x instanceof Dict && has(x, '$__getitem__', Dict.prototype)) return dictItem(x, key);
  if (isLabelled(x)) return labelledItem(x, key);
  if (x instanceof Tuple && has(x, '$__getitem__', Tuple.prototype)) return tupleItem(x, key);
  if (typeof x === 'string' && typeof key === 'number') return character(x, key);
  return getItemSlowly(x, key);
}

function character(text: string, index: number): string {
  const found = text[index < 0 ? index + text.length : index];
  if (found === undefined) throw error('IndexError', 'string index out of range');
  return found;
}

type ItemSlot = '$__getitem__' | '$__setitem__' | '$__delitem__';

/** True when an instance uses its built-in type's own method. */
function has(x: object, slot: ItemSlot, prototype: object): boolean {
  return (x as Record<ItemSlot, unknown>)[slot] === (prototype as Record<ItemSlot, unknown>)[slot];
}

/** The method under a slot; functions and classes go the long way, since theirs are their instances'. */
function special(x: Value, slot: ItemSlot, name: string): ThisForm | undefined {
  if (x === null) return undefined;
  if (typeof x !== 'function') {
    const found = (x as Record<ItemSlot, unknown>)[slot];
    if (typeof found === 'function') return found as ThisForm;
    if (found === undefined) return undefined;
  }
  return findSpecial(x, name);
}

function getItemSlowly(x: Value, key: Value): Value {
  const method = special(x, '$__getitem__', '__getitem__');
  if (method !== undefined) return method.call(x, key);
  if (isClass(x)) throw error('TypeError', `type '${x.classInfo.name}' is not subscriptable`);
  throw error('TypeError', `'${typeName(x)}' object is not subscriptable`);
}

/** An item of a labelled value bears its label. */
function labelledItem(x: Labelled, key: Value): Value {
  const inside = insideOf(x);
  if (typeof inside === 'string' && typeof key === 'number') {
    const found = inside[key < 0 ? key + inside.length : key];
    if (found !== undefined) return new Labelled(found, x.marks);
  }
  if (isLabelled(key)) refuse(key, 'index');
  return labelledBinary(getItem, x, key);
}

/** `x[key] = value`. @throws IndexError, TypeError, TaintError for a labelled container or key */
export function setItem(x: Value, key: Value, value: Value): void {
  if (Array.isArray(x)) {
    setListItem(x, key, value);
    return;
  }
  if (x instanceof Dict && has(x, '$__setitem__', Dict.prototype)) {
    x.set(key, value);
    return;
  }
  const method = special(x, '$__setitem__', '__setitem__');
  if (method !== undefined) {
    method.call(x, key, value);
    return;
  }
  if (isLabelled(x)) refuse(x, 'mutate');
  throw error('TypeError', `'${typeName(x)}' object does not support item assignment`);
}

/** `del x[key]`. @throws IndexError, KeyError, TypeError, TaintError for a labelled container or key */
export function deleteItem(x: Value, key: Value): void {
  if (Array.isArray(x)) {
    deleteListItem(x, key);
    return;
  }
  if (x instanceof Dict && has(x, '$__delitem__', Dict.prototype)) {
    if (!x.delete(key)) throw keyError(key);
    return;
  }
  const method = special(x, '$__delitem__', '__delitem__');
  if (method !== undefined) {
    method.call(x, key);
    return;
  }
  if (isLabelled(x)) refuse(x, 'mutate');
  // CPython's two wordings: types that have items, and all classes of programs, say "doesn't".
  const hasItems = special(x, '$__getitem__', '__getitem__') !== undefined || !typeOf(x).classInfo.isNative;
  const verb = hasItems ? "doesn't" : 'does not';
  throw error('TypeError', `'${typeName(x)}' object ${verb} support item deletion`);
}
