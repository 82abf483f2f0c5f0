/**
 * `aegis batch FILES`: runs many programs with few starts and prints one JSON line for each, for conformance tests. Each
 * program has modules of its own; none is granted more than the defaults.
 */
import { openLedger } from '#audit/chain';
import { memoryStore } from '#audit/stores/memory';
import { plain } from '#diagnostics/paint';
import { renderDiagnostic } from '#diagnostics/render';
import { type BatchProgram, type BatchResult, runBatch } from '#host/batch';
import { makeGrants, noGrants } from '#host/grants';
import { realWorld } from '#host/world';
import type { SourceFile } from '#language/source';
import { newEventId } from '#platform/crypto';
import { currentFolder } from '#platform/environment';
import { buildProgram } from '#project/build';
import { renderTraceback } from '#project/traceback';
import { openWorkspace } from '#project/workspace';
import { defineCommand, exitCodes } from './command.ts';
import { readEntry } from './entry.ts';
import { note, sayJson } from './output.ts';
import { memoryLimit, timeLimit } from './run-settings.ts';

export const command = defineCommand({
  summary: 'Run many files, one JSON line {file, exit, stdout, stderr, seconds} for each.',
  flags: {
    timeout: { type: 'string', valueHint: 'DURATION', default: '10s', description: 'for each file' },
    'allow-unconfined': { type: 'boolean', description: 'run even where the system gives no confinement' },
  },
  rest: { kind: 'words', name: 'FILE' },
  examples: ['aegis batch tests/a.aegis tests/b.aegis'],
  async run({ flags, rest }) {
    const programs: BatchProgram[] = [];
    const sources = new Map<string, ReadonlyMap<string, SourceFile>>();
    for (const file of rest) {
      const built = await compileOne(file);
      if ('exit' in built) sayJson(built);
      else {
        programs.push(built.program);
        sources.set(file, built.sources);
      }
    }
    await runBatch(programs, {
      grants: makeGrants(noGrants, currentFolder()),
      world: realWorld(currentFolder(), {}),
      audit: openLedger(newEventId(), memoryStore()),
      lineOf: () => null,
      timeout: timeLimit(flags.timeout) ?? 10_000,
      maxMemory: memoryLimit(undefined),
      allowUnconfined: flags['allow-unconfined'] === true,
      report: ({ uncaught }, { file }) =>
        uncaught === null ? '' : renderTraceback(uncaught, sources.get(file)!, plain),
      onResult: sayJson,
    });
    return exitCodes.ok;
  },
});

/** A file that does not compile has its result already. One file's failure never takes the others with it. */
async function compileOne(
  file: string,
): Promise<BatchResult | { program: BatchProgram; sources: ReadonlyMap<string, SourceFile> }> {
  const failed = (stderr: string): BatchResult => ({ file, exit: exitCodes.failed, stdout: '', stderr, seconds: 0 });
  try {
    const workspace = openWorkspace(file);
    const options = { allow: [], deny: [], mode: 'reuse', note, useCache: true } as const;
    const { modules, sources, diagnostics } = await buildProgram(workspace, readEntry(workspace), options);
    if (modules.some((module) => module.name === '__main__'))
      return { program: { file, program: { modules } }, sources };
    const errors = diagnostics.filter((each) => each.severity === 'error');
    return failed(errors.map((each) => renderDiagnostic(each)).join('\n'));
  } catch (error) {
    return failed(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
