/**
 * Publishing is killed at fifty random moments, in place and through `git push`: whatever was done by then, the registry is
 * whole, the version is there or not, and publishing it again succeeds or says that it is there.
 */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { productCommand } from '../support/batch.ts';
import { sshOfThisMachine } from '../support/registries.ts';

const rounds = 50;
const root = mkdtempSync(join(tmpdir(), 'aegis-kill-publish-'));
const project = join(root, 'project');
const repository = join(root, 'registry.git');
const ways = [repository, `ssh://this.machine${repository}`];
const usual: number[] = [];

beforeAll(async () => {
  mkdirSync(project);
  writeFileSync(join(project, 'main.aegis'), 'func twice(value: int) -> int:\n    return value * 2\n');
  writeFileSync(join(project, 'LICENSE'), 'MIT\n');
  writeFileSync(
    join(project, 'README.md'),
    `# doubling\n\n${'Doubles a number as often as it is asked to. '.repeat(3)}\n`,
  );
  await succeed(['keys', 'new']);
  await succeed(['registry', 'init', repository]);
  for (const [index, way] of ways.entries()) {
    const started = performance.now();
    setVersion(`0.0.${index}`);
    await succeed(['publish', '--registry', way]);
    usual.push(performance.now() - started);
  }
}, 60_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('whenever it is killed, the registry is whole and the next publication succeeds', async () => {
  let finished = 0;
  for (let round = 0; round < rounds; round++) {
    const way = ways[round % ways.length]!;
    const version = `1.${round}.0`;
    setVersion(version);
    const child = start(['publish', '--registry', way]);
    await Bun.sleep(Math.random() * usual[round % ways.length]! * 1.1);
    child.kill('SIGKILL');
    if ((await child.exited) === 0) finished++;
    await succeed(['registry', 'verify', repository]);
    const [code, output] = await aegis(['publish', '--registry', way]);
    if (code !== 0) expect(output).toContain(`doubling ${version} is published already`);
    const listed = await succeed(['registry', 'index', repository, 'doubling']);
    expect(listed.match(new RegExp(` ${version.replaceAll('.', '\\.')} published`, 'g'))).toHaveLength(1);
  }
  expect(finished).toBeLessThan(rounds);
  const { versions } = JSON.parse(await succeed(['registry', 'verify', repository, '--json'])) as { versions: number };
  expect(versions).toBe(rounds + ways.length);
}, 240_000);

function setVersion(version: string): void {
  writeFileSync(
    join(project, 'aegis.toml'),
    `[package]\nname = "doubling"\nversion = "${version}"\ndescription = "Doubles"\nlicense = "MIT"\n`,
  );
}

function start(words: readonly string[]): Bun.Subprocess<'ignore', 'pipe', 'pipe'> {
  return Bun.spawn([...productCommand(), ...words], {
    cwd: project,
    env: { PATH: process.env.PATH ?? '', HOME: root, NO_COLOR: '1', GIT_SSH_COMMAND: sshOfThisMachine() },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
}

/** @returns exit code and everything that was said */
async function aegis(words: readonly string[]): Promise<[code: number, output: string]> {
  const child = start(words);
  const [out, complaint] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return [await child.exited, out + complaint];
}

async function succeed(words: readonly string[]): Promise<string> {
  const [code, output] = await aegis(words);
  expect([code, output]).toEqual([0, output]);
  return output;
}
