/** Packing values into bytes and unpacking them, at whatever place. */

import { requireSize } from '../../operators/indexing.ts';
import { isLabelled, refuse } from '../../taint.ts';
import { requireBytes } from '../../values/bytes/buffer.ts';
import { MemoryView } from '../../values/bytes/view.ts';
import { error } from '../../values/exceptions.ts';
import { typeName } from '../../values/type-of.ts';
import { ByteArray, Bytes, Tuple, type Value } from '../../values/value.ts';
import { readItem, readString, writeItem, writeString } from './fields.ts';
import { emptyBytes, fault, type Layout } from './format.ts';

const viewOf = (data: Uint8Array): DataView => new DataView(data.buffer, data.byteOffset, data.byteLength);

function writeAll(layout: Layout, data: Uint8Array, start: number, values: readonly Value[]): void {
  const view = viewOf(data);
  let next = 0;
  for (const field of layout.fields) {
    if (field.code === 's' || field.code === 'p') {
      writeString(data, start + field.offset, field, plain(values[next++]!));
      continue;
    }
    for (let index = 0; index < field.count; index++) {
      writeItem(view, start + field.offset + index * field.size, field.code, plain(values[next++]!), layout);
    }
  }
}

function plain(value: Value): Value {
  return isLabelled(value) ? refuse(value, 'bytes') : value;
}

function readAll(layout: Layout, data: Uint8Array, start: number): Tuple {
  const view = viewOf(data);
  const values: Value[] = [];
  for (const field of layout.fields) {
    if (field.code === 's' || field.code === 'p') {
      values.push(readString(data, start + field.offset, field));
      continue;
    }
    for (let index = 0; index < field.count; index++) {
      values.push(readItem(view, start + field.offset + index * field.size, field.code, layout));
    }
  }
  return new Tuple(values);
}

function checkCount(layout: Layout, given: number, name: string): void {
  if (given !== layout.values) throw fault(`${name} expected ${layout.values} items for packing (got ${given})`);
}

/** @throws struct.error */
export function pack(layout: Layout, values: readonly Value[]): Value {
  checkCount(layout, values.length, 'pack');
  const data = emptyBytes(layout.size);
  writeAll(layout, data, 0, values);
  return new Bytes(data);
}

/** @throws struct.error */
export function unpack(layout: Layout, buffer: Value): Value {
  const data = requireBytes(buffer);
  if (data.length !== layout.size) throw fault(`unpack requires a buffer of ${layout.size} bytes`);
  return readAll(layout, data, 0);
}

/** Where an offset stands in a buffer of that length. @throws struct.error when the struct does not fit there */
function place(layout: Layout, length: number, given: Value, verb: 'pack' | 'unpack'): number {
  const offset = requireSize(given);
  const { size } = layout;
  if (offset < 0) {
    if (offset + size > 0) {
      const lack = verb === 'pack' ? 'no space to pack' : 'not enough data to unpack';
      throw fault(`${lack} ${size} bytes at offset ${offset}`);
    }
    if (offset + length < 0) throw fault(`offset ${offset} out of range for ${length}-byte buffer`);
    return offset + length;
  }
  if (length - offset >= size) return offset;
  const name = verb === 'pack' ? 'pack_into' : 'unpack_from';
  const doing = verb === 'pack' ? 'packing' : 'unpacking';
  throw fault(
    `${name} requires a buffer of at least ${size + offset} bytes for ${doing} ${size} bytes at offset ${offset} ` +
      `(actual buffer size is ${length})`,
  );
}

/** @throws struct.error */
export function unpackFrom(layout: Layout, buffer: Value, offset: Value): Value {
  const data = requireBytes(buffer);
  return readAll(layout, data, place(layout, data.length, offset, 'unpack'));
}

/** @param args buffer, offset, values @throws struct.error, TypeError */
export function packInto(layout: Layout, args: readonly Value[]): Value {
  if (args.length === 0) throw fault('pack_into expected buffer argument');
  if (args.length === 1) throw fault('pack_into expected offset argument');
  const [buffer, offset, ...values] = args as [Value, Value, ...Value[]];
  checkCount(layout, values.length, 'pack_into');
  const data = writableBytes(buffer);
  writeAll(layout, data, place(layout, data.length, offset, 'pack'), values);
  return null;
}

function writableBytes(buffer: Value): Uint8Array {
  if (buffer instanceof Bytes || (buffer instanceof MemoryView && buffer.isReadOnly)) {
    throw error('TypeError', `argument must be read-write bytes-like object, not ${typeName(buffer)}`);
  }
  if (buffer instanceof ByteArray) return buffer.data;
  return requireBytes(buffer);
}

/** One unpacked struct after the other. @throws struct.error */
export function* unpackEach(layout: Layout, data: Uint8Array): Generator<Value, undefined, undefined> {
  for (let at = 0; at < data.length; at += layout.size) yield readAll(layout, data, at);
  return undefined;
}

/** @throws struct.error */
export function checkMultiple(layout: Layout, data: Uint8Array): void {
  if (layout.size === 0) throw fault('cannot iteratively unpack with a struct of length 0');
  if (data.length % layout.size !== 0) {
    throw fault(`iterative unpacking requires a buffer of a multiple of ${layout.size} bytes`);
  }
}
