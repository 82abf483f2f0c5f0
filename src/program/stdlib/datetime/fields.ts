/** Arguments of the constructors: ints in their ranges, zones, and names for messages, in CPython's words. */
import { requireInteger } from '../../operators/indexing.ts';
import { error } from '../../values/exceptions.ts';
import { Keywords } from '../../values/functions.ts';
import { typeName } from '../../values/type-of.ts';
import type { Value } from '../../values/value.ts';
import { daysInMonth, greatestYear, leastYear } from './gregorian.ts';
import { Zone } from './values.ts';

/** An int that fits 32 bits. @throws TypeError, OverflowError */
export function smallInteger(x: Value): number {
  const integer = requireInteger(x);
  if (integer >= -0x80000000 && integer <= 0x7fffffff) return Number(integer);
  if (BigInt.asIntN(64, BigInt(integer)) !== BigInt(integer)) {
    throw error('OverflowError', 'Python int too large to convert to C long');
  }
  throw error('OverflowError', `signed integer is ${integer > 0 ? 'greater than maximum' : 'less than minimum'}`);
}

/** @throws ValueError for a day that does not exist */
export function checkDate(year: number, month: number, day: number): void {
  if (year < leastYear || year > greatestYear) throw error('ValueError', `year ${year} is out of range`);
  if (month < 1 || month > 12) throw error('ValueError', 'month must be in 1..12');
  if (day < 1 || day > daysInMonth(year, month)) throw error('ValueError', 'day is out of range for month');
}

/** @throws ValueError */
export function checkTime(hour: number, minute: number, second: number, microsecond: number, fold: number): void {
  if (hour < 0 || hour > 23) throw error('ValueError', 'hour must be in 0..23');
  if (minute < 0 || minute > 59) throw error('ValueError', 'minute must be in 0..59');
  if (second < 0 || second > 59) throw error('ValueError', 'second must be in 0..59');
  if (microsecond < 0 || microsecond > 999999) throw error('ValueError', 'microsecond must be in 0..999999');
  if (fold !== 0 && fold !== 1) throw error('ValueError', 'fold must be either 0 or 1');
}

/** None or a zone. @throws TypeError */
export function checkZone(x: Value): Value {
  if (x === null || x instanceof Zone) return x;
  throw error('TypeError', `tzinfo argument must be None or of a tzinfo subclass, not type '${typeName(x)}'`);
}

/** A keyword-only argument of a native function. */
export function keyword(last: Value | undefined, name: string): Value | undefined {
  if (!(last instanceof Keywords)) return undefined;
  const index = last.names.indexOf(name);
  return index < 0 ? undefined : last.values[index];
}

export const two = (number: number): string => String(number).padStart(2, '0');
export const four = (number: number): string => String(number).padStart(4, '0');
