/** `memoryview`: construction and methods. */
import { hash } from '../../operators/hash.ts';
import { boundsOf, integerOf, requireInteger } from '../../operators/indexing.ts';
import { toArray } from '../../operators/iteration.ts';
import { isLabelled, refuse } from '../../taint.ts';
import { defineNativeType } from '../classes.ts';
import { error } from '../exceptions.ts';
import { Keywords } from '../functions.ts';
import { SequenceIterator } from '../iterators.ts';
import { fakeAddress } from '../object-methods.ts';
import { itemsEqual } from '../sequence-comparison.ts';
import { stringIn } from '../str/receiver.ts';
import { typeName } from '../type-of.ts';
import {
  ByteArray,
  Bytes,
  type ClassValue,
  notImplemented,
  SliceValue,
  type ThisForm,
  Tuple,
  type Value,
} from '../value.ts';
import { bytesIn } from './buffer.ts';
import { itemFormats } from './formats.ts';
import { hexOf } from './sequence.ts';
import { TypedArray } from './typed-array.ts';
import { MemoryView } from './view.ts';

/** `memoryview(object)`. @throws TypeError, TaintError */
function view(x: Value): MemoryView {
  if (isLabelled(x)) return refuse(x, 'bytes');
  if (x instanceof MemoryView) {
    x.check();
    return new MemoryView(x.owner, x.isReadOnly, x.format, x.offset, x.length, x.stride, x.shape);
  }
  if (x instanceof Bytes || x instanceof ByteArray) {
    return new MemoryView(x, x instanceof Bytes, 'B', 0, x.data.length, 1, null);
  }
  if (x instanceof TypedArray) return new MemoryView(x, false, x.format, 0, x.length, x.itemSize, null);
  throw error('TypeError', `memoryview: a bytes-like object is required, not '${typeName(x)}'`);
}

/** Number of an item. @throws TypeError, IndexError */
function position(self: MemoryView, key: Value): number {
  self.check();
  if (self.shape !== null) return positionInShape(self.shape, key);
  const integer = integerOf(key);
  if (integer === undefined) throw error('TypeError', 'memoryview: invalid slice key');
  const index = Number(integer) < 0 ? Number(integer) + self.length : Number(integer);
  if (index < 0 || index >= self.length) throw error('IndexError', 'index out of bounds on dimension 1');
  return index;
}

function positionInShape(shape: readonly number[], key: Value): number {
  if (!(key instanceof Tuple)) {
    if (integerOf(key) === undefined) throw error('TypeError', 'memoryview: invalid slice key');
    throw error('NotImplementedError', 'multi-dimensional sub-views are not implemented');
  }
  if (key.items.length < shape.length) throw error('NotImplementedError', 'sub-views are not implemented');
  if (key.items.length > shape.length) {
    throw error('TypeError', `cannot index ${shape.length}-dimension view with ${key.items.length}-element tuple`);
  }
  let at = 0;
  shape.forEach((size, dimension) => {
    const integer = Number(requireInteger(key.items[dimension]!));
    const index = integer < 0 ? integer + size : integer;
    if (index < 0 || index >= size) throw error('IndexError', `index out of bounds on dimension ${dimension + 1}`);
    at = at * size + index;
  });
  return at;
}

function part(self: MemoryView, key: SliceValue): MemoryView {
  self.check();
  if (self.shape !== null) throw error('NotImplementedError', 'multi-dimensional slicing is not implemented');
  const { start, step, count } = boundsOf(key, self.length);
  const { owner, isReadOnly, format, offset, stride } = self;
  return new MemoryView(owner, isReadOnly, format, offset + start * stride, count, stride * step, null);
}

function setItem(self: MemoryView, key: Value, value: Value): void {
  self.check();
  if (self.isReadOnly) throw error('TypeError', 'cannot modify read-only memory');
  if (!(key instanceof SliceValue)) {
    self.write(position(self, key), value);
    return;
  }
  const target = part(self, key);
  const source = bytesIn(value);
  if (source === undefined) throw error('TypeError', `a bytes-like object is required, not '${typeName(value)}'`);
  const format = value instanceof MemoryView ? value.format : 'B';
  if (format !== target.format || source.length !== target.length * target.itemSize) {
    throw error('ValueError', 'memoryview assignment: lvalue and rvalue have different structures');
  }
  const bytes = source.slice();
  for (let index = 0; index < target.length; index++) {
    const at = index * target.itemSize;
    target.owner.data.set(bytes.subarray(at, at + target.itemSize), target.place(index));
  }
}

/** `view.cast(format, shape)`. @throws TypeError, ValueError */
function cast(self: MemoryView, format: Value, shape: Value | undefined): MemoryView {
  self.check();
  const name = stringIn(format);
  if (name === undefined) throw error('TypeError', 'memoryview: format argument must be a string');
  const code = String(name).replace(/^@/, '');
  if (itemFormats[code] === undefined) {
    throw error(
      'ValueError',
      "memoryview: destination format must be a native single character format prefixed with an optional '@'",
    );
  }
  if (self.stride !== self.itemSize) throw error('TypeError', 'memoryview: casts are restricted to C-contiguous views');
  const isBytes = (kind: string): boolean => kind === 'B' || kind === 'b' || kind === 'c';
  if (!isBytes(self.format) && !isBytes(code)) {
    throw error('TypeError', 'memoryview: cannot cast between two non-byte formats');
  }
  const { size } = itemFormats[code];
  const bytes = self.length * self.itemSize;
  if (bytes % size !== 0) throw error('TypeError', 'memoryview: length is not a multiple of itemsize');
  const sizes =
    shape === undefined || shape === null ? null : toArray(shape).map((each) => Number(requireInteger(each)));
  if (sizes?.some((each) => each <= 0)) {
    throw error('ValueError', 'memoryview.cast(): elements of shape must be integers > 0');
  }
  if (sizes !== null && sizes.reduce((product, each) => product * each, size) !== bytes) {
    throw error('TypeError', 'memoryview: product(shape) * itemsize != buffer size');
  }
  const dimensions = sizes === null || sizes.length === 1 ? null : sizes;
  return new MemoryView(self.owner, self.isReadOnly, code, self.offset, bytes / size, size, dimensions);
}

