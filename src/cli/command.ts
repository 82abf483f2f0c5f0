/** What a command is: words for its help, the flags it knows, and what it does. */
import type { ArgsDef, ParsedArgs } from 'citty';
import type { ProgramProcess } from '#platform/program-process';
import { writeTo } from '#platform/terminal';
import type { Offer } from './completion/offers.ts';
import { readWords } from './flags.ts';
import { UsageFailure } from './usage-failure.ts';

/** Exit codes, the same for every command (docs/commands.md). */
export const exitCodes = { ok: 0, failed: 1, usage: 2, denied: 3, unverified: 4, bug: 70 } as const;

export interface CommandCall<Flags extends ArgsDef> {
  readonly flags: ParsedArgs<Flags>;
  /** Values of flags that may be given several times. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** Words after the command's own positional ones: a program's arguments, more files. */
  readonly rest: readonly string[];
  /** A program process that was started before anything else was loaded. */
  readonly child: ProgramProcess | null;
}

/** What `--help` tells of a command. */
export interface CommandDescription<Flags extends ArgsDef = ArgsDef> {
  readonly summary: string;
  readonly flags: Flags;
  /** String flags that may be given several times; they are found in `lists`. */
  readonly repeated?: readonly (keyof Flags & string)[];
  /** What more words mean; without it they are an error. `program`: everything after the first word is not ours. */
  readonly rest?: { readonly kind: 'program' | 'words'; readonly name: string };
  /** What completion offers where the placeholder of the help (FILE, PACKAGE …) does not say it already. */
  readonly offers?: { readonly [Word in (keyof Flags & string) | 'rest']?: Offer };
  readonly examples: readonly string[];
}

export interface CommandDefinition<Flags extends ArgsDef> extends CommandDescription<Flags> {
  /** @returns the exit code */
  run(call: CommandCall<Flags>): number | Promise<number>;
}

/** A command whose flags are its own business: it reads the words itself. */
export interface Command {
  readonly description: CommandDescription;
  /**
   * @param name what the command was called by
   * @param words what follows the name
   * @returns the exit code
   * @throws UsageFailure
   */
  execute(name: string, words: readonly string[], child: ProgramProcess | null): Promise<number>;
}

/** Ties what was declared to what `run` sees; `--help` is every command's. */
export function defineCommand<const Flags extends ArgsDef>(definition: CommandDefinition<Flags>): Command {
  return {
    description: definition,
    async execute(name, words, child) {
      const read = readWords(definition, words);
      if (!read.wantsHelp) return definition.run({ flags: read.flags, lists: read.lists, rest: read.rest, child });
      const { commandHelp } = await import('./help.ts');
      writeTo('out', commandHelp(name, definition));
      return exitCodes.ok;
    },
  };
}

export { UsageFailure };
