/**
 * `aegis repl`: reads entries, runs each at once in a process that lives as long as the session, and shows what they gave.
 * Whatever is wrong with an entry is told and forgotten; the variables stay.
 */
import { nearestName } from '#diagnostics/suggest';
import { type EntryOutcome, openSession } from '#host/session';
import { type Console, openConsole } from '#platform/console';
import { writeTo } from '#platform/terminal';
import { isUnfinished, openSessionSources } from '#project/session';
import { version } from '#project/version';
import { openWorkspace } from '#project/workspace';
import { defineCommand, exitCodes } from './command.ts';
import { complain, note, paintFor, say, showDiagnostics } from './output.ts';
import { hostSettings, memoryLimit } from './run-settings.ts';

const helpText = `An entry is a statement, or a block that a blank line ends. What it binds stays.
The value of an expression is shown and kept as _; labelled values are named, never opened.

  :help   this page
  :quit   ends the session, as Ctrl-D does

Ctrl-C drops what is being typed. While an entry runs it ends the program: all variables are lost.
Grants are given when the session starts: aegis repl --allow CAPABILITY.`;

export const command = defineCommand({
  summary: 'Try things out: each entry runs at once, and what it binds stays.',
  flags: {
    allow: { type: 'string', valueHint: 'CAPABILITY', description: 'grant this too (may be repeated)' },
    deny: {
      type: 'string',
      valueHint: 'CAPABILITY',
      description: 'refuse this, whatever is granted (may be repeated)',
    },
    contracts: { type: 'enum', options: ['on', 'warn', 'off'], default: 'on', description: 'what broken contracts do' },
    'audit-store': { type: 'string', valueHint: 'STORE', description: 'where events go: memory or jsonl:PATH' },
    'max-memory': { type: 'string', valueHint: 'SIZE', description: 'end the program beyond this, such as 512M' },
    'allow-unconfined': { type: 'boolean', description: 'run even where the system gives no confinement' },
  },
  repeated: ['allow', 'deny'],
  examples: ['aegis repl', `aegis repl --allow 'filesystem.read("./data/**")'`],
  async run({ flags, lists }) {
    const workspace = openWorkspace('-');
    const commandLine = { allow: lists.allow ?? [], deny: lists.deny ?? [] };
    const maxMemory = memoryLimit(flags['max-memory']);
    const sources = openSessionSources(workspace, { ...commandLine, note });
    const host = hostSettings(workspace, commandLine, flags['audit-store']);
    const console = openConsole();
    const session = openSession({
      ...host,
      world: { ...host.world, readLine: console.readLine },
      maxMemory,
      contracts: flags.contracts as 'on' | 'warn' | 'off',
      allowUnconfined: flags['allow-unconfined'] === true,
      lineOf: (file, offset) => sources.sources.get(file)?.lineAt(offset) ?? null,
    });
    if (console.isTerminal) say(`Aegis ${version}. :help tells what there is, Ctrl-D ends.`);

    let names: readonly string[] = [];
    /** @returns the exit code when the session is over */
    async function runEntry(text: string): Promise<number | null> {
      const { entry, modules, diagnostics } = await sources.compile(text, names);
      if (entry === null) {
        const errors = diagnostics.filter(({ severity }) => severity === 'error');
        await showDiagnostics(errors, 'error');
        return null;
      }
      const outcome = await session.run(entry, modules);
      if (outcome.kind === 'lost') {
        if (isOver(outcome, console)) return tellEnd(outcome);
        complain(`${outcome.outcome.message}; the program starts anew, all variables are lost`);
        sources.restart();
        names = [];
        return null;
      }
      names = outcome.names;
      if (outcome.uncaught !== null) {
        const { renderTraceback } = await import('#project/traceback');
        writeTo('error', renderTraceback(outcome.uncaught, sources.sources, paintFor('error')));
      }
      return outcome.exit;
    }

    let exit: number | null = null;
    while (exit === null) {
      const text = await readEntry(console);
      if (text === null || text.trim() === ':quit') exit = exitCodes.ok;
      else if (text.startsWith(':')) obey(text.trim());
      else exit = await runEntry(text);
    }
    session.close(exit);
    host.audit.close();
    return exit;
  },
});

/** The lines of one entry; null when there are no more. Blank lines between entries are passed over. */
async function readEntry(console: Console): Promise<string | null> {
  let text = '';
  for (;;) {
    const line = await console.ask(text === '' ? '>>> ' : '... ');
    if (line.kind === 'end') return text === '' ? null : text;
    if (line.kind === 'dropped') text = '';
    else if (text !== '') text += `\n${line.text}`;
    else if (line.text.trim() === '') continue;
    else text = line.text;
    if (text !== '' && (text.startsWith(':') || !(await isUnfinished(text)))) return text;
  }
}

function obey(command: string): void {
  if (command === ':help') return say(helpText);
  const near = nearestName(command, [':help', ':quit']);
  complain(`there is no command '${command}'`, near === null ? ':help tells what there is' : `did you mean '${near}'?`);
}

type Lost = EntryOutcome & { readonly kind: 'lost' };

/** A program that could not be confined or watched is not tried again; nor is one whose pipe the user interrupted. */
function isOver({ outcome }: Lost, console: Console): boolean {
  if (outcome.ending === 'interrupted') return !console.isTerminal;
  return outcome.ending === 'unconfined' || outcome.ending === 'protocol' || outcome.ending === 'broker';
}

function tellEnd({ outcome }: Lost): number {
  if (outcome.message !== null) complain(outcome.message);
  return outcome.code;
}
