/** Bytes to strings. */
import { error } from '../exceptions.ts';
import { type Str, textFromPoints } from '../text.ts';
import { Bytes } from '../value.ts';
import { type Codec, codecNamed } from './names.ts';
import { singleByteTable } from './single-byte.ts';

/**
 * `data.decode(encoding, errors)`.
 *
 * @throws LookupError for unknown names, UnicodeDecodeError
 */
export function decode(data: Uint8Array, encoding: Str = 'utf-8', handler: Str = 'strict'): Str {
  const codec = codecNamed(encoding);
  const job: Job = { data, codec, handler: String(handler), output: [] };
  switch (codec) {
    case 'utf-8':
      utf8(job, 0);
      break;
    case 'utf-8-sig':
      utf8({ ...job, codec: 'utf-8' }, data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf ? 3 : 0);
      break;
    case 'ascii':
      ascii(job);
      break;
    case 'latin-1':
      for (let index = 0; index < data.length; index++) job.output.push(data[index]!);
      break;
    case 'unicode-escape':
    case 'raw-unicode-escape':
      unescape(job);
      break;
    default:
      if (codec.startsWith('charmap ')) charmap(job, singleByteTable(codec.slice('charmap '.length)).points);
      else wide(job);
  }
  return textFromPoints(job.output);
}

interface Job {
  readonly data: Uint8Array;
  readonly codec: Codec;
  readonly handler: string;
  readonly output: number[];
}

/** How many bytes a sequence has by its first byte; 0 for one that starts none. */
function sequenceLength(first: number): number {
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 0;
}

/** Whether a byte may stand at a place of a sequence; the second place excludes overlong forms, surrogates and what lies beyond. */
function continues(first: number, place: number, byte: number): boolean {
  if ((byte & 0xc0) !== 0x80) return false;
  if (place > 1) return true;
  if (first === 0xe0) return byte >= 0xa0;
  if (first === 0xed) return byte < 0xa0;
  if (first === 0xf0) return byte >= 0x90;
  return first !== 0xf4 || byte < 0x90;
}

function utf8(job: Job, start: number): void {
  const { data, output } = job;
  let index = start;
  while (index < data.length) {
    const first = data[index]!;
    if (first < 0x80) {
      output.push(first);
      index++;
      continue;
    }
    const length = sequenceLength(first);
    if (length === 0) {
      index = replaced(job, index, index + 1, 'invalid start byte');
      continue;
    }
    let point = first & (0xff >> (length + 1));
    let place = 1;
    while (place < length && index + place < data.length && continues(first, place, data[index + place]!)) {
      point = (point << 6) | (data[index + place]! & 63);
      place++;
    }
    if (place === length) {
      output.push(point);
      index += length;
    } else if (index + place >= data.length) index = replaced(job, index, data.length, 'unexpected end of data');
    else index = replaced(job, index, index + place, 'invalid continuation byte');
  }
}

function ascii(job: Job): void {
  const { data, output } = job;
  for (let index = 0; index < data.length; index++) {
    if (data[index]! < 0x80) output.push(data[index]!);
    else index = replaced(job, index, index + 1, 'ordinal not in range(128)') - 1;
  }
}

function charmap(given: Job, points: readonly (number | undefined)[]): void {
  const job: Job = { ...given, codec: 'charmap' };
  const { data, output } = job;
  for (let index = 0; index < data.length; index++) {
    const point = points[data[index]!];
    if (point !== undefined) output.push(point);
    else index = replaced(job, index, index + 1, 'character maps to <undefined>') - 1;
  }
}

/** utf-16 and utf-32, whose byte order a mark at the beginning may tell. */
function wide(job: Job): void {
  const size = job.codec.startsWith('utf-16') ? 2 : 4;
  const { data } = job;
  let codec = job.codec;
  let start = 0;
  if (codec === 'utf-16' || codec === 'utf-32') {
    const mark = data.length < size ? 0 : unitAt(data, 0, size, false);
    const swapped = size === 2 ? 0xfffe : 0xfffe0000;
    if (mark === 0xfeff || mark === swapped) start = size;
    codec = `${codec}-${mark === swapped ? 'be' : 'le'}`;
  }
  const resolved = { ...job, codec };
  if (size === 2) utf16(resolved, start);
  else utf32(resolved, start);
}

function unitAt(data: Uint8Array, index: number, size: number, isBig: boolean): number {
  let value = 0;
  for (let place = 0; place < size; place++) value = value * 256 + data[index + (isBig ? place : size - 1 - place)]!;
  return value;
}

