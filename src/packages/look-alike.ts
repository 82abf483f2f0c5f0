/** Names that are easily taken for another: the way in for packages that live on typing mistakes. */
import { editDistance } from '#diagnostics/suggest';

/** Packages that come with Aegis: what people most often mean. */
const wellKnown = ['aegis-core', 'aegis-web-tools', 'aegis-data-tools', 'aegis-guard', 'aegis-notify'];

/** @returns the known name that is one slip away from this one; null when there is none, or it is known itself */
export function lookAlike(name: string, known: readonly string[]): string | null {
  const all = [...known, ...wellKnown];
  if (all.includes(name)) return null;
  const plain = (text: string): string => text.replaceAll('-', '');
  return all.find((other) => plain(other) === plain(name) || editDistance(name, other, 2) < 2) ?? null;
}
