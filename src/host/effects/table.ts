/** Every effect of the protocol with what carries it out. */
import type { CapabilityName } from '#language/capabilities';
import type { EffectName } from '#protocol/effects';
import type { Caller } from '#protocol/messages';
import type { WireValue } from '#protocol/wire-value';
import { authorize, type Decision } from '../authorize.ts';
import type { Grants } from '../grants.ts';
import * as clock from './clock.ts';
import type { Answer, Asked, Effect, Performing, World } from './effect.ts';
import * as environment from './environment.ts';
import * as files from './files.ts';
import * as input from './input.ts';
import * as labels from './labels.ts';
import * as network from './network.ts';
import * as output from './output.ts';
import * as process from './process.ts';
import * as random from './random.ts';

/** An effect ready to be decided and performed, whatever its capability. */
export interface Pending {
  readonly asks: Asked<CapabilityName>;
  readonly intent: Answer['record'];
  /** Decides; where allowed, `perform` holds the effect with its grant already in hand. */
  decide(
    caller: Caller,
    grants: Grants,
  ): {
    readonly decision: Decision<CapabilityName>;
    readonly perform: (performing: Performing) => Answer | Promise<Answer>;
  };
}

type Prepare = (args: readonly WireValue[], world: World) => Pending;

/** Ties an effect's capability to its grant, so that the table needs no common type for all of them. */
function entry<Name extends CapabilityName>(definition: Effect<Name>): Prepare {
  return (args, world) => {
    const prepared = definition.prepare(args, world);
    return {
      asks: prepared.asks,
      intent: prepared.intent ?? {},
      decide(caller, grants) {
        const decision = authorize(prepared.asks, caller, grants);
        const perform = (performing: Performing): Answer | Promise<Answer> => {
          if (decision.granted === null) throw new Error('a denied effect was performed');
          return prepared.perform(decision.granted, performing);
        };
        return { decision: decision as Decision<CapabilityName>, perform };
      },
    };
  };
}

export const effects = {
  'files.read': entry(files.readFile),
  'files.write': entry(files.writeFile),
  'files.list': entry(files.listFiles),
  'files.make_folder': entry(files.makeFolder),
  'clock.now': entry(clock.now),
  'random.bytes': entry(random.bytes),
  'environment.get': entry(environment.get),
  'input.line': entry(input.line),
  'output.write': entry(output.write),
  'network.request': entry(network.request),
  'process.run': entry(process.run),
  'taint.sanitizer': entry(labels.sanitizer),
  'secret.declassify': entry(labels.declassify),
} satisfies Record<EffectName, Prepare>;
