/**
 * The host's side of an interactive session: a process that lives from entry to entry. The broker serves it as it serves
 * a run. When the process is gone (a limit, Ctrl-C, a crash) its variables are, too.
 */
import { onInterrupt, type ProgramProcess, spawnProgramProcess } from '#platform/program-process';
import type { EmittedModule } from '#protocol/emitted-module';
import type { EntryEndMessage } from '#protocol/messages';
import { misplaced, type RunOutcome, type Supervision, type SupervisionOptions, supervise } from './supervision.ts';

export interface SessionOptions extends SupervisionOptions {
  readonly contracts: 'on' | 'warn' | 'off';
  readonly mayWrite: boolean;
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
  /** Ends the process and writes the end into the ledger. */
  close(code: number): void;
}

/** Starts a session; its process boots while the user thinks about the first entry. Each process is a run in the ledger. */
export function openSession(options: SessionOptions): LivingProgram {
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
      const stopListening = onInterrupt(() => running.supervision.stop('interrupted', 130, 'interrupted'));
      const outcome = await running.run(entry, modules);
      stopListening();
      if (outcome.kind === 'lost') {
        recordEnd(outcome.outcome);
        process = null;
      }
      return outcome;
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
}

function startProcess(options: SessionOptions): SessionProcess {
  const child: ProgramProcess = spawnProgramProcess({ inheritOutput: options.mayWrite });
  let deliver: ((end: EntryEndMessage) => void) | null = null;
  const supervision = supervise(child, options, (message) => {
    if (message.kind !== 'entry-end' || deliver === null) return misplaced(message, 'a session');
    deliver(message);
    deliver = null;
  });
  const { contracts, allowUnconfined, mayWrite } = options;
  supervision.send({ kind: 'session', contracts, allowUnconfined, mayWrite });
  return {
    supervision,
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
