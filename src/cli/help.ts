/** The text of `--help`. */
import type { ArgsDef } from 'citty';
import type { CommandDescription } from './command.ts';

/** @param commands name and summary of every command a user may know */
export function generalHelp(version: string, commands: readonly (readonly [name: string, summary: string])[]): string {
  const width = Math.max(...commands.map(([name]) => name.length));
  return [
    `Aegis ${version}: a security-first language for AI agents`,
    '',
    'Usage: aegis COMMAND [FLAGS] [WORDS]',
    '',
    'Commands:',
    ...commands.map(([name, summary]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    "'aegis COMMAND --help' tells more about one command.",
    '',
  ].join('\n');
}

export function commandHelp(name: string, command: CommandDescription): string {
  const places = Object.entries(command.flags).filter(([, flag]) => flag.type === 'positional');
  const flags = Object.entries(command.flags).filter(([, flag]) => flag.type !== 'positional');
  const words = places.map(([key, flag]) => (flag.required === false ? `[${key.toUpperCase()}]` : key.toUpperCase()));
  const rest = command.rest === undefined ? [] : [`[${command.rest.name}...]`];
  const rows = flags.map(([key, flag]) => [flagText(key, flag), flagSummary(flag)] as const);
  rows.push(['--help', 'show this text']);
  const width = Math.max(...rows.map(([text]) => text.length));
  const placeRows = places.map(([key, flag]) => `  ${key.toUpperCase().padEnd(width)}  ${flag.description ?? ''}`);
  return [
    command.summary,
    '',
    `Usage: ${['aegis', name, '[FLAGS]', ...words, ...rest].join(' ')}`,
    '',
    ...(placeRows.length > 0 ? [...placeRows, ''] : []),
    'Flags:',
    ...rows.map(([text, summary]) => `  ${text.padEnd(width)}  ${summary}`),
    '',
    command.examples.length === 1 ? 'Example:' : 'Examples:',
    ...command.examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

function flagText(key: string, flag: ArgsDef[string]): string {
  if (flag.type === 'boolean') return flag.default === true ? `--no-${key}` : `--${key}`;
  return `--${key} ${flag.valueHint ?? 'VALUE'}`;
}

/** What a flag is for, with its choices and its default. */
export function flagSummary(flag: ArgsDef[string]): string {
  const choices = flag.type === 'enum' ? ` (${flag.options?.join(', ')})` : '';
  const standard = typeof flag.default === 'string' ? ` [${flag.default}]` : '';
  return `${flag.description ?? ''}${choices}${standard}`;
}
