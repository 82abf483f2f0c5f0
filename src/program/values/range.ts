/**
 * `range`: an arithmetic progression of ints of any size. Progressions of safe integers walk in plain numbers.
 */
import { equals } from '../operators/comparison.ts';
import { hash } from '../operators/hash.ts';
import { integerOf, requireInteger, slicePart } from '../operators/indexing.ts';
import { defineNativeType } from './classes.ts';
import { error } from './exceptions.ts';
import { defineIteratorType } from './iterators.ts';
import { repr } from './representation.ts';
import { typeName } from './type-of.ts';
import { type ClassValue, notImplemented, Range, SliceValue, type Value } from './value.ts';

/** The canonical form of an int. */
export function normalInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** How many ints a range holds. */
export function rangeLength(range: Range): number | bigint {
  const { start, stop, step } = range;
  if (typeof start === 'number' && typeof stop === 'number' && typeof step === 'number') {
    const span = step > 0 ? stop - start : start - stop;
    if (span <= 0) return 0;
    if (Number.isSafeInteger(span)) return Math.floor((span - 1) / Math.abs(step)) + 1;
  }
  const span = step > 0 ? BigInt(stop) - BigInt(start) : BigInt(start) - BigInt(stop);
  if (span <= 0n) return 0;
  const size = BigInt(step) < 0n ? -BigInt(step) : BigInt(step);
  return normalInteger((span - 1n) / size + 1n);
}

function at(range: Range, index: number | bigint): number | bigint {
  if (typeof index === 'number' && typeof range.start === 'number' && typeof range.step === 'number') {
    const value = range.start + index * range.step;
    if (Number.isSafeInteger(value)) return value;
  }
  return normalInteger(BigInt(range.start) + BigInt(index) * BigInt(range.step));
}

/** `range[key]`. @throws IndexError, TypeError */
export function rangeItem(range: Range, key: Value): Value {
  const length = rangeLength(range);
  if (key instanceof SliceValue) return sliceRange(range, key, BigInt(length));
  const index = integerOf(key);
  if (index === undefined) {
    throw error('TypeError', `range indices must be integers or slices, not ${typeName(key)}`);
  }
  const position = index < 0 ? normalInteger(BigInt(index) + BigInt(length)) : index;
  if (position < 0 || position >= length) throw error('IndexError', 'range object index out of range');
  return at(range, position);
}

function sliceRange(range: Range, slice: SliceValue, length: bigint): Range {
  const by = slice.step === null ? 1n : BigInt(slicePart(slice.step));
  if (by === 0n) throw error('ValueError', 'slice step cannot be zero');
  const lowest = by < 0n ? -1n : 0n;
  const highest = by < 0n ? length - 1n : length;
  const edge = (part: Value, absent: bigint) => {
    if (part === null) return absent;
    let position = BigInt(slicePart(part));
    if (position < 0n) position += length;
    return position < lowest ? lowest : position > highest ? highest : position;
  };
  const from = edge(slice.start, by < 0n ? highest : lowest);
  const to = edge(slice.stop, by < 0n ? lowest : highest);
  const step = normalInteger(BigInt(range.step) * by);
  return new Range(at(range, normalInteger(from)), at(range, normalInteger(to)), step);
}

/** True when an int is one of the range's. */
function holds(range: Range, value: number | bigint): boolean {
  const { start, stop, step } = range;
  const inside = step > 0 ? start <= value && value < stop : stop < value && value <= start;
  if (!inside) return false;
  if (typeof value === 'number' && typeof start === 'number' && typeof step === 'number') {
    const offset = value - start;
    if (Number.isSafeInteger(offset)) return offset % step === 0;
  }
  return (BigInt(value) - BigInt(start)) % BigInt(step) === 0n;
}

/** `item in range`: by calculation for ints, by comparison with each otherwise. */
export function rangeContains(range: Range, item: Value): boolean {
  if (typeof item === 'number' || typeof item === 'bigint') return holds(range, item);
  if (typeof item === 'boolean') return holds(range, item ? 1 : 0);
  const iterator = new RangeIterator(range.start, range.step, rangeLength(range));
  for (let value = iterator.next(); value !== undefined; value = iterator.next()) if (equals(value, item)) return true;
  return false;
}

function positionIn(range: Range, value: number | bigint): number | bigint {
  return normalInteger((BigInt(value) - BigInt(range.start)) / BigInt(range.step));
}

export class RangeIterator {
  private passed: number | bigint = 0;
  constructor(
    private value: number | bigint,
    private readonly step: number | bigint,
    private readonly length: number | bigint,
  ) {}

  next(): Value | undefined {
    if (this.passed >= this.length) return undefined;
    const { value, step } = this;
    if (typeof value === 'number' && typeof step === 'number' && typeof this.passed === 'number') {
      const following = value + step;
      this.value = Number.isSafeInteger(following) ? following : BigInt(value) + BigInt(step);
      this.passed++;
      return value;
    }
    this.value = normalInteger(BigInt(value) + BigInt(step));
    this.passed = normalInteger(BigInt(this.passed) + 1n);
    return value;
  }

