/**
 * `bun run bench/registry.ts [PACKAGES]`: what installing one package takes from a registry that has very many: how much is
 * fetched and how long it takes, through git (from this machine, with a stand-in for ssh) and as static files over HTTP,
 * the first time and with what was fetched then.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aegis, describeMachine, median, requireBinary } from './measure.ts';
import { makeNames, newPackageRegistry, sshStandIn } from './support/package-registry.ts';

const count = Number(process.argv[2] ?? 50_000);
const runs = 3;
const bars = { kilobytes: 1000, milliseconds: 1000 };
const root = mkdtempSync(join(tmpdir(), 'aegis-bench-registry-'));
const received = join(root, 'received');
const environment = { PATH: process.env.PATH ?? '', GIT_SSH_COMMAND: sshStandIn(join(root, 'ssh'), received) };

requireBinary();
try {
  const names = makeNames(count);
  const repository = await newPackageRegistry(
    join(root, 'registry.git'),
    names,
    'func twice(value: int) -> int:\n    return value * 2\n',
  );
  Bun.spawnSync(['git', `--git-dir=${repository}`, 'gc', '--quiet']);
  console.log(`${describeMachine()}\nA registry of ${count} packages; medians of ${runs}\n`);
  console.log('| | fetched | time |\n| --- | --- | --- |');
  await measure(
    'git',
    `ssh://this.machine${repository}`,
    names,
    () => statSync(received, { throwIfNoEntry: false })?.size ?? 0,
  );
  const server = await serveStatic(repository);
  await measure('static files', `static+http://127.0.0.1:${server.port}/`, names, () => server.sent());
  server.stop();
} finally {
  Bun.spawnSync(['chmod', '-R', 'u+w', root]);
  rmSync(root, { recursive: true, force: true });
}

async function measure(way: string, address: string, names: readonly string[], bytes: () => number): Promise<void> {
  const rows: Record<'first' | 'second', { size: number[]; time: number[] }> = {
    first: { size: [], time: [] },
    second: { size: [], time: [] },
  };
  for (let run = 0; run < runs; run++) {
    const home = join(root, `${way.replace(' ', '-')}-${run}`);
    for (const [turn, at] of [
      ['first', 1],
      ['second', 2],
    ] as const) {
      // One of those whose names begin alike: their folder of the index is the largest.
      const name = names.filter((each) => each.startsWith('aegis-')).at(-at)!;
      const before = bytes();
      rows[turn].time.push(await install(home, turn, address, name));
      rows[turn].size.push((bytes() - before) / 1000);
    }
  }
  for (const [turn, { size, time }] of Object.entries(rows)) {
    const [kilobytes, milliseconds] = [median(size), median(time)];
    const verdict = kilobytes <= bars.kilobytes && milliseconds <= bars.milliseconds ? 'within' : 'over';
    console.log(
      `| ${way}, the ${turn} package of a user | ${kilobytes.toFixed(0)} kB | ${milliseconds.toFixed(0)} ms (${verdict} ${bars.kilobytes} kB and ${bars.milliseconds} ms) |`,
    );
  }
}

async function install(home: string, project: string, address: string, name: string): Promise<number> {
  const folder = join(home, project);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'aegis.toml'), `[package]\nname = "app"\n[registries]\nlarge = "${address}"\n`);
  const started = performance.now();
  const child = Bun.spawn([aegis, 'install', name], {
    cwd: folder,
    env: { ...environment, HOME: home },
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const code = await child.exited;
  const time = performance.now() - started;
  if (code !== 0) throw new Error(`install ended with ${code}: ${await new Response(child.stderr).text()}`);
  return time;
}

async function serveStatic(repository: string): Promise<{ port: number; sent(): number; stop(): void }> {
  const child = Bun.spawn([aegis, 'registry', 'serve', repository, '--port', '0', '--json'], {
    env: { ...environment, HOME: root },
    stdout: 'pipe',
  });
  const { value } = await child.stdout.getReader().read();
  const behind = new URL((JSON.parse(new TextDecoder().decode(value)) as { url: string }).url.replace('static+', ''));
  let sent = 0;
  // Counts what passes; the server behind it is the one that users start.
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      const answer = await fetch(new URL(new URL(request.url).pathname, behind));
      const body = await answer.arrayBuffer();
      sent += body.byteLength;
      return new Response(body, { status: answer.status });
    },
  });
  return {
    port: server.port!,
    sent: () => sent,
    stop() {
      server.stop(true);
      child.kill();
    },
  };
}
