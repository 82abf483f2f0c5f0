/**
 * `time`: clocks, and times as nine numbers. The local zone is UTC. Clocks read the host's time once and count on from
 * there, so `monotonic` and `perf_counter` need the same grant.
 */
import { integerOf } from '../operators/indexing.ts';
import { flushOutput } from '../output.ts';
import { requireNoQuarantine } from '../taint/quarantine.ts';
import { error } from '../values/exceptions.ts';
import { native } from '../values/functions.ts';
import { normalInteger } from '../values/integers.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { isStr, textFromString } from '../values/text.ts';
import { typeName, typeOf } from '../values/type-of.ts';
import { Float, Tuple, type Value } from '../values/value.ts';
import { smallInteger, two } from './datetime/fields.ts';
import { dateOfOrdinal, ordinalOf } from './datetime/gregorian.ts';
import { asciiTime, type BrokenDownTime, breakDown, secondsSinceEpoch } from './time/broken-down.ts';
import { monotonicNanoseconds, wallNanoseconds } from './time/clock.ts';
import { clocks } from './time/clocks.ts';
import { formatTime, type ZoneTexts } from './time/strftime.ts';
import { parseTime } from './time/strptime.ts';
import { StructTime, structTime, structTimeType } from './time/struct-time.ts';
import { timestampOf } from './time/timestamp.ts';

/** Seconds as the nearest float. */
const inSeconds = (nanoseconds: bigint): Float => new Float(Number(nanoseconds) / 1e9);

function clock(name: string, nanoseconds: () => bigint) {
  return {
    [name]: native(name, '()', () => inSeconds(nanoseconds())),
    [`${name}_ns`]: native(`${name}_ns`, '()', () => normalInteger(nanoseconds())),
  };
}

const secondsNow = (): number => Number(wallNanoseconds() / 1_000_000_000n);

function takenApart(timestamp: Value | undefined): BrokenDownTime {
  return breakDown(
    timestamp === undefined || timestamp === null ? secondsNow() : timestampOf(timestamp, 'floor').seconds,
  );
}

/** The numbers of a tuple. @throws TypeError for something else, OverflowError */
function fieldsOf(t: Value, name: string): BrokenDownTime {
  if (!(t instanceof Tuple)) throw error('TypeError', 'Tuple or struct_time argument required');
  if (t.items.length !== 9) throw error('TypeError', `${name}(): illegal time tuple argument`);
  const numbers = t.items.map(smallInteger);
  const [year, month, day, hour, minute, second, weekday, yearDay, daylightSaving] = numbers as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { year, month, day, hour, minute, second, weekday, yearDay, daylightSaving };
}

/** In range, where 0 may stand for the first month and day. @throws ValueError */
function checkedFields(t: Value, name: string): BrokenDownTime {
  const given = fieldsOf(t, name);
  const month = given.month === 0 ? 1 : given.month;
  const day = given.day === 0 ? 1 : given.day;
  const yearDay = given.yearDay === 0 ? 1 : given.yearDay;
  const weekday = given.weekday === -1 ? 6 : given.weekday % 7;
  const check = (isFine: boolean, what: string) => {
    if (!isFine) throw error('ValueError', `${what} out of range`);
  };
  check(month >= 1 && month <= 12, 'month');
  check(day >= 1 && day <= 31, 'day of month');
  check(given.hour >= 0 && given.hour <= 23, 'hour');
  check(given.minute >= 0 && given.minute <= 59, 'minute');
  check(given.second >= 0 && given.second <= 61, 'seconds');
  check(weekday >= 0, 'day of week');
  check(yearDay >= 1 && yearDay <= 366, 'day of year');
  return { ...given, month, day, yearDay, weekday };
}

function strftime(format: Value, t?: Value): Value {
  if (!isStr(format)) throw error('TypeError', `strftime() argument 1 must be str, not ${typeName(format)}`);
  const wanted = String(format);
  if (wanted.includes('\0')) throw error('ValueError', 'embedded null character');
  const time = t === undefined ? takenApart(undefined) : checkedFields(t, 'strftime');
  return textFromString(formatTime(wanted, time, zoneTexts(t, time.daylightSaving)));
}

