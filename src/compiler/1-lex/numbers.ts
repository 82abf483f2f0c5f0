/**
 * Numbers: decimal, hexadecimal, octal and binary integers with single underscores, floats, imaginary numbers, and
 * durations (`500ms 30s 5m 2h 7d`). Only the extent is found here; values are made in `2-parse/numbers.ts`.
 */
import { continuesIdentifier } from './names.ts';
import type { Scanner } from './scanner.ts';
import { Kind } from './tokens.ts';

const prefixed = /0(?:[xX](?:_?[0-9a-fA-F])+|[oO](?:_?[0-7])+|[bB](?:_?[01])+)/y;
const decimal = /(?:[0-9](?:_?[0-9])*)?(?:\.(?:[0-9](?:_?[0-9])*)?)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?/y;
const durationSuffix = /(?:ms|[smhd])(?![\p{XID_Continue}])/uy;
/** `1if x else y`: a number may run into one of these words, as in Python. */
const followingWord = /(?:and|else|for|if|in|is|not|or)(?![\p{XID_Continue}])/uy;
const identifierRest = /[\p{XID_Continue}.]+/uy;

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function scanNumber(scanner: Scanner): void {
  const { text, position: start } = scanner;
  let end = plainIntegerEnd(text, start);
  if (end < 0) {
    const second = text.charCodeAt(start + 1) | 32;
    const isPrefixed = text.charCodeAt(start) === 48 && (second === 120 || second === 111 || second === 98);
    end = matchEnd(isPrefixed ? prefixed : decimal, text, start);
    if (end < 0) end = start + 1;
    const suffix = text.charCodeAt(end) | 32;
    if (!isPrefixed && suffix === 106) end++;
    else if (!isPrefixed) {
      const durationEnd = matchEnd(durationSuffix, text, end);
      if (durationEnd > 0) return scanner.add(Kind.Duration, start, durationEnd);
    }
    if (continuesIdentifier(text, end) && matchEnd(followingWord, text, end) < 0)
      return reportNumber(scanner, start, end);
    if (hasLeadingZeros(text, start, end)) return reportLeadingZeros(scanner, start, end);
  }
  scanner.add(Kind.Number, start, end);
}

/** The common case, a few digits and then something unrelated; -1 when there is more to look at. */
function plainIntegerEnd(text: string, start: number): number {
  let index = start;
  while (isDigit(text.charCodeAt(index))) index++;
  const code = text.charCodeAt(index);
  const startsWithZero = text.charCodeAt(start) === 48 && index - start > 1;
  if (index === start || startsWithZero || code === 46 || code === 95 || code >= 128) return -1;
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) ? -1 : index;
}

function matchEnd(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** `007` is an integer with leading zeros, but `00`, `0.5`, `00.5` and `00j` are fine. */
function hasLeadingZeros(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start) !== 48 || end - start < 2) return false;
  let nonZero = false;
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code !== 95 && !isDigit(code)) return false;
    if (code !== 95 && code !== 48) nonZero = true;
  }
  return nonZero;
}

function reportLeadingZeros(scanner: Scanner, start: number, end: number): void {
  const digits = scanner.text.slice(start, end);
  const trimmed = digits.replace(/^[0_]+/, '');
  const span = { start, end };
  const shown = trimmed.length > 20 ? 'the digits alone' : `\`${trimmed}\``;
  scanner.diagnostics.report('syntax/leading-zeros', span, 'An integer does not begin with zeros', {
    help: `Write ${shown}, or \`0o…\` if it is meant to be octal.`,
    fix: { title: 'Remove the zeros', edits: [{ span, replacement: trimmed }] },
  });
  scanner.add(Kind.Error, start, end);
}

function reportNumber(scanner: Scanner, start: number, numberEnd: number): void {
  const { text } = scanner;
  const end = Math.max(matchEnd(identifierRest, text, numberEnd), numberEnd);
  const shown = text.slice(start, Math.min(end, start + 40));
  scanner.diagnostics.report('syntax/invalid-number', { start, end }, `'${shown}' is not a number`, {
    help: 'Digits may be grouped by single underscores; durations end in ms, s, m, h or d; a name cannot begin with a digit.',
  });
  scanner.add(Kind.Error, start, end);
}
