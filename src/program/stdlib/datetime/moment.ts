/** `datetime`: a date and a time of day, with or without a zone. The local zone is UTC. */
import { getAttribute } from '../../operators/attribute.ts';
import { call } from '../../operators/call.ts';
import { defineNativeType } from '../../values/classes.ts';
import { error } from '../../values/exceptions.ts';
import { divideIntegers, normalInteger } from '../../values/integers.ts';
import { isStr, type Str, textFromString, textLength } from '../../values/text.ts';
import { typeName, typeOf } from '../../values/type-of.ts';
import { type ClassValue, Float, notImplemented, type ThisForm, type Value } from '../../values/value.ts';
import { asciiTime, type BrokenDownTime, secondsSinceEpoch } from '../time/broken-down.ts';
import { structTime } from '../time/struct-time.ts';
import { offsetSuffix, timeOfDay, zoneArguments } from './clock-time.ts';
import { brokenDownDate, dateText, dateType } from './date.ts';
import { microsecondsOf } from './duration.ts';
import { checkDate, checkTime, checkZone, keyword, smallInteger } from './fields.ts';
import { fixedZone, utc } from './fixed-zone.ts';
import { greatestOrdinal } from './gregorian.ts';
import { addToMoment, clockParts, dateParts, makeMoment, ordinal } from './moment-arithmetic.ts';
import { equality, hashMoment, offsetOf, ordering, subtractFromMoment } from './moment-comparison.ts';
import { combine, fromIsoFormat, fromTimestamp, now, strptime } from './moment-constructors.ts';
import { brokenDown, clockArguments, clockText, formatWithZone, requireText } from './text.ts';
import { CalendarDate, ClockTime, Duration, Moment, type Zone } from './values.ts';
import { askName, askOffset } from './zone.ts';

/** @throws TypeError, ValueError */
function constructMoment(
  year: Value,
  month: Value,
  day: Value,
  hour: Value = 0,
  minute: Value = 0,
  second: Value = 0,
  microsecond: Value = 0,
  zone: Value = null,
  options?: Value,
): Moment {
  const date = [smallInteger(year), smallInteger(month), smallInteger(day)] as const;
  const clock = [smallInteger(hour), smallInteger(minute), smallInteger(second), smallInteger(microsecond)] as const;
  const fold = smallInteger(keyword(options, 'fold') ?? 0);
  checkZone(zone);
  checkDate(...date);
  checkTime(...clock, fold);
  return new Moment(...date, ...clock, zone, fold);
}

function brokenDownMoment(moment: Moment, daylightSaving: number): BrokenDownTime {
  const { hour, minute, second } = moment;
  return { ...brokenDownDate(moment), hour, minute, second, daylightSaving };
}

/** 1 or 0 as the zone says, -1 when it says nothing. */
function daylightSaving(moment: Moment): number {
  const saving = askOffset(moment.zone, 'dst', moment);
  if (saving === null) return -1;
  return saving.days !== 0 || saving.seconds !== 0 || saving.microseconds !== 0 ? 1 : 0;
}

/** CPython looks a day back (or on, in a fold) for a change of the local offset, so that day must exist. */
function checkLocal(moment: Moment): void {
  const probe = ordinal(moment) + (moment.fold === 0 ? -1 : 1);
  if (probe < 1) throw error('ValueError', 'year 0 is out of range');
  if (probe > greatestOrdinal) throw error('ValueError', 'year 10000 is out of range');
}

/** @throws TypeError, ValueError, OverflowError */
function inZone(moment: Moment, given: Value): Value {
  const target = given === null ? fixedZone(utc.offset, 'UTC') : (checkZone(given) as Zone);
  if (moment.zone === target) return moment;
  const offset = offsetOf(moment);
  if (offset === null) checkLocal(moment);
  const base = offset === null ? moment : addToMoment(moment, offset, -1);
  const parts = { date: dateParts(base), clock: clockParts(base), zone: target, fold: 0 };
  return call(getAttribute(target, 'fromutc'), makeMoment(typeOf(moment), parts));
}

function timestamp(moment: Moment): Value {
  const offset = offsetOf(moment);
  if (moment.zone === null) checkLocal(moment);
  else if (offset === null) throw error('TypeError', "can't subtract offset-naive and offset-aware datetimes");
  if (offset === null) return new Float(secondsSinceEpoch(moment) + moment.microsecond / 1e6);
  const microseconds = BigInt(secondsSinceEpoch(moment)) * 1_000_000n + BigInt(moment.microsecond);
  return new Float(divideIntegers(normalInteger(microseconds - microsecondsOf(offset)), 1_000_000));
}

function isoFormat(moment: Moment, separator: Value, timespec: Value): Str {
  if (!isStr(separator) || textLength(separator) !== 1) {
    throw error('TypeError', `isoformat() argument 1 must be a unicode character, not ${typeName(separator)}`);
  }
  const clock = clockText(moment, timespec, 2) + offsetSuffix(offsetOf(moment));
  return textFromString(dateText(moment) + String(separator) + clock);
}

