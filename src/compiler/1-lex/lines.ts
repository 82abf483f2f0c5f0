/**
 * Lines and blocks. At the start of each line of code the indentation is measured twice, with tabs to the next multiple
 * of eight and with tabs as one column, as CPython does: when the two disagree about which line is deeper, the meaning
 * would depend on the editor, and we say so.
 */
import { type hardKeywords, pythonNames } from '#language/keywords';
import { scanComment } from './lex.ts';
import type { Scanner } from './scanner.ts';
import { Kind } from './tokens.ts';

/** Skips blank lines and comment lines, then emits the Indent or Dedents of the next line of code. */
export function beginLine(scanner: Scanner): void {
  const { text } = scanner;
  for (;;) {
    let column = 0;
    let alternative = 0;
    let index = scanner.position;
    for (; ; index++) {
      const code = text.charCodeAt(index);
      if (code === 32) {
        column++;
        alternative++;
      } else if (code === 9) {
        column = (Math.floor(column / 8) + 1) * 8;
        alternative++;
      } else if (code === 12) {
        column = 0;
        alternative = 0;
      } else break;
    }
    const lineStart = scanner.position;
    scanner.position = index;
    if (index >= text.length) return;
    let code = text.charCodeAt(index);
    if (code === 35) {
      scanComment(scanner, true);
      if (scanner.position >= text.length) return;
      code = text.charCodeAt(scanner.position);
    } else if (code !== 10 && code !== 13) {
      const continued = code === 92 && (text.charCodeAt(index + 1) === 10 || text.charCodeAt(index + 1) === 13);
      if (!continued) {
        setIndentation(scanner, column, alternative, lineStart);
        return;
      }
      // A line that holds only a backslash: the next line goes on with this one's indentation.
      setIndentation(scanner, column, alternative, lineStart);
      return;
    }
    scanner.position += code === 13 && text.charCodeAt(scanner.position + 1) === 10 ? 2 : 1;
  }
}

function setIndentation(scanner: Scanner, column: number, alternative: number, lineStart: number): void {
  const { indents, alternativeIndents, position, tokens } = scanner;
  const current = indents[indents.length - 1]!;
  if (column === current) {
    if (alternative !== alternativeIndents[alternativeIndents.length - 1]) reportTabs(scanner, lineStart);
    return;
  }
  if (column > current) {
    if (alternative <= alternativeIndents[alternativeIndents.length - 1]!) reportTabs(scanner, lineStart);
    indents.push(column);
    alternativeIndents.push(alternative);
    tokens.add(Kind.Indent, lineStart, position);
    return;
  }
  while (column < indents[indents.length - 1]!) {
    indents.pop();
    alternativeIndents.pop();
    tokens.add(Kind.Dedent, position, position);
  }
  const reached = indents[indents.length - 1]!;
  if (column !== reached) {
    scanner.diagnostics.report(
      'syntax/unindent-mismatch',
      { start: lineStart, end: position },
      `This line is indented by ${column}, which matches no block around it`,
      {
        help: `Indent it by ${reached} to go on with the outer block.`,
        fix: {
          title: `Indent by ${reached}`,
          edits: [{ span: { start: lineStart, end: position }, replacement: ' '.repeat(reached) }],
        },
      },
    );
  } else if (alternative !== alternativeIndents[alternativeIndents.length - 1]) reportTabs(scanner, lineStart);
}

function reportTabs(scanner: Scanner, lineStart: number): void {
  scanner.diagnostics.report(
    'syntax/inconsistent-tabs',
    { start: lineStart, end: scanner.position },
    'Tabs and spaces are mixed so that the block depends on the width of a tab',
    { help: 'Use spaces only, four for each level.' },
  );
}

/** Closes the blocks that are open at the end of the file. */
export function finishBlocks(scanner: Scanner): void {
  const end = scanner.text.length;
  for (; scanner.indents.length > 1; scanner.indents.pop()) scanner.tokens.add(Kind.Dedent, end, end);
}

/** Keywords that begin a statement and can stand nowhere inside brackets. */
const statementKeywords: ReadonlySet<string> = new Set([
  'assert',
  'break',
  'class',
  'const',
  'continue',
  'del',
  'func',
  'global',
  'import',
  'let',
  'nonlocal',
  'pass',
  'raise',
  'return',
  'try',
  'while',
  'with',
] satisfies (typeof hardKeywords)[number][]);

/** Does the line at the scanner's position, read inside brackets, begin with a word that only begins statements? */
export function startsStatement(scanner: Scanner): boolean {
  const { text } = scanner;
  let start = scanner.position;
  while (text.charCodeAt(start) === 32 || text.charCodeAt(start) === 9) start++;
  let end = start;
  while (end - start < 9 && isLowerCase(text.charCodeAt(end))) end++;
  const first = text.slice(start, end);
  if (end === start || !statementKeywords.has(first)) return false;
  if (scanner.dialect === 'python' && (pythonNames as readonly string[]).includes(first)) return false;
  const next = text.charCodeAt(end);
  // `return` must end here: `returned` is a name, and `class="x"` a quoted mistake of another kind.
  return !(
    isLowerCase(next) ||
    next === 95 ||
    next === 61 ||
    (next >= 48 && next <= 57) ||
    (next >= 65 && next <= 90) ||
    next >= 128
  );
}

function isLowerCase(code: number): boolean {
  return code >= 97 && code <= 122;
}
