/**
 * One line of a log: control characters, line ends of all kinds, and characters that reorder or hide text are written as
 * escapes; the backslash as well, so that an escape can be told from a text that looks like one.
 */
const unsafe = /[\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const short: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

export function sanitizeLog(text: string): string {
  return text.replace(unsafe, (character) => short[character] ?? escaped(character.codePointAt(0)!));
}

function escaped(point: number): string {
  if (point <= 0xff) return '\\x' + point.toString(16).padStart(2, '0');
  if (point <= 0xffff) return '\\u' + point.toString(16).padStart(4, '0');
  return '\\U' + point.toString(16).padStart(8, '0');
}
