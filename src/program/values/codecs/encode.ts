/** Strings to bytes. */
import { error } from '../exceptions.ts';
import { escapePoint } from '../str/quote.ts';
import { pointsOf, type Str } from '../text.ts';
import { type Codec, codecNamed } from './names.ts';
import { singleByteTable } from './single-byte.ts';

/**
 * `text.encode(encoding, errors)`.
 *
 * @throws LookupError for unknown names, UnicodeEncodeError
 */
export function encode(text: Str, encoding: Str = 'utf-8', handler: Str = 'strict'): Uint8Array {
  const codec = codecNamed(encoding);
  const points = pointsOf(text);
  const job: Job = { text, points, codec, handler: String(handler), output: [] };
  switch (codec) {
    case 'utf-8':
      utf8(job);
      break;
    case 'utf-8-sig':
      job.output.push(0xef, 0xbb, 0xbf);
      utf8(job);
      break;
    case 'ascii':
      singleByte(job, 128);
      break;
    case 'latin-1':
      singleByte(job, 256);
      break;
    case 'unicode-escape':
    case 'raw-unicode-escape':
      escape(job);
      break;
    default:
      if (codec.startsWith('charmap ')) charmap(job, singleByteTable(codec.slice('charmap '.length)).bytes);
      else wide(job);
  }
  return Uint8Array.from(job.output);
}

interface Job {
  readonly text: Str;
  readonly points: readonly number[];
  readonly codec: Codec;
  readonly handler: string;
  readonly output: number[];
}

const isSurrogate = (point: number): boolean => point >= 0xd800 && point <= 0xdfff;

function utf8(job: Job): void {
  const { points, output } = job;
  for (let index = 0; index < points.length; index++) {
    const point = points[index]!;
    if (point < 0x80) output.push(point);
    else if (isSurrogate(point)) index = replaced(job, index, isSurrogate, 'surrogates not allowed', utf8Units) - 1;
    else utf8Units(point, output);
  }
}

function utf8Units(point: number, output: number[]): void {
  if (point < 0x80) output.push(point);
  else if (point < 0x800) output.push(0xc0 | (point >> 6), 0x80 | (point & 63));
  else if (point < 0x10000) output.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  else {
    output.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  }
}

function singleByte(job: Job, limit: number): void {
  const { points, output } = job;
  const isOutside = (point: number): boolean => point >= limit;
  for (let index = 0; index < points.length; index++) {
    const point = points[index]!;
    if (point < limit) output.push(point);
    else index = replaced(job, index, isOutside, `ordinal not in range(${limit})`, oneByte) - 1;
  }
}

function charmap(given: Job, bytes: ReadonlyMap<number, number>): void {
  const job: Job = { ...given, codec: 'charmap' };
  const { points, output } = job;
  const isOutside = (point: number): boolean => !bytes.has(point);
  for (let index = 0; index < points.length; index++) {
    const byte = bytes.get(points[index]!);
    if (byte !== undefined) output.push(byte);
    else index = replaced(job, index, isOutside, 'character maps to <undefined>', oneByte) - 1;
  }
}

function oneByte(unit: number, output: number[]): void {
  output.push(unit);
}

function wide(job: Job): void {
  const { points, output, codec } = job;
  const is16 = codec.startsWith('utf-16');
  const isBig = codec.endsWith('-be');
  const write = is16
    ? (point: number, to: number[]): void => utf16Units(point, to, isBig)
    : (point: number, to: number[]): void => word(point, to, 4, isBig);
  if (codec === 'utf-16' || codec === 'utf-32') write(0xfeff, output);
  for (let index = 0; index < points.length; index++) {
    const point = points[index]!;
    if (isSurrogate(point)) index = replaced(job, index, isSurrogate, 'surrogates not allowed', write) - 1;
    else write(point, output);
  }
}

function utf16Units(point: number, output: number[], isBig: boolean): void {
  if (point < 0x10000) return word(point, output, 2, isBig);
  word(0xd800 + ((point - 0x10000) >> 10), output, 2, isBig);
  word(0xdc00 + ((point - 0x10000) & 0x3ff), output, 2, isBig);
}

function word(value: number, output: number[], size: number, isBig: boolean): void {
  for (let index = 0; index < size; index++) output.push((value >> (8 * (isBig ? size - 1 - index : index))) & 255);
}

function escape({ points, output, codec }: Job): void {
  const isRaw = codec === 'raw-unicode-escape';
  for (const point of points) {
    const escaped = isRaw ? (point < 256 ? null : escapePoint(point)) : escapedPoint(point);
    if (escaped === null) output.push(point);
    else for (let index = 0; index < escaped.length; index++) output.push(escaped.charCodeAt(index));
  }
}

function escapedPoint(point: number): string | null {
  if (point === 0x5c) return '\\\\';
  if (point === 9) return '\\t';
  if (point === 10) return '\\n';
  if (point === 13) return '\\r';
  return point >= 0x20 && point < 0x7f ? null : escapePoint(point);
}

/**
 * Hands a run of characters that cannot be encoded to the error handler.
 *
 * @param write encodes one unit of what the handler gives
 * @returns the index after the run
 */
function replaced(
  job: Job,
  start: number,
  isBad: (point: number) => boolean,
  reason: string,
  write: (point: number, output: number[]) => void,
): number {
  const { points, output, handler } = job;
  let end = start + 1;
  while (end < points.length && isBad(points[end]!)) end++;
  const fail = (): unknown => error('UnicodeEncodeError', job.codec, job.text, start, end, reason);
  if (handler === 'strict') throw fail();
  if (handler === 'ignore') return end;
  for (let index = start; index < end; index++) replaceOne(points[index]!, job, fail, write);
  return end;

  function replaceOne(point: number, { codec }: Job, refuse: () => unknown, put: typeof write): void {
    switch (handler) {
      case 'replace':
        put(0x3f, output);
        return;
      case 'backslashreplace':
      case 'namereplace':
        putText(escapePoint(point));
        return;
      case 'xmlcharrefreplace':
        putText(`&#${point};`);
        return;
      case 'surrogateescape':
        if (point < 0xdc80 || point > 0xdcff) throw refuse();
        output.push(point - 0xdc00);
        return;
      case 'surrogatepass':
        if (!isSurrogate(point) || codec === 'ascii' || codec === 'latin-1' || codec === 'charmap') throw refuse();
        put(point, output);
        return;
    }
    throw error('LookupError', `unknown error handler name '${handler}'`);
  }

  function putText(text: string): void {
    for (let index = 0; index < text.length; index++) write(text.charCodeAt(index), output);
  }
}
