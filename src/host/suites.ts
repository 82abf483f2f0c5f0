/**
 * The host's side of `aegis test`: a program process that runs one test file after another. One that hangs or dies takes
 * its process with it; the next file gets a new one.
 */
import { type ProgramProcess, spawnProgramProcess } from '#platform/program-process';
import type { ProgramImage, SuiteEndMessage, TestResultMessage } from '#protocol/messages';
import { misplaced, type Supervision, type SupervisionOptions, supervise } from './supervision.ts';

export interface SuiteOptions extends SupervisionOptions {
  readonly standardModules: readonly string[];
  readonly contracts: 'on' | 'warn' | 'off';
  /** Milliseconds that one test, or the top level of a file, may take. */
  readonly timeout: number;
}

/** What became of one test, or that it begins. */
export type TestResult = Omit<TestResultMessage, 'kind'>;

/** A test file, compiled. */
export interface Suite {
  readonly program: ProgramImage;
  /** Dotted name of the module that holds the tests. */
  readonly module: string;
  readonly wanted: readonly string[];
  readonly failFast: boolean;
  readonly folder: string;
}

/** How a file ended: by itself, or with its process. */
export type SuiteOutcome =
  | Pick<SuiteEndMessage, 'uncaught' | 'coverage'>
  /** Ended from outside, while this test was running; null while none was. */
  | { readonly lost: string; readonly during: string | null };

export interface SuiteWorker {
  /** Runs a file; one at a time. */
  run(suite: Suite, report: (result: TestResult) => void): Promise<SuiteOutcome>;
  /** Ends the file that is being run, for this reason. */
  stop(reason: string): void;
  close(): void;
}

/** Starts a worker; its process boots at once. */
export function startSuiteWorker(options: SuiteOptions): SuiteWorker {
  let process: SuiteProcess | null = startProcess(options);
  return {
    async run(suite, report) {
      process ??= startProcess(options);
      const outcome = await process.run(suite, report);
      if ('lost' in outcome) process = null;
      return outcome;
    },
    stop(reason) {
      process?.supervision.stop('interrupted', 130, reason);
    },
    close() {
      process?.supervision.finish({ code: 0, ending: 'finished', uncaught: null, message: null });
    },
  };
}

interface SuiteProcess {
  readonly supervision: Supervision;
  run(suite: Suite, report: (result: TestResult) => void): Promise<SuiteOutcome>;
}

function startProcess(options: SuiteOptions): SuiteProcess {
  const { timeout, standardModules, contracts, allowUnconfined } = options;
  const child: ProgramProcess = spawnProgramProcess({ inheritOutput: false });
  let deliver: ((end: SuiteEndMessage) => void) | null = null;
  let tell: (result: TestResult) => void = () => {};
  let timer: NodeJS.Timeout | null = null;
  let running: string | null = null;

  /** What runs now has so long from here on. */
  function watch(test: string | null): void {
    running = test;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(
      () => supervision.stop('timeout', 1, `ran longer than ${timeout / 1000} s (--timeout)`),
      timeout,
    );
  }
  const supervision = supervise(child, options, (message) => {
    if (message.kind === 'test-result') {
      watch(message.outcome === 'started' ? message.name : null);
      tell(message);
    } else if (message.kind === 'suite-end' && deliver !== null) {
      deliver(message);
      deliver = null;
    } else misplaced(message, 'a test run');
  });
  supervision.send({ kind: 'tests', standardModules, contracts, allowUnconfined });
  return {
    supervision,
    async run(suite, report) {
      tell = report;
      const done = new Promise<SuiteOutcome>((resolve) => {
        deliver = ({ uncaught, coverage }) => resolve({ uncaught, coverage });
      });
      watch(null);
      supervision.send({ kind: 'suite', ...suite });
      const lost = supervision.ended.then(
        ({ message }): SuiteOutcome => ({ lost: message ?? 'its process ended', during: running }),
      );
      const outcome = await Promise.race([done, lost]);
      if (timer !== null) clearTimeout(timer);
      return outcome;
    },
  };
}
