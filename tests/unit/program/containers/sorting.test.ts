/** Sorting: stability, lanes, orders that are no orders, failures on the way. */
import { expect, test } from 'bun:test';
import { Keywords } from '#program/values/functions';
import { sortedBy, sortList } from '#program/values/sorting';
import { Float, Tuple, type Value } from '#program/values/value';

const tens = (value: Value) => Math.floor((value as number) / 10);
/** As floats mixed with ints, keys leave the fast lanes. */
const mixedTens = (value: Value) => ((value as number) % 2 === 0 ? tens(value) : new Float(tens(value)));

test('items with equal keys keep their order, in every lane and in both directions', () => {
  const items = Array.from({ length: 500 }, (_, index) => (index * 7919) % 500);
  for (const key of [tens, mixedTens]) {
    for (const reverse of [false, true]) {
      const sorted = sortedBy(items, key, reverse) as number[];
      const expected = [...items].sort((a, b) => (reverse ? -1 : 1) * (tens(a) - tens(b)));
      expect(sorted).toEqual(expected);
    }
  }
});

test('lanes agree with the general order', () => {
  const strings = ['b', '', 'aa', 'B', 'é', 'a'];
  expect(sortedBy(strings, null, false)).toEqual(['', 'B', 'a', 'aa', 'b', 'é']);
  const pairs = [new Tuple([1, 'b']), new Tuple([1]), new Tuple([0, 'z']), new Tuple([1, 'a'])];
  expect(sortedBy(pairs, null, false)).toEqual([pairs[2]!, pairs[1]!, pairs[3]!, pairs[0]!]);
  expect(sortedBy([3, -1, 2], null, true)).toEqual([3, 2, -1]);
});

test('a failing key leaves all items in the list', () => {
  const items: Value[] = [3, 1, 2];
  const key = (value: Value) => {
    if (value === 1) throw new Error('no key');
    return value;
  };
  expect(() => sortList(items, new Keywords(['key'], [key]))).toThrow('no key');
  expect([...items].sort()).toEqual([1, 2, 3]);
});

test('NaN, which has no place in an order, loses nothing', () => {
  const items = [new Float(2), new Float(Number.NaN), new Float(1)];
  expect(new Set(sortedBy(items, null, false))).toEqual(new Set(items));
});
