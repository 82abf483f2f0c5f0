/** `struct`: values as the bytes that C programs and file formats use. */

import { requireBytes } from '../values/bytes/buffer.ts';
import { defineNativeType } from '../values/classes.ts';
import { encode } from '../values/codecs/encode.ts';
import { error } from '../values/exceptions.ts';
import { native } from '../values/functions.ts';
import { defineIteratorType } from '../values/iterators.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { stringIn } from '../values/str/receiver.ts';
import { typeName } from '../values/type-of.ts';
import { Bytes, type IteratorObject, type Value } from '../values/value.ts';
import { errorType, type Layout, layoutOf } from './struct/format.ts';
import { checkMultiple, pack, packInto, unpack, unpackEach, unpackFrom } from './struct/packing.ts';

/** The layout that a format means. @throws TypeError, UnicodeEncodeError, struct.error */
function layoutFor(format: Value): Layout {
  const text = format instanceof Bytes ? undefined : stringIn(format);
  if (text === undefined && !(format instanceof Bytes)) {
    throw error('TypeError', `Struct() argument 1 must be a str or bytes object, not ${typeName(format)}`);
  }
  const ascii = format instanceof Bytes ? format.data : encode(text!, 'ascii', 'strict');
  return layoutOf(String.fromCharCode(...ascii));
}

class Struct {
  constructor(readonly layout: Layout) {}
}

class UnpackIterator implements IteratorObject {
  private readonly items: Generator<Value, undefined, undefined>;
  private left: number;

  constructor(layout: Layout, data: Uint8Array) {
    this.items = unpackEach(layout, data);
    this.left = data.length / layout.size;
  }

  next(): Value | undefined {
    const step = this.items.next();
    if (step.done === true) return undefined;
    this.left--;
    return step.value;
  }

  /** How many are still to come. */
  get remaining(): number {
    return this.left;
  }
}
defineIteratorType('_struct.unpack_iterator', UnpackIterator.prototype);

function iterate(layout: Layout, buffer: Value): Value {
  const data = requireBytes(buffer);
  checkMultiple(layout, data);
  return new UnpackIterator(layout, data);
}

const structType = defineNativeType({
  name: 'Struct',
  module: '_struct',
  prototype: Struct.prototype,
  parameters: '(format)',
  construct: (format?: Value) => {
    if (format === undefined) throw error('TypeError', "Struct() missing required argument 'format' (pos 1)");
    return new Struct(layoutFor(format));
  },
  methods: {
    pack: [
      '(*values)',
      function (this: Struct, ...values: Value[]) {
        return pack(this.layout, values);
      },
    ],
    pack_into: [
      '(*args)',
      function (this: Struct, ...args: Value[]) {
        return packInto(this.layout, args);
      },
    ],
    unpack: [
      '(buffer, /)',
      function (this: Struct, buffer: Value) {
        return unpack(this.layout, buffer);
      },
    ],
    unpack_from: [
      '(buffer, offset=0)',
      function (this: Struct, buffer: Value, offset: Value = 0) {
        return unpackFrom(this.layout, buffer, offset);
      },
    ],
    iter_unpack: [
      '(buffer, /)',
      function (this: Struct, buffer: Value) {
        return iterate(this.layout, buffer);
      },
    ],
  },
  properties: {
    size(this: Struct) {
      return this.layout.size;
    },
    format(this: Struct) {
      return this.layout.text;
    },
  },
});

/** The format of functions that take it first, with any number of values after it. */
function formatOf(args: readonly Value[]): Layout {
  if (args.length === 0) throw error('TypeError', 'missing format argument');
  return layoutFor(args[0]!);
}

export default makeModuleObject('struct', {
  Struct: structType,
  error: errorType,
  calcsize: native('calcsize', '(format, /)', (format: Value) => layoutFor(format).size),
  pack: native('pack', '(*args)', (...args: Value[]) => pack(formatOf(args), args.slice(1))),
  pack_into: native('pack_into', '(*args)', (...args: Value[]) => packInto(formatOf(args), args.slice(1))),
  unpack: native('unpack', '(format, buffer, /)', (format: Value, buffer: Value) => unpack(layoutFor(format), buffer)),
  unpack_from: native(
    'unpack_from',
    '(format, /, buffer, offset=0)',
    (format: Value, buffer: Value, offset: Value = 0) => unpackFrom(layoutFor(format), buffer, offset),
  ),
  iter_unpack: native('iter_unpack', '(format, buffer, /)', (format: Value, buffer: Value) =>
    iterate(layoutFor(format), buffer),
  ),
});
