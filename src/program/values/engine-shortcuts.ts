/**
 * Copying arrays and passing them as arguments. `slice`, `concat`, `[...items]` and `f(...args)` first ask for the array's class
 * or its iterator, and where those are frozen, as they are in both realms, the engine goes a way that costs up to ten times as
 * much. `toSpliced` and `Reflect.apply` ask for neither.
 */
import type { FunctionValue, ThisForm, Value } from './value.ts';

const { apply } = Reflect;

/** `f(...args)`, or `f.call(self, ...args)`. Functions that are classes have no `apply` of their own. */
export function applied(f: FunctionValue | ThisForm, args: readonly Value[], self?: unknown): Value {
  return apply(f, self, args);
}

/** A new array with the same items. */
export function copyOf<Item>(items: readonly Item[]): Item[] {
  return items.toSpliced(0, 0);
}

/** The items from `start` up to, not including, `end`; both lie between 0 and the length. */
export function part<Item>(items: readonly Item[], start: number, end: number = items.length): Item[] {
  if (start >= end) return [];
  if (end === items.length) return items.toSpliced(0, start);
  if (start === 0) return items.toSpliced(end);
  const taken: Item[] = [];
  for (let index = start; index < end; index++) taken.push(items[index]!);
  return taken;
}

/** The items of both, in a new array. */
export function joined<Item>(left: readonly Item[], right: readonly Item[]): Item[] {
  const made = copyOf(left);
  for (let index = 0; index < right.length; index++) made.push(right[index]!);
  return made;
}

/** The items before `start`, those up to `end` as one list, and those after it, as `a, *b, c = items` takes them. */
export function splitAt<Item>(items: readonly Item[], start: number, end: number): (Item | Item[])[] {
  const taken: (Item | Item[])[] = part(items, 0, start);
  taken.push(part(items, start, end));
  for (let index = end; index < items.length; index++) taken.push(items[index]!);
  return taken;
}
