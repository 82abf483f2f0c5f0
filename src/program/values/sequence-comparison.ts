/**
 * Comparison of sequences item by item: the first pair that differs decides, else the length.
 */
import { equals, greater, greaterEqual, less, lessEqual } from '../operators/comparison.ts';
import { notImplemented, type ThisForm, Tuple, type Value } from './value.ts';

/** Identity or equality, as containers compare their items. */
export function sameItem(left: Value, right: Value): boolean {
  if (left === right) return true;
  const type = typeof left;
  if ((type === 'number' || type === 'string') && typeof right === type) return false;
  if (Array.isArray(left) && Array.isArray(right)) return itemsEqual(left, right);
  if (isPlainTuple(left) && isPlainTuple(right)) return itemsEqual(left.items, right.items);
  return equals(left, right);
}

export function isPlainTuple(x: Value): x is Tuple {
  return x instanceof Tuple && Object.getPrototypeOf(x) === Tuple.prototype;
}

export function itemsEqual(left: readonly Value[], right: readonly Value[]): boolean {
  if (left.length !== right.length) return false;
  // An item's `__eq__` may change the lists: their lengths count at each step.
  for (let index = 0; index < left.length && index < right.length; index++) {
    if (!sameItem(left[index]!, right[index]!)) return false;
  }
  return left.length === right.length;
}

export type Ordering = 'less' | 'lessEqual' | 'greater' | 'greaterEqual';
const operators = { less, lessEqual, greater, greaterEqual };

/** `left < right` and its kin. The deciding items are compared by that very operator, which may answer anything. */
export function compareItems(left: readonly Value[], right: readonly Value[], ordering: Ordering): Value {
  let index = 0;
  while (index < left.length && index < right.length && sameItem(left[index]!, right[index]!)) index++;
  if (index < left.length && index < right.length) return operators[ordering](left[index]!, right[index]!);
  switch (ordering) {
    case 'less':
      return left.length < right.length;
    case 'lessEqual':
      return left.length <= right.length;
    case 'greater':
      return left.length > right.length;
    case 'greaterEqual':
      return left.length >= right.length;
  }
}

/** The four ordering methods of a sequence type; `itemsOf` gives null for what it does not compare with. */
export function orderingMethods(itemsOf: (x: Value) => readonly Value[] | null): Readonly<Record<string, ThisForm>> {
  const method = (ordering: Ordering): ThisForm =>
    function (this: Value, other: Value) {
      const own = itemsOf(this);
      const others = itemsOf(other);
      return own === null || others === null ? notImplemented : compareItems(own, others, ordering);
    };
  return {
    __lt__: method('less'),
    __le__: method('lessEqual'),
    __gt__: method('greater'),
    __ge__: method('greaterEqual'),
    __eq__(this: Value, other: Value) {
      const own = itemsOf(this);
      const others = itemsOf(other);
      return own === null || others === null ? notImplemented : itemsEqual(own, others);
    },
    __ne__(this: Value, other: Value) {
      const own = itemsOf(this);
      const others = itemsOf(other);
      return own === null || others === null ? notImplemented : !itemsEqual(own, others);
    },
  };
}
