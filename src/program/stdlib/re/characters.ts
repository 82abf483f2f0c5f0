/**
 * Sets of characters in regular expressions, by code point: classes such as `\w` in their Unicode, ASCII and bytes
 * meanings, ranges, and comparison without regard to case.
 */
export interface CharacterTest {
  (code: number): boolean;
  /** The answers for the first 256 code points, where they were written down: 1 for yes. */
  readonly table?: Uint8Array;
}

const letterOrDigit = /[\p{L}\p{N}_]/u;
const decimalDigit = /\p{Nd}/u;

export function isAsciiWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
}

export function isWord(code: number): boolean {
  return code < 128 ? isAsciiWord(code) : letterOrDigit.test(String.fromCodePoint(code));
}

function isAsciiDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isDigit(code: number): boolean {
  return code < 128 ? isAsciiDigit(code) : decimalDigit.test(String.fromCodePoint(code));
}

function isAsciiSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

function isSpace(code: number): boolean {
  if (code < 128) return isAsciiSpace(code) || (code >= 28 && code <= 31);
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/**
 * The class `\d \D \s \S \w \W` as JavaScript writes it in patterns with the flag `v`: the same characters as `classTest`,
 * but for those beyond 65535, which no text of the native engine holds.
 */
export function classSource(letter: string, ascii: boolean): string {
  const members = classMembers[letter.toLowerCase()]![ascii ? 1 : 0];
  return letter >= 'a' ? `[${members}]` : `[^${members}]`;
}

const classMembers: Readonly<Record<string, readonly [unicode: string, ascii: string]>> = {
  d: ['\\p{Nd}', '0-9'],
  w: ['\\p{L}\\p{N}_', 'a-zA-Z0-9_'],
  s: ['\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000', '\\t-\\r\\x20'],
};

/** One code point, or the first and last of a range, for a JavaScript class. */
export function rangeSource(low: number, high = low): string {
  const first = `\\u{${low.toString(16)}}`;
  return low === high ? first : `${first}-\\u{${high.toString(16)}}`;
}

/** The test for `\d \D \s \S \w \W`. */
export function classTest(letter: string, ascii: boolean): CharacterTest {
  switch (letter) {
    case 'd':
      return ascii ? isAsciiDigit : isDigit;
    case 's':
      return ascii ? isAsciiSpace : isSpace;
    case 'w':
      return ascii ? isAsciiWord : isWord;
    default: {
      const positive = classTest(letter.toLowerCase(), ascii);
      return (code) => !positive(code);
    }
  }
}

/** A code point and those that differ from it only in case. */
export function caseVariants(code: number, ascii: boolean): number[] {
  if (ascii) {
    if (code >= 97 && code <= 122) return [code, code - 32];
    return code >= 65 && code <= 90 ? [code, code + 32] : [code];
  }
  const known = code < 256 ? lowVariants[code] : undefined;
  if (known !== undefined) return known;
  const variants = [code];
  if (code < 256) lowVariants[code] = variants;
  const character = String.fromCodePoint(code);
  const add = (other: string) => {
    const point = other.codePointAt(0)!;
    if (other.length === String.fromCodePoint(point).length && !variants.includes(point)) variants.push(point);
  };
  add(character.toLowerCase());
  add(character.toUpperCase());
  // Letters whose lower and upper forms meet in a third one: s and long s, k and the Kelvin sign, å and Ångström.
  for (const extra of unusualCases[character.toLowerCase()] ?? []) add(extra);
  add(character.toUpperCase().toLowerCase());
  add(character.toLowerCase().toUpperCase());
  return variants;
}

/** The answers for the first 256 code points, which every set asks for. */
const lowVariants: number[][] = [];

const unusualCases: Readonly<Record<string, readonly string[]>> = {
  s: ['\u017f'],
  '\u017f': ['s', 'S'],
  k: ['\u212a'],
  å: ['\u212b'],
  i: ['\u0131', '\u0130'],
  ...Object.fromEntries(
    // Each of these has the same upper form as the first.
    [
      'μµ',
      'ι\u0345\u1fbe',
      '\u0390\u1fd3',
      '\u03b0\u1fe3',
      'βϐ',
      'εϵ',
      'θϑ',
      'κϰ',
      'πϖ',
      'ρϱ',
      'σς',
      'φϕ',
      '\u1e61\u1e9b',
      '\ufb05\ufb06',
      'в\u1c80',
      'д\u1c81',
      'о\u1c82',
      'с\u1c83',
      'т\u1c84\u1c85',
      'ъ\u1c86',
      'ѣ\u1c87',
      '\ua64b\u1c88',
    ].flatMap((alike) => [...alike].map((one) => [one, [...alike, ...[...alike].map((other) => other.toUpperCase())]])),
  ),
};

/** A test that has its table. */
export type Tabulated = CharacterTest & { readonly table: Uint8Array };

/** A set answered from a table for the first 256 code points and by its parts beyond. */
export function tabulated(test: CharacterTest): Tabulated {
  const table = new Uint8Array(256);
  for (let code = 0; code < 256; code++) table[code] = test(code) ? 1 : 0;
  return Object.assign((code: number) => (code < 256 ? table[code] === 1 : test(code)), { table });
}

const classes = new Map<string, Tabulated>();

/** The test for a class such as `\d`, whose table is made once. */
export function tabulatedClass(letter: string, ascii: boolean): Tabulated {
  const key = letter + (ascii ? ' ascii' : '');
  let test = classes.get(key);
  if (test === undefined) {
    test = tabulated(classTest(letter, ascii));
    classes.set(key, test);
  }
  return test;
}
