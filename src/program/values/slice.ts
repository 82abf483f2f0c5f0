/**
 * `slice` objects: three parts, compared like tuples, and `indices`.
 */
import { requireInteger, slicePart } from '../operators/indexing.ts';
import { defineNativeType } from './classes.ts';
import { error } from './exceptions.ts';
import { repr } from './representation.ts';
import { orderingMethods } from './sequence-comparison.ts';
import { textFromString } from './text.ts';
import { type ClassValue, SliceValue, Tuple, type Value } from './value.ts';

/** `a:b:c` between brackets; absent parts are None. */
export function sliceOf(start: Value, stop: Value, step: Value): SliceValue {
  return new SliceValue(start, stop, step);
}

function parts(slice: SliceValue): readonly Value[] {
  return [slice.start, slice.stop, slice.step];
}

function comparable(x: Value): readonly Value[] | null {
  return x instanceof SliceValue ? parts(x) : null;
}

/** The bounds for a length, in full precision. @throws ValueError, TypeError */
function indices(slice: SliceValue, size: Value): Tuple {
  const given = BigInt(requireInteger(size));
  if (given < 0n) throw error('ValueError', 'length should not be negative');
  const step = slice.step === null ? 1n : BigInt(slicePart(slice.step));
  if (step === 0n) throw error('ValueError', 'slice step cannot be zero');
  const lowest = step < 0n ? -1n : 0n;
  const highest = step < 0n ? given - 1n : given;
  const edge = (part: Value, absent: bigint) => {
    if (part === null) return absent;
    let position = BigInt(slicePart(part));
    if (position < 0n) position += given;
    return position < lowest ? lowest : position > highest ? highest : position;
  };
  const start = edge(slice.start, step < 0n ? highest : lowest);
  const stop = edge(slice.stop, step < 0n ? lowest : highest);
  return new Tuple([start, stop, step].map((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : value)));
}

export const sliceType: ClassValue = defineNativeType({
  name: 'slice',
  prototype: SliceValue.prototype,
  parameters: '(*args)',
  construct: (...args: Value[]) => {
    if (args.length === 0) throw error('TypeError', 'slice expected at least 1 argument, got 0');
    if (args.length > 3) throw error('TypeError', `slice expected at most 3 arguments, got ${args.length}`);
    return args.length === 1
      ? new SliceValue(null, args[0]!, null)
      : new SliceValue(args[0]!, args[1]!, args[2] ?? null);
  },
  statics: { __hash__: null },
  isFinal: true,
  properties: {
    start(this: SliceValue) {
      return this.start;
    },
    stop(this: SliceValue) {
      return this.stop;
    },
    step(this: SliceValue) {
      return this.step;
    },
  },
  methods: {
    indices: [
      '(size, /)',
      function (this: SliceValue, size: Value) {
        return indices(this, size);
      },
    ],
    __repr__(this: SliceValue) {
      return textFromString(`slice(${repr(this.start)}, ${repr(this.stop)}, ${repr(this.step)})`);
    },
    ...orderingMethods(comparable),
  },
});
