/**
 * The corpus's programs as a tool of ours leaves them: formatted, or turned back into Python (by the `py2aegis.py` that
 * lies beside the corpus) and migrated. What they print must stay the same.
 */
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { productCommand } from './batch.ts';

export const tools = ['format', 'migrate'] as const;

/**
 * @param folder the corpus
 * @param files its programs, as absolute paths
 * @returns for each program the file to run; the caller removes `root`
 */
export function passThrough(
  tool: (typeof tools)[number],
  folder: string,
  files: readonly string[],
): { readonly root: string; readonly made: readonly string[] } {
  const root = mkdtempSync(join(tmpdir(), 'aegis-corpus-'));
  const made = files.map((file) => join(root, relative(folder, file)));
  for (const file of made) mkdirSync(dirname(file), { recursive: true });
  if (tool === 'format') {
    for (const [index, file] of files.entries()) cpSync(file, made[index]!);
    run([...productCommand(), 'fmt', root]);
  } else {
    for (const [index, file] of files.entries()) {
      const python = run(['python3', join(folder, 'py2aegis.py'), '--reverse', file]);
      writeFileSync(made[index]!.replace(/\.aegis$/, '.py'), python);
    }
    run([...productCommand(), 'migrate', root]);
  }
  return { root, made };
}

function run(command: readonly string[]): string {
  const { stdout, stderr, exitCode } = Bun.spawnSync([...command], { stdout: 'pipe', stderr: 'pipe' });
  if (exitCode !== 0)
    console.error(`${command.slice(0, 3).join(' ')}: exit ${exitCode}\n${stderr.toString().slice(-2000)}`);
  return stdout.toString();
}
