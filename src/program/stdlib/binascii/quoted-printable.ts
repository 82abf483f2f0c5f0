/** Quoted-printable: text in which bytes that mail could damage stand as `=XX`, in lines of at most 76 characters. */
import { ByteCollector } from './problems.ts';

const mostInLine = 76;
const tab = 9;
const newline = 10;
const carriageReturn = 13;
const space = 32;
const dot = 46;
const equals = 61;
const underscore = 95;

export interface QuotedPrintableOptions {
  /** Tabs and spaces inside lines are quoted too. */
  readonly quoteTabs: boolean;
  /** Line ends are line ends; else they are bytes like others. */
  readonly isText: boolean;
  /** The form of mail headers, where a space is an underscore. */
  readonly isHeader: boolean;
}

function pushQuoted(out: ByteCollector, byte: number): void {
  const digits = byte.toString(16).toUpperCase().padStart(2, '0');
  out.push(equals);
  out.push(digits.charCodeAt(0));
  out.push(digits.charCodeAt(1));
}

function mustQuote(data: Uint8Array, at: number, isLineStart: boolean, options: QuotedPrintableOptions): boolean {
  const byte = data[at]!;
  const next = data[at + 1];
  if (byte > 126 || byte === equals || (options.isHeader && byte === underscore)) return true;
  // A dot alone on its line would end the mail.
  if (byte === dot) {
    return isLineStart && (next === undefined || next === newline || next === carriageReturn || next === 0);
  }
  if (byte === carriageReturn || byte === newline) return !options.isText;
  const isBlank = byte === tab || byte === space;
  if (isBlank && next === undefined) return true;
  return byte <= space && (options.quoteTabs || !isBlank);
}

export function encodeQuotedPrintable(data: Uint8Array, options: QuotedPrintableOptions): Uint8Array {
  const firstNewline = data.indexOf(newline);
  const usesCarriageReturn = firstNewline > 0 && data[firstNewline - 1] === carriageReturn;
  const out = new ByteCollector(data.length * 2);
  let inLine = 0;
  const endLine = () => {
    if (usesCarriageReturn) out.push(carriageReturn);
    out.push(newline);
    inLine = 0;
  };
  const breakLine = () => {
    out.push(equals);
    endLine();
  };
  for (let at = 0; at < data.length; at++) {
    const byte = data[at]!;
    const next = data[at + 1];
    if (mustQuote(data, at, inLine === 0, options)) {
      if (inLine + 3 >= mostInLine) breakLine();
      pushQuoted(out, byte);
      inLine += 3;
    } else if (options.isText && (byte === newline || (byte === carriageReturn && next === newline))) {
      const { last } = out;
      if (last === space || last === tab) {
        out.replaceLast(equals);
        for (const digit of last === tab ? '09' : '20') out.push(digit.charCodeAt(0));
      }
      endLine();
      if (byte === carriageReturn) at++;
    } else {
      if (next !== undefined && next !== newline && inLine + 1 >= mostInLine) breakLine();
      inLine++;
      out.push(options.isHeader && byte === space ? underscore : byte);
    }
  }
  return out.finish();
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = byte | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** Never fails: what is no escape stays as it is. */
export function decodeQuotedPrintable(data: Uint8Array, isHeader: boolean): Uint8Array {
  const out = new ByteCollector(data.length);
  for (let at = 0; at < data.length; at++) {
    const byte = data[at]!;
    if (byte !== equals) {
      out.push(isHeader && byte === underscore ? space : byte);
      continue;
    }
    const next = data[at + 1];
    if (next === undefined) break;
    if (next === newline || next === carriageReturn) {
      const end = data.indexOf(newline, at + 1);
      at = end < 0 ? data.length : end;
      continue;
    }
    const high = hexDigit(next);
    const low = hexDigit(data[at + 2]);
    if (next === equals) at++;
    if (next === equals || high < 0 || low < 0) {
      out.push(equals);
      continue;
    }
    out.push(high * 16 + low);
    at += 2;
  }
  return out.finish();
}
