/**
 * `aegis repl`: reads entries, runs each at once in a process that lives as long as the session, and shows what they gave.
 * Whatever is wrong with an entry is told and forgotten; the variables stay.
 */
import { type Grants, grantLines } from '#host/grants';
import { type EntryOutcome, openSession } from '#host/session';
import { type Console, openConsole } from '#platform/console';
import { writeTo } from '#platform/terminal';
import { openInstalled } from '#project/installed';
import { openSessionSources } from '#project/session';
import { version } from '#project/version';
import { openWorkspace } from '#project/workspace';
import { defineCommand, exitCodes } from '../command.ts';
import { complain, note, paintFor, say, showDiagnostics } from '../output.ts';
import { grantsOf, hostSettings, memoryLimit } from '../run-settings.ts';
import { type CommandContext, commandNames, obey } from './commands.ts';
import { openHistory } from './history.ts';
import { openReader } from './reading.ts';

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
    const commandLine = { allow: [...(lists.allow ?? [])], deny: lists.deny ?? [] };
    const sources = openSessionSources(workspace, await openInstalled(workspace.root, workspace.manifest), {
      ...commandLine,
      note,
    });
    const host = hostSettings(workspace, commandLine, flags['audit-store']);
    let grants: Grants = host.grants;
    const console = openConsole();
    const history = openHistory();
    const session = openSession({
      ...host,
      world: { ...host.world, readLine: console.readLine },
      maxMemory: memoryLimit(flags['max-memory']),
      contracts: flags.contracts as 'on' | 'warn' | 'off',
      allowUnconfined: flags['allow-unconfined'] === true,
      hasTerminal: console.terminal !== null,
      lineOf: (file, offset) => sources.sources.get(file)?.lineAt(offset) ?? null,
    });
    if (console.terminal !== null) say(`Aegis ${version}. :help tells what there is, Ctrl-D ends.`);

    let names: readonly string[] = [];
    const entries: string[] = [];
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
        forget();
        return null;
      }
      names = outcome.names;
      if (outcome.uncaught !== null) {
        const { renderTraceback } = await import('#project/traceback');
        writeTo('error', renderTraceback(outcome.uncaught, sources.sources, paintFor('error')));
        if (outcome.uncaught.type === 'CapabilityError' && console.terminal !== null)
          note("':grant CAPABILITY' grants it until this session ends");
      } else entries.push(text);
      return outcome.exit;
    }
    function forget(): void {
      sources.restart();
      names = [];
      entries.length = 0;
    }
    async function examine(expression: string) {
      const { found, diagnostics } = await sources.examine(expression, entries);
      await showDiagnostics(diagnostics, 'error');
      return found;
    }
    const context: CommandContext = {
      run: runEntry,
      entries: () => entries,
      clear() {
        session.restart();
        forget();
      },
      grants: () => grantLines(grants),
      grant(capability) {
        commandLine.allow.push(capability);
        grants = grantsOf(workspace, commandLine);
        session.grant(grants, capability);
      },
      async typeOf(expression) {
        const type = (await examine(expression))?.type ?? null;
        if (type !== 'Any' || !/^\w+(\.\w+)*$/.test(expression)) return type;
        return (await session.inspect(expression.split('.')))?.type ?? type;
      },
      effectsOf: async (expression) => (await examine(expression))?.effects ?? null,
    };
    const reader = openReader(console, history, () => ({
      names,
      commands: commandNames,
      modules: () => sources.projectModules(),
      attributes: async (path) => (await session.inspect(path))?.attributes ?? null,
    }));

    let exit: number | null = null;
    while (exit === null) {
      const text = await reader.next();
      if (text === null) exit = exitCodes.ok;
      else {
        history.add(text.trimEnd());
        exit = text.startsWith(':') ? await obey(text, context) : await runEntry(text);
      }
    }
    session.close(exit);
    host.audit.close();
    return exit;
  },
});

type Lost = EntryOutcome & { readonly kind: 'lost' };

/** A program that could not be confined or watched is not tried again; nor is one whose pipe the user interrupted. */
function isOver({ outcome }: Lost, console: Console): boolean {
  if (outcome.ending === 'interrupted') return console.terminal === null;
  return outcome.ending === 'unconfined' || outcome.ending === 'protocol' || outcome.ending === 'broker';
}

function tellEnd({ outcome }: Lost): number {
  if (outcome.message !== null) complain(outcome.message);
  return outcome.code;
}
