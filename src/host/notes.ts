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

/** @throws MalformedMessage for an event that no program may report */
export function recordNote(note: NoteMessage, audit: AuditSink, lineOf: BrokerOptions['lineOf']): void {
  const type = eventTypes.find((each) => each === note.event);
  if (type === undefined || !reportable.has(type))
    throw new MalformedMessage(`a program may not report ${note.event.slice(0, 40)}`);
  const status = type === 'capability_denied' ? 'denied' : type === 'contract_failed' ? 'failed' : 'ok';
  audit.record({ ...whereabouts(note.caller, lineOf), type, evidence: 'reported', status, data: note.data });
}
