/**
 * The way out: whatever the library wants from the world it asks here. The sandbox connects the pipe to the host; until
 * it does, and in tests, every request fails.
 */
import { requireNoQuarantine } from './taint/quarantine.ts';
import type { Value } from './values/value.ts';

export interface HostLink {
  /**
   * Asks the host for an effect and waits for its answer.
   *
   * @param effect a name of `#protocol/effects`
   * @returns the answer, labelled with its source
   * @throws the Aegis exception that the host answered with (CapabilityError when it was denied)
   */
  ask(effect: string, args: readonly Value[]): Value;
  /** Tells the host what the program did (sanitize, contract_failed, reasoning_complete …); never waits. */
  note(event: string, data: { readonly [name: string]: string | number | boolean | null }): void;
  /** Nanoseconds since some fixed moment. Only `time`, after the host has answered `clock.now`, may use it. */
  elapsedNanoseconds(): bigint;
}

let connected: HostLink | null = null;

/** Code that works on a raw value in quarantine gets no effect, whatever is granted. */
export function connectHost(link: HostLink): void {
  connected = {
    ask(effect, args) {
      requireNoQuarantine(`use ${effect}`);
      return link.ask(effect, args);
    },
    note: link.note,
    elapsedNanoseconds: link.elapsedNanoseconds,
  };
}

/** The connection to the host. @throws Error when there is none (a bug of whoever started the runtime) */
export function host(): HostLink {
  if (connected === null) throw new Error('no host is connected');
  return connected;
}