function replace(
  this: Moment,
  year: Value = this.year,
  month: Value = this.month,
  day: Value = this.day,
  hour: Value = this.hour,
  minute: Value = this.minute,
  second: Value = this.second,
  microsecond: Value = this.microsecond,
  zone: Value = this.zone,
  options?: Value,
): Value {
  const made = constructMoment(year, month, day, hour, minute, second, microsecond, zone);
  const fold = smallInteger(keyword(options, 'fold') ?? this.fold);
  checkTime(0, 0, 0, 0, fold);
  return makeMoment(typeOf(this), { date: dateParts(made), clock: clockParts(made), zone: made.zone, fold });
}

function inUtc(moment: Moment): Moment {
  const offset = offsetOf(moment);
  const plain = new Moment(...dateParts(moment), ...clockParts(moment), null, 0);
  return offset === null ? plain : addToMoment(plain, offset, -1);
}

function method(f: (moment: Moment) => Value): readonly [string, ThisForm] {
  return [
    '()',
    function (this: Moment) {
      return f(this);
    },
  ];
}

function addition(this: Moment, other: Value): Value {
  return other instanceof Duration ? addToMoment(this, other) : notImplemented;
}

export const momentType: ClassValue = defineNativeType({
  name: 'datetime',
  module: 'datetime',
  bases: [dateType],
  prototype: Moment.prototype,
  constructorName: 'function',
  parameters: '(year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0)',
  construct: constructMoment,
  classMethods: {
    now: ['(tz=None)', now],
    utcnow: ['()', (cls) => now(cls)],
    fromtimestamp: ['(timestamp, tz=None)', fromTimestamp],
    utcfromtimestamp: ['(timestamp, /)', (cls, given: Value) => fromTimestamp(cls, given)],
    combine: ['(date, time, tzinfo=None)', combine],
    fromisoformat: ['(string, /)', fromIsoFormat],
    strptime: ['(date_string, format, /)', strptime],
  },
  methods: {
    __add__: ['(value, /)', addition],
    __radd__: ['(value, /)', addition],
    __sub__: [
      '(value, /)',
      function (this: Moment, other: Value) {
        return subtractFromMoment(this, other);
      },
    ],
    __rsub__: [
      '(value, /)',
      function (this: Moment, other: Value) {
        return other instanceof Moment ? subtractFromMoment(other, this) : notImplemented;
      },
    ],
    __eq__: equality(true),
    __ne__: equality(false),
    __lt__: ordering((difference) => difference < 0),
    __le__: ordering((difference) => difference <= 0),
    __gt__: ordering((difference) => difference > 0),
    __ge__: ordering((difference) => difference >= 0),
    __hash__(this: Moment) {
      return hashMoment(this);
    },
    __repr__(this: Moment) {
      const parts = [...dateParts(this), ...clockArguments(this), ...zoneArguments(this.zone, this.fold).reverse()];
      return `${typeName(this)}(${parts.join(', ')})`;
    },
    __str__(this: Moment) {
      return call(getAttribute(this, 'isoformat'), ' ');
    },
    isoformat: [
      "(sep='T', timespec='auto')",
      function (this: Moment, separator: Value = 'T', timespec: Value = 'auto') {
        return isoFormat(this, separator, timespec);
      },
    ],
    ctime: method((moment) => asciiTime(brokenDownMoment(moment, -1), 4)),
    strftime: [
      '(format)',
      function (this: Moment, format: Value) {
        const wanted = requireText(format, 'strftime');
        return formatWithZone(wanted, {
          time: brokenDown(this),
          microsecond: this.microsecond,
          offset: () => offsetOf(this),
          zoneName: () => askName(this.zone, this),
        });
      },
    ],
    timetuple: method((moment) => structTime(brokenDownMoment(moment, daylightSaving(moment)))),
    utctimetuple: method((moment) => structTime(brokenDownMoment(inUtc(moment), 0))),
    timestamp: method(timestamp),
    date: method(({ year, month, day }) => new CalendarDate(year, month, day)),
    time: method((moment) => new ClockTime(...clockParts(moment), null, moment.fold)),
    timetz: method((moment) => new ClockTime(...clockParts(moment), moment.zone, moment.fold)),
    utcoffset: method(offsetOf as (moment: Moment) => Value),
    dst: method((moment) => askOffset(moment.zone, 'dst', moment)),
    tzname: method((moment) => askName(moment.zone, moment)),
    astimezone: [
      '(tz=None)',
      function (this: Moment, zone: Value = null) {
        return inZone(this, zone);
      },
    ],
    replace: [
      '(year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tzinfo=None, *, fold=None)',
      replace,
    ],
  },
  properties: timeOfDay,
  statics: {
    min: new Moment(1, 1, 1, 0, 0, 0, 0, null, 0),
    max: new Moment(9999, 12, 31, 23, 59, 59, 999999, null, 0),
    resolution: new Duration(0, 0, 1),
  },
});
