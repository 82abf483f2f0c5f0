/** Times written by a format, as the C library of Linux does it: with flags (`-_0^#`), widths and the modifiers E and O. */
import { isoCalendarOf } from '../datetime/gregorian.ts';
import { type BrokenDownTime, dayNames, monthNames, secondsSinceEpoch } from './broken-down.ts';

/** What `%Z` and `%z` stand for. */
export interface ZoneTexts {
  readonly name: string;
  readonly offset: string;
}

/** The same bound as for widths of format specifications: a longer pad would only fill memory. */
const widest = 1 << 16;

/** @returns the text; unknown directives stay as they are */
export function formatTime(format: string, t: BrokenDownTime, zone: ZoneTexts): string {
  return format.replace(
    /%([-_0^#]*)(\d*)[EO]?(.)/gsu,
    (directive: string, flags: string, width: string, code: string) => {
      const piece = pieceOf(code, t, zone);
      return piece === undefined ? directive : padded(piece, flags, width);
    },
  );
}

/** A piece of text with its usual width and padding. */
interface Piece {
  readonly text: string;
  readonly width: number;
  readonly pad: '0' | ' ';
  /** What the flag `#` does. */
  readonly swapped?: 'upper' | 'lower';
}

function padded(piece: Piece, flags: string, width: string): string {
  let { text, pad } = piece;
  let least = piece.width;
  for (const flag of flags) {
    if (flag === '-') least = 0;
    else if (flag === '_') pad = ' ';
    else if (flag === '0') pad = '0';
    else if (flag === '^') text = text.toUpperCase();
    else if (piece.swapped !== undefined) text = piece.swapped === 'upper' ? text.toUpperCase() : text.toLowerCase();
  }
  if (width !== '') least = Math.min(Number(width), widest);
  if (pad === '0' && text.startsWith('-')) return `-${text.slice(1).padStart(least - 1, '0')}`;
  return text.padStart(least, pad);
}

const number = (value: number, width: number, pad: '0' | ' ' = '0'): Piece => ({ text: String(value), width, pad });
const word = (text: string, swapped?: 'upper' | 'lower'): Piece =>
  swapped === undefined ? { text, width: 0, pad: ' ' } : { text, width: 0, pad: ' ', swapped };

function pieceOf(code: string, t: BrokenDownTime, zone: ZoneTexts): Piece | undefined {
  const composed = compositions[code];
  if (composed !== undefined) return word(formatTime(composed, t, zone));
  switch (code) {
    case 'a':
      return word(dayNames[t.weekday]!.slice(0, 3), 'upper');
    case 'A':
      return word(dayNames[t.weekday]!, 'upper');
    case 'b':
    case 'h':
      return word(monthNames[t.month - 1]!.slice(0, 3), 'upper');
    case 'B':
      return word(monthNames[t.month - 1]!, 'upper');
    case 'C':
      return number(Math.floor(t.year / 100), 0);
    case 'd':
      return number(t.day, 2);
    case 'e':
      return number(t.day, 2, ' ');
    case 'g':
      return number(((isoYear(t) % 100) + 100) % 100, 2);
    case 'G':
      return number(isoYear(t), 0);
    case 'H':
      return number(t.hour, 2);
    case 'I':
      return number(t.hour % 12 || 12, 2);
    case 'j':
      return number(t.yearDay, 3);
    case 'k':
      return number(t.hour, 2, ' ');
    case 'l':
      return number(t.hour % 12 || 12, 2, ' ');
    case 'm':
      return number(t.month, 2);
    case 'M':
      return number(t.minute, 2);
    case 'n':
      return word('\n');
    case 'p':
      return word(t.hour < 12 ? 'AM' : 'PM', 'lower');
    case 'P':
      return word(t.hour < 12 ? 'am' : 'pm');
    case 's':
      return number(secondsSinceEpoch(t), 0);
    case 'S':
      return number(t.second, 2);
    case 't':
      return word('\t');
    case 'u':
      return number(t.weekday + 1, 1);
    case 'U':
      return number(Math.floor((t.yearDay + 6 - ((t.weekday + 1) % 7)) / 7), 2);
    case 'V':
      return number(isoCalendarOf(t.year, t.month, t.day)[1], 2);
    case 'w':
      return number((t.weekday + 1) % 7, 1);
    case 'W':
      return number(Math.floor((t.yearDay + 6 - t.weekday) / 7), 2);
    case 'y':
      return number(((t.year % 100) + 100) % 100, 2);
    case 'Y':
      return number(t.year, 0);
    case 'z':
      return word(zone.offset);
    case 'Z':
      return word(zone.name, 'lower');
    case '%':
      return word('%');
    default:
      return undefined;
  }
}

const isoYear = (t: BrokenDownTime): number => isoCalendarOf(t.year, t.month, t.day)[0];

const compositions: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null), {
  c: '%a %b %e %H:%M:%S %Y',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  r: '%I:%M:%S %p',
  R: '%H:%M',
  T: '%H:%M:%S',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
});
