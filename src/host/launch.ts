/**
 * One run of one program: hands the program to the waiting process, ends it when its time is up or the user interrupts,
 * and says how it ended.
 */

import { endStartup } from '#platform/engine';
import { onInterrupt, type ProgramProcess, spawnProgramProcess } from '#platform/program-process';
import type { ProgramImage } from '#protocol/messages';
import { misplaced, type RunOutcome, type SupervisionOptions, supervise } from './supervision.ts';

export interface RunOptions extends SupervisionOptions {
  readonly program: ProgramImage;
  readonly arguments: readonly string[];
  readonly contracts: 'on' | 'warn' | 'off';
  readonly mayWrite: boolean;
  /** Whether the project's own code was granted everything for this run. */
  readonly unrestricted: boolean;
  /** Milliseconds; null for no limit. */
  readonly timeout: number | null;
}

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
    data: {
      arguments: options.arguments.length,
      unconfinedAllowed: options.allowUnconfined,
      ...(options.unrestricted ? { unrestricted: true } : {}),
    },
  });
  const outcome = await superviseRun(options.mayWrite ? child : withoutOutput(child), options);
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

async function superviseRun(child: ProgramProcess, options: RunOptions): Promise<RunOutcome> {
  const { timeout } = options;
  const supervision = supervise(child, options, (message) => {
    if (message.kind !== 'end') misplaced(message, 'a run');
    // Its output is written before a program tells its end, so nobody has to wait for the process to fade away.
    const { code, uncaught } = message;
    supervision.finish({ code, ending: uncaught === null ? 'finished' : 'uncaught', uncaught, message: null });
  });
  const timer =
    timeout === null
      ? null
      : setTimeout(
          () => supervision.stop('timeout', 1, `the program ran longer than ${timeout / 1000} s (--timeout)`),
          timeout,
        );
  const stopListening = onInterrupt(() => supervision.stop('interrupted', 130, 'interrupted'));
  supervision.send({
    kind: 'start',
    program: options.program,
    arguments: options.arguments,
    contracts: options.contracts,
    allowUnconfined: options.allowUnconfined,
    mayWrite: options.mayWrite,
  });
  endStartup();
  const outcome = await supervision.ended;
  if (timer !== null) clearTimeout(timer);
  stopListening();
  return outcome;
}
