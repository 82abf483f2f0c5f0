/** `bisect`: searching and inserting in sorted lists by halving. */
import { length } from '../builtins/sequences.ts';
import { getAttribute } from '../operators/attribute.ts';
import { call } from '../operators/call.ts';
import { lessThan } from '../operators/comparison.ts';
import { requireInteger, requireSize } from '../operators/indexing.ts';
import { getItem } from '../operators/items.ts';
import { error } from '../values/exceptions.ts';
import { Keywords, native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import type { FunctionValue, Value } from '../values/value.ts';

type Side = 'left' | 'right';

/** Where `x` belongs: before equal items on the left, after them on the right. Items are asked through `key`. */
function place(side: Side, items: Value, x: Value, lo: Value, hi: Value, key: Value): number {
  let low = requireSize(lo);
  if (low < 0) throw error('ValueError', 'lo must be non-negative');
  let high = hi === null ? Number(requireInteger(length(items))) : requireSize(hi);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = (Array.isArray(items) ? (items as Value[])[middle] : undefined) ?? getItem(items, middle);
    const item = key === null ? found : call(key, found);
    if (side === 'left' ? isLess(item, x) : !isLess(x, item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isLess(left: Value, right: Value): boolean {
  return typeof left === 'number' && typeof right === 'number' ? left < right : lessThan(left, right);
}

type Bounds = readonly [lo?: Value, hi?: Value, keywords?: Value];

/** The optional arguments: bounds, and `key` in a trailing `Keywords`. */
function optional(given: Bounds): { lo: Value; hi: Value; key: Value } {
  const last = given.findLast((each) => each !== undefined);
  const key = last instanceof Keywords ? last.values[0]! : null;
  const [lo, hi] = given.map((each) => (each instanceof Keywords ? undefined : each));
  return { lo: lo ?? 0, hi: hi ?? null, key };
}

function search(side: Side): (items: Value, x: Value, ...rest: Value[]) => Value {
  return (items, x, ...rest) => {
    if (rest.length === 0) return place(side, items, x, 0, null, null);
    const { lo, hi, key } = optional(rest as unknown as Bounds);
    return place(side, items, x, lo, hi, key);
  };
}

function insert(side: Side): (items: Value, x: Value, ...rest: Value[]) => Value {
  return (items, x, ...rest) => {
    const { lo, hi, key } = optional(rest as unknown as Bounds);
    const index = place(side, items, key === null ? x : call(key, x), lo, hi, key);
    call(getAttribute(items, 'insert'), index, x);
    return null;
  };
}

const parameters = '(a, x, lo=0, hi=None, *, key=None)';
const { apply } = Reflect;

/** The usual call, a list and what belongs into it, goes round the counting of arguments. */
function define(name: string, f: (items: Value, x: Value, ...rest: Value[]) => Value): FunctionValue {
  const proper = native(name, parameters, f as FunctionValue);
  const direct = function (items: Value, x: Value): Value {
    const isUsual = arguments.length === 2 && Array.isArray(items) && x !== undefined && !(x instanceof Keywords);
    return isUsual ? f(items, x) : (apply(proper, undefined, arguments) as Value);
  } as FunctionValue;
  direct.signature = proper.signature!;
  return direct;
}

const searchRight = define('bisect_right', search('right'));
const insertRight = define('insort_right', insert('right'));

export default makeModuleObject('bisect', {
  bisect: searchRight,
  bisect_left: define('bisect_left', search('left')),
  bisect_right: searchRight,
  insort: insertRight,
  insort_left: define('insort_left', insert('left')),
  insort_right: insertRight,
});