function toList(self: MemoryView): Value[] {
  self.check();
  const items: Value[] = [];
  for (let index = 0; index < self.length; index++) items.push(self.read(index));
  let nested = items;
  for (const size of (self.shape ?? []).slice(1).reverse()) {
    const rows: Value[] = [];
    for (let index = 0; index < nested.length; index += size) rows.push(nested.slice(index, index + size));
    nested = rows;
  }
  return nested;
}

function isEqual(self: MemoryView, other: Value): Value {
  if (!(other instanceof MemoryView || bytesIn(other) !== undefined)) return notImplemented;
  if (self === other) return true;
  if (self.isReleased || (other instanceof MemoryView && other.isReleased)) return false;
  const right = other instanceof MemoryView ? other : view(other);
  return itemsEqual(toList(self), toList(right));
}

function strides(self: MemoryView): number[] {
  if (self.shape === null) return [self.stride];
  const result: number[] = [];
  let size = self.itemSize;
  for (const each of [...self.shape].reverse()) {
    result.unshift(size);
    size *= each;
  }
  return result;
}

function property(get: (self: MemoryView) => Value): ThisForm {
  return function (this: MemoryView) {
    this.check();
    return get(this);
  };
}

const isContiguous = property((self) => self.stride === self.itemSize);

const release: ThisForm = function (this: MemoryView) {
  this.isReleased = true;
  return null;
};

export const memoryviewType: ClassValue = defineNativeType({
  name: 'memoryview',
  prototype: MemoryView.prototype,
  parameters: '(*args, **keywords)',
  construct: (...args: Value[]) => {
    const last = args[args.length - 1];
    const x = last instanceof Keywords && last.names[0] === 'object' ? last.values[0] : args[0];
    if (x === undefined) throw error('TypeError', "memoryview() missing required argument 'object' (pos 1)");
    return view(x);
  },
  isFinal: true,
  methods: {
    __len__(this: MemoryView) {
      this.check();
      return this.shape?.[0] ?? this.length;
    },
    __iter__(this: MemoryView) {
      return new SequenceIterator(
        (at) => {
          if (at >= this.length) throw error('IndexError', 'index out of bounds on dimension 1');
          return this.read(at);
        },
        () => true,
      );
    },
    __getitem__: [
      '(key, /)',
      function (this: MemoryView, key: Value) {
        if (key === null || !(key instanceof SliceValue)) return this.read(position(this, key));
        return part(this, key);
      },
    ],
    __setitem__: [
      '(key, value, /)',
      function (this: MemoryView, key: Value, value: Value) {
        setItem(this, key, value);
        return null;
      },
    ],
    __delitem__: [
      '(key, /)',
      function (this: MemoryView) {
        throw error('TypeError', this.isReadOnly ? 'cannot modify read-only memory' : 'cannot delete memory');
      },
    ],
    __eq__: [
      '(value, /)',
      function (this: MemoryView, other: Value) {
        return isEqual(this, other);
      },
    ],
    __ne__: [
      '(value, /)',
      function (this: MemoryView, other: Value) {
        const answer = isEqual(this, other);
        return answer === notImplemented ? answer : !answer;
      },
    ],
    __hash__(this: MemoryView) {
      this.check();
      if (!this.isReadOnly) throw error('ValueError', 'cannot hash writable memoryview object');
      return hash(new Bytes(this.contiguous()));
    },
    __repr__(this: MemoryView) {
      return `<${this.isReleased ? 'released memory' : 'memory'} at ${fakeAddress(this)}>`;
    },
    __enter__(this: MemoryView) {
      this.check();
      return this;
    },
    __exit__: ['(*args)', release],
    release: ['()', release],
    tobytes: [
      "(order='C')",
      function (this: MemoryView) {
        return new Bytes(this.contiguous().slice());
      },
    ],
    tolist: [
      '()',
      function (this: MemoryView) {
        return toList(this);
      },
    ],
    hex: [
      '(sep=None, bytes_per_sep=1)',
      function (this: MemoryView, separator?: Value, count?: Value) {
        return hexOf(this.contiguous(), separator, count);
      },
    ],
    cast: [
      '(format, shape=None)',
      function (this: MemoryView, format: Value, shape?: Value) {
        return cast(this, format, shape);
      },
    ],
    toreadonly: [
      '()',
      function (this: MemoryView) {
        this.check();
        return new MemoryView(this.owner, true, this.format, this.offset, this.length, this.stride, this.shape);
      },
    ],
  },
  properties: {
    obj: property((self) => self.owner),
    format: property((self) => self.format),
    itemsize: property((self) => self.itemSize),
    nbytes: property((self) => self.length * self.itemSize),
    readonly: property((self) => self.isReadOnly),
    ndim: property((self) => self.shape?.length ?? 1),
    shape: property((self) => new Tuple(self.shape ?? [self.length])),
    strides: property((self) => new Tuple(strides(self))),
    suboffsets: property(() => new Tuple([])),
    c_contiguous: isContiguous,
    f_contiguous: isContiguous,
    contiguous: isContiguous,
  },
});
