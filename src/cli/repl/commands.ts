/** The words with a colon: what they do to the session, and the page that explains them. */
import { nearestName } from '#diagnostics/suggest';
import { CapabilitySyntaxError, formatCapability, parseCapability } from '#language/capabilities';
import { DiskFailure, readText, writeText } from '#platform/disk';
import { currentFolder } from '#platform/environment';
import path from '#platform/paths';
import { complain, say } from '../output.ts';

/** What commands may do with the session. */
export interface CommandContext {
  /** Grants a capability from now on. */
  grant(capability: string): void;
  /** What is granted and denied, one line each. */
  grants(): readonly string[];
  /** The type of an expression, and what it is now where that is known. */
  typeOf(expression: string): Promise<string | null>;
  /** The capabilities that evaluating an expression can use; null when it cannot be read. */
  effectsOf(expression: string): Promise<readonly string[] | null>;
  /** Entries that ran without an error. */
  entries(): readonly string[];
  /** Runs text as an entry. @returns the exit code when the session is over */
  run(text: string): Promise<number | null>;
  /** A fresh program process. */
  clear(): void;
}

interface PromptCommand {
  readonly argument: string | null;
  readonly summary: string;
  /** @returns the exit code when the session is over */
  readonly run: (argument: string, context: CommandContext) => Promise<number | null> | number | null;
}

const commands: Readonly<Record<string, PromptCommand>> = {
  ':help': { argument: null, summary: 'this page', run: showHelp },
  ':type': { argument: 'EXPRESSION', summary: 'its type, without running it', run: showType },
  ':effects': { argument: 'EXPRESSION', summary: 'the capabilities that it can use', run: showEffects },
  ':caps': { argument: null, summary: 'what is granted', run: showGrants },
  ':grant': { argument: 'CAPABILITY', summary: 'grants it until the session ends', run: grant },
  ':load': { argument: 'FILE', summary: 'runs the text of a file as an entry', run: load },
  ':save': { argument: 'FILE', summary: 'writes the entries that ran into a file', run: save },
  ':clear': { argument: null, summary: 'forgets all variables', run: clear },
  ':quit': { argument: null, summary: 'ends the session, as Ctrl-D does', run: () => 0 },
};

export const commandNames: readonly string[] = Object.keys(commands);

/** @param line as typed. @returns the exit code when the session is over */
export async function obey(line: string, context: CommandContext): Promise<number | null> {
  const [, name, argument] = /^(\S+)\s*(.*)$/s.exec(line.trim())!;
  const command = Object.hasOwn(commands, name!) ? commands[name!] : undefined;
  if (command === undefined) {
    const near = nearestName(name!, commandNames);
    complain(`there is no command '${name}'`, near === null ? ':help tells what there is' : `did you mean '${near}'?`);
    return null;
  }
  if (command.argument === null && argument !== '') complain(`${name} takes nothing after it`);
  else if (command.argument !== null && argument === '') complain(`write ${name} ${command.argument}`);
  else return guarded(() => command.run(argument!, context));
  return null;
}

/** A file that is not there is no reason to end a session. */
async function guarded(run: () => Promise<number | null> | number | null): Promise<number | null> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof DiskFailure || error instanceof CapabilitySyntaxError)) throw error;
    complain(error.message);
    return null;
  }
}

function showHelp(): null {
  const left = Object.entries(commands).map(([name, { argument }]) =>
    argument === null ? name : `${name} ${argument}`,
  );
  const width = Math.max(...left.map((each) => each.length));
  const rows = Object.values(commands).map(({ summary }, index) => `  ${left[index]!.padEnd(width)}  ${summary}`);
  say(`An entry is a statement, or a block that a blank line ends. What it binds stays.
The value of an expression is shown and kept as _; labelled values are named, never opened.

${rows.join('\n')}

Tab completes names, attributes and modules. Up and down bring back earlier entries, whole; Alt-Enter breaks a line.
Ctrl-C drops what is being typed. While an entry runs it ends the entry; the variables stay, unless it waits for the host.`);
  return null;
}

async function showType(expression: string, context: CommandContext): Promise<null> {
  const type = await context.typeOf(expression);
  if (type !== null) say(type);
  return null;
}

async function showEffects(expression: string, context: CommandContext): Promise<null> {
  const effects = await context.effectsOf(expression);
  if (effects !== null) say(effects.length === 0 ? 'none' : effects.join('\n'));
  return null;
}

function showGrants(_argument: string, context: CommandContext): null {
  for (const line of context.grants()) say(line);
  return null;
}

function grant(capability: string, context: CommandContext): null {
  context.grant(formatCapability(parseCapability(capability)));
  say(`granted until the session ends: ${capability}`);
  return null;
}

function load(file: string, context: CommandContext): Promise<number | null> {
  return context.run(readText(path.resolve(currentFolder(), file)));
}

function save(file: string, context: CommandContext): null {
  const entries = context.entries();
  writeText(path.resolve(currentFolder(), file), entries.map((entry) => `${entry.trimEnd()}\n`).join(''));
  say(`${entries.length} ${entries.length === 1 ? 'entry' : 'entries'} in ${file}`);
  return null;
}

function clear(_argument: string, context: CommandContext): null {
  context.clear();
  say('all variables are forgotten');
  return null;
}
