/**
 * One run of one program: hands the program to the waiting process, serves its requests, enforces the limits from outside
 * and says how it ended. Whatever goes wrong here ends the program; nothing goes on unobserved.
 */

import {
  onInterrupt,
  type ProcessEnd,
  type ProgramProcess,
  preferForMemoryKill,
  spawnProgramProcess,
} from '#platform/program-process';
import { encodeFrame, FrameReader } from '#protocol/frames';
import { MalformedMessage } from '#protocol/json';
import {
  type EndMessage,
  type ProgramImage,
  programMessage,
  type RequestMessage,
  type UncaughtException,
} from '#protocol/messages';
import { type Broker, type BrokerOptions, makeBroker } from './broker.ts';
import { recordNote } from './notes.ts';

export interface RunOptions extends BrokerOptions {
  readonly program: ProgramImage;
  readonly arguments: readonly string[];
  readonly contracts: 'on' | 'warn' | 'off';
  readonly allowUnconfined: boolean;
  readonly mayWrite: boolean;
  /** Bytes of resident memory. */
  readonly maxMemory: number;
  /** Milliseconds; null for no limit. */
  readonly timeout: number | null;
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

const memoryWatchInterval = 20;

/**
 * Runs a program to its end.
 *
 * @param child a program process that was spawned for this run and has been told nothing yet
 */
export async function runProgram(child: ProgramProcess, options: RunOptions): Promise<RunOutcome> {
  const { audit } = options;
  audit.record({
    type: 'run_start',
    evidence: 'observed',
    status: 'started',
    data: { arguments: options.arguments.length, unconfinedAllowed: options.allowUnconfined },
  });
  const outcome = await superviseRun(options.mayWrite ? child : withoutOutput(child), options, makeBroker(options));
  const failed = outcome.code !== 0;
  audit.record({
    type: 'run_end',
    evidence: 'observed',
    status: failed ? 'failed' : 'ok',
    data: { code: outcome.code, ending: outcome.ending },
  });
  return outcome;
}

/** Whoever may not write gets the null device: known only after the first process was started. */
function withoutOutput(child: ProgramProcess): ProgramProcess {
  child.kill();
  return spawnProgramProcess({ inheritOutput: false });
}

function superviseRun(child: ProgramProcess, options: RunOptions, broker: Broker): Promise<RunOutcome> {
  return new Promise((resolve) => {
    const frames = new FrameReader();
    let isTrusted = options.allowUnconfined;
    let settled = false;

    function finish(outcome: RunOutcome): void {
      if (settled) return;
      settled = true;
      clearInterval(watch);
      if (timer !== null) clearTimeout(timer);
      stopListening();
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
    async function answer(request: RequestMessage): Promise<void> {
      const reply = await broker.serve(request);
      if (!settled) child.send(encodeFrame(reply));
    }
    /** The kernel is asked, not the child: nothing is served before its filter is seen to be on. */
    function isConfined(): boolean {
      isTrusted ||= child.isConfined() !== false;
      return isTrusted;
    }
    function receive(chunk: Uint8Array): void {
      for (const json of frames.push(chunk)) {
        if (settled) return;
        const message = programMessage(json);
        if (message.kind === 'ready') {
          if (message.confinedBy === null && !options.allowUnconfined) {
            stop('unconfined', 70, `the program process could not be confined: ${message.reason}`);
          }
        } else if (!isConfined()) stop('unconfined', 70, 'the program process is not confined');
        else if (message.kind === 'request') answer(message).catch(bug);
        else if (message.kind === 'note') recordNote(message, options.audit, options.lineOf);
        else if (message.kind === 'end') endedByItself(message);
        else throw new MalformedMessage(`${message.kind} does not belong into a run`);
      }
    }
    /** Its output is written before a program tells its end, so nobody has to wait for the process to fade away. */
    function endedByItself({ code, uncaught }: EndMessage): void {
      finish({ code, ending: uncaught === null ? 'finished' : 'uncaught', uncaught, message: null });
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
      const memory = child.memory();
      if (memory !== null && memory > options.maxMemory) {
        stop('memory', 1, `the program used more than ${Math.round(options.maxMemory / 1048576)} MiB (--max-memory)`);
      }
    }, memoryWatchInterval);
    const timer =
      options.timeout === null
        ? null
        : setTimeout(
            () => stop('timeout', 1, `the program ran longer than ${options.timeout! / 1000} s (--timeout)`),
            options.timeout,
          );
    const stopListening = onInterrupt(() => stop('interrupted', 130, 'interrupted'));

    child.onData((chunk) => {
      try {
        receive(chunk);
      } catch (error) {
        bug(error);
      }
    });
    // The last messages may still be on their way when the exit is noticed.
    child.exited.then((by) => setTimeout(() => died(by), 5));
    preferForMemoryKill(child.id);
    child.send(
      encodeFrame({
        kind: 'start',
        program: options.program,
        arguments: options.arguments,
        contracts: options.contracts,
        allowUnconfined: options.allowUnconfined,
        mayWrite: options.mayWrite,
      }),
    );
  });
}
