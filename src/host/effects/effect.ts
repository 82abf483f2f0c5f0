/**
 * What an effect is to the broker: it says which capability its arguments need, and performs once that was granted. An
 * effect sees checked arguments only and acts on what was granted, never on what was asked.
 */

import type { Json } from '#audit/event';
import type { CapabilityName } from '#language/capabilities';
import type { Network, ProxyAddress } from '#platform/network';
import type { Processes } from '#platform/processes';
import type { WireLabel, WireValue } from '#protocol/wire-value';
import type { Granted } from '../authorize.ts';

export interface Answer {
  readonly value: WireValue;
  readonly labels: readonly WireLabel[];
  /** Where the value came from, as people are told. */
  readonly source: string;
  /** What the ledger keeps of the outcome: sizes and counts, not content. */
  readonly record: { readonly [name: string]: Json };
}

export interface Effect<Name extends CapabilityName> {
  /**
   * Reads the arguments and says what they need.
   *
   * @throws EffectFailure when the arguments are not what the effect takes
   */
  prepare(args: readonly WireValue[], world: World): Prepared<Name>;
}

export interface Prepared<Name extends CapabilityName> {
  readonly asks: Asked<Name>;
  /** What the ledger keeps of the intent, besides what was asked. */
  readonly intent?: Answer['record'];
  /** @throws EffectFailure when the world refuses */
  perform(granted: Granted<Name>, performing: Performing): Answer | Promise<Answer>;
}

export interface Asked<Name extends CapabilityName> {
  readonly name: Name;
  readonly scope: string | null;
}

/** What an effect has at hand while it is performed. */
export interface Performing {
  /**
   * Asks for something more, which the effect came to need on its way. Recorded like what was asked first.
   *
   * @throws EffectFailure (CapabilityError) when it is refused
   */
  also<Name extends CapabilityName>(asks: Asked<Name>): Granted<Name>;
  /** Ends the effect when the run ends. */
  readonly signal: AbortSignal;
}

/** Gives an effect its type; the table of effects holds them under the names of the protocol. */
export function effect<Name extends CapabilityName>(definition: Effect<Name>): Effect<Name> {
  return definition;
}

/** The host's surroundings, so that tests can give their own. */
export interface World {
  /** Paths are relative to this folder. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  now(): bigint;
  randomBytes(count: number): Uint8Array;
  /** The next line of standard input; null at its end. */
  readLine(): Promise<string | null>;
  readonly network: Network;
  readonly networkSettings: NetworkSettings;
  readonly processes: Processes;
}

/** `[network]` of aegis.toml, read. */
export interface NetworkSettings {
  /** Certificates (PEM) to trust besides the built-in ones. */
  readonly authorities: string | null;
  readonly proxy: ProxyAddress | null;
}

/** The effect did not happen; the program gets an exception of this type. `detail` is the world's text, tainted. */
export class EffectFailure extends Error {
  constructor(
    readonly exception: string,
    message: string,
    readonly detail: string | null = null,
  ) {
    super(message);
  }
}
