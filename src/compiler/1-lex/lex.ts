/**
 * Source text to tokens. Any text gives tokens: what cannot be read is reported once and becomes an `Error` token.
 * Blocks are found here (Indent, Dedent), and so are unclosed brackets, because a line that begins with a word such as
 * `return` shows that the bracket before it was forgotten. Values of literals are left to the parser.
 */
import type { Diagnostics } from '#diagnostics/diagnostic';
import { hardKeywords, pythonNames } from '#language/keywords';
import type { SourceFile } from '#language/source';
import { beginLine, finishBlocks, startsStatement } from './lines.ts';
import { characterAt, startsIdentifier } from './names.ts';
import { isDigit, scanNumber } from './numbers.ts';
import { reportUnclosed, scanOperator } from './operators.ts';
import { type Dialect, Open, Scanner } from './scanner.ts';
import { scanFormatText, scanStringAfterPrefix, stringPrefixLength } from './strings.ts';
import { Kind, type Tokens, word } from './tokens.ts';

/**
 * @param source the file; a byte order mark at its start is skipped
 * @param diagnostics receives `syntax/*`
 * @param dialect what `def`, `func`, `let` and `const` are
 * @returns tokens that end with EndOfFile; every line of code ends with Newline, Indents and Dedents balance
 */
export function lex(source: SourceFile, diagnostics: Diagnostics, dialect: Dialect = 'aegis'): Tokens {
  const scanner = new Scanner(source, diagnostics, dialect);
  if (scanner.text.charCodeAt(0) === 0xfeff) scanner.position = 1;
  beginLine(scanner);
  while (scanner.position < scanner.text.length) {
    const top = scanner.open[scanner.open.length - 1];
    if (top === Open.Text || top === Open.Spec) scanFormatText(scanner, top);
    else scanToken(scanner);
  }
  finishFile(scanner);
  const { tokens } = scanner;
  return {
    source,
    count: tokens.count,
    kinds: tokens.kinds,
    starts: tokens.starts,
    ends: tokens.ends,
    extras: tokens.extras,
    names: scanner.names.names,
    comments: scanner.comments,
  };
}

function scanToken(scanner: Scanner): void {
  const { text, position } = scanner;
  const code = text.charCodeAt(position);
  if (code === 32 || code === 9 || code === 12) {
    scanner.position++;
    return;
  }
  if (code === 10 || code === 13) return scanLineEnd(scanner, code);
  if (code === 35) return scanComment(scanner, false);
  if (startsIdentifier(text, position)) return scanWord(scanner);
  if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(position + 1)))) return scanNumber(scanner);
  if (code === 34 || code === 39) return scanStringAfterPrefix(scanner, position, position);
  if (code === 92) return scanContinuation(scanner);
  if (scanOperator(scanner, code)) return;
  scanUnknown(scanner);
}

function scanLineEnd(scanner: Scanner, code: number): void {
  const start = scanner.position;
  const length = code === 13 && scanner.text.charCodeAt(start + 1) === 10 ? 2 : 1;
  if (scanner.open.length === 0) {
    scanner.add(Kind.Newline, start, start + length);
    beginLine(scanner);
    return;
  }
  scanner.position = start + length;
  if (startsStatement(scanner)) {
    reportUnclosed(scanner, start);
    scanner.tokens.add(Kind.Newline, start, start + length);
    beginLine(scanner);
  }
}

/** A comment up to the end of its line. */
export function scanComment(scanner: Scanner, ownLine: boolean): void {
  const { text, position: start } = scanner;
  let end = start;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === 10 || code === 13) break;
  }
  scanner.comments.push(start, end, ownLine ? 1 : 0);
  scanner.position = end;
}

function scanWord(scanner: Scanner): void {
  const { text, position: start } = scanner;
  const prefix = stringPrefixLength(text, start);
  if (prefix > 0) return scanStringAfterPrefix(scanner, start, start + prefix);
  const end = scanner.names.end(text, start);
  const number = scanner.names.intern(text, start, end);
  if (scanner.dialect === 'python') scanner.tokens.add(pythonKind(number), start, end, number);
  else if (number < hardKeywords.length) scanner.tokens.add(Kind.False + number, start, end);
  else scanner.tokens.add(Kind.Name, start, end, number);
  scanner.position = end;
}

function pythonKind(number: number): Kind {
  if (number === word.def) return Kind.Func;
  const isKeyword = number < hardKeywords.length && !(pythonNames as readonly string[]).includes(hardKeywords[number]!);
  return isKeyword ? Kind.False + number : Kind.Name;
}

/** A backslash at the end of a line joins the next line to it. */
function scanContinuation(scanner: Scanner): void {
  const { text, position: start } = scanner;
  const next = text.charCodeAt(start + 1);
  if ((next === 10 || next === 13) && start + 2 < text.length) {
    scanner.position = start + (next === 13 && text.charCodeAt(start + 2) === 10 ? 3 : 2);
    return;
  }
  scanner.diagnostics.report(
    'syntax/stray-backslash',
    { start, end: start + 1 },
    'A backslash outside a string may only end a line that goes on',
    { help: 'Remove it, or make it the very last character of the line and continue on the next.' },
  );
  scanner.add(Kind.Error, start, start + 1);
}

/** What to write instead of characters that people bring along from elsewhere. */
const replacements: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '–': '-',
  '—': '-',
  '×': '*',
  '÷': '/',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '\u00a0': ' ',
  '\u3000': ' ',
};

function scanUnknown(scanner: Scanner): void {
  const { text, position: start } = scanner;
  const character = characterAt(text, start);
  const replacement = replacements[character];
  let end = start + character.length;
  if (replacement === undefined) {
    // A run of strange characters is one mistake, typically a binary file.
    while (end < text.length && isUnknown(text, end)) end += characterAt(text, end).length;
  }
  const span = { start, end };
  scanner.diagnostics.report('syntax/invalid-character', span, `${describe(character)} cannot stand here`, {
    help:
      replacement === undefined
        ? 'Remove it, or put it inside a string.'
        : `Write ${replacement === ' ' ? 'an ordinary space' : `\`${replacement}\``} instead.`,
    fix: replacement === undefined ? null : { title: 'Replace the character', edits: [{ span, replacement }] },
  });
  scanner.add(Kind.Error, start, end);
}

function isUnknown(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code < 128) return code < 9 || (code > 13 && code < 32) || code === 127 || code === 11;
  return !startsIdentifier(text, index) && replacements[characterAt(text, index)] === undefined;
}

function describe(character: string): string {
  const point = character.codePointAt(0)!;
  const number = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
  const printable = point > 32 && !(point >= 127 && point < 160) && !(point >= 0xd800 && point < 0xe000);
  return printable && !/\p{C}|\p{Z}/u.test(character) ? `'${character}' (${number})` : `The character ${number}`;
}

function finishFile(scanner: Scanner): void {
  const end = scanner.text.length;
  if (scanner.open.length > 0) reportUnclosed(scanner, end);
  const { tokens } = scanner;
  const last = tokens.count === 0 ? Kind.Newline : tokens.kinds[tokens.count - 1];
  if (last !== Kind.Newline && last !== Kind.Indent && last !== Kind.Dedent) tokens.add(Kind.Newline, end, end);
  finishBlocks(scanner);
  tokens.add(Kind.EndOfFile, end, end);
}
