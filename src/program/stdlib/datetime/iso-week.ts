/** `datetime.IsoCalendarDate`: what `isocalendar()` gives, a tuple with names. */
import { defineNativeType } from '../../values/classes.ts';
import { tupleType } from '../../values/tuple.ts';
import { type ClassValue, Tuple, type Value } from '../../values/value.ts';

export class IsoWeekDate extends Tuple {}

const field = (index: number) =>
  function (this: IsoWeekDate) {
    return this.items[index]!;
  };

export const isoWeekDateType: ClassValue = defineNativeType({
  name: 'IsoCalendarDate',
  module: 'datetime',
  bases: [tupleType],
  prototype: IsoWeekDate.prototype,
  parameters: '(year, week, weekday)',
  construct: (year: Value, week: Value, weekday: Value) => new IsoWeekDate([year, week, weekday]),
  isFinal: true,
  methods: {
    __repr__(this: IsoWeekDate) {
      const [year, week, weekday] = this.items as number[];
      return `datetime.IsoCalendarDate(year=${year}, week=${week}, weekday=${weekday})`;
    },
  },
  properties: { year: field(0), week: field(1), weekday: field(2) },
});
