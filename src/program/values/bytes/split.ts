/** `bytes` and `bytearray`: splitting and joining. */
import { isNotZero, requireSize } from '../../operators/indexing.ts';
import { isIterable, toArray } from '../../operators/iteration.ts';
import { error } from '../exceptions.ts';
import type { MethodTable } from '../method-table.ts';
import { typeName } from '../type-of.ts';
import {
  indexIn,
  lastIndexIn,
  lineSpans,
  type Span,
  splitSpans,
  splitSpansFromEnd,
  wordSpans,
  wordSpansFromEnd,
} from '../units.ts';
import { type ThisForm, Tuple, type Value } from '../value.ts';
import { bytesIn, requireBytes } from './buffer.ts';
import { concatenateBytes, like, type Receiver, sameOrLike } from './receiver.ts';

export function isByteSpace(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

const isByteBreak = (byte: number): boolean => byte === 10 || byte === 13;

function parts(self: Receiver, spans: readonly Span[]): Value[] {
  return spans.map(([start, end]) => like(self, self.data.slice(start, end)));
}

function splitting(fromEnd: boolean): readonly [string, ThisForm] {
  const words = fromEnd ? wordSpansFromEnd : wordSpans;
  const pieces = fromEnd ? splitSpansFromEnd : splitSpans;
  return [
    '(sep=None, maxsplit=-1)',
    function (this: Receiver, separator?: Value, limit?: Value) {
      const count = limit === undefined ? -1 : requireSize(limit);
      const most = count < 0 ? Number.POSITIVE_INFINITY : count;
      if (separator === undefined || separator === null) return parts(this, words(this.data, isByteSpace, most));
      const wanted = requireBytes(separator);
      if (wanted.length === 0) throw error('ValueError', 'empty separator');
      return parts(this, pieces(this.data, wanted, most));
    },
  ];
}

function partitioning(fromEnd: boolean): readonly [string, ThisForm] {
  return [
    '(sep, /)',
    function (this: Receiver, separator: Value) {
      const { data } = this;
      const wanted = requireBytes(separator);
      if (wanted.length === 0) throw error('ValueError', 'empty separator');
      const at = (fromEnd ? lastIndexIn : indexIn)(data, wanted, [0, data.length]);
      const empty = (): Receiver => like(this, new Uint8Array(0));
      if (at < 0) {
        const whole = sameOrLike(this, data);
        return new Tuple(fromEnd ? [empty(), empty(), whole] : [whole, empty(), empty()]);
      }
      const found = like(this, wanted.slice());
      return new Tuple([like(this, data.slice(0, at)), found, like(this, data.slice(at + wanted.length))]);
    },
  ];
}

function join(self: Receiver, iterable: Value): Receiver {
  if (!isIterable(iterable)) throw error('TypeError', 'can only join an iterable');
  const pieces: Uint8Array[] = [];
  toArray(iterable).forEach((item, index) => {
    const data = bytesIn(item);
    if (data === undefined) {
      throw error('TypeError', `sequence item ${index}: expected a bytes-like object, ${typeName(item)} found`);
    }
    if (index > 0 && self.data.length > 0) pieces.push(self.data);
    pieces.push(data);
  });
  return like(self, concatenateBytes(pieces));
}

export const splitMethods: MethodTable = {
  split: splitting(false),
  rsplit: splitting(true),
  partition: partitioning(false),
  rpartition: partitioning(true),
  splitlines: [
    '(keepends=False)',
    function (this: Receiver, keepEnds?: Value) {
      return parts(this, lineSpans(this.data, isByteBreak, keepEnds !== undefined && isNotZero(keepEnds)));
    },
  ],
  join: [
    '(iterable_of_bytes, /)',
    function (this: Receiver, iterable: Value) {
      return join(this, iterable);
    },
  ],
};
