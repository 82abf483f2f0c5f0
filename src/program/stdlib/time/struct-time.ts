/** `time.struct_time`: a tuple of nine with names, and a zone that only the names reach. */
import { isIterable, toArray } from '../../operators/iteration.ts';
import { defineNativeType } from '../../values/classes.ts';
import { Dict } from '../../values/dict.ts';
import { error } from '../../values/exceptions.ts';
import { repr } from '../../values/representation.ts';
import { tupleType } from '../../values/tuple.ts';
import { type ClassValue, Tuple, type Value } from '../../values/value.ts';
import type { BrokenDownTime } from './broken-down.ts';

export class StructTime extends Tuple {
  constructor(
    items: readonly Value[],
    readonly zone: Value,
    readonly offset: Value,
  ) {
    super(items);
  }
}

const names = [
  'tm_year',
  'tm_mon',
  'tm_mday',
  'tm_hour',
  'tm_min',
  'tm_sec',
  'tm_wday',
  'tm_yday',
  'tm_isdst',
] as const;

/** @throws TypeError for other lengths than 9 to 11 */
function constructStruct(sequence: Value, fields?: Value): StructTime {
  if (!isIterable(sequence)) throw error('TypeError', 'constructor requires a sequence');
  const items = toArray(sequence);
  if (items.length < 9) {
    throw error('TypeError', `time.struct_time() takes an at least 9-sequence (${items.length}-sequence given)`);
  }
  if (items.length > 11) {
    throw error('TypeError', `time.struct_time() takes an at most 11-sequence (${items.length}-sequence given)`);
  }
  if (fields !== undefined && !(fields instanceof Dict)) {
    throw error('TypeError', 'time.struct_time() takes a dict as second arg, if any');
  }
  const zone = items[9] ?? fields?.get('tm_zone') ?? null;
  const offset = items[10] ?? fields?.get('tm_gmtoff') ?? null;
  return new StructTime(items.slice(0, 9), zone, offset);
}

export const structTimeType: ClassValue = defineNativeType({
  name: 'struct_time',
  module: 'time',
  bases: [tupleType],
  prototype: StructTime.prototype,
  parameters: '(sequence, fields=None, /)',
  construct: constructStruct,
  isFinal: true,
  methods: {
    __repr__(this: StructTime) {
      const parts = names.map((name, index) => `${name}=${String(repr(this.items[index]!))}`);
      return `time.struct_time(${parts.join(', ')})`;
    },
  },
  properties: {
    ...Object.fromEntries(
      names.map((name, index) => [
        name,
        function (this: StructTime) {
          return this.items[index]!;
        },
      ]),
    ),
    tm_zone(this: StructTime) {
      return this.zone;
    },
    tm_gmtoff(this: StructTime) {
      return this.offset;
    },
  },
  statics: { n_fields: 11, n_sequence_fields: 9, n_unnamed_fields: 0 },
});

export function structTime(t: BrokenDownTime, zone: Value = null, offset: Value = null): StructTime {
  const { year, month, day, hour, minute, second, weekday, yearDay, daylightSaving } = t;
  return new StructTime([year, month, day, hour, minute, second, weekday, yearDay, daylightSaving], zone, offset);
}
