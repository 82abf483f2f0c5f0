/** `date` */
import { getAttribute } from '../../operators/attribute.ts';
import { call, callWith } from '../../operators/call.ts';
import { hash } from '../../operators/hash.ts';
import { defineNativeType } from '../../values/classes.ts';
import { error } from '../../values/exceptions.ts';
import { display, repr } from '../../values/representation.ts';
import { isStr } from '../../values/text.ts';
import { typeName, typeOf } from '../../values/type-of.ts';
import { type ClassValue, Float, notImplemented, type ThisForm, Tuple, type Value } from '../../values/value.ts';
import { asciiTime, type BrokenDownTime, breakDown } from '../time/broken-down.ts';
import { wallNanoseconds } from '../time/clock.ts';
import { structTime } from '../time/struct-time.ts';
import { timestampOf } from '../time/timestamp.ts';
import { makeDuration } from './duration.ts';
import { checkDate, four, smallInteger, two } from './fields.ts';
import { dateOfOrdinal, dayOfYear, greatestOrdinal, isoCalendarOf, weekdayOf } from './gregorian.ts';
import { dateOfIsoWeek, readIsoDate } from './iso-text.ts';
import { IsoWeekDate } from './iso-week.ts';
import { addDays, makeDate, ordinal } from './moment-arithmetic.ts';
import { brokenDown, formatBy, formatWithZone, requireText } from './text.ts';
import { CalendarDate, Duration, Moment } from './values.ts';

/** @throws TypeError, ValueError */
function constructDate(year: Value, month: Value, day: Value): CalendarDate {
  const parts = [smallInteger(year), smallInteger(month), smallInteger(day)] as const;
  checkDate(...parts);
  return new CalendarDate(...parts);
}

/** What `timetuple` and `strftime` show of a date: midnight. */
export function brokenDownDate({ year, month, day }: CalendarDate): BrokenDownTime {
  const weekday = weekdayOf(year, month, day);
  const yearDay = dayOfYear(year, month, day);
  return { year, month, day, hour: 0, minute: 0, second: 0, weekday, yearDay, daylightSaving: -1 };
}

export const dateText = ({ year, month, day }: CalendarDate): string => `${four(year)}-${two(month)}-${two(day)}`;

export function badIsoText(text: Value): Value {
  return error('ValueError', `Invalid isoformat string: ${String(repr(text))}`);
}

/** @throws TypeError for what is no str */
export function isoText(text: Value): string {
  if (!isStr(text)) throw error('TypeError', 'fromisoformat: argument must be str');
  return String(text);
}

function fromTimestamp(cls: ClassValue, timestamp: Value): Value {
  const { year, month, day } = breakDown(timestampOf(timestamp, 'floor').seconds);
  checkDate(year, month, day);
  return makeDate(cls, year, month, day);
}

function fromOrdinal(cls: ClassValue, given: Value): Value {
  const wanted = smallInteger(given);
  if (wanted < 1) throw error('ValueError', 'ordinal must be >= 1');
  const date = dateOfOrdinal(wanted);
  if (wanted > greatestOrdinal) throw error('ValueError', `year ${date[0]} is out of range`);
  return callWith(cls, date);
}

function fromIsoFormat(cls: ClassValue, given: Value): Value {
  const date = readIsoDate(isoText(given));
  if (date === undefined) throw badIsoText(given);
  checkDate(...date);
  return callWith(cls, date);
}

function fromIsoCalendar(cls: ClassValue, year: Value, week: Value, day: Value): Value {
  const date = dateOfIsoWeek(component(year), component(week), component(day));
  if (typeof date === 'string') throw error('ValueError', date);
  return callWith(cls, date);
}

/** Numbers too large for a field are told apart from days that do not exist. */
function component(x: Value): number {
  try {
    return smallInteger(x);
  } catch (problem) {
    if (typeOf(problem as Value).classInfo.name !== 'OverflowError') throw problem;
    throw error('ValueError', 'ISO calendar component out of range');
  }
}

function subtract(date: CalendarDate, other: Value): Value {
  if (date instanceof Moment || other instanceof Moment) return notImplemented;
  if (other instanceof Duration) return addDays(date, 0 - other.days);
  return other instanceof CalendarDate ? makeDuration(ordinal(date) - ordinal(other), 0, 0) : notImplemented;
}

