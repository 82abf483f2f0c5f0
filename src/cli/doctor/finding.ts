/** What `aegis doctor` finds: one line each, and what to do where something is not as it should be. */

export type State = 'ok' | 'warn' | 'fail';

export interface Finding {
  /** What was looked at. */
  readonly area: string;
  readonly state: State;
  readonly message: string;
  /** What to do; null where nothing is to be done. */
  readonly help: string | null;
}

/** Makes the findings of one area. */
export function findingsOf(area: string) {
  return {
    ok: (message: string): Finding => ({ area, state: 'ok', message, help: null }),
    /** Something works less well than it could, or deserves to be known. */
    warn: (message: string, help: string): Finding => ({ area, state: 'warn', message, help }),
    /** A wall or a promise does not hold here. */
    fail: (message: string, help: string): Finding => ({ area, state: 'fail', message, help }),
  };
}
