/** The values of number and duration literals. */
import type { ConstantValue } from '#language/ast';
import type { Cursor } from './cursor.ts';

/** CPython's bound for decimal integers: reading them takes quadratic time. */
const longestDecimal = 4300;
/** The same care for the others, where reading is linear but later arithmetic is not. */
const longestPrefixed = 100_000;

/** The value of the Number token at the cursor; the caller moves on. */
export function numberValue(cursor: Cursor): ConstantValue {
  const start = cursor.start;
  const end = cursor.ends[cursor.position]!;
  const short = shortInteger(cursor.text, start, end);
  if (short >= 0) return { type: 'int', value: BigInt(short) };
  const text = cursor.text.slice(start, end);
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const isPrefixed = /^0[xXoObB]/.test(plain);
  if (!isPrefixed && /[.eEjJ]/.test(plain)) {
    if (/[jJ]$/.test(plain)) return { type: 'complex', imaginary: Number(plain.slice(0, -1)) };
    return { type: 'float', value: Number(plain) };
  }
  const longest = isPrefixed ? longestPrefixed : longestDecimal;
  if (plain.length > longest) {
    const help = isPrefixed ? 'Put the number together from shorter ones.' : 'Write it in hexadecimal (`0x…`).';
    cursor.report('syntax/number-too-long', cursor.tokenSpan, `This integer has more than ${longest} digits`, help);
    return { type: 'int', value: 0n };
  }
  return { type: 'int', value: BigInt(isPrefixed ? plain.toLowerCase() : plain) };
}

/** The common case, up to fifteen plain digits, without making strings; -1 for any other number. */
function shortInteger(text: string, start: number, end: number): number {
  if (end - start > 15) return -1;
  let value = 0;
  for (let index = start; index < end; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

const secondsPerUnit = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** The value of the Duration token at the cursor; the caller moves on. */
export function durationValue(cursor: Cursor): ConstantValue {
  const text = cursor.text.slice(cursor.start, cursor.ends[cursor.position]);
  const unit = (text.endsWith('ms') ? 'ms' : text.slice(-1)) as keyof typeof secondsPerUnit;
  const count = Number(text.slice(0, -unit.length).replaceAll('_', ''));
  // Dividing keeps 500ms at exactly half a second where multiplying by 0.001 would round.
  return { type: 'duration', seconds: unit === 'ms' ? count / 1000 : count * secondsPerUnit[unit], text };
}
