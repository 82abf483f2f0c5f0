/**
 * The programs of `examples/`, as a reader would try them: in a copy of their folder, with a HOME of their own. Each is
 * checked without findings, prints its `expected.out`, and its tests pass.
 */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { productCommand } from '../support/batch.ts';
import { repository, updating, write } from '../support/files.ts';
import { startBooksApi } from './books-api.ts';

const folder = join(repository, 'examples');
const examples = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'main.aegis')));
const scratch = mkdtempSync(join(tmpdir(), 'aegis-examples-'));
const api = startBooksApi();

beforeAll(() => {
  cpSync(folder, join(scratch, 'examples'), { recursive: true });
  mkdirSync(join(scratch, 'home'));
});
afterAll(() => {
  api.stop(true);
  rmSync(scratch, { recursive: true, force: true });
});

/** What `aegis WORDS` says in an example's folder. The server of one of them runs in this process: nothing may block. */
async function aegis(name: string, ...words: string[]): Promise<{ exit: number; stdout: string; stderr: string }> {
  const child = Bun.spawn([...productCommand(), ...words], {
    cwd: join(scratch, 'examples', name),
    env: { PATH: process.env.PATH ?? '', HOME: join(scratch, 'home'), BOOKS_API: `http://127.0.0.1:${api.port}` },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [stdout, stderr, exit] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { exit, stdout, stderr };
}

describe('examples', () => {
  for (const name of examples) {
    const target = existsSync(join(folder, name, 'aegis.toml')) ? [] : ['main.aegis'];

    test(`${name} runs`, async () => {
      const { exit, stdout, stderr } = await aegis(name, 'run', ...target);
      const shown = `${stdout}${stderr}[exit ${exit}]\n`;
      const expected = join(folder, name, 'expected.out');
      if (updating) write(expected, shown);
      expect(shown).toBe(readFileSync(expected, 'utf8'));
    }, 30_000);

    test(`${name} has no findings`, async () => {
      expect(await aegis(name, 'check', ...target)).toEqual({ exit: 0, stdout: 'no findings\n', stderr: '' });
    }, 30_000);

    if (readdirSync(join(folder, name)).some((file) => file.startsWith('test_'))) {
      test(`${name}'s tests pass`, async () => {
        const { exit, stdout } = await aegis(name, 'test');
        expect(stdout).toContain('passed');
        expect(exit).toBe(0);
      }, 30_000);
    }
  }
});
