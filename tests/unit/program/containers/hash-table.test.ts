/** Tables against a model: the same random operations on a `Dict` and on a list of entries compared one by one. */
import { describe, expect, test } from 'bun:test';
import { Dict } from '#program/values/dict';
import { TableWalk } from '#program/values/table-walk';
import { Float, Tuple, type Value } from '#program/values/value';

/** Keys in groups of equals: any of a group stands for the same entry. */
const keys: readonly (readonly (() => Value)[])[] = [
  [() => 1, () => true, () => new Float(1)],
  [() => 0, () => false, () => new Float(0), () => new Float(-0)],
  [() => new Float(1.5)],
  [() => 2n ** 70n, () => new Float(2 ** 70)],
  [() => 'a'],
  [() => '1'],
  [() => null],
  [() => new Tuple([])],
  [() => new Tuple([1, 2]), () => new Tuple([true, new Float(2)])],
  [() => new Tuple([2, 1])],
  [() => new Tuple([new Tuple(['a']), 2])],
  ...Array.from({ length: 30 }, (_, index) => [() => index + 100]),
  ...Array.from({ length: 30 }, (_, index) => [() => new Tuple([index, -index])]),
];

class Model {
  readonly entries: [group: number, key: Value, value: Value][] = [];
  find(group: number) {
    return this.entries.findIndex((entry) => entry[0] === group);
  }
}

function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

function contents(table: Dict): [Value, Value][] {
  const found: [Value, Value][] = [];
  const walk = new TableWalk(table, 'dictionary');
  while (walk.advance()) found.push([walk.key!, walk.value!]);
  return found;
}

describe('Dict', () => {
  for (let seed = 1; seed <= 40; seed++) {
    test(`behaves as a list of entries would (${seed})`, () => {
      const pick = random(seed);
      // Small sets of keys meet the same entry often; the later ones bring tuples in.
      const variety = seed % 2 === 0 ? keys.length : 7;
      const table = new Dict();
      const model = new Model();
      for (let step = 0; step < 400; step++) {
        const group = pick(variety);
        const forms = keys[group]!;
        const key = forms[pick(forms.length)]!();
        const at = model.find(group);
        switch (pick(7)) {
          case 0:
          case 1:
          case 2:
            table.set(key, step);
            if (at === -1) model.entries.push([group, key, step]);
            else model.entries[at]![2] = step;
            break;
          case 3:
            expect(table.remove(key)).toBe(at === -1 ? undefined : model.entries.splice(at, 1)[0]![2]);
            break;
          case 4:
            expect(table.get(key)).toBe(at === -1 ? undefined : model.entries[at]![2]);
            break;
          case 5: {
            if (step % 3 !== 0) break;
            const entry = table.removeEnd(step % 2 === 0);
            const expected = step % 2 === 0 ? model.entries.pop() : model.entries.shift();
            expect(entry?.[1]).toBe(expected?.[2]);
            break;
          }
          case 6: {
            if (step % 5 !== 0) break;
            const last = pick(2) === 0;
            expect(table.moveToEnd(key, last)).toBe(at !== -1);
            if (at === -1) break;
            const [entry] = model.entries.splice(at, 1);
            if (last) model.entries.push(entry!);
            else model.entries.unshift(entry!);
          }
        }
        expect(table.size).toBe(model.entries.length);
      }
      expect(contents(table)).toEqual(model.entries.map(([, key, value]) => [key, value]));
      expect(table.keyArray().length).toBe(table.valueArray().length);
    });
  }

  test('a queue touches a bounded number of slots per step', () => {
    const queue = new Dict();
    for (let index = 0; index < 5000; index++) queue.set(index, index);
    for (let index = 5000; index < 20000; index++) {
      expect(queue.removeEnd(false)?.[0]).toBe(index - 5000);
      queue.set(index, index);
    }
    expect(queue.slots!.keys.length).toBeLessThan(4 * 5000 + 100);
  });

  test('iteration notices entries that come or go', () => {
    const table = new Dict();
    for (let index = 0; index < 3; index++) table.set(index, index);
    const walk = new TableWalk(table, 'dictionary');
    walk.advance();
    table.set('new', 1);
    expect(() => walk.advance()).toThrow();
  });

  test('iteration goes on when the table takes its other form', () => {
    const table = new Dict();
    for (let index = 0; index < 4; index++) table.set(index, index);
    const walk = new TableWalk(table, 'dictionary');
    walk.advance();
    walk.advance();
    expect(table.moveToEnd('absent', true)).toBe(false);
    const rest: Value[] = [];
    while (walk.advance()) rest.push(walk.key!);
    expect(rest).toEqual([2, 3]);
  });
});
