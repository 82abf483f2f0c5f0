/** A number: an int or a finite float, written in ASCII. */
import { normalInteger } from '../../values/range.ts';
import { Float, type Value } from '../../values/value.ts';
import { refuseContent } from '../refuse-content.ts';

/** As many digits as `int()` reads. */
const mostDigits = 4300;

/** @param leaf a string, or a number already */
export function sanitizeNumber(leaf: Value): Value {
  if (typeof leaf === 'number' || typeof leaf === 'bigint') return leaf;
  if (leaf instanceof Float) return Number.isFinite(leaf.value) ? new Float(leaf.value) : refuse();
  if (typeof leaf !== 'string') return refuse();
  const text = leaf.trim();
  if (text.length > mostDigits) return refuse();
  if (/^[+-]?[0-9]+$/.test(text)) return normalInteger(BigInt(text.replace(/^\+/, '')));
  if (!/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?$/i.test(text)) return refuse();
  const value = Number(text);
  return Number.isFinite(value) ? new Float(value) : refuse();
}

function refuse(): never {
  return refuseContent('number', 'it is no finite number');
}
