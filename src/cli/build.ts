/** `aegis build`: shows what the compiler makes of a file. */
import { buildProgram } from '#project/build';
import { sourceMap } from '#project/source-map';
import { openWorkspace } from '#project/workspace';
import { defineCommand, exitCodes } from './command.ts';
import { readEntry } from './entry.ts';
import { note, say, sayJson, showDiagnostics } from './output.ts';

export const command = defineCommand({
  summary: 'Check a file or a project and show the JavaScript that its entry becomes.',
  flags: {
    target: {
      type: 'positional',
      required: false,
      description: 'file, project folder or - for standard input; the current project without it',
    },
    map: { type: 'boolean', description: 'show the source map instead' },
    json: { type: 'boolean', description: 'the whole emitted module as JSON' },
  },
  examples: ['aegis build main.aegis', 'aegis build main.aegis --map'],
  async run({ flags }) {
    const workspace = openWorkspace(flags.target ?? null);
    const entry = readEntry(workspace);
    const options = { allow: [], deny: [], mode: 'fresh', note, useCache: true } as const;
    const { modules, diagnostics } = await buildProgram(workspace, entry, options);
    await showDiagnostics(diagnostics, 'error');
    const emitted = modules.find((module) => module.name === '__main__');
    if (emitted === undefined) return exitCodes.failed;
    if (flags.json) sayJson(emitted);
    else if (flags.map) sayJson(sourceMap(emitted, entry.source));
    else say(emitted.js);
    return diagnostics.some((each) => each.severity === 'error') ? exitCodes.failed : exitCodes.ok;
  },
});
