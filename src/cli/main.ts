/**
 * The command line: finds the command, loads only its code, checks its flags, and turns whatever comes back into an exit
 * code. A user's mistake is one clear line; only a mistake of ours shows where it happened.
 */
import { nearestName } from '#diagnostics/suggest';
import type { ProgramProcess } from '#platform/program-process';
import { writeTo } from '#platform/terminal';
import { exitCodes, UsageFailure } from './command.ts';
import { commands, shownCommands } from './commands.ts';
import { explainFailure } from './failures.ts';

/**
 * @param words the command line without the executable
 * @param child a program process that was started ahead, for commands that need one
 * @returns the exit code
 */
export async function main(words: readonly string[], child?: ProgramProcess): Promise<number> {
  const name = words[0];
  try {
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') return await showHelp(words[1]);
    if (name === '--version' || name === '-V') return await call('version', [], null);
    if (!Object.hasOwn(commands, name)) throw unknownCommand(name);
    return await call(name, words.slice(1), child ?? null);
  } catch (error) {
    return explainFailure(error, name ?? '');
  } finally {
    child?.kill();
  }
}

async function call(name: string, words: readonly string[], child: ProgramProcess | null): Promise<number> {
  const { command } = await commands[name]!.load();
  return command.execute(name, words, child);
}

async function showHelp(about: string | undefined): Promise<number> {
  if (about !== undefined && Object.hasOwn(commands, about)) return call(about, ['--help'], null);
  const [{ generalHelp }, { version }] = await Promise.all([import('./help.ts'), import('#project/version')]);
  writeTo('out', generalHelp(version, shownCommands));
  return exitCodes.ok;
}

function unknownCommand(name: string): UsageFailure {
  const near = nearestName(name, Object.keys(commands));
  const isFile = name.endsWith('.aegis');
  if (isFile) return new UsageFailure(`there is no command '${name}'`, `to run a file: aegis run ${name}`);
  return new UsageFailure(
    `there is no command '${name}'`,
    near === null ? "'aegis --help' lists the commands" : `did you mean 'aegis ${near}'?`,
  );
}
