/** String literals: how `repr` writes a string. */
import { pointsOf, type Str, Text, textFromPoints, textFromString } from '../text.ts';

/** What CPython 3.11's `isprintable` refuses: separators but the space, and everything that is "other". */
const unprintable = /[^\P{Z} ]|\p{C}/u;
const plain = /^[ !#-&(-[\]-~]*$/;

/** `repr(text)`. */
export function quote(text: Str): Str {
  if (typeof text === 'string' && plain.test(text)) return `'${text}'`;
  const points = pointsOf(text);
  const mark = points.includes(0x27) && !points.includes(0x22) ? '"' : "'";
  let quoted = mark;
  for (let index = 0; index < points.length; index++) quoted += quotePoint(points[index]!, mark);
  return typeof text === 'string' ? quoted + mark : textFromString(quoted + mark);
}

const shortEscapes: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' };

function quotePoint(point: number, mark: string): string {
  const short = shortEscapes[point];
  if (short !== undefined) return short;
  const character = String.fromCodePoint(point);
  if (character === mark) return '\\' + mark;
  if (point >= 0x20 && point < 0x7f) return character;
  return isPrintablePoint(point) ? character : escapePoint(point);
}

export function isPrintablePoint(point: number): boolean {
  if (point >= 0x20 && point < 0x7f) return true;
  return !unprintable.test(String.fromCodePoint(point));
}

/** `\x7f`, `\u2028`, `\U0001f600`. */
export function escapePoint(point: number): string {
  const digits = point.toString(16);
  if (point < 0x100) return '\\x' + digits.padStart(2, '0');
  return point < 0x10000 ? '\\u' + digits.padStart(4, '0') : '\\U' + digits.padStart(8, '0');
}

const nonAscii = /[^\x00-\x7f]/;

/** Escapes everything outside ASCII. */
export function escapeNonAscii(text: Str): Str {
  if (typeof text === 'string' && !nonAscii.test(text)) return text;
  let escaped = '';
  for (const point of pointsOf(text)) escaped += point < 0x80 ? String.fromCharCode(point) : escapePoint(point);
  return escaped;
}

/** Joins strings of either form. */
export function joinTexts(texts: readonly Str[]): Str {
  if (texts.every((text) => typeof text === 'string')) return texts.join('');
  const points: number[] = [];
  for (const text of texts) for (const point of pointsOf(text)) points.push(point);
  return textFromPoints(points);
}

/** `left + right` of strings of either form. */
export function concatenateTexts(left: Str, right: Str): Str {
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  return new Text([...pointsOf(left), ...pointsOf(right)]);
}
