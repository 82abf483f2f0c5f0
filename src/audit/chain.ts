/**
 * The hash chain: every event carries the hash of the one before it and its own, over canonical bytes (RFC 8785). A
 * changed, removed, added or moved event breaks the chain at that place. A chain alone does not show that its end was
 * cut off or that all of it was written anew: that is what signed checkpoints are for.
 */

import { now } from '#platform/clock';
import { newEventId } from '#platform/crypto';
import { canonicalJson } from '#transparency/canonical';
import { chainedHash, genesisHash } from '#transparency/hash-chain';
import { type AuditEvent, type AuditSink, type EventDraft, eventVersion } from './event.ts';

/** What a store offers to the ledger; readers are in `verify.ts` and in the store itself. */
export interface EventStore {
  append(event: AuditEvent, canonicalLine: string): void;
  close(): void;
}

/** Opens the chain of one run over a store. */
export function openLedger(run: string, store: EventStore): AuditSink {
  let previous = genesisHash(run);
  let sequence = 0;
  return {
    run,
    record(draft: EventDraft): AuditEvent {
      const unsealed = {
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
        data: draft.data ?? {},
        previous,
      } as const;
      const event = { ...unsealed, hash: eventHash(unsealed) };
      store.append(event, canonicalJson(event));
      previous = event.hash;
      sequence++;
      return event;
    },
    close: () => store.close(),
  };
}

/** The hash that an event must carry. Whatever else the object holds is part of it, except `hash` itself. */
export function eventHash(event: Omit<AuditEvent, 'hash'> & { readonly hash?: string }): string {
  const { hash: _, ...rest } = event;
  return chainedHash(canonicalJson(rest));
}
