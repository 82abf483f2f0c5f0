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
  readonly length: number;
  /** The text, where it is a string without surrogates. */
  readonly plain: string | null;
  readonly isBytes: boolean;
  /** The piece from `start` to `end` as a value of the same type. */
  slice(start: number, end: number): Value;
}

class StringSubject implements Subject {
  readonly isBytes = false;
  readonly length: number;
  private made: Uint16Array | null = null;
  constructor(
    readonly plain: string,
    readonly value: Value,
  ) {
    this.length = plain.length;
  }
  get codes(): Uint16Array {
    if (this.made !== null) return this.made;
    const { plain } = this;
    const codes = new Uint16Array(plain.length);
    for (let index = 0; index < plain.length; index++) codes[index] = plain.charCodeAt(index);
    this.made = codes;
    return codes;
  }
  slice(start: number, end: number): Value {
    return this.plain.substring(start, end);
  }
}

class PointsSubject implements Subject {
  readonly isBytes = false;
  readonly plain = null;
  constructor(
    readonly codes: readonly number[],
    readonly value: Value,
  ) {}
  get length(): number {
    return this.codes.length;
  }
  slice(start: number, end: number): Value {
    return textFromPoints(this.codes.slice(start, Math.max(start, end)));
  }
}

class BytesSubject implements Subject {
  readonly isBytes = true;
  readonly plain = null;
  constructor(
    readonly codes: Uint8Array,
    readonly value: Value,
  ) {}
  get length(): number {
    return this.codes.length;
  }
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
    if (last === null || last.plain !== plain || last.value !== value) last = new StringSubject(plain, value);
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
