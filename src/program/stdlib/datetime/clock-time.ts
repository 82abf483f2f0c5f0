/** `time`: a time of day, with or without a zone. */
import { getAttribute } from '../../operators/attribute.ts';
import { call } from '../../operators/call.ts';
import { hash } from '../../operators/hash.ts';
import { defineNativeType } from '../../values/classes.ts';
import { error } from '../../values/exceptions.ts';
import { display, repr } from '../../values/representation.ts';
import { typeName, typeOf } from '../../values/type-of.ts';
import { type ClassValue, notImplemented, type ThisForm, Tuple, type Value } from '../../values/value.ts';
import { badIsoText, isoText } from './date.ts';
import { equalOffsets, makeDuration } from './duration.ts';
import { checkTime, checkZone, keyword, smallInteger } from './fields.ts';
import { fixedZone } from './fixed-zone.ts';
import { readIsoTime } from './iso-text.ts';
import { clockParts, makeTime, secondsOfDay } from './moment-arithmetic.ts';
import { clockArguments, clockText, formatBy, formatWithZone, requireText } from './text.ts';
import { ClockTime, Duration, type Moment } from './values.ts';
import { askName, askOffset, offsetText } from './zone.ts';

/** @throws TypeError, ValueError */
function constructTime(
  hour: Value = 0,
  minute: Value = 0,
  second: Value = 0,
  microsecond: Value = 0,
  zone: Value = null,
  options?: Value,
): ClockTime {
  const clock = [smallInteger(hour), smallInteger(minute), smallInteger(second), smallInteger(microsecond)] as const;
  const fold = smallInteger(keyword(options, 'fold') ?? 0);
  checkTime(...clock, fold);
  return new ClockTime(...clock, checkZone(zone), fold);
}

function fromIsoFormat(cls: ClassValue, given: Value): Value {
  const text = isoText(given);
  const found = readIsoTime(text.startsWith('T') ? text.slice(1) : text);
  if (found === undefined) throw badIsoText(given);
  const zone = zoneOf(found.offset);
  checkTime(...found.clock, 0);
  return makeTime(cls, found.clock, zone, 0);
}

/** The zone of an offset in text. @throws ValueError for a day and more */
export function zoneOf(offset: readonly [seconds: number, microseconds: number] | null): Value {
  return offset === null ? null : fixedZone(makeDuration(0, ...offset));
}

const offsetOf = (time: ClockTime): Duration | null => askOffset(time.zone, 'utcoffset', null);
/** Below, at or above 0; undefined when only one of them has an offset. */
function compare(a: ClockTime, b: ClockTime): number | undefined {
  const [left, right] = a.zone === b.zone ? [null, null] : [offsetOf(a), offsetOf(b)];
  if (equalOffsets(left, right)) return secondsOfDay(a) - secondsOfDay(b) || a.microsecond - b.microsecond;
  if (left === null || right === null) return undefined;
  const apart = secondsOfDay(a) - seconds(left) - (secondsOfDay(b) - seconds(right));
  return apart || a.microsecond - b.microsecond;
}

const seconds = ({ days, seconds }: Duration): number => days * 86400 + seconds;

function equality(expected: boolean): readonly [string, ThisForm] {
  return [
    '(value, /)',
    function (this: ClockTime, other: Value) {
      return other instanceof ClockTime ? (compare(this, other) === 0) === expected : notImplemented;
    },
  ];
}

function ordering(decide: (difference: number) => boolean): readonly [string, ThisForm] {
  return [
    '(value, /)',
    function (this: ClockTime, other: Value) {
      if (!(other instanceof ClockTime)) return notImplemented;
      const difference = compare(this, other);
      if (difference === undefined) throw error('TypeError', "can't compare offset-naive and offset-aware times");
      return decide(difference);
    },
  ];
}

function hashTime(time: ClockTime): number | bigint {
  // Both sides of a fold are equal, so the first one's offset counts.
  const first = time.fold === 0 ? time : (makeTime(typeOf(time), clockParts(time), time.zone, 0) as ClockTime);
  const offset = offsetOf(first);
  const shift = offset === null ? 0 : seconds(offset);
  return hash(new Tuple([secondsOfDay(time) - shift, time.microsecond]));
}

