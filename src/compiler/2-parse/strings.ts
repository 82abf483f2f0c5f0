/** String, bytes and format string literals: decodes them and joins neighbours. */
import type { Expression, FormattedValue, JoinedString } from '#language/ast';
import type { Span } from '#language/source';
import { Kind } from '../1-lex/tokens.ts';
import type { Cursor } from './cursor.ts';
import { decodeBytes, decodeText } from './escapes.ts';
import { expressionListOrYield } from './expressions.ts';

/** One or more adjacent literals. */
export function stringLiterals(cursor: Cursor): Expression {
  const start = cursor.start;
  const kind = cursor.kind;
  const next = cursor.peek(1);
  if (kind === Kind.String && next !== Kind.String && next !== Kind.FormatStart && next !== Kind.Bytes) {
    const span = cursor.tokenSpan;
    const value = stringText(cursor);
    return { kind: 'Constant', id: cursor.newId(), span, value: { type: 'str', value } };
  }
  if (kind === Kind.Bytes) return bytesLiterals(cursor, start);
  return joined(cursor, start);
}

/** Decodes the String token at the cursor and moves on. */
function stringText(cursor: Cursor): string {
  const { text, start } = cursor;
  const end = cursor.ends[cursor.position]!;
  const { bodyStart, bodyEnd, raw } = literalBody(text, start, end);
  const value = decodeText(cursor, bodyStart, bodyEnd, raw);
  cursor.advance();
  return value;
}

interface Body {
  readonly bodyStart: number;
  readonly bodyEnd: number;
  readonly raw: boolean;
}

function literalBody(text: string, start: number, end: number): Body {
  let index = start;
  let raw = false;
  let quote = text.charCodeAt(index);
  while (quote !== 34 && quote !== 39) {
    if ((quote | 32) === 114) raw = true;
    quote = text.charCodeAt(++index);
  }
  const triple = end - index >= 6 && text.charCodeAt(index + 1) === quote && text.charCodeAt(index + 2) === quote;
  const length = triple ? 3 : 1;
  return { bodyStart: index + length, bodyEnd: end - length, raw };
}

function bytesLiterals(cursor: Cursor, start: number): Expression {
  const pieces: Uint8Array[] = [];
  while (cursor.at(Kind.Bytes)) {
    const { bodyStart, bodyEnd, raw } = literalBody(cursor.text, cursor.start, cursor.ends[cursor.position]!);
    pieces.push(decodeBytes(cursor, bodyStart, bodyEnd, raw));
    cursor.advance();
  }
  if (cursor.at(Kind.String) || cursor.at(Kind.FormatStart)) failMixed(cursor);
  const value = new Uint8Array(pieces.reduce((total, piece) => total + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    value.set(piece, offset);
    offset += piece.length;
  }
  return { kind: 'Constant', id: cursor.newId(), span: cursor.spanFrom(start), value: { type: 'bytes', value } };
}

function failMixed(cursor: Cursor): never {
  cursor.fail(
    'syntax/mixed-strings',
    cursor.tokenSpan,
    'Text and bytes cannot be joined by writing them side by side',
    'Decode the bytes, or put `b` before both.',
  );
}

/** Neighbouring strings and format strings: a Constant when no replacement field is among them and no `f`. */
function joined(cursor: Cursor, start: number): Expression {
  const parts: (string | FormattedValue)[] = [];
  let text: string[] = [];
  let sawFormat = false;
  const flush = (): void => {
    const joinedText = text.join('');
    if (joinedText !== '') parts.push(joinedText);
    text = [];
  };
  for (;;) {
    if (cursor.at(Kind.String)) text.push(stringText(cursor));
    else if (cursor.at(Kind.FormatStart)) {
      sawFormat = true;
      const raw = /r/i.test(cursor.text.slice(cursor.start, cursor.start + 2));
      cursor.advance();
      while (!cursor.accept(Kind.FormatEnd)) {
        if (cursor.at(Kind.FormatText)) text.push(formatText(cursor, raw, false));
        else {
          flush();
          parts.push(replacementField(cursor, raw));
        }
      }
    } else if (cursor.at(Kind.Bytes)) failMixed(cursor);
    else break;
  }
  if (!sawFormat) {
    return {
      kind: 'Constant',
      id: cursor.newId(),
      span: cursor.spanFrom(start),
      value: { type: 'str', value: text.join('') },
    };
  }
  flush();
  return { kind: 'JoinedString', id: cursor.newId(), span: cursor.spanFrom(start), parts };
}

/** Decodes the FormatText token at the cursor and moves on. */
function formatText(cursor: Cursor, raw: boolean, inSpec: boolean): string {
  const end = cursor.ends[cursor.position]!;
  const decoded = decodeText(cursor, cursor.start, end, raw, !inSpec);
  cursor.advance();
  return decoded;
}

function replacementField(cursor: Cursor, raw: boolean): FormattedValue {
  const start = cursor.start;
  cursor.expect(Kind.LeftBrace, "'{' or the end of the string");
  const outer = cursor.beginHeight();
  const valueStart = cursor.previousEnd;
  if (cursor.at(Kind.RightBrace)) {
    cursor.fail(
      'syntax/empty-field',
      cursor.span(start, cursor.ends[cursor.position]!),
      "Nothing stands between '{' and '}'",
      "Write '{{}}' for braces in the text.",
    );
  }
  const value = expressionListOrYield(cursor);
  let debugText: string | null = null;
  if (cursor.accept(Kind.Assign)) debugText = normaliseLines(cursor.text.slice(valueStart, cursor.start));
  const conversion = cursor.at(Kind.Exclamation) ? readConversion(cursor) : null;
  const spec = cursor.accept(Kind.Colon) ? formatSpec(cursor, raw) : null;
  if (!cursor.at(Kind.RightBrace)) cursor.failExpected("'}' at the end of the replacement field");
  cursor.advance();
  cursor.endHeight(outer);
  return {
    kind: 'FormattedValue',
    id: cursor.newId(),
    span: cursor.spanFrom(start),
    value,
    conversion,
    debugText,
    spec,
  };
}

function normaliseLines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function readConversion(cursor: Cursor): 's' | 'r' | 'a' {
  cursor.advance();
  const name = cursor.at(Kind.Name) ? cursor.name : '';
  if (name !== 's' && name !== 'r' && name !== 'a') {
    cursor.fail(
      'syntax/invalid-conversion',
      cursor.tokenSpan,
      "After '!' one of s, r and a is expected",
      'Write `!r` for repr(), `!s` for str(), `!a` for ascii().',
    );
  }
  cursor.advance();
  return name;
}

function formatSpec(cursor: Cursor, raw: boolean): JoinedString {
  const start = cursor.previousEnd;
  const parts: (string | FormattedValue)[] = [];
  while (cursor.at(Kind.FormatText) || cursor.at(Kind.LeftBrace)) {
    if (cursor.at(Kind.LeftBrace)) parts.push(replacementField(cursor, raw));
    else parts.push(formatText(cursor, raw, true));
  }
  const span: Span = cursor.span(start, Math.max(start, cursor.previousEnd));
  return { kind: 'JoinedString', id: cursor.newId(), span, parts };
}
