/** A time taken apart, as `strftime` writes it and `strptime` reads it; names of the C locale, which is the only one. */
import { dateOfOrdinal, dayOfYear, ordinalOf, weekdayOf } from '../datetime/gregorian.ts';

export interface BrokenDownTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 is Monday. */
  readonly weekday: number;
  /** From 1. */
  readonly yearDay: number;
  /** 1 with daylight saving, 0 without, -1 unknown. */
  readonly daylightSaving: number;
}

export const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const epochOrdinal = ordinalOf(1970, 1, 1);

/** Seconds since 1970 in UTC, leap seconds apart. */
export function secondsSinceEpoch(t: Pick<BrokenDownTime, 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'>) {
  const days = ordinalOf(t.year, t.month, t.day) - epochOrdinal;
  return days * 86400 + t.hour * 3600 + t.minute * 60 + t.second;
}

/** Whole seconds since 1970, taken apart in UTC. */
export function breakDown(seconds: number): BrokenDownTime {
  const days = Math.floor(seconds / 86400);
  const rest = seconds - days * 86400;
  const [year, month, day] = dateOfOrdinal(epochOrdinal + days);
  return {
    year,
    month,
    day,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    weekday: weekdayOf(year, month, day),
    yearDay: dayOfYear(year, month, day),
    daylightSaving: 0,
  };
}

/** `Sun Jun 20 23:21:05 1993`, with at least so many digits of the year. */
export function asciiTime(t: BrokenDownTime, yearDigits = 0): string {
  const clock = [t.hour, t.minute, t.second].map((part) => String(part).padStart(2, '0')).join(':');
  const day = dayNames[t.weekday]!.slice(0, 3);
  return `${day} ${monthNames[t.month - 1]!.slice(0, 3)} ${String(t.day).padStart(2)} ${clock} ${String(t.year).padStart(yearDigits, '0')}`;
}
