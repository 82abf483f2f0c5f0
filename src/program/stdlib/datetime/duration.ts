/**
 * `timedelta`. Sums work on days, seconds and microseconds; products and quotients on exact microseconds, rounded half to
 * even as CPython does.
 */

import { hash } from '../../operators/hash.ts';
import { integerOf } from '../../operators/indexing.ts';
import { defineNativeType } from '../../values/classes.ts';
import { error } from '../../values/exceptions.ts';
import { ratioOf } from '../../values/floats.ts';
import { divideIntegers, integerIn, normalInteger, roundedQuotient } from '../../values/integers.ts';
import { typeName } from '../../values/type-of.ts';
import { type ClassValue, Float, notImplemented, type ThisForm, Tuple, type Value } from '../../values/value.ts';
import { two } from './fields.ts';
import { Duration } from './values.ts';

const greatestDays = 999999999;
const microsecondsPerDay = 86_400_000_000n;

/** Microseconds in each constructor argument, in the order in which CPython adds them up. */
const units = [
  ['microseconds', 1n],
  ['milliseconds', 1_000n],
  ['seconds', 1_000_000n],
  ['minutes', 60_000_000n],
  ['hours', 3_600_000_000n],
  ['days', microsecondsPerDay],
  ['weeks', 7n * microsecondsPerDay],
] as const;

/** Normalised from parts of any size and sign that are exact as numbers. @throws OverflowError */
export function makeDuration(days: number, seconds: number, microseconds: number): Duration {
  const allSeconds = seconds + Math.floor(microseconds / 1_000_000);
  const allDays = days + Math.floor(allSeconds / 86400);
  checkDays(allDays);
  return new Duration(allDays, modulo(allSeconds, 86400), modulo(microseconds, 1_000_000));
}

function checkDays(days: number | bigint): void {
  if (days >= -greatestDays && days <= greatestDays) return;
  if (days < -0x80000000 || days > 0x7fffffff) throw error('OverflowError', 'Python int too large to convert to C int');
  throw error('OverflowError', `days=${days}; must have magnitude <= ${greatestDays}`);
}

const modulo = (a: number, b: number): number => a - Math.floor(a / b) * b;

/** All of it in microseconds. */
export function microsecondsOf({ days, seconds, microseconds }: Duration): bigint {
  return (BigInt(days) * 86400n + BigInt(seconds)) * 1_000_000n + BigInt(microseconds);
}

/** @throws OverflowError */
export function durationOf(microseconds: bigint): Duration {
  const days = floorQuotient(microseconds, microsecondsPerDay);
  checkDays(days);
  const rest = Number(microseconds - days * microsecondsPerDay);
  return new Duration(Number(days), Math.floor(rest / 1_000_000), rest % 1_000_000);
}

/** Half goes to the even neighbour. @throws ZeroDivisionError */
function divideNearest(a: bigint, b: bigint): bigint {
  if (b === 0n) throw divisionByZero();
  return roundedQuotient(a, b);
}

