/** The class methods that make a `datetime`: from clocks, timestamps, text and parts. */

import { getAttribute } from '../../operators/attribute.ts';
import { call } from '../../operators/call.ts';
import { error } from '../../values/exceptions.ts';
import { typeName } from '../../values/type-of.ts';
import type { ClassValue, Value } from '../../values/value.ts';
import { breakDown } from '../time/broken-down.ts';
import { wallNanoseconds } from '../time/clock.ts';
import { parseTime } from '../time/strptime.ts';
import { timestampOf } from '../time/timestamp.ts';
import { zoneOf } from './clock-time.ts';
import { badIsoText, isoText } from './date.ts';
import { makeDuration } from './duration.ts';
import { checkDate, checkTime, checkZone } from './fields.ts';
import { fixedZone } from './fixed-zone.ts';
import { readIsoDate, readIsoTime, separatorIn } from './iso-text.ts';
import { clockParts, dateParts, makeMoment } from './moment-arithmetic.ts';
import { requireText } from './text.ts';
import { CalendarDate, ClockTime } from './values.ts';

/** The moment in UTC that lies so far from 1970, told in a zone when one is given. */
function momentAt(cls: ClassValue, seconds: number, microsecond: number, zone: Value): Value {
  const { year, month, day, hour, minute, second } = breakDown(seconds);
  checkDate(year, month, day);
  const clock = [hour, minute, second, microsecond] as const;
  const moment = makeMoment(cls, { date: [year, month, day], clock, zone, fold: 0 });
  return zone === null ? moment : call(getAttribute(zone, 'fromutc'), moment);
}

/** @throws TypeError, ValueError, OverflowError, OSError */
export function fromTimestamp(cls: ClassValue, timestamp: Value, zone: Value = null): Value {
  checkZone(zone);
  const { seconds, microseconds } = timestampOf(timestamp, 'half-even');
  return momentAt(cls, seconds, microseconds, zone);
}

/** @throws TypeError, CapabilityError */
export function now(cls: ClassValue, zone: Value = null): Value {
  checkZone(zone);
  const microseconds = wallNanoseconds() / 1000n;
  return momentAt(cls, Number(microseconds / 1_000_000n), Number(microseconds % 1_000_000n), zone);
}

/** @throws TypeError */
export function combine(cls: ClassValue, date: Value, time: Value, zone?: Value): Value {
  if (!(date instanceof CalendarDate)) {
    throw error('TypeError', `combine() argument 1 must be datetime.date, not ${typeName(date)}`);
  }
  if (!(time instanceof ClockTime)) {
    throw error('TypeError', `combine() argument 2 must be datetime.time, not ${typeName(time)}`);
  }
  const chosen = zone === undefined ? time.zone : checkZone(zone);
  return makeMoment(cls, { date: dateParts(date), clock: clockParts(time), zone: chosen, fold: time.fold });
}

/** @throws TypeError, ValueError */
export function fromIsoFormat(cls: ClassValue, given: Value): Value {
  // Any one character may stand between date and time; it must count as one here.
  const text = isoText(given).replace(/[\u{10000}-\u{10ffff}]/gu, 'T');
  const separator = separatorIn(text);
  const date = separator === undefined ? undefined : readIsoDate(text.slice(0, separator));
  if (separator === undefined || date === undefined) throw badIsoText(given);
  const clock = text.slice(separator + 1);
  const time = text.length <= separator ? midnight : readIsoTime(clock);
  if (time === undefined) throw badIsoText(given);
  const zone = zoneOf(time.offset);
  checkDate(...date);
  checkTime(...time.clock, 0);
  return makeMoment(cls, { date, clock: time.clock, zone, fold: 0 });
}

const midnight = { clock: [0, 0, 0, 0], offset: null } as const;

/** @throws TypeError, ValueError */
export function strptime(cls: ClassValue, text: Value, format: Value): Value {
  const found = parseTime(String(requireText(text, 'strptime')), String(requireText(format, 'strptime', 2)));
  const { year, month, day, hour, minute, second, microsecond, offset, zoneName } = found;
  const zone = offset === null ? null : fixedZone(makeDuration(0, ...offset), zoneName ?? undefined);
  const positional = [year, month, day, hour, minute, second, microsecond];
  return zone === null ? call(cls, ...positional) : call(cls, ...positional, zone);
}
