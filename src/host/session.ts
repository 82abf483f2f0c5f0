/**
 * The host's side of an interactive session: a process that lives from entry to entry. The broker serves it as it serves
 * a run. When the process is gone (a limit, Ctrl-C, a crash) its variables are, too.
 */
import { onInterrupt, type ProgramProcess, spawnProgramProcess } from '#platform/program-process';
import type { EmittedModule } from '#protocol/emitted-module';
import type { EntryEndMessage, InspectedMessage } from '#protocol/messages';
import type { Grants } from './grants.ts';
import { misplaced, type RunOutcome, type Supervision, type SupervisionOptions, supervise } from './supervision.ts';

export interface SessionOptions extends SupervisionOptions {
  readonly contracts: 'on' | 'warn' | 'off';
  readonly mayWrite: boolean;
  /** Whether Ctrl-C reaches the program process, too. */
  readonly hasTerminal: boolean;
}

/** How an entry ended: by its own words, or together with its process. */
export type EntryOutcome =
  | ({ readonly kind: 'ended' } & Pick<EntryEndMessage, 'exit' | 'uncaught' | 'names'>)
  | { readonly kind: 'lost'; readonly outcome: RunOutcome };

export interface LivingProgram {
  /**
   * Runs an entry, in a fresh process when the one before was lost; one at a time.
   *
   * @param modules what it imports and no entry before has imported
   */
  run(entry: EmittedModule, modules: readonly EmittedModule[]): Promise<EntryOutcome>;
  /** What can be said of `a.b.c` between entries, without running anything; null when nothing is known. */
  inspect(path: readonly string[]): Promise<InspectedMessage['found']>;
  /** From now on these grants hold; recorded as what the user approved. @param capability what was added */
  grant(grants: Grants, capability: string): void;
  /** A fresh process for the next entry. */
  restart(): void;
  /** Ends the process and writes the end into the ledger. */
  close(code: number): void;
}

/** Milliseconds in which an entry that is interrupted can end by itself, with all variables kept. */
const grace = 500;

/** Starts a session; its process boots while the user thinks about the first entry. Each process is a run in the ledger. */
export function openSession(given: SessionOptions): LivingProgram {
  const options = { ...given };
  const { audit } = options;
  function begin(): SessionProcess {
    audit.record({
      type: 'run_start',
      evidence: 'observed',
      status: 'started',
      data: { arguments: 0, unconfinedAllowed: options.allowUnconfined },
    });
    return startProcess(options);
  }
  function recordEnd({ code, ending }: Pick<RunOutcome, 'code' | 'ending'>): void {
    audit.record({
      type: 'run_end',
      evidence: 'observed',
      status: code === 0 ? 'ok' : 'failed',
      data: { code, ending },
    });
  }
  let process: SessionProcess | null = begin();
  return {
    async run(entry, modules) {
      const running = process ?? begin();
      process = running;
      let isInterrupted = false;
      const interrupt = () => running.supervision.stop('interrupted', 130, 'interrupted');
      // The terminal sends the signal to the program process as well, which tries to end the entry alone.
      const stopListening = onInterrupt(() => {
        if (isInterrupted || !options.hasTerminal) return interrupt();
        isInterrupted = true;
        patience = setTimeout(interrupt, grace);
      });
      let patience: NodeJS.Timeout | undefined;
      const outcome = await running.run(entry, modules);
      stopListening();
      clearTimeout(patience);
      if (outcome.kind === 'lost') {
        recordEnd(outcome.outcome);
        process = null;
      }
      return outcome;
    },
    inspect: (path) => (process === null ? Promise.resolve(null) : process.inspect(path)),
    grant(grants, capability) {
      options.grants = grants;
      audit.record({ type: 'approval_given', evidence: 'observed', status: 'ok', data: { capability } });
    },
    restart() {
      process?.supervision.finish({ code: 0, ending: 'finished', uncaught: null, message: null });
      if (process !== null) recordEnd({ code: 0, ending: 'finished' });
      process = null;
    },
    close(code) {
      if (process === null) return;
      process.supervision.finish({ code, ending: 'finished', uncaught: null, message: null });
      recordEnd({ code, ending: 'finished' });
    },
  };
}

interface SessionProcess {
  readonly supervision: Supervision;
  run(entry: EmittedModule, modules: readonly EmittedModule[]): Promise<EntryOutcome>;
  inspect(path: readonly string[]): Promise<InspectedMessage['found']>;
}

function startProcess(options: SessionOptions): SessionProcess {
  const child: ProgramProcess = spawnProgramProcess({ inheritOutput: options.mayWrite });
  let deliver: ((end: EntryEndMessage) => void) | null = null;
  let tell: ((found: InspectedMessage['found']) => void) | null = null;
  const supervision = supervise(child, options, (message) => {
    if (message.kind === 'inspected' && tell !== null) return tell(message.found);
    if (message.kind !== 'entry-end' || deliver === null) return misplaced(message, 'a session');
    deliver(message);
    deliver = null;
  });
  const { contracts, allowUnconfined, mayWrite } = options;
  supervision.send({ kind: 'session', contracts, allowUnconfined, mayWrite });
  return {
    supervision,
    inspect(path) {
      supervision.send({ kind: 'inspect', path });
      return Promise.race([
        new Promise<InspectedMessage['found']>((resolve) => {
          tell = resolve;
        }),
        supervision.ended.then(() => null),
      ]);
    },
    run(entry, modules) {
      const answered = new Promise<EntryOutcome>((resolve) => {
        deliver = ({ exit, uncaught, names }) => resolve({ kind: 'ended', exit, uncaught, names });
      });
      supervision.send({ kind: 'entry', entry, modules });
      const lost = supervision.ended.then((outcome): EntryOutcome => ({ kind: 'lost', outcome }));
      return Promise.race([answered, lost]);
    },
  };
}
