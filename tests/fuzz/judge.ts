/** What a fuzzed program may not show: what is hidden, in any form we know to look for, or anything of the host's. */
import { hidden } from './grammar.ts';

/** Parts of a text, long enough that chance does not make them. */
function parts(whole: string, length: number): string[] {
  return Array.from({ length: whole.length - length + 1 }, (_, at) => whole.slice(at, at + length));
}

const lower = hidden.text.toLowerCase();
const letterForms = [lower, [...lower].reverse().join('')].flatMap((form) => parts(form, 5));
const otherForms = [
  Buffer.from(hidden.text).toString('hex'),
  String(hidden.number),
  [...String(hidden.number)].reverse().join(''),
  hidden.number.toString(16),
  hidden.number.toString(2),
].flatMap((form) => parts(form, form.length > 20 ? 20 : 6));
const base64 = Buffer.from(hidden.text).toString('base64').slice(0, 6);
/** Code points one after another, whatever stands between them. */
const codes = parts([...hidden.text].map((letter) => letter.charCodeAt(0).toString()).join(','), 11).map(
  (form) => new RegExp(`\\b${form.split(',').filter(Boolean).join('\\D{1,4}')}\\b`),
);

/** What of the hidden text or number a program showed; null when nothing. */
export function seenIn(output: string): string | null {
  const lowered = output.toLowerCase();
  const letters = lowered.replaceAll(/[^a-z]/g, '');
  for (const form of letterForms) if (letters.includes(form)) return form;
  for (const form of otherForms) if (lowered.includes(form)) return form;
  if (output.includes(base64)) return base64;
  return codes.find((form) => form.test(output))?.source ?? null;
}

/** The same of the lines of a ledger, whose hashes, keyed marks and ids are chance. */
export function seenInLedger(lines: readonly string[]): string | null {
  for (const line of lines) {
    const seen = seenIn(line.replaceAll(/[0-9a-f]{16,}|[0-9a-f]{4,12}(?:-[0-9a-f]{4,12}){2,}|"time":"[^"]*"/g, ''));
    if (seen !== null) return seen;
  }
  return null;
}

/** Signs of the host's own objects, or of a failure of ours. */
export const ownSigns =
  /internal error|\[object |native code|\bat [\w.]+ \(|\bundefined\b|\$f\b|node:|bunfs|Labelled|\[Function/;
