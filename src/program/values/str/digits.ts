/** Digits of any script. Unicode keeps the ten digits of a script together, in order: the run tells a digit's value. */
import { pointsOf, type Str } from '../text.ts';

const decimal = /^\p{Nd}$/u;
const ascii = /^[\x00-\x7f]*$/;

/** The value of a decimal digit, or -1. */
export function digitValue(point: number): number {
  if (point < 0x80) return point >= 0x30 && point <= 0x39 ? point - 0x30 : -1;
  if (!decimal.test(String.fromCodePoint(point))) return -1;
  // Mathematical digits come five sets in a row from U+1D7CE on; all other sets begin at a multiple of sixteen or at 6.
  if (point >= 0x1d7ce && point <= 0x1d7ff) return (point - 0x1d7ce) % 10;
  const start = runStart(point);
  return (point - start) % 10;
}

/** First point of the unbroken run of decimal digits around a point. */
function runStart(point: number): number {
  let start = point;
  while (point - start < 60 && decimal.test(String.fromCodePoint(start - 1))) start--;
  return start;
}

/** Text with decimal digits of all scripts as ASCII ones and all Unicode spaces as spaces, as `int()` and `float()` read it. */
export function asciiDigits(text: Str): string {
  if (typeof text === 'string' && ascii.test(text)) return text;
  let result = '';
  for (const point of pointsOf(text)) {
    const value = digitValue(point);
    if (point < 0x80) result += String.fromCharCode(point);
    else if (value >= 0) result += value;
    else result += isSpacePoint(point) ? ' ' : '?';
  }
  return result;
}

const space = /^[\p{Z}\t-\r\x1c-\x1f\x85]$/u;

/** What `str.isspace` and `strip` take for a space. */
export function isSpacePoint(point: number): boolean {
  if (point < 0x80) return point === 0x20 || (point >= 9 && point <= 13) || (point >= 0x1c && point <= 0x1f);
  return space.test(String.fromCodePoint(point));
}
