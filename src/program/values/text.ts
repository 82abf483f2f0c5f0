/**
 * Strings. A JavaScript string when it holds no surrogate code unit, so that length and index are by code point for
 * free; else a `Text` with its code points. Every maker here returns the canonical form, so equal strings have equal form.
 */

export class Text {
  hashed = 0;
  constructor(readonly points: readonly number[]) {}

  /** The JavaScript string (with surrogate pairs; lone surrogates stay lone). */
  toString(): string {
    return stringFromPoints(this.points);
  }
}

export type Str = string | Text;

const surrogate = /[\ud800-\udfff]/;

export function isStr(value: unknown): value is Str {
  return typeof value === 'string' || value instanceof Text;
}

/** The canonical form of a JavaScript string that may hold surrogates. */
export function textFromString(string: string): Str {
  return surrogate.test(string) ? new Text(pointsOf(string)) : string;
}

/** The canonical form of a list of code points. */
export function textFromPoints(points: readonly number[]): Str {
  for (let index = 0; index < points.length; index++) {
    const point = points[index]!;
    if (point > 0xffff || (point >= 0xd800 && point <= 0xdfff)) return new Text(points);
  }
  return stringFromPoints(points);
}

/** Code points of a JavaScript string; a lone surrogate is a point of its own. */
export function pointsOf(text: Str): readonly number[] {
  if (typeof text !== 'string') return text.points;
  const points = new Array<number>(text.length);
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    const point = text.codePointAt(index)!;
    if (point > 0xffff) index++;
    points[count++] = point;
  }
  points.length = count;
  return points;
}

export function stringFromPoints(points: readonly number[]): string {
  if (points.length < 4096) return String.fromCodePoint(...points);
  let string = '';
  for (let start = 0; start < points.length; start += 4096) {
    string += String.fromCodePoint(...points.slice(start, start + 4096));
  }
  return string;
}

/** Number of code points. */
export function textLength(text: Str): number {
  return typeof text === 'string' ? text.length : text.points.length;
}
