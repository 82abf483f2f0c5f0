/**
 * The text a regular expression runs over: a str or something like bytes, as codes for the matcher and in pieces for the
 * program.
 */

import { bytesIn } from '../../values/bytes/buffer.ts';
import { type Str, Text, textFromPoints } from '../../values/text.ts';
import { Bytes, type Value } from '../../values/value.ts';
import type { Codes } from './machine.ts';

export interface Subject {
  readonly value: Value;
  readonly codes: Codes;
  readonly isBytes: boolean;
  /** The piece from `start` to `end` as a value of the same type. */
  slice(start: number, end: number): Value;
}

class StringSubject implements Subject {
  readonly codes: Uint16Array;
  readonly isBytes = false;
  constructor(
    readonly text: string,
    readonly value: Value,
  ) {
    this.codes = new Uint16Array(text.length);
    for (let index = 0; index < text.length; index++) this.codes[index] = text.charCodeAt(index);
  }
  slice(start: number, end: number): Value {
    return this.text.substring(start, end);
  }
}

class PointsSubject implements Subject {
  readonly isBytes = false;
  constructor(
    readonly codes: readonly number[],
    readonly value: Value,
  ) {}
  slice(start: number, end: number): Value {
    return textFromPoints(this.codes.slice(start, Math.max(start, end)));
  }
}

class BytesSubject implements Subject {
  readonly isBytes = true;
  constructor(
    readonly codes: Uint8Array,
    readonly value: Value,
  ) {}
  slice(start: number, end: number): Value {
    return new Bytes(this.codes.slice(start, Math.max(start, end)));
  }
}

/** Scanners call a pattern again and again on one text: its codes are made once. */
let last: StringSubject | null = null;

/** Null for what is neither text nor bytes. */
export function subjectOf(value: Value): Subject | null {
  const plain = typeof value === 'object' && value !== null ? ((value as { base?: Value }).base ?? value) : value;
  if (typeof plain === 'string') {
    if (last === null || last.text !== plain || last.value !== value) last = new StringSubject(plain, value);
    return last;
  }
  if (plain instanceof Text) return new PointsSubject(plain.points, value);
  const bytes = bytesIn(plain);
  return bytes === undefined ? null : new BytesSubject(bytes, value);
}

/** Joins pieces of one type. */
export function joinPieces(pieces: readonly Value[], isBytes: boolean): Value {
  if (!isBytes) {
    if (pieces.every((piece) => typeof piece === 'string')) return pieces.join('');
    return textFromPoints(pieces.flatMap((piece) => subjectCodes(piece as Str)));
  }
  let length = 0;
  for (const piece of pieces) length += (piece as Bytes).data.length;
  const data = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    data.set((piece as Bytes).data, at);
    at += (piece as Bytes).data.length;
  }
  return new Bytes(data);
}

function subjectCodes(text: Str): number[] {
  return [...subjectOf(text)!.codes];
}
