/** One-way messages: what the program says about itself becomes events that say so. */
import { type AuditSink, type EventType, eventTypes } from '#audit/event';
import { MalformedMessage } from '#protocol/json';
import type { NoteMessage } from '#protocol/messages';
import { type BrokerOptions, whereabouts } from './broker.ts';

/** Events that a program may report. All others are the host's to observe, whatever a program process claims. */
const reportable: ReadonlySet<string> = new Set<EventType>([
  'function_call',
  'sanitize',
  'declassify',
  'contract_failed',
  'reasoning_complete',
  'reflection_iteration',
  'reflection_exhausted',
  'plan_start',
  'step_start',
  'step_end',
  'rollback',
  'plan_end',
  'capability_denied',
]);

/**
 * The data as the ledger keeps it: what was sanitized or declassified is told by a mark that only this run's key makes.
 * Two events with one mark were about one value; the value itself cannot be guessed from it.
 */
function withMark({ content, ...data }: NoteMessage['data'], mark: Mark): NoteMessage['data'] {
  return typeof content === 'string' ? { ...data, mark: mark(content) } : data;
}

/** An HMAC under a key that the host makes for one run and keeps to itself. */
export type Mark = (content: string) => string;

/** @throws MalformedMessage for an event that no program may report */
export function recordNote(note: NoteMessage, audit: AuditSink, lineOf: BrokerOptions['lineOf'], mark: Mark): void {
  const type = eventTypes.find((each) => each === note.event);
  if (type === undefined || !reportable.has(type))
    throw new MalformedMessage(`a program may not report ${note.event.slice(0, 40)}`);
  const status = type === 'capability_denied' ? 'denied' : type === 'contract_failed' ? 'failed' : 'ok';
  audit.record({
    ...whereabouts(note.caller, lineOf),
    type,
    evidence: 'reported',
    status,
    data: withMark(note.data, mark),
  });
}
