/** A ledger that lives as long as the run: the default outside a project. */
import type { EventStore } from '../chain.ts';
import type { AuditEvent } from '../event.ts';

export interface MemoryStore extends EventStore {
  readonly events: readonly AuditEvent[];
}

/** @param mostKept older events are dropped beyond this many, so that a long run does not fill the memory */
export function memoryStore(mostKept = 100_000): MemoryStore {
  let events: AuditEvent[] = [];
  return {
    get events() {
      return events;
    },
    append(event) {
      events.push(event);
      if (events.length > mostKept) events = events.slice(mostKept >> 1);
    },
    close() {},
  };
}
