/** What keeps a package from being published: each check, shown by a tree that is fine but for one thing. */
import { afterAll, describe, expect, test } from 'bun:test';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packArchive } from '#packages/archive/pack';
import { askRegistry, checkCandidate, readAgain, takeSnapshot } from '#packages/publish/publish';
import type { Candidate } from '#packages/publish-checks/check';
import { publishChecks } from '#packages/publish-checks/checks';
import { appendStatements } from '#packages/registry/append';
import { examineCode } from '#project/package-code';
import { keyOf, memoryReader, newFiles, put, temporaryFolder } from '../../../support/registries.ts';

const [ann, bob] = [keyOf('ann'), keyOf('bob')];
const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

type Tree = Readonly<Record<string, string>>;
const manifest = (...more: string[]): string =>
  ['[package]', 'name = "word-tools"', 'version = "1.0.0"', 'description = "Words"', 'license = "MIT"', ...more].join(
    '\n',
  );
const fine: Tree = {
  'aegis.toml': manifest(),
  'main.aegis': 'func first(text: str) -> str:\n    return text.split()[0]\n',
  'README.md': '# word-tools\n\nGives the first word of a text: `first("a b")` is "a". Words end at white space.\n',
  LICENSE: 'MIT License\n',
};

interface Circumstances {
  readonly registry?: Map<string, Uint8Array>;
  readonly tests?: 'passed' | 'failed' | null;
  /** Done to the folder after it was read. */
  readonly meanwhile?: (root: string) => void;
  /** Done to the folder before it is read. */
  readonly before?: (root: string) => void;
}

/** Every finding of all checks, as `error: message`. */
async function findings(tree: Tree, circumstances: Circumstances = {}): Promise<string[]> {
  const { registry = newFiles(), tests = 'passed', meanwhile, before } = circumstances;
  const root = folderOf(tree);
  before?.(root);
  const snapshot = takeSnapshot(root);
  const modules = snapshot.files.flatMap(({ path }) => (path.endsWith('.aegis') ? join(root, path) : []));
  const candidate: Candidate = {
    ...snapshot,
    ...(await askRegistry(memoryReader(registry), snapshot.manifest.package.name)),
    readAgain: () => readAgain(root),
    code: await examineCode(modules, () => {}),
    runTests: async () => tests,
    publicKey: ann.publicKey,
  };
  meanwhile?.(root);
  const found: string[] = [];
  await checkCandidate(candidate, ({ findings: some }) =>
    found.push(...some.map(({ severity, message }) => `${severity}: ${message}`)),
  );
  return found;
}

