/**
 * What dates, times, durations and zones hold. All of them are immutable; instances of derived classes have the same
 * fields. `date.ts`, `moment.ts` … give them their methods.
 */
import { definePlainData } from '../../taint/plain-data.ts';
import type { Value } from '../../values/value.ts';

/** `timedelta`, normalised: 0 ≤ seconds < 86400, 0 ≤ microseconds < 1000000, the sign is that of the days. */
export class Duration {
  constructor(
    readonly days: number,
    readonly seconds: number,
    readonly microseconds: number,
  ) {}
}

/** `date` */
export class CalendarDate {
  constructor(
    readonly year: number,
    readonly month: number,
    readonly day: number,
  ) {}
}

/** `time` */
export class ClockTime {
  constructor(
    readonly hour: number,
    readonly minute: number,
    readonly second: number,
    readonly microsecond: number,
    /** None, or an instance of a class derived from `tzinfo`. */
    readonly zone: Value,
    readonly fold: number,
  ) {}
}

/** `datetime` */
export class Moment extends CalendarDate {
  constructor(
    year: number,
    month: number,
    day: number,
    readonly hour: number,
    readonly minute: number,
    readonly second: number,
    readonly microsecond: number,
    readonly zone: Value,
    readonly fold: number,
  ) {
    super(year, month, day);
  }
}

/** `tzinfo` */
export class Zone {}

/** `timezone`: always the same distance from UTC. */
export class FixedZone extends Zone {
  constructor(
    readonly offset: Duration,
    /** Given by the program; undefined when the name is made from the offset. */
    readonly name: Value | undefined,
  ) {
    super();
  }
}

// A zone of a program's own has methods of its own.
definePlainData(Duration.prototype);
definePlainData(CalendarDate.prototype);
definePlainData(ClockTime.prototype, ({ zone }) => [zone]);
definePlainData(Moment.prototype, ({ zone }) => [zone]);
definePlainData(FixedZone.prototype, ({ name }) => [name ?? null]);
