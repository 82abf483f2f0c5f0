/**
 * Keeps what must not be written out of the ledger: makes bounded snapshots of values that come from outside, and
 * replaces the values of named members by a mark. The ledger is append-only, so what gets in stays in: this runs before
 * an event is made, never after.
 */
import type { Json } from './event.ts';

export const redactedMark = '[redacted]';

const longestText = 500;
const mostItems = 50;
const deepest = 6;

/**
 * A snapshot that fits into an event: long text and long lists are cut with a note of what is missing, members whose
 * names are in `hidden` are replaced by a mark, text is made well-formed (canonical JSON knows no lone surrogates).
 */
export function snapshot(value: unknown, hidden: ReadonlySet<string> = new Set(), depth = 0): Json {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return shortText(String(value));
  if (typeof value === 'string') return shortText(value);
  if (typeof value !== 'object') return `[${typeof value}]`;
  if (depth >= deepest) return '[nested deeper]';
  return Array.isArray(value) ? snapshotList(value, hidden, depth) : snapshotObject(value, hidden, depth);
}

function shortText(text: string): string {
  const wellFormed = text.toWellFormed();
  if (wellFormed.length <= longestText) return wellFormed;
  return `${wellFormed.slice(0, longestText).toWellFormed()}… [${wellFormed.length - longestText} more]`;
}

function snapshotList(list: readonly unknown[], hidden: ReadonlySet<string>, depth: number): Json {
  const items = list.slice(0, mostItems).map((item) => snapshot(item, hidden, depth + 1));
  return list.length > mostItems ? [...items, `[${list.length - mostItems} more]`] : items;
}

function snapshotObject(value: object, hidden: ReadonlySet<string>, depth: number): Json {
  const result: Record<string, Json> = {};
  const entries = Object.entries(value);
  for (const [name, member] of entries.slice(0, mostItems)) {
    result[shortText(name)] = hidden.has(name) ? redactedMark : snapshot(member, hidden, depth + 1);
  }
  if (entries.length > mostItems) result['…'] = `[${entries.length - mostItems} more]`;
  return result;
}
