/** `timezone`: zones that are always the same distance from UTC. */
import { hash } from '../../operators/hash.ts';
import { defineNativeType } from '../../values/classes.ts';
import { error } from '../../values/exceptions.ts';
import { repr } from '../../values/representation.ts';
import { isStr } from '../../values/text.ts';
import { typeName } from '../../values/type-of.ts';
import { type ClassValue, notImplemented, Tuple, type Value } from '../../values/value.ts';
import { compareDurations, makeDuration } from './duration.ts';
import { addToMoment } from './moment-arithmetic.ts';
import { Duration, FixedZone, Moment } from './values.ts';
import { isWithinDay, offsetText, zoneType } from './zone.ts';

export const utc = new FixedZone(new Duration(0, 0, 0), undefined);

/** The zone with an offset; nameless ones without an offset are UTC itself. @throws ValueError */
export function fixedZone(offset: Duration, name?: Value): FixedZone {
  if (name === undefined && compareDurations(offset, utc.offset) === 0) return utc;
  if (!isWithinDay(offset)) {
    const given = String(repr(offset));
    throw error(
      'ValueError',
      `offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not ${given}.`,
    );
  }
  return new FixedZone(offset, name);
}

function nameOf(zone: FixedZone): Value {
  if (zone.name !== undefined) return zone.name;
  return compareDurations(zone.offset, utc.offset) === 0 ? 'UTC' : `UTC${offsetText(zone.offset)}`;
}

/** @throws TypeError for what is neither a datetime nor None */
function checkMoment(moment: Value, method: string): void {
  if (moment === null || moment instanceof Moment) return;
  throw error('TypeError', `${method}(dt) argument must be a datetime instance or None, not ${typeName(moment)}`);
}

export const fixedZoneType: ClassValue = defineNativeType({
  name: 'timezone',
  module: 'datetime',
  bases: [zoneType],
  doc: 'Fixed offset from UTC implementation of tzinfo.',
  prototype: FixedZone.prototype,
  parameters: '(offset, name=None)',
  construct: (offset: Value, name?: Value) => {
    if (!(offset instanceof Duration)) {
      throw error('TypeError', `timezone() argument 1 must be datetime.timedelta, not ${typeName(offset)}`);
    }
    if (name !== undefined && !isStr(name)) {
      throw error('TypeError', `timezone() argument 2 must be str, not ${typeName(name)}`);
    }
    return fixedZone(offset, name);
  },
  isFinal: true,
  methods: {
    utcoffset: [
      '(dt, /)',
      function (this: FixedZone, moment: Value) {
        checkMoment(moment, 'utcoffset');
        return this.offset;
      },
    ],
    dst: [
      '(dt, /)',
      (moment: Value) => {
        checkMoment(moment, 'dst');
        return null;
      },
    ],
    tzname: [
      '(dt, /)',
      function (this: FixedZone, moment: Value) {
        checkMoment(moment, 'tzname');
        return nameOf(this);
      },
    ],
    fromutc: [
      '(dt, /)',
      function (this: FixedZone, moment: Value) {
        if (!(moment instanceof Moment)) throw error('TypeError', 'fromutc: argument must be a datetime');
        if (moment.zone !== this) throw error('ValueError', 'fromutc: dt.tzinfo is not self');
        return addToMoment(moment, this.offset);
      },
    ],
    __getinitargs__: [
      '()',
      function (this: FixedZone) {
        return new Tuple(this.name === undefined ? [this.offset] : [this.offset, this.name]);
      },
    ],
    __eq__: [
      '(value, /)',
      function (this: FixedZone, other: Value) {
        return other instanceof FixedZone ? compareDurations(this.offset, other.offset) === 0 : notImplemented;
      },
    ],
    __ne__: [
      '(value, /)',
      function (this: FixedZone, other: Value) {
        return other instanceof FixedZone ? compareDurations(this.offset, other.offset) !== 0 : notImplemented;
      },
    ],
    __hash__(this: FixedZone) {
      return hash(this.offset);
    },
    __repr__(this: FixedZone) {
      if (this === utc) return 'datetime.timezone.utc';
      const name = this.name === undefined ? '' : `, ${String(repr(this.name))}`;
      return `datetime.timezone(${String(repr(this.offset))}${name})`;
    },
    __str__(this: FixedZone) {
      return nameOf(this);
    },
  },
  statics: {
    utc,
    min: fixedZone(makeDuration(0, -(23 * 3600 + 59 * 60), 0)),
    max: fixedZone(makeDuration(0, 23 * 3600 + 59 * 60, 0)),
  },
});
