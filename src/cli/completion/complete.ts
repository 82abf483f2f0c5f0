/**
 * Completes a command line, from the same definitions that commands are read and helped by: whatever a command knows is
 * offered, without a list beside it that could be forgotten.
 */
import type { ArgsDef } from 'citty';
import type { CommandDescription } from '../command.ts';
import { type CommandEntry, shownCommands } from '../commands.ts';
import { findFlag } from '../flags.ts';
import { flagSummary } from '../help.ts';
import { type Offered, offeredFor } from './offers.ts';

export interface Candidate {
  readonly word: string;
  readonly summary: string;
}

export interface Completion {
  readonly candidates: readonly Candidate[];
  /** The files that the shell is to offer itself. */
  readonly files: Exclude<Offered, { kind: 'words' }> | null;
}

const nothing: Completion = { candidates: [], files: null };

/**
 * What the last word could become.
 *
 * @param words everything after `aegis`; the last one is being typed and may be empty
 * @param commands the table of commands
 */
export async function completeLine(
  words: readonly string[],
  commands: Readonly<Record<string, CommandEntry>>,
): Promise<Completion> {
  const typed = words.at(-1) ?? '';
  const name = words[0]!;
  if (words.length < 2) return fitting(typed, typed.startsWith('-') ? generalFlags : commandCandidates);
  if (name === 'help') return words.length === 2 ? fitting(typed, commandCandidates) : nothing;
  if (!Object.hasOwn(commands, name)) return nothing;
  const { command } = await commands[name]!.load();
  return completeWord(command.description, words.slice(1, -1), typed);
}

const generalFlags: readonly Candidate[] = [
  { word: '--help', summary: 'list the commands' },
  { word: '--version', summary: 'tell the version' },
];
const commandCandidates: readonly Candidate[] = [
  ...shownCommands.map(([word, summary]) => ({ word, summary })),
  { word: 'help', summary: 'tell more about a command' },
];

async function completeWord(
  command: CommandDescription,
  before: readonly string[],
  typed: string,
): Promise<Completion> {
  const { given, taken, awaited, isBehindFlags } = readBefore(command, before);
  if (awaited !== null) return valuesOf(command, awaited, typed, '');
  if (!isBehindFlags && typed.startsWith('-')) {
    const [, flag, value] = /^--([^=]+)=(.*)$/s.exec(typed) ?? [];
    if (flag === undefined) return fitting(typed, flagCandidates(command, given));
    const known = findFlag(command.flags, flag);
    return known === null ? nothing : valuesOf(command, known.key, value!, `--${flag}=`);
  }
  const place = placesOf(command.flags)[taken];
  if (place !== undefined || command.rest !== undefined) return valuesOf(command, place ?? 'rest', typed, '');
  return typed === '' ? fitting(typed, flagCandidates(command, given)) : nothing;
}

interface WordsBefore {
  /** Flags that are there already. */
  readonly given: ReadonlySet<string>;
  /** How many positional words there are. */
  readonly taken: number;
  /** The flag whose value comes next. */
  readonly awaited: string | null;
  /** True when no more flags can come: after `--`, and after the name of a program. */
  readonly isBehindFlags: boolean;
}

/** The words as `readWords` will understand them, as far as they are there. */
function readBefore(command: CommandDescription, before: readonly string[]): WordsBefore {
  const given = new Set<string>();
  const places = placesOf(command.flags).length;
  let taken = 0;
  for (let index = 0; index < before.length; index++) {
    const word = before[index]!;
    if (word === '--') return { given, taken: places, awaited: null, isBehindFlags: true };
    if (!word.startsWith('-') || word === '-') {
      taken++;
      if (taken >= places && command.rest?.kind === 'program')
        return { given, taken, awaited: null, isBehindFlags: true };
      continue;
    }
    const [, written, value] = /^--?([^=]*)(=.*)?$/s.exec(word)!;
    const flag = findFlag(command.flags, written!);
    if (flag === null) continue;
    given.add(flag.key);
    if (flag.definition.type === 'boolean' || value !== undefined) continue;
    if (index + 1 === before.length) return { given, taken, awaited: flag.key, isBehindFlags: false };
    index++;
  }
  return { given, taken, awaited: null, isBehindFlags: false };
}

async function valuesOf(command: CommandDescription, key: string, typed: string, prefix: string): Promise<Completion> {
  const offered = await offeredFor(command, key);
  if (offered === null) return nothing;
  if (offered.kind !== 'words') return { candidates: [], files: offered };
  const candidates = offered.words.map((word) => ({ word: `${prefix}${word}`, summary: '' }));
  return fitting(`${prefix}${typed}`, candidates);
}

/** Flags that can still be given, and `--help`. */
function flagCandidates(command: CommandDescription, given: ReadonlySet<string>): Candidate[] {
  const repeated: readonly string[] = command.repeated ?? [];
  const own = Object.entries(command.flags)
    .filter(([key, flag]) => flag.type !== 'positional' && (!given.has(key) || repeated.includes(key)))
    .map(([key, flag]) => ({
      word: flag.type === 'boolean' && flag.default === true ? `--no-${key}` : `--${key}`,
      summary: flagSummary(flag),
    }));
  return [...own, { word: '--help', summary: 'tell how it is used' }];
}

function placesOf(flags: ArgsDef): string[] {
  return Object.entries(flags).flatMap(([key, flag]) => (flag.type === 'positional' ? [key] : []));
}

function fitting(typed: string, candidates: readonly Candidate[]): Completion {
  return { candidates: candidates.filter(({ word }) => word.startsWith(typed)), files: null };
}
