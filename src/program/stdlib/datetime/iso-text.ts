/**
 * Dates and times read from ISO 8601 text: extended or basic, with weeks, fractions of seconds (cut after microseconds)
 * and offsets. Whether the numbers are in range is left to whoever makes the value.
 */
import { dateOfOrdinal, firstMondayOf, isoWeeksIn } from './gregorian.ts';

export type IsoDate = readonly [year: number, month: number, day: number];

export interface IsoTime {
  readonly clock: readonly [hour: number, minute: number, second: number, microsecond: number];
  /** Seconds and microseconds east of UTC; null when there is none. */
  readonly offset: readonly [seconds: number, microseconds: number] | null;
}

const extendedDate = /^(\d{4})-(\d\d)-(\d\d)$/;
// CPython looks at no more than 8 of 10 characters in basic form.
const basicDate = /^(\d{4})(\d\d)(\d\d)(?:..)?$/u;
const extendedWeek = /^(\d{4})-W(\d\d)(?:-(\d))?$/;
const basicWeek = /^(\d{4})W(\d\d)(?:(\d)(?:..)?)?$/u;

/** @returns undefined for what is no date */
export function readIsoDate(text: string): IsoDate | undefined {
  const date = extendedDate.exec(text) ?? basicDate.exec(text);
  if (date !== null) return [Number(date[1]), Number(date[2]), Number(date[3])];
  const week = extendedWeek.exec(text) ?? basicWeek.exec(text);
  if (week === null) return undefined;
  const found = dateOfIsoWeek(Number(week[1]), Number(week[2]), Number(week[3] ?? 1));
  return typeof found === 'string' ? undefined : found;
}

// What CPython takes beyond the standard: a fraction of any last component counts as one of seconds, and in basic form
// (and after another colon) it needs no point.
const clock = (sign: string) => {
  const extended = '(?::(\\d\\d)(?::(\\d\\d))?)(?:(?<=:\\d\\d:\\d\\d)[.,:](\\d+)|[.,](\\d+))?';
  const basic = '(?:(\\d\\d)(?:(\\d\\d)(\\d+)?)?)?(?:[.,](\\d+))?';
  return new RegExp(`^${sign}(\\d\\d)(?:${extended}|${basic})$`);
};
const time = clock('');
const signed = clock('[+-]');

/** @returns undefined for what is no time */
export function readIsoTime(text: string): IsoTime | undefined {
  const place = text.search(/[+\-Z]/);
  // A point without digits passes before an offset.
  const found = readClock(time, place < 0 ? text : text.slice(0, place).replace(/[.,]$/, ''));
  if (found === undefined) return undefined;
  if (place < 0) return { clock: found, offset: null };
  const zone = text.slice(place);
  if (zone === 'Z') return { clock: found, offset: [0, 0] };
  const distance = readClock(signed, zone);
  if (distance === undefined) return undefined;
  const [hours, minutes, seconds, microseconds] = distance;
  const factor = zone[0] === '-' ? -1 : 1;
  return { clock: found, offset: [factor * (hours * 3600 + minutes * 60 + seconds), factor * microseconds] };
}

function readClock(pattern: RegExp, text: string): IsoTime['clock'] | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, hour, minute, second, after, fraction, basicMinute, basicSecond, more, basicFraction] = match;
  const digits = (after ?? fraction ?? more ?? basicFraction ?? '').slice(0, 6).padEnd(6, '0');
  return [Number(hour), Number(minute ?? basicMinute ?? 0), Number(second ?? basicSecond ?? 0), Number(digits)];
}

/** Where the character between date and time stands. @returns undefined when the date is too short to be one */
export function separatorIn(text: string): number | undefined {
  if (text.length < 7) return undefined;
  if (text.length === 7) return 7;
  if (text[4] === '-') return text[5] === 'W' ? afterExtendedWeek(text) : 10;
  if (text[4] !== 'W') return 8;
  // YYYYWww or YYYYWwwD, and digits can be the separator too: an even count after it means that the day is missing.
  let end = 7;
  while (end < text.length && isDigit(text[end])) end++;
  if (end < 9) return end;
  return end % 2 === 0 ? 7 : 8;
}

function afterExtendedWeek(text: string): number | undefined {
  if (text[8] !== '-') return 8;
  if (text.length === 9) return undefined;
  return text.length > 10 && isDigit(text[10]) ? 8 : 10;
}

const isDigit = (character: string | undefined): boolean =>
  character !== undefined && character >= '0' && character <= '9';

/** `fromisocalendar`. @returns what is wrong, or the date */
export function dateOfIsoWeek(year: number, week: number, day: number): IsoDate | string {
  if (year < 1 || year > 9999) return `Year is out of range: ${year}`;
  if (week < 1 || week > isoWeeksIn(year)) return `Invalid week: ${week}`;
  if (day < 1 || day > 7) return `Invalid day: ${day} (range is [1, 7])`;
  return dateOfOrdinal(firstMondayOf(year) + (week - 1) * 7 + day - 1);
}
