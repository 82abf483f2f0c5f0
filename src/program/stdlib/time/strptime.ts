/**
 * Times read by a format: the format becomes a regular expression in which every directive can stand only once, and
 * what it finds is put together to a date, from month and day, day of the year, or week and weekday.
 */
import { error } from '../../values/exceptions.ts';
import { repr } from '../../values/representation.ts';
import { dateOfOrdinal, dayOfYear, firstMondayOf, ordinalOf, weekdayOf } from '../datetime/gregorian.ts';
import { type BrokenDownTime, dayNames, monthNames } from './broken-down.ts';

export interface ReadTime extends BrokenDownTime {
  readonly microsecond: number;
  /** From `%z`: seconds and microseconds east of UTC. */
  readonly offset: readonly [seconds: number, microseconds: number] | null;
  /** From `%Z`. */
  readonly zoneName: string | null;
}

const abbreviated = (name: string) => name.slice(0, 3);
const patterns: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null), {
  a: dayNames.map(abbreviated).join('|'),
  A: dayNames.join('|'),
  b: monthNames.map(abbreviated).join('|'),
  B: monthNames.join('|'),
  d: '3[01]|[12]\\d|0[1-9]|[1-9]| [1-9]',
  f: '[0-9]{1,6}',
  G: '\\d{4}',
  H: '2[0-3]|[01]\\d|\\d',
  I: '1[0-2]|0[1-9]|[1-9]',
  j: '36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]',
  m: '1[0-2]|0[1-9]|[1-9]',
  M: '[0-5]\\d|\\d',
  p: 'AM|PM',
  S: '6[01]|[0-5]\\d|\\d',
  u: '[1-7]',
  U: '5[0-3]|[0-4]\\d|\\d',
  V: '5[0-3]|0[1-9]|[1-4]\\d|\\d',
  w: '[0-6]',
  W: '5[0-3]|[0-4]\\d|\\d',
  y: '\\d\\d',
  Y: '\\d{4}',
  z: '[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z',
  Z: 'UTC|GMT',
});
const compositions: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null), {
  c: '%a %b %d %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
});

/** @throws ValueError when the text does not match, the format is wrong or its parts contradict each other */
export function parseTime(text: string, format: string): ReadTime {
  const match = expressionOf(format).exec(text);
  if (match === null) {
    throw error('ValueError', `time data ${quoted(text)} does not match format ${quoted(format)}`);
  }
  if (match[0].length !== text.length) {
    throw error('ValueError', `unconverted data remains: ${text.slice(match[0].length)}`);
  }
  return combine(match.groups ?? {});
}

const quoted = (text: string): string => String(repr(text));

function expressionOf(format: string): RegExp {
  const used = new Set<string>();
  const translate = (part: string): string =>
    part.replace(/%(.?)|(\s+)|[\\.^$*+?(){}[\]|/]/gsu, (piece: string, code?: string, space?: string) => {
      if (space !== undefined) return '\\s+';
      if (code === undefined) return `\\${piece}`;
      if (code === '') throw error('ValueError', `stray % in format ${quoted(format)}`);
      if (code === '%') return '%';
      const composed = compositions[code];
      if (composed !== undefined) return translate(composed);
      const pattern = patterns[code];
      if (pattern === undefined) {
        throw error('ValueError', `${quoted(code)} is a bad directive in format ${quoted(format)}`);
      }
      if (used.has(code)) {
        throw error('ValueError', `directive %${code} stands twice in format ${quoted(format)}`);
      }
      used.add(code);
      return `(?<${code}>${pattern})`;
    });
  return new RegExp(`^${translate(format)}`, 'iu');
}

type Found = Readonly<Record<string, string | undefined>>;

function numberIn(found: Found, code: string): number | null {
  const text = found[code];
  return text === undefined ? null : Number(text);
}

function positionIn(found: Found, code: string, names: readonly string[]): number | null {
  const text = found[code]?.toLowerCase();
  if (text === undefined) return null;
  return names.findIndex((name) => name.toLowerCase().startsWith(text));
}

function yearIn(found: Found): number | null {
  const short = numberIn(found, 'y');
  if (short !== null) return short + (short <= 68 ? 2000 : 1900);
  return numberIn(found, 'Y');
}

function hourIn(found: Found): number {
  const hour = numberIn(found, 'H');
  const half = numberIn(found, 'I');
  if (half === null) return hour ?? 0;
  return (half % 12) + (found.p?.toLowerCase() === 'pm' ? 12 : 0);
}

function weekdayIn(found: Found): number | null {
  const fromSunday = numberIn(found, 'w');
  if (fromSunday !== null) return (fromSunday + 6) % 7;
  const fromMonday = numberIn(found, 'u');
  if (fromMonday !== null) return fromMonday - 1;
  return positionIn(found, 'A', dayNames) ?? positionIn(found, 'a', dayNames);
}

