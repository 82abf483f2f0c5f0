/**
 * `item in container`: built-in containers first, then labels, then `__contains__`, iteration, `__getitem__`.
 */
import { isPlainData } from '../taint/plain-data.ts';
import { bare, isLabelled, refuse } from '../taint.ts';
import { Dict } from '../values/dict.ts';
import { error } from '../values/exceptions.ts';
import { sameItem } from '../values/sequence-comparison.ts';
import { SetValue } from '../values/set.ts';
import { Text } from '../values/text.ts';
import { typeName } from '../values/type-of.ts';
import { type ThisForm, Tuple, type Value } from '../values/value.ts';
import { findSpecial } from './attribute.ts';
import { isIterable, iterate } from './iteration.ts';
import { truth } from './truth.ts';

/**
 * `item in container` as a JavaScript boolean. `tainted in plain` is answered (control must be possible), a labelled
 * container is not searched.
 *
 * @throws TypeError for what cannot be searched, TaintError for a labelled container
 */
export function contains(container: Value, item: Value): boolean {
  if (isLabelled(container)) refuse(container, 'contains');
  if (isLabelled(item)) {
    if (item.isSecret) refuse(item, 'contains');
    // A program's own methods get to see the label, never what is under it.
    return containsPlain(container, isPlainData(container) && isPlainData(bare(item)) ? bare(item) : item);
  }
  return containsPlain(container, item);
}

function containsPlain(container: Value, item: Value): boolean {
  if (Array.isArray(container)) return isAmong(container, item);
  if (container instanceof Tuple && has(container, Tuple.prototype)) return isAmong(container.items, item);
  if (container instanceof Dict && has(container, Dict.prototype)) return container.has(item);
  if (typeof container === 'string') return isWithin(container, item);
  // A set looks for another set as if that were frozen: its own method knows how.
  if (container instanceof SetValue && !(item instanceof SetValue) && has(container, SetValue.prototype)) {
    return container.has(item);
  }
  return containsSlowly(container, item);
}

function has(x: object, prototype: object): boolean {
  type Slot = { $__contains__?: unknown };
  return (x as Slot).$__contains__ === (prototype as Slot).$__contains__;
}

function isAmong(items: readonly Value[], item: Value): boolean {
  for (let index = 0; index < items.length; index++) if (sameItem(items[index]!, item)) return true;
  return false;
}

function isWithin(text: string, part: Value): boolean {
  if (typeof part === 'string') return text.includes(part);
  // A text with surrogates is in no string without.
  if (part instanceof Text) return false;
  const { base } = (part ?? {}) as { base?: Value };
  if (typeof base === 'string' || base instanceof Text) return isWithin(text, base);
  throw error('TypeError', `'in <string>' requires string as left operand, not ${typeName(part)}`);
}

function containsSlowly(container: Value, item: Value): boolean {
  const method = searching(container);
  if (method !== undefined) return truth(method.call(container, item));
  if (!isIterable(container)) throw error('TypeError', `argument of type '${typeName(container)}' is not iterable`);
  const items = iterate(container);
  for (let own = items.next(); own !== undefined; own = items.next()) if (sameItem(own, item)) return true;
  return false;
}

/** `__contains__`; undefined when iteration must do. @throws TypeError when the class says None */
function searching(container: Value): ThisForm | undefined {
  if (container === null) return undefined;
  if (typeof container === 'object') {
    const slot = (container as { $__contains__?: unknown }).$__contains__;
    if (typeof slot === 'function') return slot as ThisForm;
    if (slot === null) throw error('TypeError', `'${typeName(container)}' object is not a container`);
    if (slot === undefined) return undefined;
  }
  return findSpecial(container, '__contains__');
}
