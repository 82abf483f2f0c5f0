/** Single values of a struct: how they are written and read, and what is said of values that do not fit. */
import { integerOf } from '../../operators/indexing.ts';
import { itemFormats } from '../../values/bytes/formats.ts';
import { error } from '../../values/exceptions.ts';
import { realNumberOf } from '../../values/real-number.ts';
import { ByteArray, Bytes, Float, type Value } from '../../values/value.ts';
import { type Field, fault, type Layout } from './format.ts';
import { fromHalfBits, halfBits } from './half.ts';

/** Names and limits that messages give. */
const ranges: Readonly<Record<string, string>> = {
  b: 'byte format requires -128 <= number <= 127',
  B: 'ubyte format requires 0 <= number <= 255',
  h: 'short format requires -32768 <= number <= 32767',
  H: 'ushort format requires 0 <= number <= 65535',
  i: "'i' format requires -2147483648 <= number <= 2147483647",
  I: "'I' format requires 0 <= number <= 4294967295",
};

/** The format that reads and writes an item: sizes outside of native mode differ from the machine's. */
function itemCode(code: string, isNative: boolean): string {
  if (code === 'P') return 'Q';
  if (isNative) return code;
  return code === 'l' ? 'i' : code === 'L' ? 'I' : code;
}

export function readItem(view: DataView, at: number, code: string, layout: Layout): Value {
  if (code === 'e') return new Float(fromHalfBits(view.getUint16(at, layout.isLittle)));
  return itemFormats[itemCode(code, layout.isNative)]!.read(view, at, layout.isLittle);
}

/** @throws struct.error, OverflowError for floats that are too large */
export function writeItem(view: DataView, at: number, code: string, value: Value, layout: Layout): void {
  if (code === 'e' || code === 'f' || code === 'd') return writeFloat(view, at, code, value, layout);
  // Addresses wrap around, so that negative ones mean something.
  const isBelow = code === 'P' && integerOf(value)! < 0;
  const wrong = itemFormats[isBelow ? 'q' : itemCode(code, layout.isNative)]!.write(view, at, value, layout.isLittle);
  if (wrong === undefined) return;
  if (code === 'c') throw fault('char format requires a bytes object of length 1');
  if (wrong === 'type') throw fault('required argument is not an integer');
  throw fault(outOfRange(code, value, layout.isNative || layout.isLittle));
}

/** @param isNative in the byte order of the machine, for which the messages are others */
function outOfRange(code: string, value: Value, isNative: boolean): string {
  if (code === 'P' || (!isNative && (code === 'q' || code === 'Q'))) return 'int too large to convert';
  const range = isNative && code !== 'l' && code !== 'L' ? ranges[code] : (standardRanges[code] ?? ranges[code]);
  // CPython first reads the number as a C long, or as an unsigned one where the format is unsigned and of a fixed size.
  const isUnsigned = code === 'I' || code === 'L' || (code === 'H' && !isNative);
  const integer = integerOf(value)!;
  const fits = isUnsigned ? integer >= 0 && integer < 1n << 64n : integer >= -(1n << 63n) && integer < 1n << 63n;
  return fits && range !== undefined ? range : 'argument out of range';
}

const standardRanges: Readonly<Record<string, string>> = {
  h: "'h' format requires -32768 <= number <= 32767",
  H: "'H' format requires 0 <= number <= 65535",
  l: "'l' format requires -2147483648 <= number <= 2147483647",
  L: "'L' format requires 0 <= number <= 4294967295",
};

function writeFloat(view: DataView, at: number, code: string, value: Value, layout: Layout): void {
  let number: number | undefined;
  try {
    number = realNumberOf(value);
  } catch {
    number = undefined;
  }
  if (number === undefined) throw fault('required argument is not a float');
  if (code === 'd') view.setFloat64(at, number, layout.isLittle);
  else if (code === 'e') {
    const bits = halfBits(number);
    if (bits === undefined) throw error('OverflowError', 'float too large to pack with e format');
    view.setUint16(at, bits, layout.isLittle);
  } else {
    if (!layout.isNative && Number.isFinite(number) && !Number.isFinite(Math.fround(number))) {
      throw error('OverflowError', 'float too large to pack with f format');
    }
    view.setFloat32(at, number, layout.isLittle);
  }
}

/** Strings are cut or filled with zeros; `p` keeps its length in the first byte. @throws struct.error */
export function writeString(data: Uint8Array, at: number, field: Field, value: Value): void {
  if (!(value instanceof Bytes || value instanceof ByteArray)) {
    throw fault(`argument for '${field.code}' must be a bytes object`);
  }
  const room = field.code === 's' ? field.count : field.count - 1;
  const content = value.data.subarray(0, Math.max(room, 0));
  data.fill(0, at, at + field.count);
  if (field.code === 'p' && field.count > 0) data[at] = Math.min(content.length, 255);
  data.set(content, field.code === 's' ? at : Math.min(at + 1, at + field.count));
}

export function readString(data: Uint8Array, at: number, field: Field): Value {
  if (field.code === 's') return new Bytes(data.slice(at, at + field.count));
  if (field.count === 0) return new Bytes(new Uint8Array(0));
  const length = Math.min(data[at]!, field.count - 1);
  return new Bytes(data.slice(at + 1, at + 1 + length));
}
