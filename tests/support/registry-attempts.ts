/**
 * Attempts upon packages and registries: each does for real what an attacker, an accident or a careless publisher would do,
 * and tells what Aegis said to it. `AEGIS_ATTACKS` may name a folder with a list of cases (`registry_cases.jsonl`): then every
 * row of it must have attempts here.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { productCommand } from './batch.ts';
import { TestProject } from './package-project.ts';

export interface Attempt {
  /** The case that it belongs to, as lists of attacks name it. */
  readonly row: string;
  readonly title: string;
  /** @returns what was said */
  readonly run: () => Promise<string>;
  /** What has to be said: the reason. */
  readonly said: RegExp;
}

/** A project in memory, gone when the work is done. */
export async function inProject<Result>(
  manifest: string,
  work: (project: TestProject) => Promise<Result>,
): Promise<Result> {
  const project = new TestProject(manifest);
  try {
    return await work(project);
  } finally {
    project.remove();
  }
}

/** A folder with files and a home of its own, in which the command line is called. */
export interface Desk {
  readonly folder: string;
  write(file: string, text: string): void;
  read(file: string): string;
  /** @returns everything that it printed, and `[exit N]` */
  aegis(...words: string[]): Promise<string>;
}

export async function atDesk<Result>(
  files: Readonly<Record<string, string>>,
  work: (desk: Desk) => Promise<Result>,
): Promise<Result> {
  const root = mkdtempSync(join(tmpdir(), 'aegis-desk-'));
  const folder = join(root, 'work');
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  try {
    for (const [file, text] of Object.entries({ '.keep': '', ...files })) write(file, text);
    return await work({ folder, write, read: (file) => readFileSync(join(folder, file), 'utf8'), aegis });
  } finally {
    Bun.spawnSync(['chmod', '-R', 'u+w', root]);
    rmSync(root, { recursive: true, force: true });
  }

  async function aegis(...words: string[]): Promise<string> {
    const child = Bun.spawn([...productCommand(), ...words], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? '', HOME: root, NO_COLOR: '1' },
      stdin: 'ignore',
      stdout: 'pipe',
      stderr: 'pipe',
    });
    const [out, error] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
    return `${out}${error}[exit ${await child.exited}]\n`;
  }
}

/** The rows of a list that nothing here tries. */
export function rowsWithoutAttempt(folder: string, attempts: readonly Attempt[]): string[] {
  const tried = new Set(attempts.map(({ row }) => row));
  const rows = readFileSync(join(folder, 'registry_cases.jsonl'), 'utf8').trim().split('\n');
  return rows.map((line) => (JSON.parse(line) as { id: string }).id).filter((id) => !tried.has(id));
}

/** Attempts that were answered otherwise than they should be, with what was said. */
export async function unanswered(attempts: readonly Attempt[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const { row, title, run, said } of attempts) {
    const answer = await run();
    if (!said.test(answer)) wrong.push(`${row} (${title}): ${answer}`);
  }
  return wrong;
}
