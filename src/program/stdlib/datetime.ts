/**
 * `datetime`. Each type stands in a file of its own under `datetime/`; duration literals (`30s`) are its
 * `timedelta`s.
 */
import { makeModuleObject } from '../values/module-object.ts';
import { Tuple } from '../values/value.ts';
import { clockTimeType } from './datetime/clock-time.ts';
import { dateType } from './datetime/date.ts';
import { durationType } from './datetime/duration.ts';
import { fixedZoneType, utc } from './datetime/fixed-zone.ts';
import { greatestYear, leastYear } from './datetime/gregorian.ts';
import { momentType } from './datetime/moment.ts';
import { zoneType } from './datetime/zone.ts';

const members = {
  date: dateType,
  datetime: momentType,
  time: clockTimeType,
  timedelta: durationType,
  timezone: fixedZoneType,
  tzinfo: zoneType,
  MINYEAR: leastYear,
  MAXYEAR: greatestYear,
  UTC: utc,
};

export default makeModuleObject('datetime', { ...members, __all__: new Tuple(Object.keys(members)) });
