/** The exceptions of `binascii`, and its arguments. */

import { isLabelled, refuse } from '../../taint.ts';
import { bytesIn, requireBytes } from '../../values/bytes/buffer.ts';
import { error, exceptionTypes } from '../../values/exceptions.ts';
import { stringIn } from '../../values/str/receiver.ts';
import { typeName } from '../../values/type-of.ts';
import type { Value } from '../../values/value.ts';
import { defineException, problem } from '../exception-type.ts';

export const errorType = defineException('binascii.Error', exceptionTypes.ValueError);
export const incompleteType = defineException('binascii.Incomplete', exceptionTypes.Exception);

/** A `binascii.Error` to be thrown. */
export function fault(message: string) {
  return problem(errorType, message);
}

/** Data to encode. @throws TypeError, TaintError */
export const plainData = requireBytes;

/** Encoded text: bytes, or a str of ASCII characters. @throws TypeError, ValueError, TaintError */
export function encodedData(x: Value): Uint8Array {
  const data = bytesIn(x);
  if (data !== undefined) return data;
  if (isLabelled(x)) return refuse(x, 'bytes');
  const text = stringIn(x);
  if (text === undefined) {
    throw error('TypeError', `argument should be bytes, buffer or ASCII string, not '${typeName(x)}'`);
  }
  const units = typeof text === 'string' ? text : '\x80';
  const ascii = new Uint8Array(units.length);
  for (let index = 0; index < units.length; index++) {
    const unit = units.charCodeAt(index);
    if (unit > 127) throw error('ValueError', 'string argument should contain only ASCII characters');
    ascii[index] = unit;
  }
  return ascii;
}

/** Bytes whose number is known only at the end. */
export class ByteCollector {
  private data: Uint8Array;
  length = 0;

  constructor(expected: number) {
    this.data = new Uint8Array(Math.max(expected, 16));
  }

  push(byte: number): void {
    if (this.length === this.data.length) {
      const larger = new Uint8Array(this.data.length * 2);
      larger.set(this.data);
      this.data = larger;
    }
    this.data[this.length++] = byte;
  }

  /** The byte added last; -1 when there is none. */
  get last(): number {
    return this.length === 0 ? -1 : this.data[this.length - 1]!;
  }

  replaceLast(byte: number): void {
    this.data[this.length - 1] = byte;
  }

  finish(): Uint8Array {
    return this.data.slice(0, this.length);
  }
}
