/** What `aegis init` makes works as it stands, whichever template it is; and the conversation that leads to it. */
import { afterAll, afterEach, describe, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { templateNames } from '#cli/init/template';
import { productCommand } from '../support/batch.ts';
import { readExamples } from '../support/examples.ts';
import { TerminalSession } from '../support/terminal.ts';

const home = mkdtempSync(join(tmpdir(), 'aegis-templates-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function aegis(folder: string, ...words: string[]) {
  const child = Bun.spawn([...productCommand(), ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HOME: home },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { stdout, stderr, code: await child.exited };
}

/** The last line that a project prints when it runs. */
const lastLines: Readonly<Record<string, string>> = {
  agent: 'denied: filesystem.read("./.ssh/id_ed25519") was asked by module __main__',
  data: '5 orders read, 2 rows in report.csv',
  library: '1h30m is 5400 seconds; 100000 seconds are 1d3h46m40s',
  minimal: 'Hello, world!',
};

describe('every template', () => {
  for (const template of templateNames)
    test(template, async () => {
      expect(await aegis(home, 'init', `my-${template}`, '--template', template)).toMatchObject({
        stderr: '',
        code: 0,
      });
      const project = join(home, `my-${template}`);
      expect(await aegis(project, 'check')).toEqual({ stdout: 'no findings\n', stderr: '', code: 0 });
      expect(await aegis(project, 'fmt', '--check')).toMatchObject({ stdout: '', code: 0 });
      const tested = await aegis(project, 'test', '--check');
      expect(tested).toMatchObject({ stderr: '', code: 0 });
      expect(tested.stdout).toContain(' passed in ');
      const run = await aegis(project, 'run');
      expect(run).toMatchObject({ stderr: '', code: 0 });
      expect(run.stdout.trimEnd().split('\n').at(-1)).toStartWith(lastLines[template]!);
      const readme = readFileSync(join(project, 'README.md'), 'utf8');
      const explained = readdirSync(project).filter((name) => name !== 'README.md' && name !== 'report.csv');
      expect(explained.filter((name) => !readme.includes(name))).toEqual([]);
    }, 60_000);
});

test('the library can be published as it is, and its README is right', async () => {
  const project = join(home, 'durations');
  await aegis(home, 'init', 'durations', '--template', 'library');
  const [example] = readExamples(readFileSync(join(project, 'README.md'), 'utf8'));
  const user = join(home, 'user');
  mkdirSync(user);
  writeFileSync(join(user, 'aegis.toml'), '');
  writeFileSync(join(user, 'main.aegis'), example!.source);
  expect(await aegis(user, 'add', 'durations', '--path', '../durations')).toMatchObject({ code: 0 });
  expect(await aegis(user, 'run')).toEqual({ stdout: example!.output!, stderr: '', code: 0 });
  await aegis(home, 'keys', 'new');
  await aegis(home, 'registry', 'init', 'registry.git');
  const published = await aegis(project, 'publish', '--registry', join(home, 'registry.git'), '--dry-run');
  expect(published).toMatchObject({ stderr: '', code: 0 });
}, 60_000);

describe('the conversation at a terminal', () => {
  let session: TerminalSession;
  afterEach(() => void session.child.kill());

  function begin(name: string, ...words: string[]): string {
    const folder = join(home, name);
    mkdirSync(folder);
    session = new TerminalSession([...productCommand(), 'init', ...words], {
      cwd: folder,
      environment: { HOME: home },
    });
    return folder;
  }

  test('asks for name and template', async () => {
    const folder = begin('asked');
    await session.see('Name of the project [asked]: ');
    await session.type('Not a name\r', "'Not a name' cannot be the name of a project: it has capital letters");
    await session.type('a-tool\r', 'library');
    await session.type('minimul\r', "did you mean 'minimal'?");
    await session.type('minimal\r', 'Made the project a-tool. Next: aegis run');
    expect(await session.child.exited).toBe(0);
    expect(readFileSync(join(folder, 'aegis.toml'), 'utf8')).toContain('name = "a-tool"');
  }, 30_000);

  test('Enter takes what is suggested', async () => {
    const folder = begin('taken');
    await session.see(': ');
    await session.type('\r', 'Template [agent]: ');
    await session.type('\r', 'Made the project taken.');
    expect(readdirSync(folder)).toContain('inbox');
  }, 30_000);

  for (const [key, keys, code] of [
    ['Ctrl-C', '\u0003', 130],
    ['Ctrl-D', '\u0004', 1],
  ] as const)
    test(`${key} leaves nothing`, async () => {
      const folder = begin(`left-by-${key.toLowerCase()}`);
      await session.see(': ');
      await session.type('name\r', 'Template [agent]: ');
      session.child.terminal!.write(keys);
      await session.child.exited;
      expect(session.child.exitCode ?? 128 + 2).toBe(code);
      expect(readdirSync(folder)).toEqual([]);
    }, 30_000);

  test('a flag asks nothing', async () => {
    begin('flagged', '--template', 'minimal');
    await session.see('Made the project flagged.');
    expect(await session.child.exited).toBe(0);
  }, 30_000);

  test('a project that is there is refused before anything is asked', async () => {
    const folder = begin('there', '--template', 'minimal');
    await session.child.exited;
    session = new TerminalSession([...productCommand(), 'init'], { cwd: folder });
    await session.see('aegis.toml exists already');
    expect(await session.child.exited).toBe(2);
  }, 30_000);
});
