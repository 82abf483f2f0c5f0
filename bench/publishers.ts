/**
 * `bun run bench/publishers.ts [PUBLISHERS] [VERSIONS]`: that many people publish that many versions each of their packages,
 * all at once, to one bare repository: in place, and through `git push` (to this machine, with a stand-in for ssh). Told is
 * whether everything is there and the log is consistent, and how long it took.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aegis, describeMachine, requireBinary } from './measure.ts';
import { sshStandIn } from './support/package-registry.ts';

const [publishers, versions] = [Number(process.argv[2] ?? 10), Number(process.argv[3] ?? 20)];
const root = mkdtempSync(join(tmpdir(), 'aegis-bench-publishers-'));
/** Runs on this machine what it is told to run on another. */
const standIn = join(root, 'ssh');

requireBinary();
try {
  console.log(`${describeMachine()}\n${publishers} publishers, ${versions} versions each, at once\n`);
  sshStandIn(standIn);
  for (const way of ['in place', 'pushing'] as const) await report(way);
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function report(way: 'in place' | 'pushing'): Promise<void> {
  const folder = join(root, way.replace(' ', '-'));
  const repository = join(folder, 'registry.git');
  const keeper = newHome(folder, 'keeper');
  await call(keeper, folder, ['keys', 'new']);
  await call(keeper, folder, ['registry', 'init', repository]);
  const address = way === 'in place' ? repository : `ssh://this.machine${repository}`;
  const started = performance.now();
  await Promise.all(Array.from({ length: publishers }, (_, index) => publishAll(folder, `person-${index}`, address)));
  const seconds = (performance.now() - started) / 1000;
  const whole = await call(keeper, folder, ['registry', 'verify', repository, '--json']);
  const { packages, versions: there, statements } = JSON.parse(whole) as Record<string, number>;
  const expected = publishers * versions;
  if (there !== expected) throw new Error(`${there} versions of ${expected} are there`);
  console.log(
    `- ${way}: all ${there} versions of ${packages} packages are there, log of ${statements} statements verified; ${seconds.toFixed(1)} s, ${(expected / seconds).toFixed(1)} publications a second`,
  );
}

async function publishAll(folder: string, name: string, address: string): Promise<void> {
  const home = newHome(folder, name);
  await call(home, folder, ['keys', 'new']);
  const project = join(folder, 'packages', name);
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, 'main.aegis'), 'func twice(value: int) -> int:\n    return value * 2\n');
  writeFileSync(join(project, 'LICENSE'), 'MIT\n');
  writeFileSync(
    join(project, 'README.md'),
    `# ${name}\n\n${'Doubles a number, and does that as often as it is asked to. '.repeat(2)}\n`,
  );
  for (let version = 0; version < versions; version++) {
    writeFileSync(
      join(project, 'aegis.toml'),
      `[package]\nname = "${name}-tools"\nversion = "0.${version}.0"\ndescription = "Doubles"\nlicense = "MIT"\n`,
    );
    await call(home, project, ['publish', '--registry', address]);
  }
}

function newHome(folder: string, name: string): string {
  const home = join(folder, 'homes', name);
  mkdirSync(home, { recursive: true });
  return home;
}

async function call(home: string, cwd: string, words: readonly string[]): Promise<string> {
  const child = Bun.spawn([aegis, ...words], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: home, GIT_SSH_COMMAND: standIn },
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [out, complaint] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  if ((await child.exited) !== 0) throw new Error(`aegis ${words.join(' ')}: ${out}${complaint}`);
  return out;
}
