/** `aegis check`: everything that can be known to be wrong before a program runs. */
import type { Diagnostic } from '#diagnostics/diagnostic';
import { type BuildOptions, buildProgram } from '#project/build';
import type { ProgramModules } from '#project/module-graph';
import { openWorkspace } from '#project/workspace';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { readEntry } from './entry.ts';
import { counted, note, say, sayJson, showDiagnostics } from './output.ts';

type Format = 'text' | 'json' | 'sarif';

export const command = defineCommand({
  summary: 'Report everything that is wrong with a file or a project, without running it.',
  flags: {
    target: {
      type: 'positional',
      required: false,
      description: 'file, project folder or - for standard input; the current project without it',
    },
    allow: { type: 'string', valueHint: 'CAPABILITY', description: 'grant this too (may be repeated)' },
    deny: {
      type: 'string',
      valueHint: 'CAPABILITY',
      description: 'refuse this, whatever is granted (may be repeated)',
    },
    format: {
      type: 'enum',
      options: ['text', 'json', 'sarif'],
      default: 'text',
      description: 'for people, one JSON object per finding, or one SARIF 2.1.0 log',
    },
    json: { type: 'boolean', description: 'the same as --format json' },
    strict: {
      type: 'boolean',
      description: 'also report what conditions on labelled values give away',
    },
    effects: {
      type: 'boolean',
      description: 'also print which capabilities each function can use',
    },
    watch: { type: 'boolean', description: 'check again whenever a file changes, until Ctrl-C' },
  },
  repeated: ['allow', 'deny'],
  examples: [
    'aegis check main.aegis',
    'aegis check --json',
    'aegis check --effects',
    'aegis check --format sarif > findings.sarif',
  ],
  async run({ flags, lists }) {
    const target = flags.target ?? null;
    const format: Format = flags.json === true ? 'json' : (flags.format as Format);
    const options: BuildOptions = {
      allow: lists.allow ?? [],
      deny: lists.deny ?? [],
      mode: 'check',
      note,
      useCache: true,
      isStrict: flags.strict === true,
    };
    if (flags.watch !== true) return (await checkOnce(target, format, options, flags.effects === true)).exit;
    if (target === '-') throw new UsageFailure('standard input cannot be watched');
    const { repeatOnChange } = await import('./watch.ts');
    return repeatOnChange(async () => (await checkOnce(target, format, options, flags.effects === true)).files);
  },
});

async function checkOnce(
  target: string | null,
  format: Format,
  options: BuildOptions,
  showsEffects: boolean,
): Promise<{ readonly exit: number; readonly files: Iterable<string> }> {
  const workspace = openWorkspace(target);
  const { diagnostics, sources, interfaces } = await buildProgram(workspace, readEntry(workspace), options);
  const errors = diagnostics.filter((each) => each.severity === 'error').length;
  if (format === 'sarif') await showSarif(diagnostics);
  else await showAll(diagnostics, errors, format === 'json');
  if (showsEffects && format !== 'sarif') showEffects(interfaces, format === 'json');
  return { exit: errors > 0 ? exitCodes.failed : exitCodes.ok, files: sources.keys() };
}

async function showAll(diagnostics: readonly Diagnostic[], errors: number, isJson: boolean): Promise<void> {
  await showDiagnostics(diagnostics, 'out', isJson);
  const others = diagnostics.length - errors;
  if (isJson) sayJson({ errors, warnings: others });
  else if (diagnostics.length === 0) say('no findings');
  else say(`\n${counted(errors, 'error')}${others > 0 ? `, ${counted(others, 'warning')}` : ''}`);
}

/** What each function can use, by module: those that use nothing are told, too. */
function showEffects(interfaces: ProgramModules['interfaces'], isJson: boolean): void {
  for (const [module, { functions }] of interfaces) {
    for (const { name, effects } of functions) {
      if (isJson) sayJson({ module, function: name, effects });
      else say(`${module}: ${name}: ${effects.length === 0 ? 'nothing' : effects.join(', ')}`);
    }
  }
}

async function showSarif(diagnostics: readonly Diagnostic[]): Promise<void> {
  const { sarifLog } = await import('#diagnostics/sarif');
  const { version } = await import('#project/version');
  const { errorPages } = await import('#platform/embedded/manual');
  // A page begins with its slug as heading, then one sentence that is its title.
  const titleOf = (code: string): string | null => errorPages[`${code}.md`]?.split('\n')[2] ?? null;
  sayJson(sarifLog(diagnostics, { version, titleOf }));
}
