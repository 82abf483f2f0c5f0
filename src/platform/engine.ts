/** The engine's compilers. The executable starts with them held back (`build.ts`): what only runs once need not be fast. */

// Taken now: hardening the program process removes `Bun`.
const { setJITPolicy } = Bun.unsafe;

/** From now on code is compiled as eagerly as ever: starting is over, and what comes may run for long. */
export function endStartup(): void {
  setJITPolicy(1);
}
