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
  /** Asks and does not wait: the number by which `arrived` and `answer` know the request. */
  start(effect: string, args: readonly Value[]): number;
  /**
   * The number of a started request that is answered.
   *
   * @param milliseconds how long to wait for one; null for as long as it takes
   * @returns null when none came in that time
   */
  arrived(milliseconds: number | null): number | null;
  /** The answer to a started request, once; as `ask` gives or throws it. Waits for it where it must. */
  answer(id: number): Value;
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
    start(effect, args) {
      requireNoQuarantine(`use ${effect}`);
      return link.start(effect, args);
    },
    arrived: link.arrived,
    answer: link.answer,
    note: link.note,
    elapsedNanoseconds: link.elapsedNanoseconds,
  };
}

/** The connection to the host. @throws Error when there is none (a bug of whoever started the runtime) */
export function host(): HostLink {
  if (connected === null) throw new Error('no host is connected');
  return connected;
}
