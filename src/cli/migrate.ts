/** `aegis migrate`: makes Aegis source of Python source. */
import { fileExists, readStandardInput, writeAtomically } from '#platform/disk';
import { currentFolder } from '#platform/environment';
import { writeTo } from '#platform/terminal';
import { hasLocalModule, type PythonFile, pythonFiles } from '#project/migrate/files';
import { type Migrated, migrate } from '#project/migrate/migrate';
import { decodeSource, readSource, showPath } from '#project/workspace';
import { defineCommand, exitCodes, UsageFailure } from './command.ts';
import { complain, counted, note, say, sayJson, showDiagnostics } from './output.ts';

export const command = defineCommand({
  summary: 'Make Aegis source of a Python file, or of a folder of Python files.',
  flags: {
    target: { type: 'positional', required: true, description: "file or folder; '-' reads standard input" },
    output: {
      type: 'string',
      alias: 'o',
      valueHint: 'PATH',
      description: "file or folder for the result; '-' prints it (beside the Python files, ending in .aegis)",
    },
    force: { type: 'boolean', description: 'replace files that exist' },
    json: { type: 'boolean', description: 'one JSON object per file, with notes and capabilities' },
  },
  offers: { target: 'python files', output: 'files' },
  examples: ['aegis migrate report.py', 'aegis migrate package --output src', 'aegis migrate - < report.py'],
  async run({ flags }) {
    const { target } = flags;
    const isPrinted = target === '-' || flags.output === '-';
    const capabilities = new Set<string>();
    let failed = 0;
    let notes = 0;
    const files = target === '-' ? [null] : pythonFiles(target, isPrinted ? null : (flags.output ?? null));
    if (files.length === 0) throw new UsageFailure(`${target} holds no .py files`);
    if (isPrinted && files.length > 1)
      throw new UsageFailure('several files cannot be printed: name a folder for --output');
    for (const file of files) {
      if (!isPrinted && flags.force !== true && fileExists(file!.output)) {
        complain(`${showPath(file!.output)} exists already`, 'use --force to replace it');
        failed++;
        continue;
      }
      const migrated = await migrateFile(file, flags.json === true);
      if (migrated === null) {
        failed++;
        continue;
      }
      notes += migrated.notes.length;
      for (const each of migrated.capabilities) capabilities.add(each);
      if (isPrinted && flags.json !== true) writeTo('out', migrated.text);
      else report(file, migrated, isPrinted, flags.json === true);
    }
    if (flags.json !== true) summarise(notes, capabilities);
    return failed > 0 ? exitCodes.failed : exitCodes.ok;
  },
});

type Success = Migrated & { readonly text: string };

/** @returns null when the file cannot be read, which has been told */
async function migrateFile(file: PythonFile | null, isJson: boolean): Promise<Success | null> {
  const { source, problem } = file === null ? decodeSource('<stdin>', readStandardInput()) : readSource(file.input);
  const root = file?.root ?? currentFolder();
  const migrated = problem === null ? migrate(source, (name) => hasLocalModule(root, name)) : null;
  if (migrated !== null && migrated.text !== null) return migrated;
  await showDiagnostics(migrated?.diagnostics ?? [problem!], isJson ? 'out' : 'error', isJson);
  if (!isJson) complain(`${source.path} cannot be read as Python`);
  return null;
}

function report(file: PythonFile | null, { text, capabilities }: Success, isPrinted: boolean, isJson: boolean): void {
  const shown = isPrinted ? null : showPath(file!.output);
  const notes = notesIn(text);
  if (!isPrinted) writeAtomically(file!.output, text);
  if (isJson) sayJson({ output: shown, notes, capabilities, ...(isPrinted ? { text } : {}) });
  else {
    say(`${shown}`);
    for (const each of notes) say(`  line ${each.line}: ${each.text}`);
  }
}

/** The notes, with the lines of the result that they stand above. */
function notesIn(text: string): { readonly line: number; readonly text: string }[] {
  return text.split('\n').flatMap((each, index) => {
    const found = /^\s*# migrate: (.*)$/.exec(each);
    return found === null ? [] : [{ line: index + 2, text: found[1]! }];
  });
}

function summarise(notes: number, capabilities: ReadonlySet<string>): void {
  if (notes > 0)
    note(`${counted(notes, 'place')} ${notes === 1 ? 'needs' : 'need'} a hand; the comments '# migrate:' say why`);
  if (capabilities.size === 0) return;
  const allow = [...capabilities].sort().map((each) => `'${each}'`);
  note(`what it did in Python needs these capabilities; in aegis.toml:\n[capabilities]\nallow = [${allow.join(', ')}]`);
}
