/**
 * The hash chain: every event carries the hash of the one before it and its own, over canonical bytes (RFC 8785). A
 * changed, removed, added or moved event breaks the chain at that place. A chain alone does not show that its end was
 * cut off or that all of it was written anew: that is what signed checkpoints are for.
 */

import { now } from '#platform/clock';
import { newEventId } from '#platform/crypto';
import { canonicalJson } from '#transparency/canonical';
import { chainedHash, genesisHash } from '#transparency/hash-chain';
import {
  type AuditEvent,
  type AuditSink,
  type CapabilityDecision,
  type EventDraft,
  type EventPlace,
  eventVersion,
  type Json,
} from './event.ts';
import { snapshot } from './redact.ts';

/** What a store offers to the ledger; readers are in `verify.ts` and in the store itself. */
export interface EventStore {
  append(event: AuditEvent, canonicalLine: string): void;
  close(): void;
}

type Unsealed = Omit<AuditEvent, 'hash'>;

/**
 * Opens the chain of one run over a store.
 *
 * @param hidden names of members of `data` whose values are not to be kept
 */
export function openLedger(run: string, store: EventStore, hidden: ReadonlySet<string> = new Set()): AuditSink {
  let previous = genesisHash(run);
  let sequence = 0;
  return {
    run,
    record(draft: EventDraft): AuditEvent {
      const unsealed: Unsealed = {
        version: eventVersion,
        id: newEventId(),
        run,
        sequence,
        time: new Date(now()).toISOString(),
        type: draft.type,
        evidence: draft.evidence,
        status: draft.status,
        place: draft.place ?? null,
        module: draft.module ?? null,
        function: draft.function ?? null,
        package: draft.package ?? null,
        parent: draft.parent ?? null,
        capability: draft.capability ?? null,
        data: snapshot(draft.data ?? {}, hidden) as { readonly [name: string]: Json },
        previous,
      };
      const [before, after] = canonicalHalves(unsealed);
      const hash = chainedHash(`${before}${after}`);
      const event = { ...unsealed, hash };
      store.append(event, `${before},"hash":"${hash}"${after}`);
      previous = hash;
      sequence++;
      return event;
    },
    close: () => store.close(),
  };
}

/** The hash that an event must carry, found by the general function: readers trust nothing that the writer shortened. */
export function eventHash({ hash: _, ...event }: AuditEvent): string {
  return chainedHash(canonicalJson(event));
}

/**
 * The canonical form of an event without its hash, cut where the hash belongs. Two events are made for every request of a
 * program, so the fixed members are written out in their order here; the general function costs five times as much.
 */
function canonicalHalves(event: Unsealed): [before: string, after: string] {
  const before = `{"capability":${decision(event.capability)},"data":${flat(event.data)},"evidence":${text(event.evidence)},"function":${text(event.function)}`;
  const origin = `,"id":${text(event.id)},"module":${text(event.module)},"package":${text(event.package)},"parent":${text(event.parent)}`;
  const where = `,"place":${place(event.place)},"previous":${text(event.previous)},"run":${text(event.run)}`;
  const kind = `,"sequence":${event.sequence},"status":${text(event.status)},"time":${text(event.time)},"type":${text(event.type)},"version":${event.version}}`;
  return [before, origin + where + kind];
}

function decision(value: CapabilityDecision | null): string {
  return value === null
    ? 'null'
    : `{"allowed":${value.allowed},"asked":${text(value.asked)},"layer":${text(value.layer)}}`;
}

function place(value: EventPlace | null): string {
  return value === null ? 'null' : `{"file":${text(value.file)},"line":${value.line}}`;
}

/** An object of few members, most of them no objects themselves. */
function flat(object: { readonly [name: string]: Json }): string {
  const members: string[] = [];
  // Sorted by UTF-16 code units, as RFC 8785 section 3.2.3 says and `sort` does.
  for (const name of Object.keys(object).sort()) {
    const value = object[name]!;
    const isPlain = value === null || typeof value === 'boolean' || typeof value === 'string';
    members.push(`${text(name)}:${isPlain ? JSON.stringify(value) : canonicalJson(value)}`);
  }
  return `{${members.join(',')}}`;
}

/** A string in canonical form; lone surrogates have none and cannot come here from a well-formed event. */
function text(value: string | null): string {
  return value === null ? 'null' : JSON.stringify(value.toWellFormed());
}
