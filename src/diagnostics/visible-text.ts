/**
 * Source text as it may be shown on a terminal. Control characters and invisible format characters (escape sequences,
 * text direction marks) are written out, so that a file cannot repaint the screen of whoever looks at its errors; tabs
 * become spaces; and every character's width is known, so that a caret stands under what it means.
 */

export interface VisibleCharacter {
  readonly shown: string;
  readonly width: number;
}

const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/u;
const combining = /\p{M}/u;
const tabWidth = 4;

/** @param column where the character will stand, from 0 (tabs reach to the next stop) */
export function visibleCharacter(character: string, column: number): VisibleCharacter {
  if (character === '\t') {
    const width = tabWidth - (column % tabWidth);
    return { shown: ' '.repeat(width), width };
  }
  const code = character.codePointAt(0)!;
  if (code >= 0x20 && code < 0x7f) return { shown: character, width: 1 };
  if (code === 0x200d) return { shown: character, width: 0 };
  if (hidden.test(character)) {
    const shown = escapeOf(code);
    return { shown, width: shown.length };
  }
  if (combining.test(character)) return { shown: character, width: 0 };
  return { shown: character, width: isWide(code) ? 2 : 1 };
}

/** The text with everything that could act on a terminal written out; line ends too. */
export function visibleText(text: string): string {
  let shown = '';
  for (const character of text) shown += visibleCharacter(character, 0).shown;
  return shown;
}

/** Like `visibleText`, but line ends stay: for messages that have several lines. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visibleText).join('\n');
}

function escapeOf(code: number): string {
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return `\\u${code > 0xffff ? `{${code.toString(16)}}` : code.toString(16).padStart(4, '0')}`;
}

/** Ranges of the East Asian wide and full-width characters, and of emoji, that terminals give two cells. */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x23e9, 0x23ec],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x2648, 0x2653],
  [0x26aa, 0x26ab],
  [0x26bd, 0x26be],
  [0x26c4, 0x26c5],
  [0x2705, 0x2705],
  [0x270a, 0x270b],
  [0x274c, 0x274c],
  [0x2753, 0x2755],
  [0x2795, 0x2797],
  [0x2b1b, 0x2b1c],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18aff],
  [0x1b000, 0x1b2fb],
  [0x1f004, 0x1f004],
  [0x1f0cf, 0x1f0cf],
  [0x1f18e, 0x1f18e],
  [0x1f191, 0x1f19a],
  [0x1f200, 0x1f320],
  [0x1f32d, 0x1f335],
  [0x1f337, 0x1f37c],
  [0x1f37e, 0x1f393],
  [0x1f3a0, 0x1f3ca],
  [0x1f3e0, 0x1f3f0],
  [0x1f3f8, 0x1f43e],
  [0x1f440, 0x1f4fc],
  [0x1f4ff, 0x1f53d],
  [0x1f54b, 0x1f567],
  [0x1f595, 0x1f596],
  [0x1f5fb, 0x1f64f],
  [0x1f680, 0x1f6c5],
  [0x1f6d0, 0x1f6d7],
  [0x1f6dc, 0x1f6df],
  [0x1f6eb, 0x1f6ec],
  [0x1f6f4, 0x1f6fc],
  [0x1f7e0, 0x1f7eb],
  [0x1f90c, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];

function isWide(code: number): boolean {
  if (code < 0x1100) return false;
  return wideRanges.some(([first, last]) => code >= first && code <= last);
}
