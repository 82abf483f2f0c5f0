/** Format strings of `struct`, taken apart into fields with their places. */
import { itemFormats } from '../../values/bytes/formats.ts';
import { error, exceptionTypes } from '../../values/exceptions.ts';
import { defineException, problem } from '../exception-type.ts';

export const errorType = defineException('struct.error', exceptionTypes.Exception);

/** A `struct.error` to be thrown. */
export function fault(message: string) {
  return problem(errorType, message);
}

export interface Field {
  readonly code: string;
  /** How many values follow each other; the length of a string. */
  readonly count: number;
  readonly offset: number;
  readonly size: number;
}

export interface Layout {
  readonly text: string;
  readonly fields: readonly Field[];
  readonly size: number;
  /** How many values are packed. */
  readonly values: number;
  /** Sizes and alignment of the machine, and its limits in messages. */
  readonly isNative: boolean;
  readonly isLittle: boolean;
}

const nativeSizes: Readonly<Record<string, number>> = { x: 1, s: 1, p: 1, e: 2, P: 8 };
const standardSizes: Readonly<Record<string, number>> = { l: 4, L: 4 };
/** Formats that exist only in native size. */
const nativeOnly = 'nNP';
const mostBytes = 2 ** 53;
/** What may really be allocated. */
const mostMemory = 2 ** 31;

function sizeOf(code: string, isNative: boolean): number {
  const size = (isNative ? undefined : standardSizes[code]) ?? nativeSizes[code] ?? itemFormats[code]?.size;
  if (size === undefined || (!isNative && nativeOnly.includes(code))) throw fault('bad char in struct format');
  return size;
}

const known = new Map<string, Layout>();
const mostKnown = 100;

/** @throws struct.error */
export function layoutOf(format: string): Layout {
  const remembered = known.get(format);
  if (remembered !== undefined) return remembered;
  const layout = parse(format);
  if (known.size >= mostKnown) known.clear();
  known.set(format, layout);
  return layout;
}

function parse(format: string): Layout {
  if (format.includes('\0')) throw fault('embedded null character');
  const order = /^[@=<>!]/.exec(format)?.[0];
  const isNative = order === undefined || order === '@';
  const fields: Field[] = [];
  let size = 0;
  let values = 0;
  for (const [, number, code] of format.slice(order === undefined ? 0 : 1).matchAll(/[ \t\n\r\v\f]*(\d*)(.?)/gs)) {
    if (code === '' || code === undefined) {
      if (number !== '') throw fault('repeat count given without format specifier');
      continue;
    }
    const itemSize = sizeOf(code, isNative);
    const count = number === '' ? 1 : Number(number);
    const offset = isNative ? Math.ceil(size / itemSize) * itemSize : size;
    size = offset + count * itemSize;
    if (count > mostBytes || size > mostBytes) throw fault('total struct size too long');
    if (code === 'x') continue;
    const isString = code === 's' || code === 'p';
    if (isString || count > 0) fields.push({ code, count, offset, size: itemSize });
    values += isString ? 1 : count;
  }
  return { text: format, fields, size, values, isNative, isLittle: order !== '>' && order !== '!' };
}

/** Room for a packed struct. @throws MemoryError */
export function emptyBytes(size: number): Uint8Array {
  if (size > mostMemory) throw error('MemoryError');
  return new Uint8Array(size);
}