function folderOf(tree: Tree): string {
  const root = temporaryFolder();
  made.push(root);
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const without = (name: string): Tree => Object.fromEntries(Object.entries(fine).filter(([path]) => path !== name));

test('a package with nothing wrong has no findings', async () => {
  expect(await findings(fine)).toEqual([]);
  expect(publishChecks.map(({ title }) => title)).toHaveLength(13);
});

describe('what is missing', () => {
  const cases: [string, Tree, string][] = [
    ['a description', { ...fine, 'aegis.toml': fine['aegis.toml']!.replace(/description.*/, '') }, 'no description'],
    [
      'a license in the manifest',
      { ...fine, 'aegis.toml': fine['aegis.toml']!.replace(/license.*/, '') },
      'no license',
    ],
    ['the entry', without('main.aegis'), "the package's entry main.aegis is not among its files"],
    ['a readme', without('README.md'), 'there is no README.md'],
    ['anything in the readme', { ...fine, 'README.md': '# word-tools\n' }, 'README.md says next to nothing'],
    ['a licence file', without('LICENSE'), 'there is no LICENSE file'],
  ];
  for (const [what, tree, reason] of cases)
    test(what, async () => expect(await findings(tree)).toEqual([expect.stringContaining(reason)]));

  test('tests, which is only said', async () =>
    expect(await findings(fine, { tests: null })).toEqual(['warning: there are no tests']));
  test('a name or a version, without which nothing is even read', () => {
    const noName = folderOf({ ...fine, 'aegis.toml': '[package]\nversion = "1.0.0"\n' });
    expect(() => takeSnapshot(noName)).toThrow('aegis.toml');
    const noVersion = folderOf({ ...fine, 'aegis.toml': '[package]\nname = "word-tools"\n' });
    expect(() => takeSnapshot(noVersion)).toThrow('aegis.toml');
    expect(() => takeSnapshot(folderOf(without('aegis.toml')))).toThrow('aegis.toml');
  });
});

describe('what does not belong there', () => {
  test('a link', async () => {
    const before = (root: string) => symlinkSync('/etc/passwd', join(root, 'users.txt'));
    expect(await findings(fine, { before })).toEqual(['error: users.txt is a symbolic link']);
  });

  for (const path of ['cache/main.pyc', 'native.so', 'bundle.min.js', 'code.wasm'])
    test(`the compiled ${path}`, async () =>
      expect(await findings({ ...fine, [path]: 'x' })).toEqual([`error: ${path} is compiled`]));

  test('names that mean something elsewhere', async () =>
    expect(await findings({ ...fine, 'aux.txt': 'x' })).toEqual([expect.stringContaining('error: aux.txt')]));

  const secrets: [string, string, string][] = [
    ['keys/id_ed25519', 'x', 'is a file that holds secrets'],
    ['prod.env', 'A=1', 'is a file that holds secrets'],
    ['notes.txt', `one\n-----BEGIN ${'OPENSSH'} PRIVATE KEY-----\n`, 'notes.txt:2 holds what looks like a private key'],
    ['notes.txt', `AKIA${'ABCDEFGHIJKLMNOP'}`, 'an access key of AWS'],
    ['notes.txt', `ghp_${'a'.repeat(36)}`, 'a token of GitHub'],
    ['notes.txt', `sk-ant-${'a'.repeat(40)}`, 'a key of a model provider'],
    ['notes.txt', `{"format": "aegis-key/1", "secret": "x"}`, 'a signing key of Aegis'],
    ['main.aegis', `let url = "postgres://me:${'hunter22'}@db.example/x"\n`, 'a password in an address'],
  ];
  for (const [path, text, reason] of secrets)
    test(`${path}: ${reason}`, async () =>
      expect(await findings({ ...fine, [path]: text })).toEqual([expect.stringContaining(reason)]));

  test('but hidden files, tests and the lock stay at home', () => {
    const root = folderOf({ ...fine, '.env': 'A=1', '.git/config': 'x', 'tests/test_a.aegis': '', 'aegis.lock': 'x' });
    expect(takeSnapshot(root).files.map(({ path }) => path)).toEqual(Object.keys(fine).sort());
  });

  test('too much', async () => {
    expect(await findings({ ...fine, 'words.txt': 'x'.repeat(2.1 * 2 ** 20) })).toEqual([
      'error: it has 2.1 MiB; a package may have 2',
    ]);
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`data/${index}.txt`, '']));
    expect(await findings({ ...fine, ...many })).toEqual(['error: it has 1004 files; a package may have 1000']);
    expect(() => takeSnapshot(folderOf({ ...fine, 'words.txt': 'x'.repeat(17 * 2 ** 20) }))).toThrow(
      'words.txt is larger than 16 MiB',
    );
  });
});

describe('the code', () => {
  const reading =
    'from aegis import files\n\n\nfunc notes() -> str:\n    return sanitize(files.read_text("n"), context=log)\n';

  test('that does not compile, in any file', async () =>
    expect(await findings({ ...fine, 'src/unused.aegis': 'let x = nowhere\n' })).toEqual(
      [
        "src/unused.aegis:1: 'nowhere' is not defined",
        'warning: what the code uses is not known before it compiles',
      ].map((each) => expect.stringContaining(each)),
    ));

  test('that can do more than is declared is refused, with what to declare', async () =>
    expect(await findings({ ...fine, 'main.aegis': reading })).toEqual([
      expect.stringMatching(/^error: the code uses filesystem\.read.*, which the package does not declare$/),
    ]));

  test('that can do less is only spoken of', async () => {
    const declared = (list: string): Tree => ({
      ...fine,
      'aegis.toml': manifest(`capabilities = [${list}]`),
      'main.aegis': reading,
    });
    expect(await findings(declared(`'filesystem.read("n")'`))).toEqual([]);
    expect(await findings(declared('"filesystem.read"'))).toEqual([
      'warning: filesystem.read is declared, and the code uses less of it',
    ]);
    expect(await findings(declared(`'filesystem.read("n")', "env.read"`))).toEqual([
      'warning: env.read is declared, and nothing in the code uses it',
    ]);
  });

  test('whose tests fail', async () =>
    expect(await findings(fine, { tests: 'failed' })).toEqual(['error: the tests fail']));

  test('that was changed, added or removed while it was being checked', async () => {
    const changed = (root: string) => writeFileSync(join(root, 'main.aegis'), 'let x = 1\n');
    expect(await findings(fine, { meanwhile: changed })).toEqual([
      'error: main.aegis was changed while it was being checked',
    ]);
    const added = (root: string) => writeFileSync(join(root, 'more.aegis'), 'let x = 1\n');
    expect(await findings(fine, { meanwhile: added })).toEqual([
      'error: files were added while they were being checked',
    ]);
    const removed = (root: string) => rmSync(join(root, 'LICENSE'));
    expect(await findings(fine, { meanwhile: removed })).toEqual([
      'error: LICENSE was changed while it was being checked',
    ]);
  });
});

