/** Adding packages is killed at fifty random moments: whatever was done by then, a run and the next command find a whole state. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { productCommand } from '../support/batch.ts';
import { gitReader, keeper, newGitRegistry, put } from '../support/registries.ts';

const rounds = 50;
const root = mkdtempSync(join(tmpdir(), 'aegis-kill-'));
const base = join(root, 'base');
const added = ['bb', 'cc', 'dd', 'ee', 'ff', 'gg'];
const add = ['add', ...added, '--accept-capabilities'];
let usual = 0;
let after: readonly [manifest: string, lock: string];

beforeAll(async () => {
  const registry = await newGitRegistry();
  const reader = gitReader(registry);
  for (const name of ['aa', ...added])
    await put(reader, keeper, name, '1.0.0', { text: 'let x = "whole"\n'.repeat(200) });
  mkdirSync(join(base, 'project'), { recursive: true });
  writeFileSync(
    join(base, 'project/aegis.toml'),
    `[package]\nname = "app"\n\n[registries]\nown = "${registry}"\n\n[dependencies]\naa = "^1.0.0"\n`,
  );
  writeFileSync(join(base, 'project/main.aegis'), 'import aa\nprint(aa.x)\n');
  expect(await aegis(base, ['install'])).toEqual([0, '']);
  const trial = copyOf('trial');
  const started = performance.now();
  expect(await aegis(trial, add)).toEqual([0, '']);
  usual = performance.now() - started;
  after = stateOf(trial);
}, 60_000);
afterAll(() => {
  Bun.spawnSync(['chmod', '-R', 'u+w', root]);
  rmSync(root, { recursive: true, force: true });
});

test('whenever it is killed, the old state or the new one is there', async () => {
  const before = stateOf(base);
  let finished = 0;
  for (let round = 0; round < rounds; round++) {
    const place = copyOf(`round-${round}`);
    const child = start(place, add);
    await Bun.sleep(Math.random() * usual * 1.1);
    child.kill('SIGKILL');
    if ((await child.exited) === 0) finished++;
    const [manifest, lock] = stateOf(place);
    // A lock with more than aegis.toml asks for is the old state: nothing of it can be imported yet.
    expect([before, [before[0], after[1]], after]).toContainEqual([manifest, lock]);
    expect(await aegis(place, ['run'])).toEqual([0, '']);
    expect(await aegis(place, ['install'])).toEqual([0, '']);
    expect(await aegis(place, ['audit-packages'])).toEqual([0, '']);
    expect(await aegis(place, add)).toEqual([0, '']);
    expect(stateOf(place)).toEqual([...after]);
    remove(place);
  }
  expect(finished).toBeLessThan(rounds);
}, 240_000);

function copyOf(name: string): string {
  const place = join(root, name);
  cpSync(base, place, { recursive: true });
  return place;
}

function remove(place: string): void {
  Bun.spawnSync(['chmod', '-R', 'u+w', place]);
  rmSync(place, { recursive: true, force: true });
}

function stateOf(place: string): readonly [manifest: string, lock: string] {
  return [
    readFileSync(join(place, 'project/aegis.toml'), 'utf8'),
    readFileSync(join(place, 'project/aegis.lock'), 'utf8'),
  ];
}

function start(place: string, words: readonly string[]): Bun.Subprocess<'ignore', 'ignore', 'pipe'> {
  return Bun.spawn([...productCommand(), ...words], {
    cwd: join(place, 'project'),
    env: { PATH: process.env.PATH ?? '', HOME: place, NO_COLOR: '1' },
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'pipe',
  });
}

/** @returns exit code and standard error */
async function aegis(place: string, words: readonly string[]): Promise<[code: number, complaint: string]> {
  const child = start(place, words);
  const complaint = await new Response(child.stderr).text();
  return [await child.exited, complaint];
}
