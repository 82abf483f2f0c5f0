/** Requests and notes of the runtime library, turned into messages on the pipe. */

import { declarationsInForce } from '#program/authority';
import type { HostLink } from '#program/host-link';
import { flushOutput } from '#program/output';
import { label } from '#program/taint';
import { error } from '#program/values/exceptions';
import type { Value } from '#program/values/value';
import type { EmittedModule } from '#protocol/emitted-module';
import type { AnswerMessage, Caller, RefusalMessage } from '#protocol/messages';
import type { Output } from './output.ts';
import type { Pipe } from './pipe.ts';
import { innermostFrame } from './trace.ts';
import { fromWire, toWire, withLabels } from './values.ts';

/** Milliseconds that the kernel is asked to wait for at once. */
const longestWait = 3_600_000;
const elapsedMilliseconds = performance.now.bind(performance);

export interface ProgramLink extends HostLink {
  /** The modules whose frames name the caller of a request. */
  modules: ReadonlyMap<string, EmittedModule>;
  output: Output;
}

export function openLink(pipe: Pipe, output: Output): ProgramLink {
  /** Answers that came while another one was awaited. */
  const early = new Map<number, AnswerMessage | RefusalMessage>();
  /** Requests that were started and whose answer was not taken yet. */
  const started = new Set<number>();
  let nextId = 1;

  function caller(): Caller {
    const frame = innermostFrame(new Error().stack ?? '', link.modules);
    return {
      module: frame?.module.name ?? '__main__',
      function: frame?.function ?? null,
      package: frame?.module.package ?? null,
      place: frame === null || frame.start === null ? null : { file: frame.path, start: frame.start },
      authority: declarationsInForce().map(({ owner, allow, deny }) => ({ holder: owner, allow, deny })),
    };
  }
  function answerTo(id: number): AnswerMessage | RefusalMessage {
    for (;;) {
      const waiting = early.get(id);
      if (waiting !== undefined) {
        early.delete(id);
        return waiting;
      }
      receive();
    }
  }
  function receive(): void {
    const message = pipe.receive();
    if (message.kind === 'answer' || message.kind === 'refusal') early.set(message.id, message);
  }
  function send(effect: string, args: readonly Value[]): number {
    flushOutput();
    const id = nextId++;
    pipe.send({ kind: 'request', id, effect, arguments: args.map((value) => toWire(value)), caller: caller() });
    return id;
  }
  function take(id: number): Value {
    const message = answerTo(id);
    if (message.kind === 'answer') return withLabels(fromWire(message.value), message.labels, message.source);
    throw refused(message);
  }
  function answered(): number | null {
    for (const id of early.keys()) if (started.has(id)) return id;
    return null;
  }
  const link: ProgramLink = {
    modules: new Map(),
    output,
    ask: (effect, args) => take(send(effect, args)),
    start(effect, args) {
      const id = send(effect, args);
      started.add(id);
      return id;
    },
    arrived(milliseconds) {
      const end = milliseconds === null ? Number.POSITIVE_INFINITY : elapsedMilliseconds() + milliseconds;
      flushOutput();
      for (;;) {
        const id = answered();
        if (id !== null) return id;
        const left = Math.max(0, end - elapsedMilliseconds());
        if (pipe.arrives(Math.min(left, longestWait))) receive();
        else if (left === 0) return null;
      }
    },
    answer(id) {
      started.delete(id);
      return take(id);
    },
    note(event, data) {
      pipe.sendLater({ kind: 'note', event, data: { ...data }, caller: caller() });
    },
    elapsedNanoseconds: () => BigInt(Math.round(elapsedMilliseconds() * 1e6)),
  };
  return link;
}

/** Our words are clean; what the world said travels beside them, tainted. */
function refused(message: RefusalMessage): Value {
  const args: Value[] = [fromWire(message.message)];
  if (message.detail !== null) args.push(label(fromWire(message.detail), 'tainted', message.source));
  return error(message.exception as Parameters<typeof error>[0], ...args);
}
