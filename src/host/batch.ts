/**
 * Many programs, one process: for conformance runs. Each has modules of its own and its output captured; one that hangs
 * is ended together with its process, and a new process takes the rest. No effect is served but clock and chance.
 */

import { residentMemory } from '#platform/process-status';
import { type ProgramProcess, spawnProgramProcess } from '#platform/program-process';
import { encodeFrame, FrameReader } from '#protocol/frames';
import { type EndMessage, type ProgramImage, programMessage } from '#protocol/messages';
import { type Broker, type BrokerOptions, makeBroker } from './broker.ts';

export interface BatchProgram {
  readonly file: string;
  readonly program: ProgramImage;
}

export interface BatchResult {
  readonly file: string;
  /** Exit code; 124 for one that ran out of time, 70 for one whose process died. */
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

export interface BatchOptions extends BrokerOptions {
  /** Milliseconds for each program. */
  readonly timeout: number;
  /** Bytes of resident memory of the process. */
  readonly maxMemory: number;
  readonly allowUnconfined: boolean;
  /** The text people see on stderr for an exception that nothing caught. */
  readonly report: (end: EndMessage, program: BatchProgram) => string;
  readonly onResult?: (result: BatchResult) => void;
}

const exitTimeout = 124;
const exitDied = 70;

/** Runs the programs one after another and gives a result for each, in order. */
export async function runBatch(programs: readonly BatchProgram[], options: BatchOptions): Promise<BatchResult[]> {
  const results: BatchResult[] = [];
  const broker = makeBroker(options);
  while (results.length < programs.length) {
    const before = results.length;
    await runSlice(programs.slice(before), options, broker, (result) => {
      results.push(result);
      options.onResult?.(result);
    });
    if (results.length === before) throw new Error('the program process ended before it ran anything');
  }
  return results;
}

/** Runs programs in one process until they are done or one takes the process with it. */
function runSlice(
  programs: readonly BatchProgram[],
  options: BatchOptions,
  broker: Broker,
  deliver: (result: BatchResult) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child: ProgramProcess = spawnProgramProcess({ inheritOutput: false });
    const frames = new FrameReader();
    let running = -1;
    let startedAt = 0;
    let settled = false;

    function finish(failure?: unknown): void {
      if (settled) return;
      settled = true;
      clearInterval(watch);
      child.kill();
      if (failure === undefined) resolve();
      else reject(failure);
    }
    function abandon(exit: number, stderr: string): void {
      if (settled) return;
      if (running >= 0)
        deliver({
          file: programs[running]!.file,
          exit,
          stdout: '',
          stderr,
          seconds: (performance.now() - startedAt) / 1000,
        });
      finish();
    }
    const watch = setInterval(() => {
      if (running >= 0 && performance.now() - startedAt > options.timeout) abandon(exitTimeout, 'timeout\n');
      else if ((residentMemory(child.id) ?? 0) > options.maxMemory) abandon(exitDied, 'out of memory\n');
    }, 20);

    child.onData((chunk) => {
      try {
        for (const json of frames.push(chunk)) {
          if (settled) return;
          const message = programMessage(json);
          if (message.kind === 'request') {
            broker.serve(message, (reply) => settled || child.send(encodeFrame(reply))).catch(finish);
          } else if (message.kind === 'batch-step') {
            if (message.index >= programs.length) throw new Error('a result for a program that was not sent');
            running = message.index;
            startedAt = performance.now();
            if (message.done === null) continue;
            running = -1;
            const program = programs[message.index]!;
            const { end, stdout, stderr, seconds } = message.done;
            deliver({
              file: program.file,
              exit: end.code,
              stdout,
              stderr: stderr + options.report(end, program),
              seconds,
            });
            if (message.index === programs.length - 1) finish();
          } else if (message.kind === 'ready' && message.confinedBy === null && !options.allowUnconfined) {
            throw new Error(`the program process could not be confined: ${message.reason}`);
          }
        }
      } catch (error) {
        finish(error);
      }
    });
    child.exited.then(() => setTimeout(() => abandon(exitDied, 'the program process died\n'), 5));
    child.send(encodeFrame({ kind: 'batch', programs, contracts: 'on', allowUnconfined: options.allowUnconfined }));
  });
}