function floorQuotient(a: bigint, b: bigint): bigint {
  if (b === 0n) throw divisionByZero();
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

const divisionByZero = () => error('ZeroDivisionError', 'integer division or modulo by zero');

function constructDuration(
  days: Value = 0,
  seconds: Value = 0,
  microseconds: Value = 0,
  milliseconds: Value = 0,
  minutes: Value = 0,
  hours: Value = 0,
  weeks: Value = 0,
): Duration {
  const given = [microseconds, milliseconds, seconds, minutes, hours, days, weeks];
  let whole = 0n;
  let fraction = 0;
  for (let index = 0; index < units.length; index++) {
    const amount = given[index]!;
    if (amount === 0) continue;
    const [name, factor] = units[index]!;
    if (amount instanceof Float) {
      const truncated = Math.trunc(finite(amount.value));
      whole += BigInt(truncated) * factor;
      const scaled = (amount.value - truncated) * Number(factor);
      whole += BigInt(Math.trunc(scaled));
      fraction += scaled - Math.trunc(scaled);
    } else {
      const integer = integerOf(amount);
      if (integer === undefined) {
        throw error('TypeError', `unsupported type for timedelta ${name} component: ${typeName(amount)}`);
      }
      whole += BigInt(integer) * factor;
    }
  }
  return durationOf(whole + roundedFraction(fraction, whole));
}

function finite(x: number): number {
  if (Number.isNaN(x)) throw error('ValueError', 'cannot convert float NaN to integer');
  if (!Number.isFinite(x)) throw error('OverflowError', 'cannot convert float infinity to integer');
  return x;
}

/** What the fractions of all arguments add to the whole microseconds: the sum is rounded half to even. */
function roundedFraction(fraction: number, whole: bigint): bigint {
  const rounded = Math.sign(fraction) * Math.round(Math.abs(fraction));
  if (Math.abs(rounded - fraction) !== 0.5) return BigInt(rounded);
  const odd = whole % 2n === 0n ? 0 : 1;
  return BigInt(2 * Math.round((fraction + odd) / 2) - odd);
}

/** @returns a number below, at or above 0 */
export function compareDurations(a: Duration, b: Duration): number {
  return a.days - b.days || a.seconds - b.seconds || a.microseconds - b.microseconds;
}

/** Offsets of two values are the same, or both have none. */
export function equalOffsets(a: Duration | null, b: Duration | null): boolean {
  return a === null || b === null ? a === b : compareDurations(a, b) === 0;
}

export function addDurations(a: Duration, b: Duration): Duration {
  return makeDuration(a.days + b.days, a.seconds + b.seconds, a.microseconds + b.microseconds);
}

export function subtractDurations(a: Duration, b: Duration): Duration {
  return makeDuration(a.days - b.days, a.seconds - b.seconds, a.microseconds - b.microseconds);
}

export function negateDuration({ days, seconds, microseconds }: Duration): Duration {
  return makeDuration(0 - days, 0 - seconds, 0 - microseconds);
}

/** `-1 day, 23:59:59.000001` */
export function durationText({ days, seconds, microseconds }: Duration): string {
  const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const fraction = microseconds === 0 ? '' : `.${String(microseconds).padStart(6, '0')}`;
  const before = days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `;
  return before + clock + fraction;
}

function representation(duration: Duration): string {
  const parts = (['days', 'seconds', 'microseconds'] as const)
    .filter((name) => duration[name] !== 0)
    .map((name) => `${name}=${duration[name]}`);
  return `${typeName(duration)}(${parts.length === 0 ? '0' : parts.join(', ')})`;
}

function multiplied(duration: Duration, factor: Value): Value {
  if (factor instanceof Float) {
    const [above, below] = ratioOf(ratioNumber(factor.value));
    return durationOf(divideNearest(microsecondsOf(duration) * above, below));
  }
  const integer = integerIn(factor);
  return integer === undefined ? notImplemented : durationOf(microsecondsOf(duration) * BigInt(integer));
}

function divided(duration: Duration, by: Value): Value {
  const microseconds = microsecondsOf(duration);
  if (by instanceof Duration) return quotient(microseconds, microsecondsOf(by));
  if (by instanceof Float) {
    const [above, below] = ratioOf(ratioNumber(by.value));
    return durationOf(divideNearest(microseconds * below, above));
  }
  const integer = integerIn(by);
  return integer === undefined ? notImplemented : durationOf(divideNearest(microseconds, BigInt(integer)));
}

/** The correctly rounded float quotient of two ints. */
function quotient(a: bigint, b: bigint): Value {
  if (b === 0n) throw error('ZeroDivisionError', 'division by zero');
  return new Float(divideIntegers(normalInteger(a), normalInteger(b)));
}

function floorDivided(duration: Duration, by: Value): Value {
  const microseconds = microsecondsOf(duration);
  if (by instanceof Duration) return normalInteger(floorQuotient(microseconds, microsecondsOf(by)));
  const integer = integerIn(by);
  return integer === undefined ? notImplemented : durationOf(floorQuotient(microseconds, BigInt(integer)));
}

function remainder(duration: Duration, by: Duration): Duration {
  const a = microsecondsOf(duration);
  const b = microsecondsOf(by);
  if (b === 0n) throw error('ZeroDivisionError', 'integer modulo by zero');
  return durationOf(a - floorQuotient(a, b) * b);
}

function ratioNumber(x: number): number {
  if (Number.isNaN(x)) throw error('ValueError', 'cannot convert NaN to integer ratio');
  if (!Number.isFinite(x)) throw error('OverflowError', 'cannot convert Infinity to integer ratio');
  return x;
}

/** A method that knows only other durations. */
function withDuration(f: (a: Duration, b: Duration) => Value): readonly [string, ThisForm] {
  return [
    '(value, /)',
    function (this: Duration, other: Value) {
      return other instanceof Duration ? f(this, other) : notImplemented;
    },
  ];
}

function withAny(f: (a: Duration, b: Value) => Value): readonly [string, ThisForm] {
  return [
    '(value, /)',
    function (this: Duration, other: Value) {
      return f(this, other);
    },
  ];
}

export const durationType: ClassValue = defineNativeType({
  name: 'timedelta',
  module: 'datetime',
  doc: 'Difference between two datetime values.',
  prototype: Duration.prototype,
  constructorName: '__new__',
  parameters: '(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)',
  construct: constructDuration,
  methods: {
    __add__: withDuration(addDurations),
    __radd__: withDuration((a, b) => addDurations(b, a)),
    __sub__: withDuration(subtractDurations),
    __rsub__: withDuration((a, b) => subtractDurations(b, a)),
    __mul__: withAny(multiplied),
    __rmul__: withAny(multiplied),
    __truediv__: withAny(divided),
    __floordiv__: withAny(floorDivided),
    __mod__: withDuration(remainder),
    __divmod__: withDuration((a, b) => new Tuple([floorDivided(a, b), remainder(a, b)])),
    __rtruediv__: withDuration((a, b) => divided(b, a)),
    __rfloordiv__: withDuration((a, b) => floorDivided(b, a)),
    __rmod__: withDuration((a, b) => remainder(b, a)),
    __rdivmod__: withDuration((a, b) => new Tuple([floorDivided(b, a), remainder(b, a)])),
    __eq__: withDuration((a, b) => compareDurations(a, b) === 0),
    __ne__: withDuration((a, b) => compareDurations(a, b) !== 0),
    __lt__: withDuration((a, b) => compareDurations(a, b) < 0),
    __le__: withDuration((a, b) => compareDurations(a, b) <= 0),
    __gt__: withDuration((a, b) => compareDurations(a, b) > 0),
    __ge__: withDuration((a, b) => compareDurations(a, b) >= 0),
    __neg__(this: Duration) {
      return negateDuration(this);
    },
    __pos__(this: Duration) {
      return new Duration(this.days, this.seconds, this.microseconds);
    },
    __abs__(this: Duration) {
      return this.days < 0 ? negateDuration(this) : new Duration(this.days, this.seconds, this.microseconds);
    },
    __bool__(this: Duration) {
      return this.days !== 0 || this.seconds !== 0 || this.microseconds !== 0;
    },
    __hash__(this: Duration) {
      return hash(new Tuple([this.days, this.seconds, this.microseconds]));
    },
    __repr__(this: Duration) {
      return representation(this);
    },
    __str__(this: Duration) {
      return durationText(this);
    },
    total_seconds: [
      '()',
      function (this: Duration) {
        return quotient(microsecondsOf(this), 1_000_000n);
      },
    ],
  },
  properties: {
    days(this: Duration) {
      return this.days;
    },
    seconds(this: Duration) {
      return this.seconds;
    },
    microseconds(this: Duration) {
      return this.microseconds;
    },
  },
  statics: {
    min: new Duration(-greatestDays, 0, 0),
    max: new Duration(greatestDays, 86399, 999999),
    resolution: new Duration(0, 0, 1),
  },
});

/** What a duration literal stands for. @throws OverflowError */
export function durationOfSeconds(seconds: number): Duration {
  return constructDuration(0, new Float(seconds));
}
