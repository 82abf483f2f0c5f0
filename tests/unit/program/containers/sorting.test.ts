/** Sorting: stability, codes, orders that are no orders, failures on the way. */
import { expect, test } from 'bun:test';
import '#program/helpers';
import { lessThan } from '#program/operators/comparison';
import { Keywords } from '#program/values/functions';
import { sortedBy, sortList } from '#program/values/sorting';
import { Float, Tuple, type Value } from '#program/values/value';

const tens = (value: Value) => Math.floor((value as number) / 10);
/** Numbers of both kinds compare as one. */
const mixedTens = (value: Value) => ((value as number) % 2 === 0 ? tens(value) : new Float(tens(value)));

test('items with equal keys keep their order, whatever their keys and in both directions', () => {
  const items = Array.from({ length: 500 }, (_, index) => (index * 7919) % 500);
  for (const key of [tens, mixedTens]) {
    for (const reverse of [false, true]) {
      const sorted = sortedBy(items, key, reverse) as number[];
      const expected = [...items].sort((a, b) => (reverse ? -1 : 1) * (tens(a) - tens(b)));
      expect(sorted).toEqual(expected);
    }
  }
});

test('codes agree with the general order', () => {
  const strings = ['b', '', 'aa', 'B', 'é', 'a'];
  expect(sortedBy(strings, null, false)).toEqual(['', 'B', 'a', 'aa', 'b', 'é']);
  const pairs = [new Tuple([1, 'b']), new Tuple([1]), new Tuple([0, 'z']), new Tuple([1, 'a'])];
  expect(sortedBy(pairs, null, false)).toEqual([pairs[2]!, pairs[1]!, pairs[3]!, pairs[0]!]);
  expect(sortedBy([3, -1, 2], null, true)).toEqual([3, 2, -1]);
});

test('codes agree with comparing, for keys of every make', () => {
  const huge = Number.MAX_SAFE_INTEGER;
  const makes: readonly ((n: number) => Value)[] = [
    (n) => (n % 7) - 3,
    (n) => (n % 3 === 0 ? huge - (n % 5) : -huge + (n % 4)),
    (n) => new Float([0.5, -0, 0, Number.POSITIVE_INFINITY, -1e300][n % 5]!),
    (n) => (n % 2 === 0 ? n % 6 === 0 : new Float(n % 3)),
    (n) => ['', 'a', 'ab', 'b', 'é', 'A'][n % 6]!,
    (n) => new Tuple([n % 3, String(n % 11), (n % 2) * huge]),
    (n) => new Tuple([(n % 4) * huge, new Float((n % 5) / 4), n % 8 === 0]),
    (n) => new Tuple(n % 5 === 0 ? [1] : [1, n % 3]),
    (n) => new Tuple([n % 3, n % 4 === 0 ? new Tuple([]) : new Tuple([n % 2])]),
  ];
  for (const make of makes) {
    const keys = Array.from({ length: 300 }, (_, index) => make((index * 7919) % 1009));
    const items = keys.map((_, index) => index);
    for (const reverse of [false, true]) {
      const expected = items.toSorted((a, b) => {
        const [left, right] = reverse ? [b, a] : [a, b];
        return lessThan(keys[left]!, keys[right]!) ? -1 : lessThan(keys[right]!, keys[left]!) ? 1 : 0;
      });
      expect(sortedBy(items, (index: number) => keys[index]!, reverse)).toEqual(expected);
    }
  }
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
