/** Text of clocks, and `strftime` of values that know their zone. */
import { getAttribute } from '../../operators/attribute.ts';
import { call } from '../../operators/call.ts';
import { toArray } from '../../operators/iteration.ts';
import { error } from '../../values/exceptions.ts';
import { isStr, type Str, textFromString } from '../../values/text.ts';
import { typeName } from '../../values/type-of.ts';
import type { Value } from '../../values/value.ts';
import type { BrokenDownTime } from '../time/broken-down.ts';
import { formatTime } from '../time/strftime.ts';
import { two } from './fields.ts';
import type { Duration } from './values.ts';
import { offsetText } from './zone.ts';

/** @throws TypeError in CPython's words */
export function requireText(x: Value, method: string, place = 1): Str {
  if (isStr(x)) return x;
  throw error('TypeError', `${method}() argument ${place} must be str, not ${typeName(x)}`);
}

interface Clocked {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

/** `10:20:30.000040` to the precision that `timespec` names. @throws TypeError, ValueError */
export function clockText(t: Clocked, timespec: Value, place: number): string {
  const wanted = String(requireText(timespec, 'isoformat', place));
  const minutes = `${two(t.hour)}:${two(t.minute)}`;
  const seconds = `${minutes}:${two(t.second)}`;
  const fraction = String(t.microsecond).padStart(6, '0');
  switch (wanted) {
    case 'auto':
      return t.microsecond === 0 ? seconds : `${seconds}.${fraction}`;
    case 'hours':
      return two(t.hour);
    case 'minutes':
      return minutes;
    case 'seconds':
      return seconds;
    case 'milliseconds':
      return `${seconds}.${fraction.slice(0, 3)}`;
    case 'microseconds':
      return `${seconds}.${fraction}`;
    default:
      throw error('ValueError', 'Unknown timespec value');
  }
}

/** Arguments of `repr` for a clock: seconds and microseconds only where they are needed. */
export function clockArguments(t: Clocked): (number | string)[] {
  const parts: number[] = [t.hour, t.minute];
  if (t.second !== 0 || t.microsecond !== 0) parts.push(t.second);
  if (t.microsecond !== 0) parts.push(t.microsecond);
  return parts;
}

/** What `strftime` asks of a date, time or datetime. */
export interface Formatted {
  readonly time: BrokenDownTime;
  readonly microsecond: number;
  /** Asked only when the format has `%z` or `%Z`. */
  readonly offset: () => Duration | null;
  readonly zoneName: () => Value;
}

/** `%f`, `%z` and `%Z` are ours, the rest is the C library's. */
export function formatWithZone(format: Str, { time, microsecond, offset, zoneName }: Formatted): Str {
  const filled = String(format).replace(/%(.)/gsu, (directive, code: string) => {
    if (code === 'f') return String(microsecond).padStart(6, '0');
    if (code === 'z') {
      const distance = offset();
      return distance === null ? '' : offsetText(distance, '');
    }
    if (code === 'Z') return String(zoneName() ?? '').replaceAll('%', '%%');
    return directive;
  });
  if (filled.includes('\0')) throw error('ValueError', 'embedded null character');
  return textFromString(formatTime(filled, time, { name: '', offset: '' }));
}

/** The fields of `x.timetuple()`, which a derived class may have replaced. */
export function brokenDown(x: Value): BrokenDownTime {
  const items = toArray(call(getAttribute(x, 'timetuple'))) as number[];
  const [year, month, day, hour, minute, second, weekday, yearDay, daylightSaving] = items;
  return { year, month, day, hour, minute, second, weekday, yearDay, daylightSaving } as BrokenDownTime;
}

/** `__format__`: `str()` without a specification, else `strftime`. */
export function formatBy(x: Value, specification: Value, display: (x: Value) => Str): Value {
  const wanted = requireText(specification, '__format__');
  return wanted === '' ? display(x) : call(getAttribute(x, 'strftime'), wanted);
}
