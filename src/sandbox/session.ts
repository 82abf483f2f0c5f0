/** An interactive session in realm B: entry after entry until the host closes the pipe or the program asks to end. */

import type { EmittedModule } from '#protocol/emitted-module';
import type { EntryEndMessage, EntryMessage } from '#protocol/messages';
import type { Interruptible } from './interrupt.ts';
import type { ProgramLink } from './link.ts';
import type { Pipe } from './pipe.ts';
import type { EmittedRealm } from './realm.ts';
import { loadable, runToEnd } from './run.ts';
import type { Library, Runtime } from './runtime.ts';
import { scriptName } from './trace.ts';

export interface SessionSettings {
  readonly contracts: 'on' | 'warn' | 'off';
  readonly library: Library;
  readonly interruptible: Interruptible;
  /** Ends the process. */
  readonly exit: (code: number) => never;
  /** Whether output goes to a terminal, where the host shows a prompt after each entry. */
  readonly isTerminal: boolean;
}

const exitInterrupted = 130;
const keyboardInterrupt = { type: 'KeyboardInterrupt', summary: 'KeyboardInterrupt', frames: [], chain: [] };

/** Serves a session; returns when the program asked to end. @throws PipeClosed when the host is gone */
export function runSession(
  runtime: Runtime,
  realm: EmittedRealm,
  link: ProgramLink,
  pipe: Pipe,
  { isTerminal, exit, interruptible, ...settings }: SessionSettings,
): void {
  /** By the name under which each was evaluated: entries are all `__main__` and need one of their own. */
  const evaluated = new Map<string, EmittedModule>();
  link.modules = evaluated;
  runtime.startProgram({ modules: new Map(), arguments: [], ...settings });
  const session = runtime.openSession();
  const { output } = link;
  let isLineOpen = false;
  link.output = {
    write(stream, text) {
      output.write(stream, text);
      isLineOpen = !text.endsWith('\n');
    },
  };

  /** @returns how it ended, and whether the session is over: an exception alone does not end it */
  function run({ entry, modules }: EntryMessage): EntryEndMessage {
    const name = `${entry.name} ${evaluated.size}`;
    evaluated.set(name, entry);
    for (const module of modules) evaluated.set(module.name, module);
    let isDone = false;
    const ending = interruptible(() =>
      runToEnd(runtime, link, () => {
        session.addModules(loadable(modules, realm));
        session.run(realm.evaluate(entry.js, scriptName(name)));
        isDone = true;
      }),
    );
    if (ending === 'interrupted') {
      // A message that was cut short cannot be mended: the host sees the process end, and says that all is lost.
      if (pipe.isBusy()) exit(exitInterrupted);
      session.recover();
      return { kind: 'entry-end', exit: null, uncaught: keyboardInterrupt, names: session.names() };
    }
    const { code, uncaught } = ending;
    const goesOn = uncaught !== null || (isDone && code === 0);
    return { kind: 'entry-end', exit: goesOn ? null : code, uncaught, names: session.names() };
  }
  for (;;) {
    const message = pipe.receive();
    if (message.kind === 'inspect') pipe.send({ kind: 'inspected', found: session.inspect(message.path) });
    // Anything else is the answer to a request that nobody waits for any more.
    if (message.kind !== 'entry') continue;
    const end = run(message);
    // The prompt begins its line by emptying it.
    if (isTerminal && isLineOpen) link.output.write('stdout', '\n');
    pipe.send(end);
    if (end.exit !== null) return;
  }
}
