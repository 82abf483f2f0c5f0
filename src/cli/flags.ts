/**
 * Reads the words after a command's name. Flags that the command does not know are errors with the nearest name (the
 * parser underneath would take them silently), flags that may come several times are collected, and the words of the
 * program that is run are left alone. What remains is the parser's: types, aliases, defaults.
 */
import { type ArgsDef, type ParsedArgs, parseArgs } from 'citty';
import { nearestName } from '#diagnostics/suggest';
import type { CommandDescription } from './command.ts';
import { UsageFailure } from './usage-failure.ts';

export interface ReadWords<Flags extends ArgsDef> {
  readonly flags: ParsedArgs<Flags>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly rest: readonly string[];
  readonly wantsHelp: boolean;
}

/** @throws UsageFailure */
export function readWords<Flags extends ArgsDef>(
  command: CommandDescription<Flags>,
  words: readonly string[],
): ReadWords<Flags> {
  const own: string[] = [];
  const rest: string[] = [];
  const lists: Record<string, string[]> = Object.fromEntries((command.repeated ?? []).map((name) => [name, []]));
  const places = Object.values(command.flags).filter((flag) => flag.type === 'positional').length;
  let taken = 0;
  let wantsHelp = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word === '--') {
      rest.push(...words.slice(index + 1));
      break;
    }
    if (word === '--help' || word === '-h') wantsHelp = true;
    else if (word.startsWith('-') && word !== '-') {
      const flag = readFlag(command.flags, word, words[index + 1]);
      if (flag.usesNext) index++;
      if (flag.value !== null && Object.hasOwn(lists, flag.name)) lists[flag.name]!.push(flag.value);
      else own.push(flag.value === null ? flag.written : `--${flag.name}=${flag.value}`);
    } else if (taken < places) {
      own.push(word);
      taken++;
      if (taken === places && command.rest?.kind === 'program') {
        rest.push(...words.slice(index + 1));
        break;
      }
    } else rest.push(word);
  }
  if (rest.length > 0 && command.rest === undefined && !wantsHelp)
    throw new UsageFailure(`one word too many: '${rest[0]}'`);
  if (!wantsHelp) checkPlaces(command.flags, taken);
  const flags = wantsHelp ? ({ _: [] } as unknown as ParsedArgs<Flags>) : parseOwn(command, own);
  return { flags, lists, rest, wantsHelp };
}

function parseOwn<Flags extends ArgsDef>(command: CommandDescription<Flags>, own: string[]): ParsedArgs<Flags> {
  try {
    return parseArgs<Flags>(own, command.flags);
  } catch (error) {
    throw new UsageFailure((error as Error).message);
  }
}

function checkPlaces(flags: ArgsDef, taken: number): void {
  const places = Object.entries(flags).filter(([, flag]) => flag.type === 'positional');
  const missing = places.slice(taken).find(([, flag]) => flag.required !== false);
  if (missing !== undefined) throw new UsageFailure(`${missing[0].toUpperCase()} is missing`);
}

interface FlagWord {
  readonly name: string;
  readonly written: string;
  /** Null for a flag without value. */
  readonly value: string | null;
  readonly usesNext: boolean;
}

function readFlag(known: ArgsDef, word: string, next: string | undefined): FlagWord {
  const [, dashes, written, value] = /^(--?)([^=]*)(?:=(.*))?$/s.exec(word)!;
  const name = findFlag(known, written!);
  if (name === null) throw unknownFlag(known, `${dashes}${written}`, written!);
  const { definition, key, negated } = name;
  if (definition.type === 'boolean') {
    if (value !== undefined) throw new UsageFailure(`--${key} takes no value`);
    return { name: key, written: negated ? `--no-${key}` : `--${key}`, value: null, usesNext: false };
  }
  if (value !== undefined) return checkedValue(definition, key, word, value, false);
  if (next === undefined || (next.startsWith('--') && next !== '--')) throw new UsageFailure(`--${key} needs a value`);
  return checkedValue(definition, key, word, next, true);
}

function checkedValue(
  definition: ArgsDef[string],
  key: string,
  written: string,
  value: string,
  usesNext: boolean,
): FlagWord {
  if (definition.type === 'enum' && !definition.options?.includes(value)) {
    const near = nearestName(value, definition.options ?? []);
    throw new UsageFailure(
      `--${key} cannot be '${value}'`,
      near === null ? `it is one of ${definition.options?.join(', ')}` : `did you mean '${near}'?`,
    );
  }
  return { name: key, written, value, usesNext };
}

/** The flag that a word without its dashes names; null when there is none. */
export function findFlag(
  flags: ArgsDef,
  written: string,
): { key: string; definition: ArgsDef[string]; negated: boolean } | null {
  for (const [key, definition] of Object.entries(flags)) {
    if (definition.type === 'positional') continue;
    const alias = 'alias' in definition ? [definition.alias ?? []].flat() : [];
    if (key === written || alias.includes(written)) return { key, definition, negated: false };
    if (definition.type === 'boolean' && definition.default === true && `no-${key}` === written) {
      return { key, definition, negated: true };
    }
  }
  return null;
}

function unknownFlag(flags: ArgsDef, shown: string, written: string): UsageFailure {
  const known = Object.entries(flags).flatMap(([key, flag]) => (flag.type === 'positional' ? [] : [key]));
  const near = nearestName(written, [...known, 'help']);
  return new UsageFailure(`there is no flag '${shown}'`, near === null ? null : `did you mean '--${near}'?`);
}
