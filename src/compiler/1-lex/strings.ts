/**
 * Strings, bytes and format strings. A plain string is one token; its escapes are decoded by the parser. A format string
 * becomes FormatStart, then FormatText pieces and the ordinary tokens of its replacement fields, then FormatEnd, so that
 * fields may hold any expression, nested quotes of the same kind included.
 */
import { Open, type Scanner } from './scanner.ts';
import { Kind } from './tokens.ts';

/** Format strings inside format strings beyond this are refused. */
const deepestFormatString = 50;

/** Length of a string prefix (`r`, `b`, `f`, `u`, `rb` …) directly before a quote; 0 when there is none. */
export function stringPrefixLength(text: string, start: number): number {
  const first = text.charCodeAt(start) | 32;
  if (first !== 114 && first !== 98 && first !== 102 && first !== 117) return 0;
  const second = text.charCodeAt(start + 1);
  if (second === 34 || second === 39) return 1;
  const third = text.charCodeAt(start + 2);
  if (third !== 34 && third !== 39) return 0;
  const pair = String.fromCharCode(first, second | 32);
  return pair === 'rb' || pair === 'br' || pair === 'fr' || pair === 'rf' ? 2 : 0;
}

/** Reads a string whose prefix is text[start, quoteAt). */
export function scanStringAfterPrefix(scanner: Scanner, start: number, quoteAt: number): void {
  const { text } = scanner;
  const quote = text.charCodeAt(quoteAt);
  const triple = text.charCodeAt(quoteAt + 1) === quote && text.charCodeAt(quoteAt + 2) === quote;
  const prefix = text.slice(start, quoteAt).toLowerCase();
  const bodyStart = quoteAt + (triple ? 3 : 1);
  if (prefix.includes('f') && scanner.formatStrings.length < deepestFormatString) {
    scanner.push(Open.Text, start);
    scanner.formatStrings.push({ quote, triple, raw: prefix.includes('r') });
    scanner.add(Kind.FormatStart, start, bodyStart);
    return;
  }
  const end = stringEnd(text, bodyStart, quote, triple);
  if (end < 0) return reportUnclosedString(scanner, start, quote, triple);
  if (prefix.includes('f')) {
    scanner.diagnostics.report('syntax/too-deep', { start, end }, 'Format strings are nested too deeply here', {
      help: 'Give the inner string a name on a line of its own.',
    });
    return scanner.add(Kind.Error, start, end);
  }
  scanner.add(prefix.includes('b') ? Kind.Bytes : Kind.String, start, end);
}

/** Offset behind the closing quotes; -1 when they are missing. */
function stringEnd(text: string, bodyStart: number, quote: number, triple: boolean): number {
  for (let index = bodyStart; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 92) {
      if (text.charCodeAt(index + 1) === 13 && text.charCodeAt(index + 2) === 10) index++;
      index++;
    } else if (code === quote) {
      if (!triple) return index + 1;
      if (text.charCodeAt(index + 1) === quote && text.charCodeAt(index + 2) === quote) return index + 3;
    } else if (!triple && (code === 10 || code === 13)) return -1;
  }
  return -1;
}

/**
 * A string without end goes to the end of its line (or, with triple quotes, of the file). When we are in a field of a
 * format string with the same quotes, the quote was meant to close that string: the brace is what is missing.
 */
function reportUnclosedString(scanner: Scanner, start: number, quote: number, triple: boolean): void {
  const { text } = scanner;
  scanner.unclosedStringAt = start;
  const around = scanner.formatStrings[scanner.formatStrings.length - 1];
  if (around !== undefined && !around.triple && around.quote === quote && !triple) {
    const field = Math.max(scanner.open.lastIndexOf(Open.Field), 0);
    const opened = scanner.openedAt[field]!;
    scanner.diagnostics.report(
      'syntax/unclosed-field',
      { start: opened, end: opened + 1 },
      "This '{' is never closed",
      {
        help: "Add the matching '}', or write '{{' for a brace in the text.",
      },
    );
    closeFormatString(scanner, start, start + 1);
    return;
  }
  const end = triple ? text.length : lineEnd(text, start);
  const quotes = String.fromCharCode(quote).repeat(triple ? 3 : 1);
  const span = { start, end: Math.min(end, lineEnd(text, start)) };
  scanner.diagnostics.report('syntax/unclosed-string', span, 'This string is never closed', {
    help: triple
      ? `Add ${quotes} where it ends.`
      : `Add ${quotes} where it ends; a string over several lines has three quotes.`,
    fix: triple ? null : { title: 'Close the string', edits: [{ span: { start: end, end }, replacement: quotes }] },
  });
  scanner.add(Kind.Error, start, end);
}

function lineEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++;
  return end;
}

/** Ends the innermost format string at a place where something is missing; the Error token silences the parser. */
function closeFormatString(scanner: Scanner, start: number, end: number): void {
  while (scanner.open[scanner.open.length - 1] !== Open.Text) scanner.pop();
  scanner.pop();
  scanner.tokens.add(Kind.Error, start, start);
  scanner.add(Kind.FormatEnd, start, end);
}

/** Reads text of a format string, or of a format spec, up to the next brace or the closing quotes. */
export function scanFormatText(scanner: Scanner, state: Open.Text | Open.Spec): void {
  const { text, position: start } = scanner;
  const { quote, triple, raw } = scanner.formatStrings[scanner.formatStrings.length - 1]!;
  const inSpec = state === Open.Spec;
  let index = start;
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 92) {
      index = afterBackslash(text, index, raw);
    } else if (code === 123) {
      if (inSpec || text.charCodeAt(index + 1) !== 123) break;
      index++;
    } else if (code === 125) {
      if (inSpec || text.charCodeAt(index + 1) !== 125) break;
      index++;
    } else if (code === quote) {
      if (!triple || (text.charCodeAt(index + 1) === quote && text.charCodeAt(index + 2) === quote)) break;
    } else if (!triple && (code === 10 || code === 13)) break;
  }
  if (index > text.length) index = text.length;
  if (index > start) scanner.add(Kind.FormatText, start, index);
  if (index < text.length) scanAfterText(scanner, index, inSpec, quote, triple);
}

/** The last index that a backslash at `index` takes with it; a brace after it still opens a field. */
function afterBackslash(text: string, index: number, raw: boolean): number {
  const next = text.charCodeAt(index + 1);
  if (next === 123 || next === 125) return index;
  if (next === 78 && !raw && text.charCodeAt(index + 2) === 123) {
    // A character's name holds no quotes, so an unclosed `\N{` does not swallow the file.
    let end = index + 3;
    while (end < text.length && /[A-Za-z0-9 -]/.test(text[end]!)) end++;
    return text.charCodeAt(end) === 125 ? end : index + 2;
  }
  return next === 13 && text.charCodeAt(index + 2) === 10 ? index + 2 : index + 1;
}

function scanAfterText(scanner: Scanner, index: number, inSpec: boolean, quote: number, triple: boolean): void {
  const code = scanner.text.charCodeAt(index);
  if (code === 123) {
    scanner.push(Open.Field, index);
    scanner.add(Kind.LeftBrace, index, index + 1);
  } else if (code === 125 && inSpec) {
    scanner.pop();
    scanner.add(Kind.RightBrace, index, index + 1);
  } else if (code === 125) {
    scanner.diagnostics.report('syntax/single-brace', { start: index, end: index + 1 }, "A single '}' closes nothing", {
      help: "Write '}}' for a brace in the text of a format string.",
      fix: { title: "Write '}}'", edits: [{ span: { start: index, end: index + 1 }, replacement: '}}' }] },
    });
    scanner.add(Kind.FormatText, index, index + 1);
  } else if (code === quote && !inSpec) {
    scanner.pop();
    scanner.add(Kind.FormatEnd, index, index + (triple ? 3 : 1));
  } else reportOpenFormatString(scanner, index, inSpec, code === quote);
}

/** The line ended inside a format string, or its closing quotes came inside a format spec. */
function reportOpenFormatString(scanner: Scanner, index: number, inSpec: boolean, atQuote: boolean): void {
  scanner.unclosedStringAt = index;
  const opened = scanner.openedAt[inSpec ? scanner.open.length - 1 : scanner.open.lastIndexOf(Open.Text)]!;
  if (inSpec) {
    scanner.diagnostics.report(
      'syntax/unclosed-field',
      { start: opened, end: opened + 1 },
      "This '{' is never closed",
      {
        help: "Add the matching '}'.",
      },
    );
  } else {
    scanner.diagnostics.report('syntax/unclosed-string', { start: opened, end: index }, 'This string is never closed', {
      help: 'Close it on this line, or use three quotes.',
    });
  }
  closeFormatString(scanner, index, atQuote ? index + 1 : index);
}
