/**
 * Replacement templates of `sub` and `expand`: `\1`, `\g<name>` and character escapes among literal text.
 */
import { PatternProblem } from './syntax.ts';

/** Literal codes, or the number of a group. */
export type TemplatePart = readonly number[] | number;

/**
 * @param names group numbers by name
 * @throws PatternProblem; `unknownName` instead when a name is not known (an IndexError in Python)
 */
export function parseTemplate(
  points: readonly number[],
  groups: number,
  names: ReadonlyMap<string, number>,
  unknownName: (name: string) => never,
): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let literal: number[] = [];
  const character = (index: number) => (index < points.length ? String.fromCodePoint(points[index]!) : '');
  const addGroup = (index: number, position: number) => {
    if (index > groups) throw new PatternProblem(`invalid group reference ${index}`, position);
    if (literal.length > 0) parts.push(literal);
    literal = [];
    parts.push(index);
  };
  let at = 0;
  while (at < points.length) {
    const point = points[at]!;
    if (point !== 92) {
      literal.push(point);
      at++;
      continue;
    }
    const start = at;
    const letter = character(at + 1);
    at += 2;
    if (letter === '') throw new PatternProblem('bad escape (end of pattern)', start);
    if (letter === 'g') {
      if (character(at) !== '<') throw new PatternProblem('missing <', at);
      const from = at + 1;
      at = from;
      while (character(at) !== '>' && at < points.length) at++;
      const name = String.fromCodePoint(...points.slice(from, at));
      if (name === '') throw new PatternProblem('missing group name', from);
      if (at >= points.length) throw new PatternProblem('missing >, unterminated name', from);
      at++;
      if (/^[0-9]+$/.test(name)) addGroup(Number(name), from);
      else {
        if (!/^[\p{L}_][\p{L}\p{N}\p{M}_]*$/u.test(name))
          throw new PatternProblem(`bad character in group name '${name}'`, from);
        addGroup(names.get(name) ?? unknownName(name), from);
      }
    } else if (letter === '0') {
      const digits = /^[0-7]{0,2}/.exec(character(at) + character(at + 1))![0];
      at += digits.length;
      literal.push(Number.parseInt(`0${digits}`, 8) & 0xff);
    } else if (/^[1-9]$/.test(letter)) {
      const three = letter + character(at) + character(at + 1);
      if (/^[0-7]{3}$/.test(three)) {
        const code = Number.parseInt(three, 8);
        if (code > 0o377) throw new PatternProblem(`octal escape value \\${three} outside of range 0-0o377`, start);
        at += 2;
        literal.push(code);
      } else {
        const digits = /^[0-9]{1,2}/.exec(three)![0];
        at += digits.length - 1;
        addGroup(Number(digits), start + 1);
      }
    } else {
      const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 };
      if (Object.hasOwn(escapes, letter)) literal.push(escapes[letter]!);
      else if (/^[A-Za-z]$/.test(letter)) throw new PatternProblem(`bad escape \\${letter}`, start);
      else literal.push(92, letter.codePointAt(0)!);
    }
  }
  if (literal.length > 0) parts.push(literal);
  return parts;
}
