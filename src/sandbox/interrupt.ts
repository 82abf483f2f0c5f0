/**
 * Ctrl-C while an entry of a session runs. The engine itself can end what runs at such a signal, wherever it is, for code
 * that is run through `node:vm` with `breakOnSigint`: a script of one call stands between, in a context of its own.
 */
import vm from 'node:vm';

/** Runs work to its end, or to the signal. @throws whatever the work throws */
export type Interruptible = <Result>(work: () => Result) => Result | 'interrupted';

/** To be made before the realm is hardened: `node:vm` needs globals that go then. */
export function makeInterruptible(): Interruptible {
  const context = vm.createContext({ __proto__: null, work: null }) as { work: (() => unknown) | null };
  const script = new vm.Script('work()');
  return <Result>(work: () => Result) => {
    context.work = work;
    try {
      return script.runInContext(context, { breakOnSigint: true }) as Result;
    } catch (error) {
      if ((error as { code?: string } | null)?.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED') return 'interrupted';
      throw error;
    } finally {
      context.work = null;
    }
  };
}
