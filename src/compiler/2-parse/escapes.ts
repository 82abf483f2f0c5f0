/** Escapes in string and bytes literals. Line ends inside literals become \n, whatever the file uses. */
import type { Cursor } from './cursor.ts';
import { characterNamed } from './unicode-names.ts';

const simple: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
};

const textEscape = /\\(?:[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^{}]*\}|[\s\S])?/g;
const bytesEscape = /\\(?:[0-7]{1,3}|x[0-9a-fA-F]{2}|[\s\S])?/g;

/**
 * The value of text[start, end).
 * @param raw leave backslashes alone
 * @param braces turn `{{` and `}}` into single braces, as in the text of a format string
 */
export function decodeText(cursor: Cursor, start: number, end: number, raw: boolean, braces = false): string {
  let body = cursor.text.slice(start, end);
  if (body.includes('\r')) body = body.replace(/\r\n?/g, '\n');
  const hasEscapes = !raw && body.includes('\\');
  if (!hasEscapes) return braces ? singleBraces(body) : body;
  let result = '';
  let last = 0;
  for (const match of body.matchAll(textEscape)) {
    const before = body.slice(last, match.index);
    result += braces ? singleBraces(before) : before;
    last = match.index + match[0].length;
    // `\{` in a format string is a backslash and the brace that follows it.
    const isBrace = braces && (match[0] === '\\{' || match[0] === '\\}');
    if (isBrace) {
      result += '\\';
      last--;
    } else result += decodeEscape(cursor, match[0], start + match.index);
  }
  const rest = body.slice(last);
  return result + (braces ? singleBraces(rest) : rest);
}

function singleBraces(text: string): string {
  return text.includes('{{') || text.includes('}}') ? text.replace(/\{\{|\}\}/g, (pair) => pair[0]!) : text;
}

function decodeEscape(cursor: Cursor, escape: string, at: number): string {
  const letter = escape[1];
  if (letter === undefined) return '\\';
  const known = simple[letter];
  if (known !== undefined && escape.length === 2) return known;
  if (letter >= '0' && letter <= '7') return String.fromCharCode(Number.parseInt(escape.slice(1), 8));
  const isNumbered = letter === 'x' || letter === 'u' || letter === 'U';
  if (isNumbered && escape.length > 2) {
    const point = Number.parseInt(escape.slice(2), 16);
    if (point <= 0x10ffff) return String.fromCodePoint(point);
  }
  if (letter === 'N' && escape.length > 2) return namedCharacter(cursor, escape, at);
  if (isNumbered || letter === 'N') {
    const help = 'Write `\\xHH`, `\\uHHHH` or `\\UHHHHHHHH` with hexadecimal digits, or `\\\\` for a backslash.';
    cursor.report(
      'syntax/invalid-escape',
      { start: at, end: at + escape.length },
      `'${escape}' is not a complete escape`,
      help,
    );
  }
  return escape;
}

function namedCharacter(cursor: Cursor, escape: string, at: number): string {
  const name = escape.slice(3, -1);
  const found = characterNamed(name);
  if (found !== null) return found;
  const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name;
  const message = `The character name '${shown}' is not among those Aegis knows`;
  cursor.report(
    'syntax/unicode-name',
    { start: at, end: at + escape.length },
    message,
    'Write the character itself, or its number as `\\uHHHH`.',
  );
  return '\ufffd';
}

/** The value of the bytes literal text[start, end). */
export function decodeBytes(cursor: Cursor, start: number, end: number, raw: boolean): Uint8Array {
  let body = cursor.text.slice(start, end);
  if (body.includes('\r')) body = body.replace(/\r\n?/g, '\n');
  const strange = /[^\0-\x7f]/.exec(body);
  if (strange !== null) {
    const at = start + strange.index;
    cursor.report(
      'syntax/bytes-not-ascii',
      { start: at, end: at + 1 },
      'Bytes are written with ASCII characters',
      'Write other bytes as `\\xHH`, or encode a string: `"…".encode()`.',
    );
    return new Uint8Array(0);
  }
  const decoded = raw
    ? body
    : body.replace(bytesEscape, (escape, offset: number) => decodeByte(cursor, escape, start + offset));
  const bytes = new Uint8Array(decoded.length);
  for (let index = 0; index < decoded.length; index++) bytes[index] = decoded.charCodeAt(index);
  return bytes;
}

function decodeByte(cursor: Cursor, escape: string, at: number): string {
  const letter = escape[1];
  if (letter === undefined) return '\\';
  const known = simple[letter];
  if (known !== undefined && escape.length === 2) return known;
  if (letter >= '0' && letter <= '7') return String.fromCharCode(Number.parseInt(escape.slice(1), 8) & 255);
  if (letter !== 'x') return escape;
  if (escape.length === 4) return String.fromCharCode(Number.parseInt(escape.slice(2), 16));
  cursor.report(
    'syntax/invalid-escape',
    { start: at, end: at + 2 },
    `'${escape}' is not a complete escape`,
    'Write `\\xHH` with two hexadecimal digits.',
  );
  return escape;
}
