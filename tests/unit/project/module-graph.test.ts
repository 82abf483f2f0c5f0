/** Modules of a program: order, reuse, and that a change reaches those who import. */
import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ModuleCache, openCache } from '#project/cache';
import { noPackages } from '#project/installed';
import { ModuleGraph } from '#project/module-graph';
import { readSource } from '#project/workspace';

let root = '';
let cache: ModuleCache;
let written: string[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'aegis-graph-'));
  const real = openCache({ folder: join(root, '.cache'), keyFile: join(root, '.key') }, () => {})!;
  written = [];
  cache = {
    ...real,
    write(key, text) {
      written.push((JSON.parse(text) as { emitted: { name: string } }).emitted.name);
      real.write(key, text);
    },
  };
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function files(texts: Record<string, string>): void {
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

async function compile(wantsDiagnostics = false) {
  written = [];
  const graph = new ModuleGraph({
    neighbours: null,
    packages: noPackages,
    moduleRoot: root,
    stamp: 'test',
    grantsStamp: '',
    isGranted: () => true,
    cache,
    wantsDiagnostics,
    checksOnly: false,
    isStrict: false,
  });
  const { source, problem } = readSource(join(root, 'main.aegis'));
  const { modules, diagnostics } = await graph.compileProgram(source, problem);
  return { names: modules.map((module) => module.name), codes: diagnostics.map((each) => each.code), modules };
}

test('a module comes after what it imports', async () => {
  files({
    'main.aegis': 'import b\nfrom folder import inner\nfrom folder.inner import x\nimport math\n',
    'a.aegis': 'let x = 1\n',
    'b.aegis': 'from a import x\n',
    'folder/inner.aegis': 'from .other import y\nfrom ..a import x\n',
    'folder/other.aegis': 'let y = 2\n',
  });
  const { names, codes, modules } = await compile();
  expect(codes).toEqual([]);
  expect(names).toEqual(['a', 'b', 'folder', 'folder.other', 'folder.inner', '__main__']);
  expect(modules.at(-1)!.standardModules).toEqual(['math']);
});

test('what did not change is not compiled again', async () => {
  files({ 'main.aegis': 'import a\n', 'a.aegis': 'let x = 1\n' });
  await compile();
  expect(written).toEqual(['a', '__main__']);
  await compile();
  expect(written).toEqual([]);
  files({ 'a.aegis': 'let x = 2\n' });
  await compile();
  expect(written).toEqual(['a']);
});

test('a changed interface compiles the importers again', async () => {
  files({ 'main.aegis': 'import a\n', 'a.aegis': 'let x = 1\n' });
  await compile();
  files({ 'a.aegis': 'let x = 1\nlet y = 2\n' });
  await compile();
  expect(written).toEqual(['a', '__main__']);
});

let changes = 0;

/** What is compiled again when `size` of the first module takes one more parameter. */
async function compiledAfterChange(between: string, main: string): Promise<readonly string[]> {
  const first = 'class Box:\n    func size(self) -> int:\n        return 1\n';
  files({ 'main.aegis': main, 'between.aegis': between, 'first.aegis': first });
  await compile();
  files({ 'first.aegis': first.replace('self', `self, unit${++changes}: int = 1`) });
  await compile();
  return written;
}

test('a changed interface stops where it is not passed on', async () => {
  const between =
    'from first import Box\n\nfunc count(boxes: list[int]) -> int:\n    return Box().size() + len(boxes)\n';
  expect(await compiledAfterChange(between, 'from between import count\n')).toEqual(['first', 'between']);
});

test('a changed interface reaches those who take it through another module', async () => {
  const between = 'from first import Box\n';
  const all = ['first', 'between', '__main__'];
  expect(await compiledAfterChange(between, 'from between import Box\n')).toEqual(all);
  expect(await compiledAfterChange(between, 'import between\n')).toEqual(all);
  expect(await compiledAfterChange('import first\n', 'from between import first\n')).toEqual(all);
});

test('a changed class reaches those who get its instances from another module', async () => {
  const all = ['first', 'between', '__main__'];
  const made = 'from first import Box\n\nfunc make() -> Box:\n    return Box()\n';
  expect(await compiledAfterChange(made, 'from between import make\n')).toEqual(all);
  const inferred = 'import first\n\nfunc make():\n    return [first.Box()]\n';
  expect(await compiledAfterChange(inferred, 'from between import make\n')).toEqual(all);
  const inherited = 'from first import Box\n\nclass Crate(Box):\n    pass\n';
  expect(await compiledAfterChange(inherited, 'from between import Crate\n')).toEqual(all);
});

test('a changed class reaches those who know it through two others', async () => {
  files({ 'last.aegis': 'from between import make\n\nfunc open_box():\n    return make()\n' });
  const made = 'from first import Box\n\nfunc make() -> Box:\n    return Box()\n';
  expect(await compiledAfterChange(made, 'from last import open_box\n')).toEqual([
    'first',
    'between',
    'last',
    '__main__',
  ]);
});

test('a module that went away is missed, whatever the cache holds', async () => {
  files({ 'main.aegis': 'import a\n', 'a.aegis': 'let x = 1\n' });
  await compile();
  rmSync(join(root, 'a.aegis'));
  const { codes, names } = await compile();
  expect(codes).toEqual(['imports/unknown-module']);
  expect(names).toEqual([]);
});

test('a module with errors is told once, and its importers do not run', async () => {
  files({ 'main.aegis': 'import a\nimport b\n', 'a.aegis': 'import b\n', 'b.aegis': 'let x = (\n' });
  const { codes, names } = await compile();
  expect(codes).toEqual(['syntax/unclosed-bracket']);
  expect(names).toEqual([]);
});

test('private parts of the standard library cannot be imported', async () => {
  files({ 'main.aegis': 'import _introspection\n' });
  expect((await compile()).codes).toEqual(['imports/unknown-module']);
});
