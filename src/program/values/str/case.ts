/** `str`: upper, lower and title case by Unicode's full mappings. */
import type { MethodTable } from '../method-table.ts';
import { pointsOf, type Str, textFromString } from '../text.ts';
import type { ThisForm, Value } from '../value.ts';
import { ownText } from './receiver.ts';

const cased = /^\p{Cased}$/u;
const ignorable = /^\p{Case_Ignorable}$/u;

const ascii = /^[\x00-\x7f]*$/;

function isAscii(text: Str): text is string {
  return typeof text === 'string' && ascii.test(text);
}

function is(test: RegExp, point: number | undefined): boolean {
  return point !== undefined && test.test(String.fromCodePoint(point));
}

/** Lower case of one character where it stands: a capital sigma at the end of a word has its own form. */
function lowerAt(points: readonly number[], index: number): string {
  const point = points[index]!;
  return point === 0x3a3 ? lowerSigma(points, index) : String.fromCodePoint(point).toLowerCase();
}

function lowerSigma(points: readonly number[], index: number): string {
  let before = index - 1;
  while (is(ignorable, points[before])) before--;
  let after = index + 1;
  while (is(ignorable, points[after])) after++;
  return is(cased, points[before]) && !is(cased, points[after]) ? 'ς' : 'σ';
}

/** Digraphs that have a title form of their own, by the first letter of each group of three. */
const digraphs = [0x1c4, 0x1c7, 0x1ca, 0x1f1];

/** Title case of one character. JavaScript has upper case only; where the two differ, the difference follows rules. */
export function titlePoint(point: number): string {
  const character = String.fromCodePoint(point);
  for (const first of digraphs) if (point >= first && point <= first + 2) return String.fromCodePoint(first + 1);
  // Georgian has capitals for whole words only.
  if ((point >= 0x10d0 && point <= 0x10fa) || (point >= 0x10fd && point <= 0x10ff)) return character;
  const upper = character.toUpperCase();
  if (upper === character || [...upper].length === 1) return upper;
  if (point >= 0x1f80 && point <= 0x1faf) return String.fromCodePoint(point | 8);
  if (point >= 0x1fb0 && point <= 0x1fff) {
    if (point === 0x1fb3 || point === 0x1fc3 || point === 0x1ff3) return String.fromCodePoint(point + 9);
    if (point === 0x1fbc || point === 0x1fcc || point === 0x1ffc) return character;
    // The iota below stays below.
    const [letter, ...marks] = [...character.normalize('NFD')] as [string, ...string[]];
    if (marks.at(-1) === '\u0345') {
      return (letter.toUpperCase() + marks.slice(0, -1).join('')).normalize('NFC') + '\u0345';
    }
    return upper;
  }
  const [first, ...rest] = [...upper] as [string, ...string[]];
  return first + (isLigature(point) ? rest.join('').toLowerCase() : rest.join(''));
}

/** Characters that stand for several letters: only the first becomes a capital. */
function isLigature(point: number): boolean {
  return point === 0xdf || point === 0x587 || (point >= 0xfb00 && point <= 0xfb17);
}

/** `title` where case is a matter of 26 letters. */
function asciiTitle(text: string): string {
  let result = '';
  let at = 0;
  let follows = false;
  for (let index = 0; index < text.length; index++) {
    const letter = text.charCodeAt(index) | 0x20;
    const isLetter = letter >= 0x61 && letter <= 0x7a;
    if (isLetter && !follows) {
      result += text.slice(at, index).toLowerCase() + text[index]!.toUpperCase();
      at = index + 1;
    }
    follows = isLetter;
  }
  return result + text.slice(at).toLowerCase();
}

function title(text: Str): Str {
  if (isAscii(text)) return asciiTitle(text);
  const points = pointsOf(text);
  let result = '';
  let follows = false;
  for (let index = 0; index < points.length; index++) {
    result += follows ? lowerAt(points, index) : titlePoint(points[index]!);
    follows = is(cased, points[index]);
  }
  return textFromString(result);
}

function capitalize(text: Str): Str {
  if (isAscii(text)) return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
  const points = pointsOf(text);
  let result = points.length === 0 ? '' : titlePoint(points[0]!);
  for (let index = 1; index < points.length; index++) result += lowerAt(points, index);
  return textFromString(result);
}

const upperCase = /^\p{Uppercase}$/u;
const lowerCase = /^\p{Lowercase}$/u;

function swap(text: Str): Str {
  const points = pointsOf(text);
  let result = '';
  for (let index = 0; index < points.length; index++) {
    const point = points[index]!;
    if (is(upperCase, point)) result += lowerAt(points, index);
    else result += is(lowerCase, point) ? String.fromCodePoint(point).toUpperCase() : String.fromCodePoint(point);
  }
  return textFromString(result);
}

/**
 * Case folding of one character: lower case of upper case joins all forms of a letter. Dotless i keeps apart, and
 * Cherokee folds to its capitals, which are the older letters.
 */
function foldPoint(point: number): string {
  const character = String.fromCodePoint(point);
  if (point === 0x131) return character;
  if (point >= 0x13a0 && point <= 0x13f5) return character;
  if ((point >= 0x13f8 && point <= 0x13fd) || (point >= 0xab70 && point <= 0xabbf)) return character.toUpperCase();
  return character.toLowerCase().toUpperCase().toLowerCase();
}

function fold(text: Str): Str {
  if (isAscii(text)) return text.toLowerCase();
  let result = '';
  for (const point of pointsOf(text)) {
    // Sigma is folded apart from its neighbours, so no final form arises.
    result += foldPoint(point).replace('ς', 'σ');
  }
  return textFromString(result);
}

/** The engine maps whole strings; surrogates come only from rich strings. */
function mapped(text: Str, map: (string: string) => string): Str {
  return typeof text === 'string' ? map(text) : textFromString(map(text.toString()));
}

function method(f: (text: Str) => Str): readonly [string, ThisForm] {
  return [
    '()',
    function (this: Value) {
      return f(ownText(this));
    },
  ];
}

export const caseMethods: MethodTable = {
  lower: method((text) => mapped(text, (string) => string.toLowerCase())),
  upper: method((text) => mapped(text, (string) => string.toUpperCase())),
  title: method(title),
  capitalize: method(capitalize),
  swapcase: method(swap),
  casefold: method(fold),
};
