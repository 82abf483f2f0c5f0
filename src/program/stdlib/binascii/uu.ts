/** One line of uuencoded data: its length as a character, then three bytes in four characters. */
import { ByteCollector, fault } from './problems.ts';

const space = 32;
const backtick = 96;
const mostBytes = 45;

const isLineEnd = (byte: number): boolean => byte === 10 || byte === 13;

/** @param zero the character that stands for 0: a space, or a backtick that no mailer strips */
function charactersOf(usesBacktick: boolean): (value: number) => number {
  return (value) => (value === 0 && usesBacktick ? backtick : value + space);
}

/** @throws binascii.Error for more than fits a line */
export function encodeUu(data: Uint8Array, usesBacktick: boolean): Uint8Array {
  if (data.length > mostBytes) throw fault('At most 45 bytes at once');
  const character = charactersOf(usesBacktick);
  const line = new ByteCollector(2 + Math.ceil(data.length / 3) * 4);
  line.push(character(data.length));
  for (let index = 0; index < data.length; index += 3) {
    const group = (data[index]! << 16) | ((data[index + 1] ?? 0) << 8) | (data[index + 2] ?? 0);
    for (let shift = 18; shift >= 0; shift -= 6) line.push(character((group >> shift) & 63));
  }
  line.push(10);
  return line.finish();
}

/** Missing characters count as spaces that somebody stripped. @throws binascii.Error */
export function decodeUu(line: Uint8Array): Uint8Array {
  const length = ((line[0] ?? 0) - space) & 63;
  const decoded = new Uint8Array(length);
  let bits = 0;
  let bitCount = 0;
  let at = 1;
  for (let done = 0; done < length; at++) {
    const byte = line[at];
    let value = 0;
    if (byte !== undefined && !isLineEnd(byte)) {
      if (byte < space || byte > backtick) throw fault('Illegal char');
      value = (byte - space) & 63;
    }
    bits = ((bits << 6) | value) & 0xffff;
    bitCount += 6;
    if (bitCount < 8) continue;
    bitCount -= 8;
    decoded[done++] = (bits >> bitCount) & 255;
  }
  for (; at < line.length; at++) {
    const byte = line[at]!;
    if (byte !== space && byte !== backtick && !isLineEnd(byte)) throw fault('Trailing garbage');
  }
  return decoded;
}
