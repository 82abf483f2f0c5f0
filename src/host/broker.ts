/**
 * The broker: request -> authorize -> record the intent -> perform -> answer -> record the outcome. A denial and a failed
 * effect are ordinary answers; anything unforeseen, above all a ledger that takes no more, leaves by an exception, and
 * the launcher ends the program. The outcome of an effect is recorded while the answer is on its way: whatever the program
 * would do in the world because of it is a request again, and none is looked at before the outcome is in the ledger.
 */
import type { AuditEvent, AuditSink, EventDraft } from '#audit/event';
import type { Capability, CapabilityName } from '#language/capabilities';
import { isEffectName } from '#protocol/effects';
import type { AnswerMessage, Caller, RefusalMessage, RequestMessage } from '#protocol/messages';
import { authorize, type Decision } from './authorize.ts';
import { type Answer, EffectFailure, type Performing, type World } from './effects/effect.ts';
import { effects } from './effects/table.ts';
import { type Grants, projectSpelling } from './grants.ts';

export interface Broker {
  /**
   * @param reply called once, with what the program is told
   * @returns when all that is to be recorded is recorded
   */
  serve(request: RequestMessage, reply: (message: AnswerMessage | RefusalMessage) => void): Promise<void>;
  /** Ends whatever is still being performed: the program is over. */
  close(): void;
}

export interface BrokerOptions {
  readonly grants: Grants;
  readonly world: World;
  readonly audit: AuditSink;
  /** The line (from 1) of a source offset; null when the file is not known. */
  readonly lineOf: (file: string, offset: number) => number | null;
}

/** @param options its grants are read again at each request: a session may be granted more while it lives */
export function makeBroker(options: BrokerOptions): Broker {
  const { world, audit, lineOf } = options;
  const ending = new AbortController();
  /** Outcomes that are still to come. */
  const open = new Set<EventDraft>();

  /** The parts that events about one request have in common. */
  function scopeOf(caller: Caller, asks: Capability, decision: Decision<CapabilityName>) {
    const asked = projectSpelling(asks, options.grants.root);
    return {
      ...whereabouts(caller, lineOf),
      evidence: 'observed',
      capability: { asked, allowed: decision.granted !== null, layer: decision.layer },
    } as const;
  }
  /** What an effect asks for on its way is decided and recorded like what it asked first. */
  function performingFor({ caller, effect }: RequestMessage, intent: AuditEvent): Performing {
    return {
      signal: ending.signal,
      also(asks) {
        const decision = authorize(asks, caller, options.grants);
        const scope = { ...scopeOf(caller, asks, decision), parent: intent.id, data: { effect } };
        if (decision.granted === null) {
          audit.record({ ...scope, type: 'capability_denied', status: 'denied' });
          throw new EffectFailure('CapabilityError', decision.explanation);
        }
        audit.record({ ...scope, type: 'effect', status: 'started' });
        return decision.granted;
      },
    };
  }
  return {
    close() {
      ending.abort();
      for (const outcome of open) audit.record(outcome);
      open.clear();
    },
    async serve(request, reply) {
      const { effect, caller } = request;
      const { grants } = options;
      try {
        if (!isEffectName(effect)) throw new EffectFailure('RuntimeError', `there is no effect ${effect}`);
        const pending = effects[effect](request.arguments, world);
        const { decision, perform } = pending.decide(caller, grants);
        const scope = scopeOf(caller, pending.asks, decision);
        if (decision.granted === null) {
          audit.record({ ...scope, type: 'capability_denied', status: 'denied', data: { effect } });
          return reply(refusal(request, 'CapabilityError', decision.explanation));
        }
        const intent = audit.record({
          ...scope,
          type: 'effect',
          status: 'started',
          data: { effect, ...pending.intent },
        });
        const outcome = { ...scope, type: 'effect', parent: intent.id } as const;
        const unfinished: EventDraft = { ...outcome, status: 'failed', data: { effect, error: 'the run ended' } };
        open.add(unfinished);
        const answer = await performed(() => perform(performingFor(request, intent)), ending.signal);
        if (!open.delete(unfinished)) return;
        if (answer instanceof EffectFailure) {
          reply(failure(request, answer));
          audit.record({ ...outcome, status: 'failed', data: { effect, error: answer.exception } });
        } else {
          const { value, labels, source, record } = answer;
          reply({ kind: 'answer', id: request.id, value, labels, source });
          audit.record({ ...outcome, status: 'ok', data: { effect, ...record } });
        }
      } catch (error) {
        if (!(error instanceof EffectFailure)) throw error;
        reply(failure(request, error));
      }
    },
  };
}

/** What came of it; an effect that the world refused is an outcome like any other, and so is one that was ended. */
async function performed(
  perform: () => Answer | Promise<Answer>,
  ending: AbortSignal,
): Promise<Answer | EffectFailure> {
  try {
    return await perform();
  } catch (error) {
    if (error instanceof EffectFailure) return error;
    if (ending.aborted) return new EffectFailure('RuntimeError', 'the run ended');
    throw error;
  }
}

function failure(request: RequestMessage, { exception, message, detail }: EffectFailure): RefusalMessage {
  return refusal(request, exception, message, detail);
}

function refusal(
  request: RequestMessage,
  exception: string,
  message: string,
  detail: string | null = null,
): RefusalMessage {
  return { kind: 'refusal', id: request.id, exception, message, detail, source: request.effect };
}

/** Where an event happened, as the request says. */
export function whereabouts(
  caller: Caller,
  lineOf: BrokerOptions['lineOf'],
): Pick<EventDraft, 'place' | 'module' | 'function' | 'package'> {
  const line = caller.place === null ? null : lineOf(caller.place.file, caller.place.start);
  return {
    place: line === null || caller.place === null ? null : { file: caller.place.file, line },
    module: caller.module,
    function: caller.function,
    package: caller.package,
  };
}
