/** Order, equality, difference and hash of moments: by their clocks when they share a zone, else by their time in UTC. */
import { hash } from '../../operators/hash.ts';
import { error } from '../../values/exceptions.ts';
import { notImplemented, type ThisForm, Tuple, type Value } from '../../values/value.ts';
import { equalOffsets, makeDuration, subtractDurations } from './duration.ts';
import { addToMoment, clockDifference, ordinal, secondsOfDay } from './moment-arithmetic.ts';
import { CalendarDate, Duration, Moment } from './values.ts';
import { askOffset } from './zone.ts';

export const offsetOf = (moment: Moment): Duration | null => askOffset(moment.zone, 'utcoffset', moment);

/** The same clock and zone on a side of a fold: never an instance of a derived class. */
function onSide(fold: number, m: Moment): Moment {
  return new Moment(m.year, m.month, m.day, m.hour, m.minute, m.second, m.microsecond, m.zone, fold);
}

/** Offsets of both, which count only when the zones differ. */
function offsets(a: Moment, b: Moment): readonly [Duration | null, Duration | null] {
  return a.zone === b.zone ? [null, null] : [offsetOf(a), offsetOf(b)];
}

/** Negative, zero or positive; undefined when only one of them has an offset. */
function compareTimes([a, left]: Sided, [b, right]: Sided): number | undefined {
  if (!equalOffsets(left, right) && (left === null || right === null)) return undefined;
  const clocks = clockDifference(a, b);
  const apart = left === null || right === null ? clocks : subtractDurations(clocks, subtractDurations(left, right));
  return apart.days || apart.seconds || apart.microseconds;
}

type Sided = readonly [Moment, Duration | null];

/** A moment whose offset depends on the fold equals nothing in another zone. */
function isAmbiguous(moment: Moment, offset: Duration | null): boolean {
  return !equalOffsets(offset, offsetOf(onSide(1 - moment.fold, moment)));
}

function isEqual(a: Moment, b: Moment): boolean {
  const [left, right] = offsets(a, b);
  if (compareTimes([a, left], [b, right]) !== 0) return false;
  return a.zone === b.zone || !(isAmbiguous(a, left) || isAmbiguous(b, right));
}

export function equality(expected: boolean): readonly [string, ThisForm] {
  return [
    '(value, /)',
    function (this: Moment, other: Value) {
      if (other instanceof Moment) return isEqual(this, other) === expected;
      return other instanceof CalendarDate ? !expected : notImplemented;
    },
  ];
}

export function ordering(decide: (difference: number) => boolean): readonly [string, ThisForm] {
  return [
    '(value, /)',
    function (this: Moment, other: Value) {
      if (!(other instanceof Moment)) {
        if (!(other instanceof CalendarDate)) return notImplemented;
        throw error('TypeError', "can't compare datetime.datetime to datetime.date");
      }
      const [left, right] = offsets(this, other);
      const difference = compareTimes([this, left], [other, right]);
      if (difference === undefined) throw error('TypeError', "can't compare offset-naive and offset-aware datetimes");
      return decide(difference);
    },
  ];
}

/** `a - b` for a moment and a moment or duration. @throws TypeError, OverflowError */
export function subtractFromMoment(a: Moment, b: Value): Value {
  if (b instanceof Duration) return addToMoment(a, b, -1);
  if (!(b instanceof Moment)) return notImplemented;
  const [left, right] = offsets(a, b);
  if ((left === null) !== (right === null)) {
    throw error('TypeError', "can't subtract offset-naive and offset-aware datetimes");
  }
  const clocks = clockDifference(a, b);
  return left === null || right === null ? clocks : subtractDurations(clocks, subtractDurations(left, right));
}

/** Equal moments have equal hashes, whatever their zones; both sides of a fold too. */
export function hashMoment(moment: Moment): number | bigint {
  const offset = offsetOf(moment.fold === 0 ? moment : onSide(0, moment));
  const clock = makeDuration(ordinal(moment), secondsOfDay(moment), moment.microsecond);
  const { days, seconds, microseconds } = offset === null ? clock : subtractDurations(clock, offset);
  return hash(new Tuple([days, seconds, microseconds]));
}
