/**
 * The native part of `zoneinfo`: what the engine's own time zone data says of a zone at a moment. It knows offsets; of
 * names it knows the ones in use in English, and elsewhere the offset stands for the name.
 */
import { native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import type { Value } from '../values/value.ts';

// Captured before a program runs, as nothing of the engine can be trusted to stay afterwards.
const { DateTimeFormat, supportedValuesOf } = Intl;

const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError for zones that the engine does not know */
function formatOf(key: string, style: 'longOffset' | 'short', locale: string): Intl.DateTimeFormat {
  const name = `${key} ${style} ${locale}`;
  let format = formats.get(name);
  if (format === undefined) {
    format = new DateTimeFormat(locale, { timeZone: key, timeZoneName: style });
    formats.set(name, format);
  }
  return format;
}

function shown(key: string, style: 'longOffset' | 'short', locale: string, seconds: number): string {
  const parts = formatOf(key, style, locale).formatToParts(seconds * 1000);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
}

/** Keys are paths of letters: what looks like an offset or leaves its folder is none. */
function exists(key: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/.test(key)) return false;
  try {
    formatOf(key, 'longOffset', 'en-US');
    return true;
  } catch {
    return false;
  }
}

/** Seconds east of UTC at a moment given in seconds since 1970. */
function offsetAt(key: string, seconds: number): number {
  const match = /([+-])(\d+):(\d+)(?::(\d+))?/.exec(shown(key, 'longOffset', 'en-US', seconds));
  if (match === null) return 0;
  const size = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return match[1] === '-' ? -size : size;
}

function nameAt(key: string, seconds: number): string {
  if (/^(?:Etc\/)?(?:UTC|UCT|Universal|Zulu)$/.test(key)) return 'UTC';
  for (const locale of ['en-US', 'en-GB', 'en-AU', 'en-IN', 'en-NZ', 'en-ZA']) {
    const name = shown(key, 'short', locale, seconds);
    if (!/\d/.test(name)) return name;
  }
  const [, sign, hours, minutes = ''] = /([+-])(\d+)(?::(\d+))?/.exec(shown(key, 'short', 'en-US', seconds))!;
  return `${sign}${hours!.padStart(2, '0')}${minutes}`;
}

export default makeModuleObject('_zoneinfo', {
  exists: native('exists', '(key, /)', exists as (key: Value & string) => Value),
  offset_at: native('offset_at', '(key, seconds, /)', offsetAt),
  name_at: native('name_at', '(key, seconds, /)', nameAt),
  names: native('names', '()', () => ['UTC', ...supportedValuesOf('timeZone')]),
});
