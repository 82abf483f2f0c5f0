/** How old a version has to be: `[install] minimum-release-age`. */
import { ResolutionFailure } from './requirement.ts';

const units = { d: 86_400_000, h: 3_600_000, m: 60_000 } as const;

/**
 * @param text such as `7d` or `48h`
 * @returns milliseconds
 * @throws ResolutionFailure
 */
export function readAge(text: string): number {
  const match = /^(\d{1,5})([dhm])$/.exec(text);
  if (match === null) throw new ResolutionFailure([`minimum-release-age cannot be '${text}'`], "write '7d' or '48h'");
  return Number(match[1]) * units[match[2] as keyof typeof units];
}

/** An age in the largest unit that fits. */
export function formatAge(milliseconds: number): string {
  const [size, word] =
    milliseconds >= units.d ? [units.d, 'day'] : milliseconds >= units.h ? [units.h, 'hour'] : [units.m, 'minute'];
  const count = Math.max(0, Math.floor(milliseconds / size));
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
