/** `array`: compact sequences of numbers, or of characters, of one type. */

import { getAttribute } from '../operators/attribute.ts';
import { call } from '../operators/call.ts';
import { requireSize } from '../operators/indexing.ts';
import { toArray } from '../operators/iteration.ts';
import { concatenateBytes } from '../values/bytes/receiver.ts';
import { repeatedBytes } from '../values/bytes/sequence.ts';
import { TypedArray } from '../values/bytes/typed-array.ts';
import { defineNativeType } from '../values/classes.ts';
import { error } from '../values/exceptions.ts';
import { SequenceIterator } from '../values/iterators.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { fakeAddress } from '../values/object-methods.ts';
import { repr } from '../values/representation.ts';
import { itemsEqual, orderingMethods } from '../values/sequence-comparison.ts';
import { requireString } from '../values/str/receiver.ts';
import { pointsOf, textFromPoints, textFromString } from '../values/text.ts';
import { typeName } from '../values/type-of.ts';
import { Bytes, type ClassValue, notImplemented, Tuple, type Value } from '../values/value.ts';
import {
  appendBytes,
  bytesOf,
  deletePart,
  extend,
  find,
  getPart,
  indexIn,
  insert,
  makeArray,
  setPart,
} from './array/changes.ts';
import { append, arrayOf, itemAt, itemsOf, typecodes } from './array/items.ts';

/** @throws TypeError for anything but an array of the same typecode */
function sameKind(array: TypedArray, other: Value): TypedArray {
  if (!(other instanceof TypedArray)) {
    throw error('TypeError', `can only append array (not "${typeName(other)}") to array`);
  }
  if (other.typecode !== array.typecode) throw error('TypeError', 'bad argument type for built-in operation');
  return other;
}

function text(array: TypedArray): Value {
  if (array.typecode !== 'u') throw error('ValueError', 'tounicode() may only be called on unicode type arrays');
  return textFromPoints(itemsOf(array).flatMap((item) => [...pointsOf(item as string)]));
}

function times(this: TypedArray, count: Value): Value {
  return arrayOf(this, repeatedBytes(this.data, count));
}

function copy(this: TypedArray): Value {
  return arrayOf(this, this.data.slice());
}

