/** The proleptic Gregorian calendar: days counted from 1 January of year 1, which is day 1. */

export const leastYear = 1;
export const greatestYear = 9999;
export const greatestOrdinal = 3652059;

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : lengths[month - 1]!;
}

export function daysBeforeYear(year: number): number {
  const before = year - 1;
  return before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
}

/** The day's number in its year, from 1. */
export function dayOfYear(year: number, month: number, day: number): number {
  return daysBefore[month - 1]! + (month > 2 && isLeapYear(year) ? 1 : 0) + day;
}

export function ordinalOf(year: number, month: number, day: number): number {
  return daysBeforeYear(year) + dayOfYear(year, month, day);
}

/** The date of a day's number: the inverse of `ordinalOf`, for any year. */
export function dateOfOrdinal(ordinal: number): readonly [year: number, month: number, day: number] {
  // A good guess of the year, which can only be one too high or too low.
  let year = Math.floor((ordinal - 1) / 365.2425) + 1;
  while (daysBeforeYear(year + 1) < ordinal) year++;
  while (daysBeforeYear(year) >= ordinal) year--;
  let rest = ordinal - daysBeforeYear(year);
  let month = 1;
  for (let length = daysInMonth(year, month); rest > length; length = daysInMonth(year, month)) {
    rest -= length;
    month++;
  }
  return [year, month, rest];
}

/** 0 is Monday. */
export function weekdayOf(year: number, month: number, day: number): number {
  const days = ordinalOf(year, month, day) + 6;
  return ((days % 7) + 7) % 7;
}

/** The Monday that begins a year's first ISO week, the one with its first Thursday. */
export function firstMondayOf(year: number): number {
  const first = ordinalOf(year, 1, 1);
  const weekday = (first + 6) % 7;
  return weekday > 3 ? first - weekday + 7 : first - weekday;
}

/** ISO year, week and weekday (Monday is 1). */
export function isoCalendarOf(
  year: number,
  month: number,
  day: number,
): readonly [year: number, week: number, day: number] {
  const ordinal = ordinalOf(year, month, day);
  let isoYear = year;
  let week = Math.floor((ordinal - firstMondayOf(year)) / 7);
  if (week < 0) {
    isoYear--;
    week = Math.floor((ordinal - firstMondayOf(isoYear)) / 7);
  } else if (week >= 52 && ordinal >= firstMondayOf(year + 1)) {
    isoYear++;
    week = 0;
  }
  return [isoYear, week + 1, weekdayOf(year, month, day) + 1];
}

/** How many ISO weeks a year has. */
export function isoWeeksIn(year: number): number {
  return Math.round((firstMondayOf(year + 1) - firstMondayOf(year)) / 7);
}
