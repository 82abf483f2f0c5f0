/**
 * Reading, writing and deleting items and slices of lists; reading those of tuples.
 */
import { boundsOf, positionOf } from '../operators/indexing.ts';
import { isIterable, toArray } from '../operators/iteration.ts';
import { isLabelled, refuse } from '../taint.ts';
import { part } from './engine-shortcuts.ts';
import { error } from './exceptions.ts';
import { typeName } from './type-of.ts';
import { SliceValue, Tuple, type Value } from './value.ts';

/** The most items that a repetition may make: beyond it the engine would die rather than raise. */
export const mostItems = 2 ** 27;

/** `list[key]`. @throws IndexError, TypeError */
export function listItem(list: readonly Value[], key: Value): Value {
  if (key instanceof SliceValue) return sliceItems(list, key);
  const position = positionOf(key, list.length);
  if (position === undefined) throw badIndex('list', key);
  const item = position < 0 ? undefined : list[position];
  if (item === undefined) throw error('IndexError', 'list index out of range');
  return item;
}

/** `tuple[key]`. @throws IndexError, TypeError */
export function tupleItem(tuple: Tuple, key: Value): Value {
  const { items } = tuple;
  if (key instanceof SliceValue) return new Tuple(sliceItems(items, key));
  const position = positionOf(key, items.length);
  if (position === undefined) throw badIndex('tuple', key);
  const item = position < 0 ? undefined : items[position];
  if (item === undefined) throw error('IndexError', 'tuple index out of range');
  return item;
}

function badIndex(kind: string, key: Value): object {
  return error('TypeError', `${kind} indices must be integers or slices, not ${typeName(key)}`);
}

function sliceItems(items: readonly Value[], slice: SliceValue): Value[] {
  const { start, stop, step, count } = boundsOf(slice, items.length);
  if (step === 1) return part(items, start, stop);
  const taken: Value[] = [];
  for (let index = 0; index < count; index++) taken.push(items[start + index * step]!);
  return taken;
}

/** `list[key] = value`. @throws IndexError, TypeError, ValueError */
export function setListItem(list: Value[], key: Value, value: Value): void {
  if (key instanceof SliceValue) {
    setSlice(list, key, value);
    return;
  }
  const position = positionOf(key, list.length);
  if (position === undefined) throw badIndex('list', key);
  if (position < 0 || position >= list.length) throw error('IndexError', 'list assignment index out of range');
  list[position] = value;
}

function setSlice(list: Value[], slice: SliceValue, value: Value): void {
  if (isLabelled(value)) refuse(value, 'iterate');
  const isPlain = slice.step === null || slice.step === 1;
  if (!isIterable(value)) {
    throw error('TypeError', isPlain ? 'can only assign an iterable' : 'must assign iterable to extended slice');
  }
  const items = toArray(value);
  const { start, stop, step, count } = boundsOf(slice, list.length);
  if (step === 1) {
    replace(list, start, Math.max(start, stop) - start, items);
    return;
  }
  if (items.length !== count) {
    const message = `attempt to assign sequence of size ${items.length} to extended slice of size ${count}`;
    throw error('ValueError', message);
  }
  for (let index = 0; index < count; index++) list[start + index * step] = items[index]!;
}

/** `splice` without spreading the new items over the engine's stack. */
function replace(list: Value[], start: number, count: number, items: readonly Value[]): void {
  if (items.length <= 1024) {
    list.splice(start, count, ...items);
    return;
  }
  const rest = part(list, start + count);
  list.length = start;
  for (let index = 0; index < items.length; index++) list.push(items[index]!);
  for (let index = 0; index < rest.length; index++) list.push(rest[index]!);
}

/** `del list[key]`. @throws IndexError, TypeError */
export function deleteListItem(list: Value[], key: Value): void {
  if (key instanceof SliceValue) {
    deleteSlice(list, key);
    return;
  }
  const position = positionOf(key, list.length);
  if (position === undefined) throw badIndex('list', key);
  if (position < 0 || position >= list.length) throw error('IndexError', 'list assignment index out of range');
  list.splice(position, 1);
}

function deleteSlice(list: Value[], slice: SliceValue): void {
  const { start, step, count } = boundsOf(slice, list.length);
  if (count === 0) return;
  if (step === 1) {
    list.splice(start, count);
    return;
  }
  const gap = Math.abs(step);
  const lowest = step > 0 ? start : start + (count - 1) * step;
  let to = lowest;
  for (let index = lowest; index < list.length; index++) {
    const offset = index - lowest;
    if (offset % gap !== 0 || offset / gap >= count) list[to++] = list[index]!;
  }
  list.length = to;
}

/** `items * count`. @throws MemoryError for more items than there can be */
export function repeatItems(items: readonly Value[], count: number | bigint): Value[] {
  if (count <= 0 || items.length === 0) return [];
  if (typeof count === 'bigint' || items.length * count > mostItems) throw error('MemoryError');
  if (items.length === 1) return new Array<Value>(count).fill(items[0]!);
  const repeated: Value[] = [];
  for (let round = 0; round < count; round++) {
    for (let index = 0; index < items.length; index++) repeated.push(items[index]!);
  }
  return repeated;
}