const arrayType: ClassValue = defineNativeType({
  name: 'array',
  module: 'array',
  prototype: TypedArray.prototype,
  parameters: '(*args)',
  construct: (...args: Value[]) => {
    if (args.length === 0) throw error('TypeError', 'array() takes at least 1 argument (0 given)');
    if (args.length > 2) throw error('TypeError', `array() takes at most 2 arguments (${args.length} given)`);
    return makeArray(args[0]!, args[1]);
  },
  statics: { __hash__: null },
  methods: {
    append: [
      '(v, /)',
      function (this: TypedArray, value: Value) {
        append(this, value);
        return null;
      },
    ],
    extend: [
      '(bb, /)',
      function (this: TypedArray, items: Value) {
        extend(this, items);
        return null;
      },
    ],
    insert: [
      '(i, v, /)',
      function (this: TypedArray, index: Value, value: Value) {
        return insert(this, requireSize(index), value);
      },
    ],
    pop: [
      '(i=-1, /)',
      function (this: TypedArray, index: Value = -1) {
        if (this.length === 0) throw error('IndexError', 'pop from empty array');
        const at = indexIn(this, requireSize(index), 'pop index out of range');
        const item = itemAt(this, at);
        deletePart(this, at);
        return item;
      },
    ],
    remove: [
      '(v, /)',
      function (this: TypedArray, value: Value) {
        const at = find(this, value);
        if (at < 0) throw error('ValueError', 'array.remove(x): x not in array');
        return deletePart(this, at);
      },
    ],
    index: [
      '(v, start=0, stop=None, /)',
      function (this: TypedArray, value: Value, start: Value = 0, stop?: Value) {
        const edge = (given: Value) => {
          const position = requireSize(given);
          return Math.max(0, position < 0 ? position + this.length : position);
        };
        const at = find(this, value, edge(start), stop === undefined ? this.length : edge(stop));
        if (at < 0) throw error('ValueError', 'array.index(x): x not in array');
        return at;
      },
    ],
    count: [
      '(v, /)',
      function (this: TypedArray, value: Value) {
        let count = 0;
        for (let at = find(this, value); at >= 0; at = find(this, value, at + 1)) count++;
        return count;
      },
    ],
    reverse: [
      '()',
      function (this: TypedArray) {
        const { data, itemSize } = this;
        const reversed = new Uint8Array(data.length);
        for (let at = 0; at < data.length; at += itemSize) {
          reversed.set(data.subarray(at, at + itemSize), data.length - at - itemSize);
        }
        this.data = reversed;
        return null;
      },
    ],
    byteswap: [
      '()',
      function (this: TypedArray) {
        const { data, itemSize } = this;
        for (let at = 0; at < data.length; at += itemSize) data.subarray(at, at + itemSize).reverse();
        return null;
      },
    ],
    buffer_info: [
      '()',
      function (this: TypedArray) {
        return new Tuple([Number(fakeAddress(this)), this.length]);
      },
    ],
    tolist: [
      '()',
      function (this: TypedArray) {
        return itemsOf(this);
      },
    ],
    fromlist: [
      '(list, /)',
      function (this: TypedArray, list: Value) {
        if (!Array.isArray(list)) throw error('TypeError', 'arg must be list');
        const before = this.data.slice();
        try {
          for (const item of toArray(list)) append(this, item);
        } catch (problem) {
          this.data = before;
          throw problem;
        }
        return null;
      },
    ],
    tobytes: [
      '()',
      function (this: TypedArray) {
        return new Bytes(this.data.slice());
      },
    ],
    frombytes: [
      '(buffer, /)',
      function (this: TypedArray, buffer: Value) {
        appendBytes(this, bytesOf(buffer));
        return null;
      },
    ],
    tofile: [
      '(f, /)',
      function (this: TypedArray, file: Value) {
        call(getAttribute(file, 'write'), new Bytes(this.data.slice()));
        return null;
      },
    ],
    fromfile: [
      '(f, n, /)',
      function (this: TypedArray, file: Value, count: Value) {
        const size = requireSize(count) * this.itemSize;
        const read = call(getAttribute(file, 'read'), size);
        if (!(read instanceof Bytes)) throw error('TypeError', "read() didn't return bytes");
        appendBytes(this, read.data);
        if (read.data.length !== size) throw error('EOFError', "read() didn't return enough bytes");
        return null;
      },
    ],
    tounicode: [
      '()',
      function (this: TypedArray) {
        return text(this);
      },
    ],
    fromunicode: [
      '(ustr, /)',
      function (this: TypedArray, string: Value) {
        const points = pointsOf(requireString(string, 'fromunicode() argument'));
        if (this.typecode !== 'u') {
          throw error('ValueError', 'fromunicode() may only be called on unicode type arrays');
        }
        for (const point of points) append(this, textFromPoints([point]));
        return null;
      },
    ],
    __copy__: ['()', copy],
    __deepcopy__: ['(memo, /)', copy],
    __len__(this: TypedArray) {
      return this.length;
    },
    __iter__(this: TypedArray) {
      return new SequenceIterator(
        (at) => {
          if (at >= this.length) throw error('IndexError', 'array index out of range');
          return itemAt(this, at);
        },
        () => true,
      );
    },
    __contains__: [
      '(item, /)',
      function (this: TypedArray, item: Value) {
        return find(this, item) >= 0;
      },
    ],
    __getitem__: [
      '(key, /)',
      function (this: TypedArray, key: Value) {
        return getPart(this, key);
      },
    ],
    __setitem__: [
      '(key, value, /)',
      function (this: TypedArray, key: Value, value: Value) {
        return setPart(this, key, value);
      },
    ],
    __delitem__: [
      '(key, /)',
      function (this: TypedArray, key: Value) {
        return deletePart(this, key);
      },
    ],
    __add__: [
      '(other, /)',
      function (this: TypedArray, other: Value) {
        return arrayOf(this, concatenateBytes([this.data, sameKind(this, other).data]));
      },
    ],
    __iadd__: [
      '(other, /)',
      function (this: TypedArray, other: Value) {
        if (!(other instanceof TypedArray)) {
          throw error('TypeError', `can only extend array with array (not "${typeName(other)}")`);
        }
        extend(this, other);
        return this;
      },
    ],
    __mul__: ['(count, /)', times],
    __rmul__: ['(count, /)', times],
    __imul__: [
      '(count, /)',
      function (this: TypedArray, count: Value) {
        this.data = repeatedBytes(this.data, count);
        return this;
      },
    ],
    __eq__: [
      '(other, /)',
      function (this: TypedArray, other: Value) {
        return other instanceof TypedArray ? itemsEqual(itemsOf(this), itemsOf(other)) : notImplemented;
      },
    ],
    __ne__: [
      '(other, /)',
      function (this: TypedArray, other: Value) {
        return other instanceof TypedArray ? !itemsEqual(itemsOf(this), itemsOf(other)) : notImplemented;
      },
    ],
    ...orderingMethods((x) => (x instanceof TypedArray ? itemsOf(x) : null)),
    __repr__(this: TypedArray) {
      const name = typeName(this).replace(/^.*\./, '');
      if (this.length === 0) return `${name}('${this.typecode}')`;
      const items = this.typecode === 'u' ? text(this) : itemsOf(this);
      return textFromString(`${name}('${this.typecode}', ${String(repr(items))})`);
    },
  },
  properties: {
    typecode(this: TypedArray) {
      return this.typecode;
    },
    itemsize(this: TypedArray) {
      return this.itemSize;
    },
  },
});

export default makeModuleObject('array', { array: arrayType, ArrayType: arrayType, typecodes });
