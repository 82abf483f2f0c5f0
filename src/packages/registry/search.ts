/** Finding packages by words. */
import { compare, prerelease } from 'semver';
import type { IndexEntry } from './index-line.ts';

/** The newest version that is not withdrawn, a finished one if there is any; null when there is none. */
export function newestEntry(entries: readonly IndexEntry[]): IndexEntry | null {
  const offered = entries.filter(({ yanked }) => !yanked);
  const finished = offered.filter(({ version }) => prerelease(version) === null);
  const among = finished.length > 0 ? finished : offered;
  return among.toSorted((left, right) => compare(left.version, right.version)).at(-1) ?? null;
}

export function matchesWords(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word.toLowerCase()));
}
