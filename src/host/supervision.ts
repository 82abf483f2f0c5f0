/**
 * What every program process is watched for, whatever it was started to do: nothing is served before the kernel's filter is
 * seen to be on, requests go to the broker, notes to the ledger, memory is looked at from outside, and its death is
 * noticed. Whatever goes wrong ends the process; nothing goes on unobserved.
 */
import { hmacSha256Hex, randomBytes } from '#platform/crypto';
import { isConfined, preferForMemoryKill, residentMemory } from '#platform/process-status';
import type { ProcessEnd, ProgramProcess } from '#platform/program-process';
import { encodeFrame, FrameReader } from '#protocol/frames';
import { MalformedMessage } from '#protocol/json';
import { type HostMessage, type ProgramMessage, programMessage, type UncaughtException } from '#protocol/messages';
import { type BrokerOptions, makeBroker } from './broker.ts';
import { recordNote } from './notes.ts';

export interface SupervisionOptions extends BrokerOptions {
  readonly allowUnconfined: boolean;
  /** Bytes of resident memory. */
  readonly maxMemory: number;
}

export type RunEnding =
  | 'finished'
  | 'uncaught'
  | 'timeout'
  | 'memory'
  | 'interrupted'
  | 'unconfined'
  | 'protocol'
  | 'broker'
  | 'crashed';

export interface RunOutcome {
  /** What `aegis run` exits with. */
  readonly code: number;
  readonly ending: RunEnding;
  readonly uncaught: UncaughtException | null;
  /** For people, when the program was ended from outside; null otherwise. */
  readonly message: string | null;
}

export interface Supervision {
  send(message: HostMessage): void;
  /** Ends the process with this outcome, unless it has one already. */
  finish(outcome: RunOutcome): void;
  /** Ends the process from outside. */
  stop(ending: RunEnding, code: number, message: string): void;
  /** How it ended. */
  readonly ended: Promise<RunOutcome>;
}

const memoryWatchInterval = 20;

/**
 * Watches a process until it is finished, from inside or outside.
 *
 * @param child a program process that has been told nothing yet
 * @param receive gets the messages that are about the program itself: how it, or a part of it, ended
 */
export function supervise(
  child: ProgramProcess,
  options: SupervisionOptions,
  receive: (message: ProgramMessage) => void,
): Supervision {
  const broker = makeBroker(options);
  const frames = new FrameReader();
  const key = randomBytes(32);
  const mark = (content: string) => hmacSha256Hex(key, content);
  const { promise: ended, resolve } = Promise.withResolvers<RunOutcome>();
  let isTrusted = options.allowUnconfined;
  let settled = false;

  function finish(outcome: RunOutcome): void {
    if (settled) return;
    settled = true;
    clearInterval(watch);
    broker.close();
    child.kill();
    resolve(outcome);
  }
  function stop(ending: RunEnding, code: number, message: string): void {
    finish({ code, ending, uncaught: null, message });
  }
  function bug(error: unknown): void {
    if (error instanceof MalformedMessage)
      stop('protocol', 70, `the program process broke the protocol: ${error.message}`);
    else
      stop(
        'broker',
        70,
        `the broker failed, so the program was ended: ${error instanceof Error ? error.message : String(error)}`,
      );
  }
  /**
   * The kernel is asked, not the child: nothing is served before its filter is seen to be on. A filter cannot be taken
   * off, so it is asked once, when the child says that it is ready and the host has nothing else to do.
   */
  function mayBeServed(): boolean {
    isTrusted ||= isConfined(child.id) !== false;
    return isTrusted;
  }
  async function answer(request: ProgramMessage & { readonly kind: 'request' }): Promise<void> {
    await broker.serve(request, (reply) => {
      if (!settled) child.send(encodeFrame(reply));
    });
  }
  function handle(message: ProgramMessage): void {
    if (message.kind === 'ready') {
      if (message.confinedBy === null && !options.allowUnconfined) {
        stop('unconfined', 70, `the program process could not be confined: ${message.reason}`);
      } else if (!mayBeServed()) stop('unconfined', 70, 'the program process is not confined');
    } else if (!mayBeServed()) stop('unconfined', 70, 'the program process is not confined');
    else if (message.kind === 'request') answer(message).catch(bug);
    else if (message.kind === 'note') recordNote(message, options.audit, options.lineOf, mark);
    else receive(message);
  }
  function died(by: ProcessEnd): void {
    if ('signal' in by && by.signal === 'SIGINT') stop('interrupted', 130, 'interrupted');
    else
      stop(
        'crashed',
        70,
        `the program process ended without a word (${'signal' in by ? by.signal : `code ${by.code}`})`,
      );
  }

  const watch = setInterval(() => {
    const memory = residentMemory(child.id);
    if (memory !== null && memory > options.maxMemory) {
      stop('memory', 1, `the program used more than ${Math.round(options.maxMemory / 1048576)} MiB (--max-memory)`);
    }
  }, memoryWatchInterval);

  child.onData((chunk) => {
    try {
      for (const json of frames.push(chunk)) {
        if (settled) return;
        handle(programMessage(json));
      }
    } catch (error) {
      bug(error);
    }
  });
  // The last messages may still be on their way when the exit is noticed.
  child.exited.then((by) => setTimeout(() => died(by), 5));
  preferForMemoryKill(child.id);
  return { send: (message) => child.send(encodeFrame(message)), finish, stop, ended };
}

/** A message that has no place in what the process was started for. */
export function misplaced(message: ProgramMessage, where: string): never {
  throw new MalformedMessage(`${message.kind} does not belong into ${where}`);
}