function combine(found: Found): ReadTime {
  const givenYear = yearIn(found);
  const weekday = weekdayIn(found);
  const month = numberIn(found, 'm') ?? monthByName(found) ?? 1;
  const day = numberIn(found, 'd') ?? 1;
  checkWeeks(found, weekday);
  const [year, ordinal] = dateFrom(found, givenYear, weekday);
  const [dateYear, dateMonth, dateDay] = ordinal === null ? [year, month, day] : dateOfOrdinal(ordinal);
  // 29 February without a year is read in a leap year, and still belongs to 1900.
  const countedYear = givenYear === null && month === 2 && day === 29 ? 1904 : dateYear;
  return {
    year: dateYear,
    month: dateMonth,
    day: dateDay,
    hour: hourIn(found),
    minute: numberIn(found, 'M') ?? 0,
    second: numberIn(found, 'S') ?? 0,
    microsecond: found.f === undefined ? 0 : Number(found.f.padEnd(6, '0')),
    weekday: weekday ?? weekdayOf(countedYear, dateMonth, dateDay),
    yearDay: numberIn(found, 'j') ?? yearDay(year, ordinal) ?? dayOfYear(countedYear, dateMonth, dateDay),
    daylightSaving: found.Z === undefined ? -1 : 0,
    offset: offsetIn(found.z),
    zoneName: found.Z ?? null,
  };
}

/** Days of a week that reaches into the next year are still counted from the beginning of this one. */
function yearDay(year: number, ordinal: number | null): number | null {
  if (ordinal === null) return null;
  const days = ordinal - ordinalOf(year, 1, 1) + 1;
  return days > 0 ? days : null;
}

function monthByName(found: Found): number | null {
  const position = positionIn(found, 'B', monthNames) ?? positionIn(found, 'b', monthNames);
  return position === null ? null : position + 1;
}

/** @throws ValueError when ISO weeks, years and weekdays do not go together */
function checkWeeks(found: Found, weekday: number | null): void {
  if (found.G !== undefined) {
    if (found.j !== undefined) {
      throw error(
        'ValueError',
        "Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.",
      );
    }
    if (found.V === undefined || weekday === null) {
      throw error(
        'ValueError',
        "ISO year directive '%G' must be used with the ISO week directive '%V' and a weekday directive " +
          "('%A', '%a', '%w', or '%u').",
      );
    }
  } else if (found.V !== undefined) {
    if ((found.Y === undefined && found.y === undefined) || weekday === null) {
      throw error(
        'ValueError',
        "ISO week directive '%V' must be used with the ISO year directive '%G' and a weekday directive " +
          "('%A', '%a', '%w', or '%u').",
      );
    }
    throw error(
      'ValueError',
      "ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead.",
    );
  }
}

/** The year, and the day's number where something but month and day says it. */
function dateFrom(
  found: Found,
  givenYear: number | null,
  weekday: number | null,
): readonly [year: number, ordinal: number | null] {
  const year = givenYear ?? 1900;
  const days = numberIn(found, 'j');
  if (days !== null) return [year, ordinalOf(year, 1, 1) + days - 1];
  if (weekday === null) return [year, null];
  const isoYear = numberIn(found, 'G');
  if (isoYear !== null) return [isoYear, firstMondayOf(isoYear) + (numberIn(found, 'V')! - 1) * 7 + weekday];
  const week = numberIn(found, 'W') ?? numberIn(found, 'U');
  if (week === null) return [year, null];
  const fromMonday = found.W !== undefined;
  const first = weekdayOf(year, 1, 1);
  const firstDay = fromMonday ? first : (first + 1) % 7;
  const place = fromMonday ? weekday : (weekday + 1) % 7;
  // Week 0 holds the days before the first Monday (or Sunday).
  const firstWeekLength = (7 - firstDay) % 7;
  const passed = week === 0 ? place - firstDay : firstWeekLength + 7 * (week - 1) + place;
  return [year, ordinalOf(year, 1, 1) + passed];
}

/** `+02:00`, `-0330`, `Z` … @throws ValueError when only some colons are there */
function offsetIn(text: string | undefined): readonly [number, number] | null {
  if (text === undefined) return null;
  if (text.toUpperCase() === 'Z') return [0, 0];
  const [, sign, hours, colon, minutes, secondColon, seconds = '0', fraction = ''] =
    /^([+-])(\d\d)(:?)(\d\d)(?:(:?)(\d\d)(?:\.(\d+))?)?$/u.exec(text)!;
  if (secondColon !== undefined && secondColon !== colon) {
    throw error('ValueError', `Inconsistent use of : in ${text}`);
  }
  const factor = sign === '-' ? -1 : 1;
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return [factor * total, factor * Number(fraction.padEnd(6, '0'))];
}
