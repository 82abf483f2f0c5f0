/** `aegis check`: everything that can be known to be wrong before a program runs. */
import { buildProgram } from '#project/build';
import { openWorkspace } from '#project/workspace';
import { defineCommand, exitCodes } from './command.ts';
import { readEntry } from './entry.ts';
import { counted, note, say, sayJson, showDiagnostics } from './output.ts';

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
    json: { type: 'boolean', description: 'one JSON object per finding' },
  },
  repeated: ['allow', 'deny'],
  examples: ['aegis check main.aegis', 'aegis check --json'],
  async run({ flags, lists }) {
    const target = flags.target ?? null;
    const workspace = openWorkspace(target);
    const { diagnostics } = await buildProgram(workspace, readEntry(workspace), {
      allow: lists.allow ?? [],
      deny: lists.deny ?? [],
      mode: 'check',
      note,
      useCache: true,
    });
    const isJson = flags.json === true;
    await showDiagnostics(diagnostics, 'out', isJson);
    const errors = diagnostics.filter((each) => each.severity === 'error').length;
    const others = diagnostics.length - errors;
    if (isJson) sayJson({ errors, warnings: others });
    else if (diagnostics.length === 0) say('no findings');
    else say(`\n${counted(errors, 'error')}${others > 0 ? `, ${counted(others, 'warning')}` : ''}`);
    return errors > 0 ? exitCodes.failed : exitCodes.ok;
  },
});
