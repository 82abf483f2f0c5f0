/**
 * The broker: request -> authorize -> record the intent -> perform -> record the outcome -> answer. A denial and a failed
 * effect are ordinary answers; anything unforeseen, above all a ledger that takes no more, leaves by an exception, and
 * the launcher ends the program.
 */
import type { AuditSink, EventDraft } from '#audit/event';
import { isEffectName } from '#protocol/effects';
import type { AnswerMessage, Caller, RefusalMessage, RequestMessage } from '#protocol/messages';
import { EffectFailure, type World } from './effects/effect.ts';
import { effects } from './effects/table.ts';
import { type Grants, projectSpelling } from './grants.ts';

export interface Broker {
  serve(request: RequestMessage): Promise<AnswerMessage | RefusalMessage>;
}

export interface BrokerOptions {
  readonly grants: Grants;
  readonly world: World;
  readonly audit: AuditSink;
  /** The line (from 1) of a source offset; null when the file is not known. */
  readonly lineOf: (file: string, offset: number) => number | null;
}

export function makeBroker({ grants, world, audit, lineOf }: BrokerOptions): Broker {
  return {
    async serve(request) {
      const { effect, caller } = request;
      try {
        if (!isEffectName(effect)) throw new EffectFailure('RuntimeError', `there is no effect ${effect}`);
        const pending = effects[effect](request.arguments, world);
        const { decision, perform } = pending.decide(caller, grants);
        const capability = {
          asked: projectSpelling(pending.asks, grants.root),
          allowed: decision.granted !== null,
          layer: decision.layer,
        };
        const scope = { ...whereabouts(caller, lineOf), capability };
        if (decision.granted === null) {
          audit.record({
            ...scope,
            type: 'capability_denied',
            evidence: 'observed',
            status: 'denied',
            data: { effect },
          });
          return refusal(request, 'CapabilityError', decision.explanation);
        }
        const intent = audit.record({
          ...scope,
          type: 'effect',
          evidence: 'observed',
          status: 'started',
          data: { effect },
        });
        const outcome = { ...scope, type: 'effect', evidence: 'observed', parent: intent.id } as const;
        try {
          const answer = await perform();
          audit.record({ ...outcome, status: 'ok', data: { effect, ...answer.record } });
          return { kind: 'answer', id: request.id, value: answer.value, labels: answer.labels, source: answer.source };
        } catch (error) {
          if (error instanceof EffectFailure)
            audit.record({ ...outcome, status: 'failed', data: { effect, error: error.exception } });
          throw error;
        }
      } catch (error) {
        if (error instanceof EffectFailure) return refusal(request, error.exception, error.message, error.detail);
        throw error;
      }
    },
  };
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