function addition(this: CalendarDate, other: Value): Value {
  return other instanceof Duration ? addDays(this, other.days) : notImplemented;
}

function comparison(decide: (difference: number) => boolean): readonly [string, ThisForm] {
  return [
    '(value, /)',
    function (this: CalendarDate, other: Value) {
      if (!(other instanceof CalendarDate)) return notImplemented;
      return decide(this.year - other.year || this.month - other.month || this.day - other.day);
    },
  ];
}

export const dateType: ClassValue = defineNativeType({
  name: 'date',
  module: 'datetime',
  doc: 'date(year, month, day) --> date object',
  prototype: CalendarDate.prototype,
  constructorName: 'function',
  parameters: '(year, month, day)',
  construct: constructDate,
  classMethods: {
    // Through the class's own `fromtimestamp`, as CPython does.
    today: [
      '()',
      (cls) => call(getAttribute(cls, 'fromtimestamp'), new Float(Number(wallNanoseconds() / 1000n) / 1e6)),
    ],
    fromtimestamp: ['(timestamp, /)', fromTimestamp],
    fromordinal: ['(ordinal, /)', fromOrdinal],
    fromisoformat: ['(string, /)', fromIsoFormat],
    fromisocalendar: ['(year, week, day)', fromIsoCalendar],
  },
  methods: {
    __add__: ['(value, /)', addition],
    __radd__: ['(value, /)', addition],
    __sub__: [
      '(value, /)',
      function (this: CalendarDate, other: Value) {
        return subtract(this, other);
      },
    ],
    __rsub__: [
      '(value, /)',
      function (this: CalendarDate, other: Value) {
        return other instanceof CalendarDate ? subtract(other, this) : notImplemented;
      },
    ],
    __eq__: comparison((difference) => difference === 0),
    __ne__: comparison((difference) => difference !== 0),
    __lt__: comparison((difference) => difference < 0),
    __le__: comparison((difference) => difference <= 0),
    __gt__: comparison((difference) => difference > 0),
    __ge__: comparison((difference) => difference >= 0),
    __hash__(this: CalendarDate) {
      return hash(new Tuple([this.year, this.month, this.day]));
    },
    __repr__(this: CalendarDate) {
      return `${typeName(this)}(${this.year}, ${this.month}, ${this.day})`;
    },
    __str__(this: CalendarDate) {
      return String(call(getAttribute(this, 'isoformat')));
    },
    __format__: [
      '(spec, /)',
      function (this: CalendarDate, specification: Value) {
        return formatBy(this, specification, display);
      },
    ],
    isoformat: [
      '()',
      function (this: CalendarDate) {
        return dateText(this);
      },
    ],
    ctime: [
      '()',
      function (this: CalendarDate) {
        return asciiTime(brokenDownDate(this), 4);
      },
    ],
    strftime: [
      '(format)',
      function (this: CalendarDate, format: Value) {
        const wanted = requireText(format, 'strftime');
        return formatWithZone(wanted, {
          time: brokenDown(this),
          microsecond: 0,
          offset: () => null,
          zoneName: () => null,
        });
      },
    ],
    timetuple: [
      '()',
      function (this: CalendarDate) {
        return structTime(brokenDownDate(this));
      },
    ],
    toordinal: [
      '()',
      function (this: CalendarDate) {
        return ordinal(this);
      },
    ],
    weekday: [
      '()',
      function (this: CalendarDate) {
        return weekdayOf(this.year, this.month, this.day);
      },
    ],
    isoweekday: [
      '()',
      function (this: CalendarDate) {
        return weekdayOf(this.year, this.month, this.day) + 1;
      },
    ],
    isocalendar: [
      '()',
      function (this: CalendarDate) {
        return new IsoWeekDate(isoCalendarOf(this.year, this.month, this.day));
      },
    ],
    replace: [
      '(year=None, month=None, day=None)',
      function (this: CalendarDate, year: Value = this.year, month: Value = this.month, day: Value = this.day) {
        return call(typeOf(this), year, month, day);
      },
    ],
  },
  properties: {
    year(this: CalendarDate) {
      return this.year;
    },
    month(this: CalendarDate) {
      return this.month;
    },
    day(this: CalendarDate) {
      return this.day;
    },
  },
  statics: {
    min: new CalendarDate(1, 1, 1),
    max: new CalendarDate(9999, 12, 31),
    resolution: new Duration(1, 0, 0),
  },
});
