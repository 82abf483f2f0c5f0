/** A registry as static files, and served by `aegis registry serve`: what a project gets from there, and what it refuses. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { productCommand } from '../support/batch.ts';
import { repository as repositoryFolder } from '../support/files.ts';
import { gitServer } from '../support/git-server.ts';
import { gitReader, keeper, newGitRegistry, put } from '../support/registries.ts';
import { authorityFile, serve } from '../support/servers.ts';

const root = mkdtempSync(join(tmpdir(), 'aegis-served-'));
const files = join(root, 'files');
let repository = '';
let projects = 0;

beforeAll(async () => {
  repository = await newGitRegistry();
  await put(gitReader(repository), keeper, 'tools', '1.0.0', { text: 'let x = "served"\n' });
  const [code] = await aegis(root, ['registry', 'export', '--static', repository, files]);
  expect(code).toBe(0);
});
afterAll(() => {
  Bun.spawnSync(['chmod', '-R', 'u+w', root]);
  rmSync(root, { recursive: true, force: true });
});

const serveFiles = (change: (path: string, bytes: Buffer) => Buffer = (_, bytes) => bytes) =>
  serve(
    (request, response) => {
      const file = join(files, new URL(request.url!, 'https://x').pathname);
      if (!existsSync(file)) response.statusCode = 404;
      response.end(existsSync(file) ? change(request.url!, readFileSync(file)) : '');
    },
    { certificate: 'server' },
  );

/** Adds `tools` from an address in a project of its own, and runs it. @returns everything that was said */
async function addFrom(address: string, environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = join(root, `project-${projects++}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'aegis.toml'), `[package]\nname = "app"\n[registries]\nteam = "${address}"\n`);
  writeFileSync(join(folder, 'main.aegis'), 'import tools\nprint(tools.x)\n');
  const [code, said] = await aegis(folder, ['add', 'tools'], environment);
  return code === 0 ? (await aegis(folder, ['run'], environment))[1] : said;
}

async function aegis(
  cwd: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<[code: number, said: string]> {
  const child = Bun.spawn([...productCommand(), ...words], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, ...environment },
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [out, error] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return [await child.exited, out + error];
}

test('over HTTPS, from a server whose certificate is trusted', async () => {
  await using server = await serveFiles();
  const address = `static+https://localhost:${server.port}/`;
  expect(await addFrom(address, { NODE_EXTRA_CA_CERTS: authorityFile })).toBe('served\n');
  expect(await addFrom(address)).toMatch(/cannot be used: .* cannot be reached: .*certificate/);
});

test('not from a server that gives other bytes', async () => {
  await using server = await serveFiles((path, bytes) => (path.includes('/archives/') ? Buffer.from('evil') : bytes));
  const address = `static+https://localhost:${server.port}/`;
  expect(await addFrom(address, { NODE_EXTRA_CA_CERTS: authorityFile })).toContain(
    'is not the one that was published: its hash is another',
  );
});

test('not over an open line, but for this machine', async () => {
  expect(await addFrom('static+http://registry.example/')).toContain('is not protected on the way');
});

test('from a folder, and from a server that Aegis is itself', async () => {
  expect(await addFrom(files)).toBe('served\n');
  const server = Bun.spawn([...productCommand(), 'registry', 'serve', repository, '--port', '0', '--json'], {
    env: { PATH: process.env.PATH ?? '', HOME: root },
    stdout: 'pipe',
  });
  try {
    const { value } = await server.stdout.getReader().read();
    const { url } = JSON.parse(new TextDecoder().decode(value)) as { url: string };
    expect(await addFrom(url)).toBe('served\n');
  } finally {
    server.kill();
  }
});

test('through git over HTTPS: read by everybody, written by who may push', async () => {
  Bun.spawnSync(['git', '-C', repository, 'config', 'uploadpack.allowFilter', 'true']);
  const home = join(root, 'home');
  mkdirSync(home);
  writeFileSync(join(home, '.gitconfig'), `[http]\n\tsslCAInfo = ${authorityFile}\n`);
  const environment = { HOME: home };
  const words = join(root, 'words');
  cpSync(join(repositoryFolder, 'tests/cli/registry_life/words'), words, { recursive: true });
  const publishTo = async (address: string): Promise<[number, string]> => {
    const manifest = readFileSync(join(words, 'aegis.toml'), 'utf8');
    writeFileSync(join(words, 'aegis.toml'), manifest.replace(/team = ".*"/, `team = "${address}"`));
    return aegis(words, ['publish'], environment);
  };
  expect((await aegis(home, ['keys', 'new'], environment))[0]).toBe(0);
  {
    await using server = await serve(gitServer(dirname(repository)), { certificate: 'server' });
    const address = `https://localhost:${server.port}/${basename(repository)}`;
    expect(await addFrom(address, environment)).toBe('served\n');
    expect(server.requests.some((line) => line.includes('/git-upload-pack'))).toBe(true);
    expect(await addFrom(address)).toMatch(/cannot be used: .*certificate/);
    const [code, said] = await publishTo(address);
    expect([code, said]).toEqual([1, expect.stringMatching(/403|denied|not allowed|could not read Username/)]);
  }
  await using server = await serve(gitServer(dirname(repository), 'publisher'), { certificate: 'server' });
  const [code, said] = await publishTo(`https://localhost:${server.port}/${basename(repository)}`);
  expect([code, said]).toEqual([0, expect.stringContaining('word-count')]);
  expect((await aegis(home, ['registry', 'verify', repository], environment))[0]).toBe(0);
}, 60_000);
