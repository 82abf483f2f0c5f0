/** `aegis fmt`: brings source files into the one style, or tells which are not in it. */
import { DiskFailure, readStandardInput } from '#platform/disk';
import { currentFolder } from '#platform/environment';
import { writeTo } from '#platform/terminal';
import { FileFormatter, type Formatted, filesToFormat, replaceText } from '#project/format';
import { decodeSource, showPath } from '#project/workspace';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { complain, counted, note, say, sayJson, showDiagnostics } from './output.ts';

/** What is done with text that is not in style. */
type Action = 'write' | 'check' | 'diff';
type Outcome = Formatted['outcome'];

export const command = defineCommand({
  summary: 'Bring source files into the one style of Aegis.',
  flags: {
    check: { type: 'boolean', description: 'change nothing; list the files that are not in style, and exit with 1' },
    diff: { type: 'boolean', description: 'change nothing; show what would change, and exit with 1 if anything would' },
    json: { type: 'boolean', description: 'one JSON object per file: same, changed or failed' },
  },
  rest: { kind: 'words', name: 'PATH' },
  examples: ['aegis fmt', 'aegis fmt src main.aegis', 'aegis fmt --check', 'aegis fmt - < main.aegis'],
  async run({ flags, rest }) {
    if (flags.diff === true && flags.json === true) throw new UsageFailure('--diff and --json do not go together');
    const action: Action = flags.diff === true ? 'diff' : flags.check === true ? 'check' : 'write';
    if (!rest.includes('-')) return formatFiles(rest.length > 0 ? rest : ['.'], action, flags.json === true);
    if (rest.length > 1) throw new UsageFailure('standard input and files cannot be formatted together');
    return formatStandardInput(action);
  },
});

async function formatFiles(targets: readonly string[], action: Action, isJson: boolean): Promise<number> {
  const formatter = new FileFormatter();
  const count = { same: 0, changed: 0, failed: 0 };
  for (const file of filesToFormat(targets)) {
    const outcome = await formatFile(formatter, file, action, isJson);
    if (isJson) sayJson({ file: showPath(file), outcome });
    count[outcome]++;
  }
  if (!isJson) summarise(count, action);
  return count.failed > 0 || (action !== 'write' && count.changed > 0) ? exitCodes.failed : exitCodes.ok;
}

/** One file; what the world refuses is told, and the others go on. */
async function formatFile(formatter: FileFormatter, file: string, action: Action, isJson: boolean): Promise<Outcome> {
  try {
    const formatted = formatter.file(file);
    if (formatted.outcome === 'failed') await showDiagnostics(formatted.diagnostics, isJson ? 'out' : 'error', isJson);
    else if (formatted.outcome === 'changed') {
      if (action === 'write') replaceText(file, formatted.after);
      if (action === 'diff') await showDifference(showPath(file), formatted.before, formatted.after);
      else if (!isJson) say(showPath(file));
    }
    return formatted.outcome;
  } catch (error) {
    if (!(error instanceof DiskFailure)) throw error;
    complain(error.message);
    return 'failed';
  }
}

function summarise({ same, changed, failed }: Record<Outcome, number>, action: Action): void {
  const parts: string[] = [];
  if (changed > 0) parts.push(`${counted(changed, 'file')} ${action === 'write' ? 'formatted' : 'not in style'}`);
  if (same > 0) parts.push(`${counted(same, 'file')} in style already`);
  if (failed > 0) parts.push(`${counted(failed, 'file')} left as ${failed === 1 ? 'it is' : 'they are'}`);
  note(parts.length === 0 ? 'there are no .aegis files here' : parts.join(', '));
}

/** The formatted text goes to standard output; with `check` nothing does, and the exit code is the answer. */
async function formatStandardInput(action: Action): Promise<number> {
  const { source, problem } = decodeSource('<stdin>', readStandardInput());
  const formatted = problem === null ? new FileFormatter().text(source, currentFolder()) : null;
  if (formatted === null || formatted.outcome === 'failed') {
    await showDiagnostics(formatted?.diagnostics ?? [problem!], 'error');
    return exitCodes.failed;
  }
  if (action === 'write') {
    writeTo('out', formatted.after);
    return exitCodes.ok;
  }
  if (action === 'diff') await showDifference('<stdin>', formatted.before, formatted.after);
  return formatted.outcome === 'changed' ? exitCodes.failed : exitCodes.ok;
}

async function showDifference(name: string, before: string, after: string): Promise<void> {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');
  if (before === after) return;
  const options = { context: 3, headerOptions: FILE_HEADERS_ONLY };
  writeTo('out', createTwoFilesPatch(name, name, before, after, 'as it is', 'in style', options));
}
