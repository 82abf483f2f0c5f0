/**
 * Reads a ledger as a stranger would and says whether it is whole. The text of every line must be the canonical form of
 * what it says (so a doubled member, a changed number form or a stray blank cannot hide), its members exactly those of
 * the schema, its hash right, and its predecessor the event before it.
 */
import { canonicalJson } from '#transparency/canonical';
import { genesisHash } from '#transparency/hash-chain';
import { eventHash } from './chain.ts';
import { type AuditEvent, eventTypes, eventVersion } from './event.ts';

export type Verification =
  | { readonly whole: true; readonly events: readonly AuditEvent[]; readonly complete: boolean }
  | { readonly whole: false; readonly events: readonly AuditEvent[]; readonly line: number; readonly reason: string };

const members = [
  'version',
  'id',
  'run',
  'sequence',
  'time',
  'type',
  'evidence',
  'status',
  'place',
  'module',
  'function',
  'package',
  'parent',
  'capability',
  'data',
  'previous',
  'hash',
] as const;

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What each member must be, so that whoever shows an event can rely on it. */
const shapes: Readonly<Record<string, (value: unknown) => boolean>> = {
  id: isText,
  run: isText,
  sequence: Number.isSafeInteger,
  time: isText,
  evidence: (value) => value === 'observed' || value === 'reported',
  status: (value) => value === 'started' || value === 'ok' || value === 'failed' || value === 'denied',
  place: (value) => value === null || (isObject(value) && isText(value.file) && Number.isSafeInteger(value.line)),
  module: isTextOrNull,
  function: isTextOrNull,
  package: isTextOrNull,
  parent: isTextOrNull,
  capability: (value) => value === null || (isObject(value) && isText(value.asked) && isText(value.layer)),
  data: isObject,
  previous: isText,
  hash: isText,
};

/**
 * Verifies the lines of one run's ledger.
 *
 * @param text the whole file
 * @returns the events up to the first broken one; `complete` says whether the run's end is in the ledger
 */
export function verifyLedger(text: string): Verification {
  const events: AuditEvent[] = [];
  const broken = (line: number, reason: string): Verification => ({ whole: false, events, line, reason });
  if (text === '') return broken(1, 'the ledger is empty; every run begins with a run_start event');
  const lines = text.split('\n');
  const last = lines.pop();
  let previous: string | null = null;
  for (const [index, line] of lines.entries()) {
    const read = readEvent(line);
    if (typeof read === 'string') return broken(index + 1, read);
    previous ??= genesisHash(read.run);
    const reason = findBreak(read, previous, index, events[0]?.run ?? read.run);
    if (reason !== null) return broken(index + 1, reason);
    events.push(read);
    previous = read.hash;
  }
  if (last !== '')
    return broken(lines.length + 1, 'the last line has no end: it was cut off or is still being written');
  return { whole: true, events, complete: events.at(-1)?.type === 'run_end' };
}

function readEvent(line: string): AuditEvent | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
    if (canonicalJson(value) !== line) return 'its text is not in canonical form, so it was not written by Aegis';
  } catch {
    return 'it is not JSON';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is not an event';
  const event = value as Record<string, unknown>;
  if (event.version !== eventVersion)
    return `its version is ${JSON.stringify(event.version)}; this Aegis reads version ${eventVersion}`;
  const missing = members.find((member) => !Object.hasOwn(event, member));
  if (missing !== undefined) return `the member ${missing} is missing`;
  const unknown = Object.keys(event).find((member) => !(members as readonly string[]).includes(member));
  if (unknown !== undefined) return `it has the unknown member ${unknown}`;
  if (!(eventTypes as readonly unknown[]).includes(event.type))
    return `its type ${JSON.stringify(event.type)} is unknown`;
  const misshapen = Object.entries(shapes).find(([member, fits]) => !fits(event[member]));
  if (misshapen !== undefined) return `its ${misshapen[0]} is not what the format says`;
  return event as unknown as AuditEvent;
}

function findBreak(event: AuditEvent, previous: string, index: number, run: string): string | null {
  if (event.run !== run) return `it belongs to another run (${event.run})`;
  if (event.sequence !== index)
    return `its number is ${event.sequence} where ${index} was expected: an event was removed, added or moved`;
  if (event.previous !== previous)
    return 'it does not follow the event before it: an event was removed, changed or moved';
  if (event.hash !== eventHash(event)) return 'its content does not fit its hash: it was changed after it was written';
  if (index === 0 && event.type !== 'run_start') return 'the first event is not run_start';
  return null;
}
