/** `aegis run`: compiles what is stale, hands the program to its process, and reports how it ended. */
import { runProgram } from '#host/launch';
import { isContinuousIntegration } from '#platform/environment';
import { spawnProgramProcess } from '#platform/program-process';
import { writeTo } from '#platform/terminal';
import { buildProgram } from '#project/build';
import { openWorkspace, type Workspace } from '#project/workspace';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { readEntry } from './entry.ts';
import { complain, counted, note, paintFor, showDiagnostics } from './output.ts';
import { hostSettings, memoryLimit, timeLimit } from './run-settings.ts';

export const command = defineCommand({
  summary: 'Run a file or a project in a process of its own that may do only what it was granted.',
  flags: {
    target: {
      type: 'positional',
      required: false,
      description: "file or project folder; '-' reads standard input; the current project without it",
    },
    allow: { type: 'string', valueHint: 'CAPABILITY', description: 'grant this too (may be repeated)' },
    deny: {
      type: 'string',
      valueHint: 'CAPABILITY',
      description: 'refuse this, whatever is granted (may be repeated)',
    },
    check: { type: 'boolean', description: "refuse to run when 'aegis check' would report an error" },
    contracts: { type: 'enum', options: ['on', 'warn', 'off'], default: 'on', description: 'what broken contracts do' },
    'audit-store': { type: 'string', valueHint: 'STORE', description: 'where events go: memory or jsonl:PATH' },
    'max-memory': { type: 'string', valueHint: 'SIZE', description: 'end the program beyond this, such as 512M' },
    timeout: { type: 'string', valueHint: 'DURATION', description: 'end the program after this, such as 30s' },
    'allow-unconfined': { type: 'boolean', description: 'run even where the system gives no confinement' },
    unrestricted: { type: 'boolean', description: "grant the project's own code everything; for debugging" },
  },
  repeated: ['allow', 'deny'],
  rest: { kind: 'program', name: 'ARGUMENT' },
  examples: [
    'aegis run main.aegis',
    `aegis run --allow 'filesystem.read("./data/**")' report.aegis data/may.csv`,
    "echo 'print(6 * 7)' | aegis run -",
  ],
  async run({ flags, lists, rest, child: started }) {
    const workspace = openWorkspace(flags.target ?? null);
    const commandLine = { allow: lists.allow ?? [], deny: lists.deny ?? [] };
    const limits = { maxMemory: memoryLimit(flags['max-memory']), timeout: timeLimit(flags.timeout) };
    const unrestricted = flags.unrestricted === true;
    if (unrestricted) warnOfUnrestricted();
    const entry = readEntry(workspace);
    const mustBeClean = flags.check === true;
    const program = await buildProgram(workspace, entry, {
      ...commandLine,
      mode: mustBeClean ? 'fresh' : 'reuse',
      note,
      useCache: true,
    });
    const isBroken = !program.modules.some((module) => module.name === '__main__');
    if (isBroken || (mustBeClean && program.findings > 0)) {
      const shown = program.diagnostics.filter((each) => mustBeClean || each.severity === 'error');
      await showDiagnostics(shown, 'error');
      complain(
        isBroken ? 'the program cannot run' : `${counted(program.findings, 'finding')}, so it is not run (--check)`,
      );
      return exitCodes.failed;
    }
    if (program.findings > 0) tellFindings(program.findings, workspace);

    const host = hostSettings(workspace, commandLine, flags['audit-store'], unrestricted);
    const outcome = await runProgram(started ?? spawnProgramProcess({ inheritOutput: true }), {
      program: { modules: program.modules },
      arguments: rest,
      contracts: flags.contracts as 'on' | 'warn' | 'off',
      unrestricted,
      allowUnconfined: flags['allow-unconfined'] === true,
      ...limits,
      ...host,
      lineOf: (file, offset) => program.sources.get(file)?.lineAt(offset) ?? null,
    });
    host.audit.close();
    if (outcome.message !== null) complain(outcome.message);
    if (outcome.uncaught !== null) {
      const { renderTraceback } = await import('#project/traceback');
      writeTo('error', renderTraceback(outcome.uncaught, program.sources, paintFor('error')));
    }
    return outcome.code;
  },
});

function warnOfUnrestricted(): void {
  if (isContinuousIntegration()) throw new UsageFailure('--unrestricted is refused where CI is set');
  note(
    "warning: --unrestricted grants the project's own code every capability; never use it with input you do not trust",
  );
}

function tellFindings(count: number, workspace: Workspace): void {
  const target = workspace.entry === null ? '' : ` (aegis check shows ${count === 1 ? 'it' : 'them'})`;
  note(`the checker has ${counted(count, 'finding')}${target}`);
}
