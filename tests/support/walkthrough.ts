/**
 * Pages that a reader follows from top to bottom. Their blocks are played in order, in one folder that is empty at first:
 *
 *     ```aegis file=main.aegis   the file with that name, whatever the language of the block
 *     ```sh try                  lines for a shell; where they leave off, the next ones begin
 *     ```output                  right after such lines: what they show, stdout and stderr as they come
 *
 * In an output `[..]` stands for any text within a line and a line `[...]` for any number of lines. Lines without an output
 * must succeed.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { productCommand } from './batch.ts';
import { fits } from './cli.ts';

export interface Step {
  /** Where the block begins in the page, from 1. */
  readonly line: number;
  readonly text: string;
  /** The file to write; null for lines of a shell. */
  readonly file: string | null;
  readonly output: string | null;
}

const block = /^```\w+ (?:file=(\S+)|try)\n([\s\S]*?)^```\n(?:\s*^```output\n([\s\S]*?)^```$)?/gm;

export function readWalkthrough(page: string): Step[] {
  return [...page.matchAll(block)].map((match) => ({
    line: page.slice(0, match.index).split('\n').length,
    file: match[1] ?? null,
    text: match[2]!,
    output: match[3] ?? null,
  }));
}

/** What a step showed, where it was not what the page says. */
export interface Surprise {
  readonly line: number;
  readonly shown: string;
  readonly expected: string;
}

/** Plays the steps until one is not as the page says; null when all are. */
export async function playWalkthrough(steps: readonly Step[]): Promise<Surprise | null> {
  const scratch = mkdtempSync(join(tmpdir(), 'aegis-walkthrough-'));
  const executables = join(scratch, 'bin');
  for (const folder of ['bin', 'home', 'work']) mkdirSync(join(scratch, folder));
  writeFileSync(join(executables, 'aegis'), `#!/bin/sh\nexec ${productCommand().join(' ')} "$@"\n`, { mode: 0o755 });
  let folder = join(scratch, 'work');
  try {
    for (const { line, file, text, output } of steps) {
      if (file !== null) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
        continue;
      }
      const whereItEnds = join(scratch, 'folder');
      const child = Bun.spawn(['sh', '-c', `exec 2>&1; trap 'pwd > ${whereItEnds}' EXIT\n${text}`], {
        cwd: folder,
        env: { PATH: `${executables}:${process.env.PATH}`, HOME: join(scratch, 'home') },
        stdin: 'ignore',
        stdout: 'pipe',
      });
      const shown = await new Response(child.stdout).text();
      const code = await child.exited;
      const isExpected = output === null ? code === 0 : fits(shown, output);
      if (!isExpected) return { line, shown, expected: output ?? 'exit code 0' };
      folder = readFileSync(whereItEnds, 'utf8').trimEnd();
    }
    return null;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
