/**
 * One event of the ledger: what happened, where in the program, on whose authority, and how it ended. The host alone
 * makes events; what a program says about itself is marked `reported`. The form is versioned because others read it:
 * a reader refuses a version that it does not know. Every member is always present (null when it does not apply), so
 * that the canonical bytes of an event are the same whoever writes them.
 */

export const eventVersion = 1;

export const eventTypes = [
  'run_start',
  'run_end',
  'function_call',
  'tool_call',
  'mcp_tool_call',
  'model_call',
  'human_input',
  'memory_read',
  'memory_write',
  'delegation',
  'plan_start',
  'step_start',
  'step_end',
  'rollback',
  'plan_end',
  'approval_requested',
  'approval_given',
  'approval_denied',
  'reasoning_complete',
  'reflection_iteration',
  'reflection_exhausted',
  'budget_allocated',
  'budget_spend',
  'budget_alert',
  'budget_exceeded',
  'breaker_open',
  'breaker_half_open',
  'breaker_closed',
  'rate_limited',
  'sanitize',
  'declassify',
  'capability_denied',
  'contract_failed',
  'effect',
  'checkpoint',
] as const;

export type EventType = (typeof eventTypes)[number];

/** What JSON can hold; an event holds nothing else. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** `observed`: the host did it or saw it. `reported`: the program process said so. */
export type Evidence = 'observed' | 'reported';

/** `started` is the intent written before an effect; the outcome that follows names it as its parent. */
export type EventStatus = 'started' | 'ok' | 'failed' | 'denied';

/** The line of the program that led to the event. */
export interface EventPlace {
  readonly file: string;
  readonly line: number;
}

/** What was asked of the broker and which layer answered. */
export interface CapabilityDecision {
  readonly asked: string;
  readonly allowed: boolean;
  /** The layer that decided: `project`, `package:NAME`, `module`, `function`, `caller`. */
  readonly layer: string;
}

export interface AuditEvent {
  readonly version: typeof eventVersion;
  readonly id: string;
  readonly run: string;
  /** Counts the events of a run from 0. */
  readonly sequence: number;
  /** UTC, RFC 3339 with milliseconds. */
  readonly time: string;
  readonly type: EventType;
  readonly evidence: Evidence;
  readonly status: EventStatus;
  readonly place: EventPlace | null;
  readonly module: string | null;
  readonly function: string | null;
  readonly package: string | null;
  /** The event whose scope this one lies in. */
  readonly parent: string | null;
  readonly capability: CapabilityDecision | null;
  readonly data: { readonly [name: string]: Json };
  /** Hash of the event before it; the first event carries `genesis`. */
  readonly previous: string;
  /** SHA-256, in hex, of the canonical bytes of all the members above. */
  readonly hash: string;
}

/** The members that whoever records an event has to give; the ledger adds the rest. */
export interface EventDraft {
  readonly type: EventType;
  readonly evidence: Evidence;
  readonly status: EventStatus;
  readonly place?: EventPlace | null;
  readonly module?: string | null;
  readonly function?: string | null;
  readonly package?: string | null;
  readonly parent?: string | null;
  readonly capability?: CapabilityDecision | null;
  readonly data?: { readonly [name: string]: Json };
}

/**
 * Where events go. `record` returns only when the event is in the store: a host that cannot record an intent must not
 * carry out the effect, so a failing store throws AuditFailure and the run stops.
 */
export interface AuditSink {
  readonly run: string;
  record(draft: EventDraft): AuditEvent;
  close(): void;
}

/** The store could not take or give back events (full disk, no permission, not a ledger). */
export class AuditFailure extends Error {
  override readonly name = 'AuditFailure';
}
