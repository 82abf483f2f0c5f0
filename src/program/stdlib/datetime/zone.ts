/**
 * `tzinfo`, the base of time zones, and how its methods are asked: programs derive from it and may answer anything.
 */
import { getAttribute } from '../../operators/attribute.ts';
import { call } from '../../operators/call.ts';
import { defineNativeType } from '../../values/classes.ts';
import { error } from '../../values/exceptions.ts';
import { isStr } from '../../values/text.ts';
import { typeName } from '../../values/type-of.ts';
import type { ClassValue, ThisForm, Value } from '../../values/value.ts';
import { durationOf, microsecondsOf, subtractDurations } from './duration.ts';
import { two } from './fields.ts';
import { addToMoment } from './moment-arithmetic.ts';
import { Duration, FixedZone, Moment, Zone } from './values.ts';

/** Asks `zone.utcoffset(moment)` or `zone.dst(moment)`; null without a zone or an answer. @throws TypeError, ValueError */
export function askOffset(zone: Value, question: 'utcoffset' | 'dst', moment: Value): Duration | null {
  if (zone === null) return null;
  if (zone instanceof FixedZone && question === 'utcoffset') return zone.offset;
  const answer = call(getAttribute(zone, question), moment);
  if (answer === null) return null;
  if (!(answer instanceof Duration)) {
    throw error('TypeError', `tzinfo.${question}() must return None or a timedelta, not '${typeName(answer)}'`);
  }
  if (!isWithinDay(answer)) {
    throw error(
      'ValueError',
      'offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24).',
    );
  }
  return answer;
}

/** Asks `zone.tzname(moment)`. @throws TypeError */
export function askName(zone: Value, moment: Value): Value {
  if (zone === null) return null;
  const answer = call(getAttribute(zone, 'tzname'), moment);
  if (answer === null || isStr(answer)) return answer;
  throw error('TypeError', `tzinfo.tzname() must return None or a string, not '${typeName(answer)}'`);
}

export function isWithinDay({ days, seconds, microseconds }: Duration): boolean {
  return days === 0 || (days === -1 && (seconds > 0 || microseconds > 0));
}

/** `+02:00`, with seconds and microseconds where there are any. */
export function offsetText(offset: Duration, separator = ':'): string {
  const sign = offset.days < 0 ? '-' : '+';
  const total = microsecondsOf(offset);
  const size = durationOf(total < 0n ? -total : total);
  const { seconds, microseconds } = size;
  let text = `${sign}${two(Math.floor(seconds / 3600))}${separator}${two(Math.floor(seconds / 60) % 60)}`;
  if (seconds % 60 !== 0 || microseconds !== 0) text += separator + two(seconds % 60);
  if (microseconds !== 0) text += `.${String(microseconds).padStart(6, '0')}`;
  return text;
}

function mustImplement(name: string): readonly [string, ThisForm] {
  return [
    '(dt, /)',
    () => {
      throw error('NotImplementedError', `a tzinfo subclass must implement ${name}()`);
    },
  ];
}

/**
 * The local time of a moment given in UTC, by the zone's own answers: its offset without daylight saving holds, then the
 * daylight saving of the standard time found so is added.
 */
function fromUtc(this: Zone, moment: Value): Value {
  if (!(moment instanceof Moment)) throw error('TypeError', 'fromutc: argument must be a datetime');
  if (moment.zone !== this) throw error('ValueError', 'fromutc: dt.tzinfo is not self');
  const offset = askOffset(this, 'utcoffset', moment);
  if (offset === null) throw error('ValueError', 'fromutc: non-None utcoffset() result required');
  const saving = askOffset(this, 'dst', moment);
  if (saving === null) throw error('ValueError', 'fromutc: non-None dst() result required');
  const standard = addToMoment(moment, subtractDurations(offset, saving));
  const savingThen = askOffset(standard.zone, 'dst', standard);
  if (savingThen === null) {
    throw error('ValueError', 'fromutc: tz.dst() gave inconsistent results; cannot convert');
  }
  return addToMoment(standard, savingThen);
}

export const zoneType: ClassValue = defineNativeType({
  name: 'tzinfo',
  module: 'datetime',
  doc: 'Abstract base class for time zone info objects.',
  prototype: Zone.prototype,
  parameters: '(*args, **kwargs)',
  construct: () => new Zone(),
  methods: {
    utcoffset: mustImplement('utcoffset'),
    dst: mustImplement('dst'),
    tzname: mustImplement('tzname'),
    fromutc: ['(dt, /)', fromUtc],
  },
});