/** A zone that the time brings along, else the local one; nothing when it says that it does not know. */
function zoneTexts(t: Value | undefined, daylightSaving: number): ZoneTexts {
  if (daylightSaving < 0) return { name: '', offset: '' };
  const name = t instanceof StructTime && isStr(t.zone) ? String(t.zone) : 'UTC';
  const seconds = t instanceof StructTime && typeof t.offset === 'number' ? t.offset : 0;
  const minutes = Math.floor(Math.abs(seconds) / 60);
  return { name, offset: `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}` };
}

function strptime(text: Value, format: Value = '%a %b %d %H:%M:%S %Y'): Value {
  for (const [place, given] of [text, format].entries()) {
    if (isStr(given)) continue;
    const type = typeOf(given).classInfo.name;
    throw error('TypeError', `strptime() argument ${place} must be str, not <class '${type}'>`);
  }
  const found = parseTime(String(text), String(format));
  return structTime(found, found.zoneName, found.offset === null ? null : found.offset[0]);
}

/** Fields may be out of range: the 32nd of a month is the 1st of the next. */
function mktime(t: Value): Value {
  const { year, month, day, hour, minute, second } = fieldsOf(t, 'mktime');
  const months = month - 1;
  const first = ordinalOf(year + Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 1);
  const [ofYear, ofMonth, ofDay] = dateOfOrdinal(first + day - 1);
  return new Float(secondsSinceEpoch({ year: ofYear, month: ofMonth, day: ofDay, hour, minute, second }));
}

/** Nobody ever changes this word, so that waiting for it is sleeping. */
const never = new Int32Array(new SharedArrayBuffer(4));
const wait = Atomics.wait;

function sleep(seconds: Value): Value {
  requireNoQuarantine('sleep');
  const milliseconds = sleepLength(seconds);
  flushOutput();
  if (milliseconds > 0) wait(never, 0, 0, milliseconds);
  return null;
}

/** @throws TypeError, ValueError, OverflowError */
function sleepLength(seconds: Value): number {
  const integer = seconds instanceof Float ? undefined : integerOf(seconds);
  if (!(seconds instanceof Float) && integer === undefined) {
    throw error('TypeError', `'${typeName(seconds)}' object cannot be interpreted as an integer`);
  }
  const amount = seconds instanceof Float ? seconds.value : Number(integer);
  if (Number.isNaN(amount)) throw error('ValueError', 'Invalid value NaN (not a number)');
  if (Math.abs(amount) >= 2 ** 63 / 1e9) throw error('OverflowError', 'timestamp out of range for platform time_t');
  if (amount < 0) throw error('ValueError', 'sleep length must be non-negative');
  return amount * 1000;
}

export default makeModuleObject('time', {
  ...clock('time', wallNanoseconds),
  ...clock('monotonic', monotonicNanoseconds),
  ...clock('perf_counter', monotonicNanoseconds),
  ...clock('process_time', monotonicNanoseconds),
  ...clock('thread_time', monotonicNanoseconds),
  ...clocks,
  tzset: native('tzset', '()', () => null),
  sleep: native('time.sleep', '(seconds, /)', sleep),
  gmtime: native('gmtime', '(seconds=None, /)', (given?: Value) => structTime(takenApart(given), 'GMT', 0)),
  localtime: native('localtime', '(seconds=None, /)', (given?: Value) => structTime(takenApart(given), 'UTC', 0)),
  asctime: native('asctime', '(t=None, /)', (t?: Value) =>
    asciiTime(t === undefined ? takenApart(undefined) : checkedFields(t, 'asctime')),
  ),
  ctime: native('ctime', '(seconds=None, /)', (given?: Value) => asciiTime(takenApart(given))),
  mktime: native('mktime', '(t, /)', mktime),
  strftime: native('strftime', '(format, t=None, /)', strftime),
  strptime: native('strptime', '(string, format=None, /)', strptime),
  struct_time: structTimeType,
  timezone: 0,
  altzone: 0,
  daylight: 0,
  tzname: new Tuple(['UTC', 'UTC']),
});
