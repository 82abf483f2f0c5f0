/**
 * `count`, `cycle`, `repeat`: iterators that need not end.
 */
import { add } from '../../operators/arithmetic.ts';
import { findSpecial } from '../../operators/attribute.ts';
import { requireSize } from '../../operators/indexing.ts';
import { iterate } from '../../operators/iteration.ts';
import { error } from '../../values/exceptions.ts';
import { repr } from '../../values/representation.ts';
import type { IteratorObject, Value } from '../../values/value.ts';
import { lazyType } from './lazy.ts';

class Count {
  constructor(
    private current: Value,
    private readonly step: Value,
  ) {}
  next(): Value {
    const { current } = this;
    this.current = add(current, this.step);
    return current;
  }
  represent(): string {
    const step = this.step === 1 ? '' : `, ${String(repr(this.step))}`;
    return `count(${String(repr(this.current))}${step})`;
  }
}

function isNumber(x: Value): boolean {
  if (typeof x === 'number' || typeof x === 'bigint' || typeof x === 'boolean') return true;
  if (x === null || typeof x !== 'object') return false;
  return ['__index__', '__float__', '__complex__'].some((name) => findSpecial(x, name) !== undefined);
}

export const countType = lazyType(
  'count',
  '(start=0, step=1)',
  Count.prototype,
  (start: Value = 0, step: Value = 1) => {
    if (!isNumber(start) || !isNumber(step)) throw error('TypeError', 'a number is required');
    return new Count(start, step);
  },
  {
    __repr__(this: Count) {
      return this.represent();
    },
  },
);

class Cycle {
  private readonly saved: Value[] = [];
  private position = -1;
  constructor(private readonly source: IteratorObject) {}
  next(): Value | undefined {
    if (this.position < 0) {
      const item = this.source.next();
      if (item !== undefined) {
        this.saved.push(item);
        return item;
      }
      this.position = 0;
    }
    if (this.saved.length === 0) return undefined;
    const item = this.saved[this.position]!;
    this.position = (this.position + 1) % this.saved.length;
    return item;
  }
}

export const cycleType = lazyType(
  'cycle',
  '(iterable, /)',
  Cycle.prototype,
  (iterable: Value) => new Cycle(iterate(iterable)),
);

class Repeat {
  /** @param times how often still; null for ever */
  constructor(
    private readonly item: Value,
    private times: number | null,
  ) {}
  next(): Value | undefined {
    if (this.times === null) return this.item;
    if (this.times <= 0) return undefined;
    this.times--;
    return this.item;
  }
  remaining(): number {
    if (this.times === null) throw error('TypeError', 'len() of unsized object');
    return this.times;
  }
  represent(): string {
    return `repeat(${String(repr(this.item))}${this.times === null ? '' : `, ${this.times}`})`;
  }
}

export const repeatType = lazyType(
  'repeat',
  '(object, times=None)',
  Repeat.prototype,
  (item: Value, times?: Value) => new Repeat(item, times === undefined ? null : Math.max(0, requireSize(times))),
  {
    __repr__(this: Repeat) {
      return this.represent();
    },
    __length_hint__(this: Repeat) {
      return this.remaining();
    },
  },
);
