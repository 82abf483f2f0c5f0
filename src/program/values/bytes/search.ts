/** `bytes` and `bytearray`: finding, counting, replacing. */

import { mostCharacters } from '../../formatting/format-spec.ts';
import { integerOf, requireSize } from '../../operators/indexing.ts';
import { error } from '../exceptions.ts';
import type { MethodTable } from '../method-table.ts';
import { typeName } from '../type-of.ts';
import { countIn, indexIn, lastIndexIn, positionsOf, type Span, searchSpan } from '../units.ts';
import { type ThisForm, Tuple, type Value } from '../value.ts';
import { bytesIn, requireBytes } from './buffer.ts';
import { concatenateBytes, like, needleOf, type Receiver, sameOrLike } from './receiver.ts';

const spanned = '(sub, start=None, end=None, /)';

function searching(search: (data: Uint8Array, part: Uint8Array, span: Span) => number): readonly [string, ThisForm] {
  return [
    spanned,
    function (this: Receiver, part: Value, start?: Value, end?: Value) {
      return search(this.data, needleOf(part), searchSpan(start, end, this.data.length));
    },
  ];
}

function required(search: typeof indexIn): (data: Uint8Array, part: Uint8Array, span: Span) => number {
  return (data, part, span) => {
    const at = search(data, part, span);
    if (at < 0) throw error('ValueError', 'subsection not found');
    return at;
  };
}

function isAtEnd(data: Uint8Array, part: Uint8Array, [from, to]: Span, atStart: boolean): boolean {
  if (to - from < part.length) return false;
  const at = atStart ? from : to - part.length;
  return indexIn(data, part, [at, at + part.length]) === at;
}

function endTest(name: 'startswith' | 'endswith'): ThisForm {
  const atStart = name === 'startswith';
  return function (this: Receiver, part: Value, start?: Value, end?: Value) {
    const span = searchSpan(start, end, this.data.length);
    if (part instanceof Tuple) return part.items.some((each) => isAtEnd(this.data, requireBytes(each), span, atStart));
    const wanted = bytesIn(part);
    if (wanted === undefined) {
      throw error('TypeError', `${name} first arg must be bytes or a tuple of bytes, not ${typeName(part)}`);
    }
    return isAtEnd(this.data, wanted, span, atStart);
  };
}

function replace(self: Receiver, old: Uint8Array, by: Uint8Array, limit: number): Receiver {
  const { data } = self;
  const positions = positionsOf(data, old, limit < 0 ? Number.POSITIVE_INFINITY : limit);
  if (positions.length === 0) return sameOrLike(self, data);
  if (data.length + positions.length * by.length > mostCharacters) throw error('MemoryError');
  const pieces: Uint8Array[] = [];
  let done = 0;
  for (const at of positions) {
    pieces.push(data.subarray(done, at), by);
    done = at + old.length;
  }
  pieces.push(data.subarray(done));
  return like(self, concatenateBytes(pieces));
}

export const searchMethods: MethodTable = {
  find: searching(indexIn),
  rfind: searching(lastIndexIn),
  index: searching(required(indexIn)),
  rindex: searching(required(lastIndexIn)),
  count: searching(countIn),
  startswith: ['(prefix, start=None, end=None, /)', endTest('startswith')],
  endswith: ['(suffix, start=None, end=None, /)', endTest('endswith')],
  replace: [
    '(old, new, count=-1, /)',
    function (this: Receiver, old: Value, by: Value, limit?: Value) {
      return replace(this, requireBytes(old), requireBytes(by), limit === undefined ? -1 : requireSize(limit));
    },
  ],
  removeprefix: [
    '(prefix, /)',
    function (this: Receiver, prefix: Value) {
      const { data } = this;
      const part = requireBytes(prefix);
      return sameOrLike(this, isAtEnd(data, part, [0, data.length], true) ? data.slice(part.length) : data);
    },
  ],
  removesuffix: [
    '(suffix, /)',
    function (this: Receiver, suffix: Value) {
      const { data } = this;
      const part = requireBytes(suffix);
      const isThere = part.length > 0 && isAtEnd(data, part, [0, data.length], false);
      return sameOrLike(this, isThere ? data.slice(0, data.length - part.length) : data);
    },
  ],
  __contains__: [
    '(key, /)',
    function (this: Receiver, part: Value) {
      const wanted = integerOf(part) === undefined ? requireBytes(part) : needleOf(part);
      return indexIn(this.data, wanted, [0, this.data.length]) >= 0;
    },
  ],
};
