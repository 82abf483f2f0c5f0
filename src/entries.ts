/**
 * Which role this process plays, told by its first word; only that role's code is loaded. `aegis run` starts its program
 * process before anything else is loaded, so that both boot at the same time.
 */
import { endStartup } from '#platform/engine';
import { programRole, spawnProgramProcess } from '#platform/program-process';

/**
 * Plays the role that the arguments name.
 *
 * @param argv the words after the executable's name
 * @returns the exit code
 */
export async function play(argv: string[]): Promise<number> {
  if (argv[0] === programRole) return playProgram(Number(argv[1]));
  const child = argv[0] === 'run' && !asksForHelp(argv) ? spawnProgramProcess({ inheritOutput: true }) : undefined;
  const { main } = await import('#cli/main');
  // A run that needs no compiling has nothing but its start to do here: `launch.ts` ends it.
  if (child === undefined) endStartup();
  return main(argv, child);
}

async function playProgram(hostProcess: number): Promise<number> {
  const { start } = await import('#sandbox/start');
  await start(hostProcess);
  return 0;
}

function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end === -1 ? undefined : end).some((word) => word === '--help' || word === '-h');
}
