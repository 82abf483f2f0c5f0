/** Running one program in realm B: its modules are evaluated when they are first imported, its end becomes a message. */

import { flushOutput } from '#program/output';
import { type EmittedModule, libraryFolder } from '#protocol/emitted-module';
import type { EndMessage, ProgramImage } from '#protocol/messages';
import type { ProgramLink } from './link.ts';
import { OutputClosed, OutputFailed } from './output.ts';
import type { EmittedRealm } from './realm.ts';
import type { Library, LoadedModule, Runtime } from './runtime.ts';
import { scriptName, uncaughtException } from './trace.ts';

export interface RunSettings {
  readonly arguments: readonly string[];
  readonly contracts: 'on' | 'warn' | 'off';
  readonly library: Library;
}

const exitUncaught = 1;
const exitDenied = 3;
const exitBug = 70;
/** 128 + SIGPIPE: what shells show for a program whose reader went away. */
const exitOutputClosed = 141;

/** Runs a program to its end; never throws. Output is flushed before the end is told. */
export function runProgram(
  runtime: Runtime,
  realm: EmittedRealm,
  link: ProgramLink,
  image: ProgramImage,
  settings: RunSettings,
): EndMessage {
  link.modules = new Map(image.modules.map((module) => [module.name, module]));
  return runToEnd(runtime, link, () => {
    runtime.startProgram({
      modules: loadable(image.modules, realm),
      library: settings.library,
      arguments: settings.arguments,
      contracts: settings.contracts,
    });
    runtime.runModule('__main__');
  });
}

/** Runs code of the program and says how it ended; never throws. Output is flushed before. */
export function runToEnd(runtime: Runtime, link: ProgramLink, run: () => void): EndMessage {
  let end: EndMessage;
  try {
    run();
    end = { kind: 'end', code: 0, uncaught: null };
  } catch (thrown) {
    end = endOf(thrown, runtime, link);
  }
  try {
    flushOutput();
  } catch (thrown) {
    return endOf(thrown, runtime, link);
  }
  return end;
}

/** Modules that are evaluated when they are first run. */
export function loadable(modules: readonly EmittedModule[], realm: EmittedRealm): Map<string, LoadedModule> {
  return new Map(
    modules.map((module) => [
      module.name,
      {
        module,
        run: (helpers, define) => realm.evaluate(module.js, scriptName(module.name))(helpers, define),
        isLibrary: module.path.startsWith(libraryFolder),
      },
    ]),
  );
}

function endOf(thrown: unknown, runtime: Runtime, link: ProgramLink): EndMessage {
  if (thrown instanceof OutputFailed) return endOfFailedOutput(thrown, link);
  if (thrown instanceof OutputClosed) return { kind: 'end', code: exitOutputClosed, uncaught: null };
  const description = runtime.describeException(thrown);
  if (description.exit !== null) {
    if (description.exit.message !== null) link.output.write('stderr', `${description.exit.message}\n`);
    return { kind: 'end', code: description.exit.code & 255, uncaught: null };
  }
  const code = description.type === null ? exitBug : description.isDenial ? exitDenied : exitUncaught;
  return { kind: 'end', code, uncaught: uncaughtException(description, link.modules) };
}

/** Standard error may be as full as the rest: then the exit code has to say it. */
function endOfFailedOutput(problem: OutputFailed, link: ProgramLink): EndMessage {
  try {
    link.output.write('stderr', `aegis: ${problem.message}\n`);
  } catch (thrown) {
    if (!(thrown instanceof OutputFailed || thrown instanceof OutputClosed)) throw thrown;
  }
  return { kind: 'end', code: exitUncaught, uncaught: null };
}
