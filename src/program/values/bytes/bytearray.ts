/** `bytearray`: what changes it. Its data is a view of a larger buffer, so that appending costs little. */
import { boundsOf, integerOf, requireInteger } from '../../operators/indexing.ts';
import { isIterable } from '../../operators/iteration.ts';
import { error } from '../exceptions.ts';
import type { MethodTable } from '../method-table.ts';
import { stringIn } from '../str/receiver.ts';
import { typeName } from '../type-of.ts';
import { ByteArray, SliceValue, type Value } from '../value.ts';
import { byteOf, bytesFromItems, bytesIn } from './buffer.ts';
import { quoteBytes } from './quote.ts';
import { concatenateBytes } from './receiver.ts';
import { bytePosition, repeatedBytes } from './sequence.ts';

/** Makes room for more bytes at the end; the old ones stay. */
function grow(array: ByteArray, more: number): void {
  const { data } = array;
  const length = data.length + more;
  const room = data.buffer.byteLength - data.byteOffset;
  if (length <= room) {
    array.data = new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, length);
    return;
  }
  const larger = new Uint8Array(new ArrayBuffer(Math.max(16, length + (length >> 1))), 0, length);
  larger.set(data);
  array.data = larger;
}

function append(array: ByteArray, bytes: Uint8Array): void {
  // The source may be this very array, whose data changes.
  const source = bytes.buffer === array.data.buffer ? bytes.slice() : bytes;
  const at = array.data.length;
  grow(array, source.length);
  array.data.set(source, at);
}

/** Puts bytes in the place of others. */
function splice(array: ByteArray, start: number, end: number, bytes: Uint8Array): void {
  array.data = concatenateBytes([array.data.subarray(0, start), bytes, array.data.subarray(end)]);
}

function assignable(x: Value): Uint8Array {
  const data = bytesIn(x);
  if (data !== undefined) return data.slice();
  if (stringIn(x) !== undefined || integerOf(x) !== undefined || !isIterable(x)) {
    throw error('TypeError', 'can assign only bytes, buffers, or iterables of ints in range(0, 256)');
  }
  return bytesFromItems(x, 'bytearray');
}

function setItem(array: ByteArray, key: Value, value: Value): void {
  if (!(key instanceof SliceValue)) {
    const at = bytePosition(array, key);
    array.data[at] = byteOf(value, 'byte');
    return;
  }
  const bytes = assignable(value);
  const { start, stop, step, count } = boundsOf(key, array.data.length);
  if (step === 1) {
    splice(array, start, Math.max(start, stop), bytes);
    return;
  }
  if (bytes.length === 0) {
    deleteItem(array, key);
    return;
  }
  if (bytes.length !== count) {
    throw error('ValueError', `attempt to assign bytes of size ${bytes.length} to extended slice of size ${count}`);
  }
  for (let index = 0; index < count; index++) array.data[start + index * step] = bytes[index]!;
}

function deleteItem(array: ByteArray, key: Value): void {
  if (!(key instanceof SliceValue)) {
    const at = bytePosition(array, key);
    splice(array, at, at + 1, new Uint8Array(0));
    return;
  }
  const { start, step, count } = boundsOf(key, array.data.length);
  const gone = new Set<number>();
  for (let index = 0; index < count; index++) gone.add(start + index * step);
  array.data = array.data.filter((_, index) => !gone.has(index));
}

function pop(array: ByteArray, at: Value | undefined): number {
  const { data } = array;
  const position = at === undefined ? -1 : Number(requireInteger(at));
  if (data.length === 0) throw error('IndexError', 'pop from empty bytearray');
  const index = position < 0 ? position + data.length : position;
  if (index < 0 || index >= data.length) throw error('IndexError', 'pop index out of range');
  const byte = data[index]!;
  if (index === data.length - 1) array.data = data.subarray(0, index);
  else splice(array, index, index + 1, new Uint8Array(0));
  return byte;
}

export const bytearrayMethods: MethodTable = {
  __setitem__: [
    '(key, value, /)',
    function (this: ByteArray, key: Value, value: Value) {
      setItem(this, key, value);
      return null;
    },
  ],
  __delitem__: [
    '(key, /)',
    function (this: ByteArray, key: Value) {
      deleteItem(this, key);
      return null;
    },
  ],
  __iadd__: [
    '(value, /)',
    function (this: ByteArray, other: Value) {
      const data = bytesIn(other);
      if (data === undefined) throw error('TypeError', `can't concat ${typeName(other)} to bytearray`);
      append(this, data);
      return this;
    },
  ],
  __imul__: [
    '(value, /)',
    function (this: ByteArray, count: Value) {
      this.data = repeatedBytes(this.data, count);
      return this;
    },
  ],
  __repr__(this: ByteArray) {
    // Unlike bytes, a bytearray escapes the apostrophe even between double quotes.
    const text = quoteBytes(this.data);
    const name = typeName(this);
    return `${name}(${text[1] === '"' ? text.replaceAll("'", "\\'") : text})`;
  },
  append: [
    '(item, /)',
    function (this: ByteArray, item: Value) {
      const byte = byteOf(item, 'byte');
      grow(this, 1);
      this.data[this.data.length - 1] = byte;
      return null;
    },
  ],
  extend: [
    '(iterable_of_ints, /)',
    function (this: ByteArray, items: Value) {
      const data = bytesIn(items);
      if (data === undefined && !isIterable(items)) {
        throw error('TypeError', `can't extend bytearray with ${typeName(items)}`);
      }
      append(this, data ?? bytesFromItems(items, 'bytearray'));
      return null;
    },
  ],
  insert: [
    '(index, item, /)',
    function (this: ByteArray, at: Value, item: Value) {
      const position = Number(requireInteger(at));
      const byte = byteOf(item, 'byte');
      const { length } = this.data;
      const index = position < 0 ? Math.max(0, position + length) : Math.min(position, length);
      splice(this, index, index, Uint8Array.of(byte));
      return null;
    },
  ],
  pop: [
    '(index=-1, /)',
    function (this: ByteArray, at?: Value) {
      return pop(this, at);
    },
  ],
  remove: [
    '(value, /)',
    function (this: ByteArray, value: Value) {
      const at = this.data.indexOf(byteOf(value, 'byte'));
      if (at < 0) throw error('ValueError', 'value not found in bytearray');
      splice(this, at, at + 1, new Uint8Array(0));
      return null;
    },
  ],
  reverse: [
    '()',
    function (this: ByteArray) {
      this.data.reverse();
      return null;
    },
  ],
  clear: [
    '()',
    function (this: ByteArray) {
      this.data = new Uint8Array(0);
      return null;
    },
  ],
  copy: [
    '()',
    function (this: ByteArray) {
      return new ByteArray(this.data.slice());
    },
  ],
};
