/**
 * `bun run bench/install.ts [PACKAGES]`: how long installing that many small packages takes, from a git repository on this
 * machine: with nothing there, with everything in the store, with nothing to do. For comparison `npm install` and
 * `bun install` of as many packages of the same files from a registry on this machine, each with an empty cache, with a
 * full one, and with nothing to do.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { packArchive } from '#packages/archive/pack';
import { describeMachine, median } from './measure.ts';
import { newPackageRegistry } from './support/package-registry.ts';

const count = Number(process.argv[2] ?? 100);
const runs = 3;
const binary = resolve(import.meta.dir, '../dist/aegis');
const root = mkdtempSync(join(tmpdir(), 'aegis-bench-install-'));
const names = Array.from({ length: count }, (_, index) => `small-${index}`);
const source = 'func twice(value: int) -> int:\n    return value * 2\n'.repeat(20);

interface Tool {
  readonly name: string;
  readonly manifest: string;
  readonly manifestText: string;
  readonly command: readonly string[];
  /** What is removed for a run with nothing there, and for one with a full cache. */
  readonly installed: readonly string[];
  readonly bars: readonly [cold: number, warm: number, idle: number] | null;
}

const registry = await newPackageRegistry(join(root, 'registry.git'), names, source);
const server = serveNpm();
const address = `http://127.0.0.1:${server.port}/`;
const npmManifest = JSON.stringify({
  name: 'app',
  version: '1.0.0',
  dependencies: Object.fromEntries(names.map((name) => [name, '^1.0.0'])),
});
const tools: readonly Tool[] = [
  {
    name: 'aegis install',
    manifest: 'aegis.toml',
    manifestText: `[package]\nname = "app"\n[registries]\nlocal = "${registry}"\n[dependencies]\n${names.map((name) => `${name} = "^1.0"\n`).join('')}`,
    command: [binary, 'install'],
    installed: ['aegis.lock'],
    bars: [1500, 200, 50],
  },
  {
    name: 'npm install',
    manifest: 'package.json',
    manifestText: npmManifest,
    command: ['npm', 'install', '--no-audit', '--no-fund', '--registry', address],
    installed: ['package-lock.json', 'node_modules'],
    bars: null,
  },
  {
    name: 'bun install',
    manifest: 'package.json',
    manifestText: npmManifest,
    command: [process.execPath, 'install', '--registry', address],
    installed: ['bun.lock', 'node_modules'],
    bars: null,
  },
];

try {
  console.log(`${describeMachine()}\n${count} packages of ${source.length} bytes; medians of ${runs} in ms\n`);
  console.log('| | nothing there | everything in the store or cache | nothing to do |\n| --- | --- | --- | --- |');
  for (const tool of tools) console.log(`| ${tool.name} | ${(await measure(tool)).join(' | ')} |`);
} finally {
  server.stop(true);
  Bun.spawnSync(['chmod', '-R', 'u+w', root]);
  rmSync(root, { recursive: true, force: true });
}

async function measure(tool: Tool): Promise<string[]> {
  const times: number[][] = [[], [], []];
  for (let run = 0; run < runs; run++) {
    const folder = join(root, `${tool.name.replace(' ', '-')}-${run}`);
    const project = join(folder, 'project');
    mkdirSync(project, { recursive: true });
    writeFileSync(join(project, tool.manifest), tool.manifestText);
    times[0]!.push(await install(tool, folder));
    for (const name of tool.installed) rmSync(join(project, name), { recursive: true });
    times[1]!.push(await install(tool, folder));
    times[2]!.push(await install(tool, folder));
  }
  return times.map((list, index) => {
    const time = median(list);
    const bar = tool.bars?.[index];
    return `${time.toFixed(0)}${bar === undefined ? '' : ` (${time <= bar ? 'within' : 'over'} ${bar})`}`;
  });
}

async function install({ command }: Tool, folder: string): Promise<number> {
  const started = performance.now();
  const child = Bun.spawn([...command], {
    cwd: join(folder, 'project'),
    env: {
      PATH: process.env.PATH ?? '',
      HOME: folder,
      npm_config_cache: join(folder, 'npm'),
      BUN_INSTALL_CACHE_DIR: join(folder, 'bun'),
    },
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const code = await child.exited;
  if (code !== 0)
    throw new Error(`${command.join(' ')} ended with ${code}: ${await new Response(child.stderr).text()}`);
  return performance.now() - started;
}

/** A registry as npm and Bun ask it: what there is of a package, and its archive. */
function serveNpm(): ReturnType<typeof Bun.serve> {
  const archives = new Map(
    names.map((name) => {
      const files = {
        'package/package.json': JSON.stringify({ name, version: '1.0.0' }),
        'package/main.aegis': source,
      };
      return [
        name,
        packArchive(Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) }))),
      ] as const;
    }),
  );
  return Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch(request) {
      const url = new URL(request.url);
      const [, name, dash] = url.pathname.split('/');
      const archive = archives.get(name ?? '');
      if (archive === undefined) return new Response('no such package', { status: 404 });
      if (dash === '-') return new Response(archive);
      const integrity = `sha512-${new Bun.CryptoHasher('sha512').update(archive).digest('base64')}`;
      const dist = { tarball: `${url.origin}/${name}/-/${name}-1.0.0.tgz`, integrity };
      return Response.json({
        name,
        'dist-tags': { latest: '1.0.0' },
        versions: { '1.0.0': { name, version: '1.0.0', dist } },
      });
    },
  });
}
