/** Single items of a buffer by the format characters of `memoryview`, `struct` and `array`: native size, little-endian. */
import { integerOf } from '../../operators/indexing.ts';
import { truth } from '../../operators/truth.ts';
import { normalInteger } from '../integers.ts';
import { realNumberOf } from '../real-number.ts';
import { Bytes, Float, type Value } from '../value.ts';

interface ItemFormat {
  readonly size: number;
  read(view: DataView, at: number): Value;
  /** Undefined when written; else what is wrong with the value. */
  write(view: DataView, at: number, value: Value): 'type' | 'range' | undefined;
}

function integral(size: number, isSigned: boolean): ItemFormat {
  const bits = BigInt(size * 8);
  const least = isSigned ? -(1n << (bits - 1n)) : 0n;
  const most = isSigned ? (1n << (bits - 1n)) - 1n : (1n << bits) - 1n;
  return {
    size,
    read(view, at) {
      let value = 0n;
      for (let index = size - 1; index >= 0; index--) value = (value << 8n) | BigInt(view.getUint8(at + index));
      return normalInteger(isSigned ? BigInt.asIntN(size * 8, value) : value);
    },
    write(view, at, value) {
      const integer = integerOf(value);
      if (integer === undefined) return 'type';
      let left = BigInt(integer);
      if (left < least || left > most) return 'range';
      for (let index = 0; index < size; index++) {
        view.setUint8(at + index, Number(left & 255n));
        left >>= 8n;
      }
      return undefined;
    },
  };
}

function floating(size: 4 | 8): ItemFormat {
  return {
    size,
    read: (view, at) => new Float(size === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true)),
    write(view, at, value) {
      const number = realNumberOf(value);
      if (number === undefined) return 'type';
      if (size === 4) view.setFloat32(at, number, true);
      else view.setFloat64(at, number, true);
      return undefined;
    },
  };
}

const single: ItemFormat = {
  size: 1,
  read: (view, at) => new Bytes(Uint8Array.of(view.getUint8(at))),
  write(view, at, value) {
    if (!(value instanceof Bytes)) return 'type';
    if (value.data.length !== 1) return 'range';
    view.setUint8(at, value.data[0]!);
    return undefined;
  },
};

const boolean: ItemFormat = {
  size: 1,
  read: (view, at) => view.getUint8(at) !== 0,
  write(view, at, value) {
    view.setUint8(at, truth(value) ? 1 : 0);
    return undefined;
  },
};

/** By format character. */
export const itemFormats: Readonly<Record<string, ItemFormat>> = Object.assign(
  Object.create(null) as Record<string, ItemFormat>,
  {
    c: single,
    '?': boolean,
    b: integral(1, true),
    B: integral(1, false),
    h: integral(2, true),
    H: integral(2, false),
    i: integral(4, true),
    I: integral(4, false),
    l: integral(8, true),
    L: integral(8, false),
    q: integral(8, true),
    Q: integral(8, false),
    n: integral(8, true),
    N: integral(8, false),
    f: floating(4),
    d: floating(8),
  },
);
