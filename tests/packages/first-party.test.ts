/**
 * The packages of `registry/packages`: each passes `aegis check` and its own tests, and the examples of its README do what they
 * say for a project that has it. Those that reach out are tried against real servers.
 */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'smol-toml';
import { productCommand } from '../support/batch.ts';
import { readExamples } from '../support/examples.ts';
import { repository } from '../support/files.ts';
import { authorityFile, serve } from '../support/servers.ts';

const packages = join(repository, 'registry/packages');
const scratch = mkdtempSync(join(tmpdir(), 'aegis-packages-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function aegis(folder: string, ...words: string[]) {
  const child = Bun.spawn([...productCommand(), ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HOME: scratch },
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { stdout, stderr, code: await child.exited };
}

/** What a package asks of those who use it. */
function capabilitiesOf(name: string): readonly string[] {
  const about = parse(readFileSync(join(packages, name, 'aegis.toml'), 'utf8'));
  return (about.package as { capabilities: string[] }).capabilities;
}

function granting(capabilities: readonly string[]): string {
  return `[capabilities]\nallow = ${JSON.stringify(capabilities)}\n`;
}

/** A project into which the package was installed, from the registry that is built in. */
async function makeProject(name: string, folder: string, manifest: string): Promise<string> {
  const project = join(scratch, folder);
  mkdirSync(project);
  writeFileSync(join(project, 'aegis.toml'), manifest);
  const { code, stderr } = await aegis(project, 'install', name, '--accept-capabilities');
  if (code !== 0) throw new Error(stderr);
  return project;
}

const registry = join(scratch, 'registry.git');
beforeAll(async () => {
  await aegis(scratch, 'keys', 'new');
  await aegis(scratch, 'registry', 'init', registry);
});

for (const name of readdirSync(packages)) {
  const folder = join(packages, name);
  describe(name, () => {
    test('has no findings, and its tests pass', async () => {
      const copy = join(scratch, 'own', name);
      mkdirSync(dirname(copy), { recursive: true });
      cpSync(folder, copy, { recursive: true });
      expect(await aegis(copy, 'check')).toMatchObject({ stdout: 'no findings\n', code: 0 });
      const tested = await aegis(copy, 'test');
      expect(`${tested.stdout}${tested.stderr}`).toContain(' passed in ');
      expect(tested.code).toBe(0);
    }, 120_000);
    test('could be published as it is', async () => {
      const copy = join(scratch, 'published', name);
      mkdirSync(dirname(copy), { recursive: true });
      cpSync(folder, copy, { recursive: true });
      const { stdout, code } = await aegis(copy, 'publish', '--dry-run', '--registry', registry);
      expect(stdout).not.toMatch(/^(?:no|hm) /m);
      expect(code).toBe(0);
    }, 120_000);
    test('the examples of its README', async () => {
      const project = await makeProject(name, `readme-${name}`, granting(capabilitiesOf(name)));
      const examples = readExamples(readFileSync(join(folder, 'README.md'), 'utf8'));
      expect(examples.some(({ kind }) => kind === 'run')).toBe(true);
      for (const { line, source, kind, output } of examples) {
        const file = `line${line}.aegis`;
        writeFileSync(join(project, file), source);
        if (kind !== 'run') continue;
        const { stdout, code } = await aegis(project, 'run', file);
        expect({ line, stdout, code }).toEqual({ line, stdout: output ?? '', code: 0 });
      }
      for (const { line, source } of examples.filter(({ kind }) => kind === 'check-only')) {
        const whole = await makeProject(
          name,
          `whole-${name}-${line}`,
          granting([...capabilitiesOf(name), 'env.read', 'taint.sanitizer']),
        );
        writeFileSync(join(whole, 'main.aegis'), source);
        expect({ line, ...(await aegis(whole, 'check', 'main.aegis')) }).toMatchObject({ line, code: 0 });
      }
    }, 120_000);
  });
}

test('aegis-web-tools fetches from a real server, and nothing it was not granted', async () => {
  await using server = await serve(
    (request, response) => {
      response.setHeader('content-type', 'text/html; charset=iso-8859-1');
      response.end(Buffer.from(`<title>Caf\xe9 ${request.url}</title><a href=/next>go</a>`, 'latin1'));
    },
    { certificate: 'server' },
  );
  const host = `localhost:${server.port}`;
  const allow = `allow = ['network.https("${host}")', 'network.private("${host}")']\n`;
  const project = await makeProject(
    'aegis-web-tools',
    'fetching',
    `[capabilities]\n${allow}[capabilities.packages.aegis-web-tools]\n${allow}[network]\nca = "${authorityFile}"\n`,
  );
  writeFileSync(
    join(project, 'main.aegis'),
    `
import asyncio
from aegis_web_tools import fetch, fetch_all

let page = fetch("https://${host}/a", query={"q": "x y"})
print(page, type(page.title).__name__)
print(sanitize(page.title, context=log), [sanitize(each["url"], context=log) for each in page.links.each()])
let pages = asyncio.run(fetch_all([f"https://${host}/{n}" for n in range(10)] + ["https://other.example/"], at_once=3))
print([page.status for page in pages[:10]], type(pages[10]).__name__)
`,
  );
  const { stdout, stderr, code } = await aegis(project, 'run', 'main.aegis');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout.replaceAll(host, 'HOST')).toBe(
    "<Page https://HOST/a 200> tainted\nCafé /a?q=x%20y ['https://HOST/next']\n" +
      '[200, 200, 200, 200, 200, 200, 200, 200, 200, 200] CapabilityError\n',
  );
}, 60_000);