function utf16(job: Job, start: number): void {
  const { data, output, codec } = job;
  const isBig = codec === 'utf-16-be';
  let index = start;
  while (index < data.length) {
    if (index + 2 > data.length) {
      index = replaced(job, index, data.length, 'truncated data');
      continue;
    }
    const unit = unitAt(data, index, 2, isBig);
    if (unit < 0xd800 || unit > 0xdfff) {
      output.push(unit);
      index += 2;
    } else if (unit > 0xdbff) index = replaced(job, index, index + 2, 'illegal encoding');
    else if (index + 4 > data.length) index = replaced(job, index, data.length, 'unexpected end of data');
    else {
      const low = unitAt(data, index + 2, 2, isBig);
      if (low >= 0xdc00 && low <= 0xdfff) {
        output.push(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
        index += 4;
      } else index = replaced(job, index, index + 2, 'illegal UTF-16 surrogate');
    }
  }
}

function utf32(job: Job, start: number): void {
  const { data, output, codec } = job;
  const isBig = codec === 'utf-32-be';
  let index = start;
  while (index < data.length) {
    if (index + 4 > data.length) {
      index = replaced(job, index, data.length, 'truncated data');
      continue;
    }
    const point = unitAt(data, index, 4, isBig);
    if (point > 0x10ffff) index = replaced(job, index, index + 4, 'code point not in range(0x110000)');
    else if (point >= 0xd800 && point <= 0xdfff) {
      index = replaced(job, index, index + 4, 'code point in surrogate code point range(0xd800, 0xe000)');
    } else {
      output.push(point);
      index += 4;
    }
  }
}

const simpleEscapes: Readonly<Record<string, number>> = {
  '\\': 0x5c,
  "'": 0x27,
  '"': 0x22,
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
};
const hexEscapes: Readonly<Record<string, readonly [length: number, name: string]>> = {
  x: [2, '\\xXX'],
  u: [4, '\\uXXXX'],
  U: [8, '\\UXXXXXXXX'],
};

/** String escapes as in source text; the raw form knows only `\u` and `\U`. */
function unescape(job: Job): void {
  const { data, output, codec } = job;
  const isRaw = codec === 'raw-unicode-escape';
  let index = 0;
  while (index < data.length) {
    const byte = data[index]!;
    if (byte !== 0x5c) {
      output.push(byte);
      index++;
      continue;
    }
    if (index + 1 >= data.length) {
      if (isRaw) output.push(data[index++]!);
      else index = replaced(job, index, data.length, '\\ at end of string');
      continue;
    }
    index = unescapeOne(job, index, isRaw);
  }
}

function unescapeOne(job: Job, index: number, isRaw: boolean): number {
  const { data, output } = job;
  const code = String.fromCharCode(data[index + 1]!);
  const hex = isRaw && code === 'x' ? undefined : hexEscapes[code];
  if (hex !== undefined) {
    const [length, name] = hex;
    let end = index + 2;
    while (end < index + 2 + length && end < data.length && isHexDigit(data[end]!)) end++;
    if (end < index + 2 + length) return replaced(job, index, end, `truncated ${name} escape`);
    const point = Number.parseInt(String.fromCharCode(...data.subarray(index + 2, end)), 16);
    if (point > 0x10ffff) return replaced(job, index, end, 'illegal Unicode character');
    output.push(point);
    return end;
  }
  if (isRaw) {
    output.push(0x5c, data[index + 1]!);
    return index + 2;
  }
  if (code === '\n') return index + 2;
  const simple = simpleEscapes[code];
  if (simple !== undefined) {
    output.push(simple);
    return index + 2;
  }
  if (code >= '0' && code <= '7') {
    let end = index + 1;
    let value = 0;
    while (end < index + 4 && data[end]! >= 0x30 && data[end]! <= 0x37) value = value * 8 + data[end++]! - 0x30;
    output.push(value);
    return end;
  }
  output.push(0x5c, data[index + 1]!);
  return index + 2;
}

function isHexDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}

/** Hands bytes that cannot be decoded to the error handler. @returns the index to go on from */
function replaced(job: Job, start: number, end: number, reason: string): number {
  const { data, output, handler, codec } = job;
  const fail = (): unknown => error('UnicodeDecodeError', codec, new Bytes(data), start, end, reason);
  switch (handler) {
    case 'strict':
      throw fail();
    case 'ignore':
      return end;
    case 'replace':
      output.push(0xfffd);
      return end;
    case 'backslashreplace':
      for (let index = start; index < end; index++) {
        const escaped = '\\x' + data[index]!.toString(16).padStart(2, '0');
        for (let at = 0; at < 4; at++) output.push(escaped.charCodeAt(at));
      }
      return end;
    case 'surrogateescape':
      for (let index = start; index < end; index++) {
        if (data[index]! < 0x80) throw fail();
        output.push(0xdc00 + data[index]!);
      }
      return end;
    case 'surrogatepass':
      return passedSurrogate(job, start, fail);
    case 'xmlcharrefreplace':
    case 'namereplace':
      throw error('TypeError', "don't know how to handle UnicodeDecodeError in error callback");
  }
  throw error('LookupError', `unknown error handler name '${handler}'`);
}

/** A surrogate written as if it were a character. @throws UnicodeDecodeError when the bytes are something else */
function passedSurrogate({ data, output, codec }: Job, start: number, fail: () => unknown): number {
  const [size, point] = surrogateAt(data, start, codec);
  if (start + size > data.length || point < 0xd800 || point > 0xdfff) throw fail();
  output.push(point);
  return start + size;
}

function surrogateAt(data: Uint8Array, start: number, codec: Codec): readonly [size: number, point: number] {
  if (codec === 'utf-8') {
    const [first = 0, second = 0, third = 0] = data.subarray(start, start + 3);
    const isThree = first === 0xed && (second & 0xe0) === 0xa0 && (third & 0xc0) === 0x80;
    return [3, isThree ? 0xd000 | ((second & 63) << 6) | (third & 63) : 0];
  }
  if (!codec.startsWith('utf-')) return [1, 0];
  const size = codec.startsWith('utf-16') ? 2 : 4;
  return [size, start + size > data.length ? 0 : unitAt(data, start, size, codec.endsWith('-be'))];
}
