/**
 * Making dates and moments, and moving them by durations. Results of operations on an instance of a derived class are
 * made by calling that class.
 */
import { call, callKeywords, callWith } from '../../operators/call.ts';
import { error } from '../../values/exceptions.ts';
import { typeOf } from '../../values/type-of.ts';
import type { ClassValue, Value } from '../../values/value.ts';
import { makeDuration } from './duration.ts';
import { dateOfOrdinal, greatestOrdinal, ordinalOf } from './gregorian.ts';
import { CalendarDate, ClockTime, type Duration, Moment } from './values.ts';

/** A date of a class. */
export function makeDate(cls: ClassValue, year: number, month: number, day: number): Value {
  return cls.classInfo.prototype === CalendarDate.prototype
    ? new CalendarDate(year, month, day)
    : call(cls, year, month, day);
}

/** A moment of a class. */
export function makeMoment(cls: ClassValue, { date, clock, zone, fold }: MomentParts): Value {
  const [year, month, day] = date;
  const [hour, minute, second, microsecond] = clock;
  if (cls.classInfo.prototype === Moment.prototype) {
    return new Moment(year, month, day, hour, minute, second, microsecond, zone, fold);
  }
  const positional = [year, month, day, hour, minute, second, microsecond, zone];
  return fold === 0 ? callWith(cls, positional) : callKeywords(cls, positional, ['fold'], [fold]);
}

export interface MomentParts {
  readonly date: readonly [year: number, month: number, day: number];
  readonly clock: Clock;
  readonly zone: Value;
  readonly fold: number;
}

export type Clock = readonly [hour: number, minute: number, second: number, microsecond: number];

/** A clock time of a class. */
export function makeTime(cls: ClassValue, clock: Clock, zone: Value, fold: number): Value {
  const [hour, minute, second, microsecond] = clock;
  if (cls.classInfo.prototype === ClockTime.prototype) {
    return new ClockTime(hour, minute, second, microsecond, zone, fold);
  }
  const positional = [hour, minute, second, microsecond, zone];
  return fold === 0 ? callWith(cls, positional) : callKeywords(cls, positional, ['fold'], [fold]);
}

export const dateParts = ({ year, month, day }: CalendarDate) => [year, month, day] as const;
export const clockParts = ({ hour, minute, second, microsecond }: Moment | ClockTime) =>
  [hour, minute, second, microsecond] as const;

/** @throws OverflowError for days before year 1 or after year 9999 */
export function dateOfDays(ordinal: number): readonly [number, number, number] {
  if (ordinal < 1 || ordinal > greatestOrdinal) throw error('OverflowError', 'date value out of range');
  return dateOfOrdinal(ordinal);
}

export const ordinal = ({ year, month, day }: CalendarDate): number => ordinalOf(year, month, day);
export const secondsOfDay = ({ hour, minute, second }: Moment | ClockTime): number =>
  hour * 3600 + minute * 60 + second;

/** A date moved by whole days, of the same class. @throws OverflowError */
export function addDays(date: CalendarDate, days: number): Value {
  return makeDate(typeOf(date), ...dateOfDays(ordinal(date) + days));
}

/** A moment moved by a duration (or back, with sign -1), of the same class and zone. @throws OverflowError */
export function addToMoment(moment: Moment, duration: Duration, sign: 1 | -1 = 1): Moment {
  const microseconds = moment.microsecond + sign * duration.microseconds;
  const seconds = secondsOfDay(moment) + sign * duration.seconds + Math.floor(microseconds / 1_000_000);
  const days = ordinal(moment) + sign * duration.days + Math.floor(seconds / 86400);
  const date = dateOfDays(days);
  const clock = clockOf(positive(seconds, 86400), positive(microseconds, 1_000_000));
  return makeMoment(typeOf(moment), { date, clock, zone: moment.zone, fold: 0 }) as Moment;
}

const positive = (a: number, b: number): number => ((a % b) + b) % b;

export function clockOf(secondsInDay: number, microsecond: number): Clock {
  return [Math.floor(secondsInDay / 3600), Math.floor(secondsInDay / 60) % 60, secondsInDay % 60, microsecond];
}

/** The time between two moments by their clocks alone. */
export function clockDifference(a: Moment, b: Moment): Duration {
  return makeDuration(ordinal(a) - ordinal(b), secondsOfDay(a) - secondsOfDay(b), a.microsecond - b.microsecond);
}
