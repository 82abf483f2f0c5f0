/** Test files in realm B: suite after suite until the host closes the pipe, each with modules of its own. */

import type { SuiteResult } from '#program/testing/suite';
import type { SuiteMessage, TestResultMessage, TestsMessage } from '#protocol/messages';
import type { ProgramLink } from './link.ts';
import { captureOutput } from './output.ts';
import type { Pipe } from './pipe.ts';
import type { EmittedRealm } from './realm.ts';
import { loadable, runToEnd } from './run.ts';
import type { Library, Runtime } from './runtime.ts';
import { uncaughtException } from './trace.ts';

const now = performance.now.bind(performance);
/** Characters of a test's output that are kept. */
const mostOutput = 1024 * 1024;

/** Serves suites. @throws PipeClosed when the host wants no more */
export function runSuites(
  runtime: Runtime,
  realm: EmittedRealm,
  link: ProgramLink,
  pipe: Pipe,
  { contracts }: TestsMessage,
  library: Library,
): never {
  function resultMessage({ problem, outcome, ...result }: SuiteResult, output: string): TestResultMessage {
    const uncaught = problem === null ? null : uncaughtException(runtime.describeException(problem), link.modules);
    return { kind: 'test-result', ...result, outcome: outcome as TestResultMessage['outcome'], output, uncaught };
  }
  function run(suite: SuiteMessage): void {
    const { module, wanted, failFast, folder } = suite;
    let captured = captureOutput(mostOutput);
    link.modules = new Map(suite.program.modules.map((each) => [each.name, each]));
    link.output = captured;
    const output = () => captured.text.stdout + captured.text.stderr;
    const { uncaught } = runToEnd(runtime, link, () => {
      const modules = loadable(suite.program.modules, realm);
      runtime.startProgram({ modules, library, arguments: [], contracts });
      runtime.runModule(module);
      runtime.runSuite({
        module,
        wanted,
        failFast,
        folder,
        output,
        elapsed: () => now() / 1000,
        report(result) {
          pipe.send(resultMessage(result, result.outcome === 'started' ? '' : output()));
          captured = captureOutput(mostOutput);
          link.output = captured;
        },
      });
    });
    pipe.send({ kind: 'suite-end', uncaught, coverage: runtime.takeCoverage() });
  }
  for (;;) {
    const message = pipe.receive();
    // Anything else is the answer to a request that nobody waits for any more.
    if (message.kind === 'suite') run(message);
  }
}