  remaining(): number | bigint {
    return normalInteger(BigInt(this.length) - BigInt(this.passed));
  }

  setPosition(state: Value): null {
    const position = integerOf(state);
    if (position === undefined) throw error('TypeError', 'an integer is required');
    const to = position < 0 ? 0 : position > this.length ? this.length : position;
    this.value = normalInteger(BigInt(this.value) + (BigInt(to) - BigInt(this.passed)) * BigInt(this.step));
    this.passed = to;
    return null;
  }
}
defineIteratorType('range_iterator', RangeIterator.prototype, {
  __length_hint__(this: RangeIterator) {
    return this.remaining();
  },
  __setstate__(this: RangeIterator, state: Value) {
    return this.setPosition(state);
  },
});

export function rangeIterator(range: Range): RangeIterator {
  return new RangeIterator(range.start, range.step, rangeLength(range));
}

/** Ranges are equal as the sequences they are. */
export function rangeEquals(left: Range, right: Range): boolean {
  const length = rangeLength(left);
  if (length !== rangeLength(right)) return false;
  if (length === 0) return true;
  return left.start === right.start && (length === 1 || left.step === right.step);
}

/** A bound of a range loop. @throws TypeError, TaintError */
export function rangeBound(x: Value): number | bigint {
  return requireInteger(x);
}

/** The ints of a range loop that cannot count in JavaScript numbers. @throws ValueError when the step is 0 */
export function wideRange(start: number | bigint, stop: number | bigint, step: number | bigint): RangeIterator {
  if (step === 0) throw error('ValueError', 'range() arg 3 must not be zero');
  return new RangeIterator(start, step, rangeLength(new Range(start, stop, step)));
}

/** What `len` can say. */
const mostItems = 2n ** 63n - 1n;

export const rangeType: ClassValue = defineNativeType({
  name: 'range',
  prototype: Range.prototype,
  parameters: '(*args)',
  construct: (...args: Value[]) => {
    if (args.length === 0) throw error('TypeError', 'range expected at least 1 argument, got 0');
    if (args.length > 3) throw error('TypeError', `range expected at most 3 arguments, got ${args.length}`);
    if (args.length === 1) return new Range(0, requireInteger(args[0]!), 1);
    const step = args.length === 3 ? requireInteger(args[2]!) : 1;
    const range = new Range(requireInteger(args[0]!), requireInteger(args[1]!), step);
    if (step === 0) throw error('ValueError', 'range() arg 3 must not be zero');
    return range;
  },
  isFinal: true,
  properties: {
    start(this: Range) {
      return this.start;
    },
    stop(this: Range) {
      return this.stop;
    },
    step(this: Range) {
      return this.step;
    },
  },
  methods: {
    __len__(this: Range) {
      const length = rangeLength(this);
      if (length > mostItems) throw error('OverflowError', 'Python int too large to convert to C ssize_t');
      return length;
    },
    __bool__(this: Range) {
      return rangeLength(this) !== 0;
    },
    __iter__(this: Range) {
      return rangeIterator(this);
    },
    __reversed__(this: Range) {
      const length = rangeLength(this);
      const last = length === 0 ? this.start : at(this, normalInteger(BigInt(length) - 1n));
      return new RangeIterator(last, typeof this.step === 'number' ? -this.step : normalInteger(-this.step), length);
    },
    __contains__: [
      '(key, /)',
      function (this: Range, item: Value) {
        return rangeContains(this, item);
      },
    ],
    __getitem__: [
      '(key, /)',
      function (this: Range, key: Value) {
        return rangeItem(this, key);
      },
    ],
    __eq__(this: Range, other: Value) {
      return other instanceof Range ? rangeEquals(this, other) : notImplemented;
    },
    __ne__(this: Range, other: Value) {
      return other instanceof Range ? !rangeEquals(this, other) : notImplemented;
    },
    __hash__(this: Range) {
      return hash(this);
    },
    __repr__(this: Range) {
      const ends = `${this.start}, ${this.stop}`;
      return this.step === 1 ? `range(${ends})` : `range(${ends}, ${this.step})`;
    },
    index: [
      '(value, /)',
      function (this: Range, item: Value) {
        const value = typeof item === 'boolean' ? Number(item) : item;
        if (typeof value === 'number' || typeof value === 'bigint') {
          if (holds(this, value)) return positionIn(this, value);
          throw error('ValueError', `${repr(item)} is not in range`);
        }
        const iterator = rangeIterator(this);
        let index = 0;
        for (let own = iterator.next(); own !== undefined; own = iterator.next(), index++) {
          if (equals(own, item)) return index;
        }
        throw error('ValueError', 'sequence.index(x): x not in sequence');
      },
    ],
    count: [
      '(value, /)',
      function (this: Range, item: Value) {
        if (typeof item === 'number' || typeof item === 'bigint') return holds(this, item) ? 1 : 0;
        const iterator = rangeIterator(this);
        let count = 0;
        for (let own = iterator.next(); own !== undefined; own = iterator.next()) if (equals(own, item)) count++;
        return count;
      },
    ],
  },
});