describe('name and version', () => {
  const named = (name: string, version = '1.0.0'): Tree => ({
    ...fine,
    'aegis.toml': manifest().replace('word-tools', name).replace('1.0.0', version),
  });
  async function having(...versions: string[]): Promise<Map<string, Uint8Array>> {
    const registry = newFiles();
    for (const version of versions) await put(memoryReader(registry), ann, 'word-tools', version);
    return registry;
  }

  test('a version that is there, or lower than one of its line', async () => {
    const registry = await having('1.0.0', '1.2.0', '2.0.0');
    expect(await findings(named('word-tools', '1.2.0'), { registry })).toEqual([
      'error: word-tools 1.2.0 is published already, and a version never changes',
    ]);
    expect(await findings(named('word-tools', '1.1.0'), { registry })).toEqual([
      'error: 1.1.0 is lower than 1.2.0, which is published already',
    ]);
    expect(await findings(named('word-tools', '1.2.1'), { registry })).toEqual([]);
    expect(await findings(named('word-tools', '2.0.1'), { registry })).toEqual([]);
    expect(await findings(named('word-tools', '0.9.0'), { registry })).toEqual([]);
  });

  test("somebody else's name", async () => {
    const registry = newFiles();
    await put(memoryReader(registry), bob, 'word-tools', '0.1.0');
    expect(await findings(fine, { registry })).toEqual([
      `error: word-tools belongs to ${bob.publicKey}; your key is ${ann.publicKey}`,
    ]);
    const owner = {
      name: 'word-tools',
      change: 'add',
      owner: ann.publicKey,
      published: '2026-02-01T00:00:00Z',
    } as const;
    await appendStatements(memoryReader(registry), bob, ['word-tools'], () => ({ statements: [owner] }));
    expect(await findings(fine, { registry })).toEqual([]);
  });

  test('a registry that lets only some in', async () =>
    expect(await findings(fine, { registry: newFiles(false) })).toEqual([
      `error: your key ${ann.publicKey} may not sign for this registry`,
    ]));

  for (const name of ['wordtools', 'word--tools', 'word-tool', 'word-toolss', 'wodr-tools', 'word-too1s', 'w0rd-tools'])
    test(`the look-alike ${name}`, async () => {
      const registry = await having('1.0.0');
      if (name.includes('--')) expect(() => takeSnapshot(folderOf(named(name)))).toThrow("the name 'word--tools'");
      else
        expect(await findings(named(name), { registry })).toEqual([
          `error: the name '${name}' is too easily mistaken for 'word-tools'`,
        ]);
    });

  for (const name of ['Word-Tools', 'wоrd-tools', 'word_tools', '-tools', 'con', '../tools', 'word tools'])
    test(`the name ${JSON.stringify(name)}`, () =>
      expect(() => takeSnapshot(folderOf(named(name)))).toThrow(`this cannot be published: aegis.toml`));

  test('names that only share a beginning are different', async () => {
    const registry = await having('1.0.0');
    expect(await findings(named('word-lists'), { registry })).toEqual([]);
    expect(await findings(named('word-tools-2'), { registry })).toEqual([]);
  });
});

test('the same tree gives the same bytes, wherever and whenever it is packed', () => {
  const [one, two] = [folderOf(fine), folderOf(Object.fromEntries(Object.entries(fine).reverse()))];
  Bun.spawnSync(['touch', '-d', '2001-01-01', join(two, 'main.aegis')]);
  Bun.spawnSync(['chmod', '700', join(two, 'README.md')]);
  expect(packArchive(takeSnapshot(two).files)).toEqual(packArchive(takeSnapshot(one).files));
});
