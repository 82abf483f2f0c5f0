/** Single items of a buffer by the format characters of `memoryview`, `struct` and `array`: native size. */
import { integerOf } from '../../operators/indexing.ts';
import { truth } from '../../operators/truth.ts';
import { normalInteger } from '../integers.ts';
import { realNumberOf } from '../real-number.ts';
import { Bytes, Float, type Value } from '../value.ts';

export interface ItemFormat {
  readonly size: number;
  /** @param little the byte order; that of the machine, little, when it is absent */
  read(view: DataView, at: number, little?: boolean): Value;
  /** Undefined when written; else what is wrong with the value. */
  write(view: DataView, at: number, value: Value, little?: boolean): 'type' | 'range' | undefined;
}

type Reader = (view: DataView, at: number, little: boolean) => number;
type Writer = (view: DataView, at: number, value: number, little: boolean) => void;

/** Integers of at most four bytes. */
function small(size: number, isSigned: boolean, get: Reader, set: Writer): ItemFormat {
  const least = isSigned ? -(2 ** (size * 8 - 1)) : 0;
  const most = least + 2 ** (size * 8) - 1;
  return {
    size,
    read: (view, at, little = true) => get(view, at, little),
    write(view, at, value, little = true) {
      const integer = typeof value === 'number' ? value : integerOf(value);
      if (integer === undefined) return 'type';
      if (integer < least || integer > most) return 'range';
      set(view, at, Number(integer), little);
      return undefined;
    },
  };
}

/** Integers of eight bytes. */
function large(isSigned: boolean): ItemFormat {
  const least = isSigned ? -(1n << 63n) : 0n;
  const most = least + (1n << 64n) - 1n;
  return {
    size: 8,
    read: (view, at, little = true) =>
      normalInteger(isSigned ? view.getBigInt64(at, little) : view.getBigUint64(at, little)),
    write(view, at, value, little = true) {
      const integer = integerOf(value);
      if (integer === undefined) return 'type';
      if (integer < least || integer > most) return 'range';
      view.setBigInt64(at, BigInt(integer), little);
      return undefined;
    },
  };
}

function floating(size: 4 | 8): ItemFormat {
  return {
    size,
    read: (view, at, little = true) =>
      new Float(size === 4 ? view.getFloat32(at, little) : view.getFloat64(at, little)),
    write(view, at, value, little = true) {
      const number = realNumberOf(value);
      if (number === undefined) return 'type';
      if (size === 4) view.setFloat32(at, number, little);
      else view.setFloat64(at, number, little);
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
    b: small(
      1,
      true,
      (view, at) => view.getInt8(at),
      (view, at, value) => view.setInt8(at, value),
    ),
    B: small(
      1,
      false,
      (view, at) => view.getUint8(at),
      (view, at, value) => view.setUint8(at, value),
    ),
    h: small(
      2,
      true,
      (view, at, little) => view.getInt16(at, little),
      (view, at, value, little) => view.setInt16(at, value, little),
    ),
    H: small(
      2,
      false,
      (view, at, little) => view.getUint16(at, little),
      (view, at, value, little) => view.setUint16(at, value, little),
    ),
    i: small(
      4,
      true,
      (view, at, little) => view.getInt32(at, little),
      (view, at, value, little) => view.setInt32(at, value, little),
    ),
    I: small(
      4,
      false,
      (view, at, little) => view.getUint32(at, little),
      (view, at, value, little) => view.setUint32(at, value, little),
    ),
    l: large(true),
    L: large(false),
    q: large(true),
    Q: large(false),
    n: large(true),
    N: large(false),
    f: floating(4),
    d: floating(8),
  },
);