/** `+02:00` behind a clock; empty without an offset. */
export function offsetSuffix(offset: Duration | null): string {
  return offset === null ? '' : offsetText(offset);
}

/** `tzinfo=…` and `fold=1` behind the arguments of a `repr`. */
export function zoneArguments(zone: Value, fold: number): string[] {
  const parts: string[] = [];
  if (zone !== null) parts.push(`tzinfo=${String(repr(zone))}`);
  if (fold !== 0) parts.push(`fold=${fold}`);
  return parts;
}

function replace(
  this: ClockTime,
  hour: Value = this.hour,
  minute: Value = this.minute,
  second: Value = this.second,
  microsecond: Value = this.microsecond,
  zone: Value = this.zone,
  options?: Value,
): Value {
  const made = constructTime(hour, minute, second, microsecond, zone);
  const fold = smallInteger(keyword(options, 'fold') ?? this.fold);
  checkTime(0, 0, 0, 0, fold);
  return makeTime(typeOf(this), clockParts(made), made.zone, fold);
}

function method(f: (time: ClockTime) => Value): readonly [string, ThisForm] {
  return [
    '()',
    function (this: ClockTime) {
      return f(this);
    },
  ];
}

/** What a time of day shows of itself, alone or as part of a moment. */
export const timeOfDay = {
  hour(this: ClockTime | Moment) {
    return this.hour;
  },
  minute(this: ClockTime | Moment) {
    return this.minute;
  },
  second(this: ClockTime | Moment) {
    return this.second;
  },
  microsecond(this: ClockTime | Moment) {
    return this.microsecond;
  },
  tzinfo(this: ClockTime | Moment) {
    return this.zone;
  },
  fold(this: ClockTime | Moment) {
    return this.fold;
  },
};

export const clockTimeType: ClassValue = defineNativeType({
  name: 'time',
  module: 'datetime',
  prototype: ClockTime.prototype,
  constructorName: 'function',
  parameters: '(hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0)',
  construct: constructTime,
  classMethods: { fromisoformat: ['(string, /)', fromIsoFormat] },
  methods: {
    __eq__: equality(true),
    __ne__: equality(false),
    __lt__: ordering((difference) => difference < 0),
    __le__: ordering((difference) => difference <= 0),
    __gt__: ordering((difference) => difference > 0),
    __ge__: ordering((difference) => difference >= 0),
    __hash__(this: ClockTime) {
      return hashTime(this);
    },
    __repr__(this: ClockTime) {
      const parts = [...clockArguments(this), ...zoneArguments(this.zone, this.fold)];
      return `${typeName(this)}(${parts.join(', ')})`;
    },
    __str__(this: ClockTime) {
      return String(call(getAttribute(this, 'isoformat')));
    },
    __format__: [
      '(spec, /)',
      function (this: ClockTime, specification: Value) {
        return formatBy(this, specification, display);
      },
    ],
    isoformat: [
      "(timespec='auto')",
      function (this: ClockTime, timespec: Value = 'auto') {
        return clockText(this, timespec, 1) + offsetSuffix(offsetOf(this));
      },
    ],
    strftime: [
      '(format)',
      function (this: ClockTime, format: Value) {
        const { hour, minute, second } = this;
        const day = { year: 1900, month: 1, day: 1, weekday: 0, yearDay: 1, daylightSaving: -1 };
        return formatWithZone(requireText(format, 'strftime'), {
          time: { ...day, hour, minute, second },
          microsecond: this.microsecond,
          offset: () => offsetOf(this),
          zoneName: () => askName(this.zone, null),
        });
      },
    ],
    utcoffset: method(offsetOf as (time: ClockTime) => Value),
    dst: method((time) => askOffset(time.zone, 'dst', null)),
    tzname: method((time) => askName(time.zone, null)),
    replace: ['(hour=None, minute=None, second=None, microsecond=None, tzinfo=None, *, fold=None)', replace],
  },
  properties: timeOfDay,
  statics: {
    min: new ClockTime(0, 0, 0, 0, null, 0),
    max: new ClockTime(23, 59, 59, 999999, null, 0),
    resolution: new Duration(0, 0, 1),
  },
});
