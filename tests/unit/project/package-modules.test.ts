/** What imports of and inside packages mean, and what the code of a package is refused for. */
import { describe, expect, test } from 'bun:test';
import { SourceFile } from '#language/source';
import type { LockedPackage } from '#packages/lockfile';
import { PackageStore } from '#packages/store/store';
import type { InstalledPackage, InstalledPackages } from '#project/installed';
import { ModuleGraph } from '#project/module-graph';
import { inspectPackages } from '#project/package-inspection';
import { fetchedPackage } from '#project/read-installed';

interface PackageText {
  readonly dependencies?: readonly string[];
  readonly capabilities?: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

const locked = (name: string, { dependencies = [], capabilities = [] }: PackageText): LockedPackage => ({
  name,
  version: '1.0.0',
  source: { kind: 'registry', registry: 'own', address: 'memory:own' },
  sha256: 'a'.repeat(64),
  files: 'b'.repeat(64),
  capabilities,
  dependencies: Object.fromEntries(dependencies.map((each) => [each, '*'])),
  publisher: 'ed25519:x',
  log: 0,
});

const filesOf = (name: string, { files }: PackageText) =>
  Object.entries({
    'aegis.toml': `[package]\nname = "${name}"\nversion = "1.0.0"\nentry = "src/main.aegis"\n`,
    ...files,
  }).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));

function installed(packages: Readonly<Record<string, PackageText>>, direct: readonly string[]): InstalledPackages {
  const all = Object.entries(packages).map(
    ([name, text]): InstalledPackage => fetchedPackage(locked(name, text), filesOf(name, text)),
  );
  return { byImportName: new Map(all.map((each) => [each.importName, each])), direct: new Set(direct) };
}

async function compiled(
  source: string,
  packages: Readonly<Record<string, PackageText>>,
  direct = Object.keys(packages),
) {
  const graph = new ModuleGraph({
    moduleRoot: '/nowhere',
    neighbours: null,
    packages: installed(packages, direct),
    stamp: 'test',
    grantsStamp: '',
    isGranted: () => true,
    cache: null,
    wantsDiagnostics: true,
    checksOnly: false,
    isStrict: false,
  });
  const { modules, diagnostics } = await graph.compileProgram(new SourceFile('main.aegis', source), null);
  const errors = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code}: ${message}`);
  return { modules: modules.map(({ name, package: owner }) => `${name} of ${owner}`), errors };
}

const tools: PackageText = {
  files: {
    'src/main.aegis': 'import helpers\nfrom inner.deep import y\nimport web_tools.inner.deep\nlet x = helpers.z\n',
    'src/helpers.aegis': 'let z = 1\n',
    'src/inner/deep.aegis': 'from .. import helpers\nfrom . import near\nlet y = helpers.z\n',
    'src/inner/near.aegis': 'from ..helpers import z\n',
    'src/_own.aegis': 'let secret = 1\n',
    'tests/test_it.aegis': 'import os\n',
  },
};

describe('a package', () => {
  test('is imported by its name with hyphens as underscores, its code by names of its own', async () => {
    const { modules, errors } = await compiled(
      'import web_tools\nfrom web_tools import helpers\nprint(web_tools.x, helpers)\n',
      {
        'web-tools': tools,
      },
    );
    expect(errors).toEqual([]);
    expect(modules).toContain('web_tools of web-tools');
    expect(modules).toContain('web_tools.inner.deep of web-tools');
    expect(modules.filter((name) => name.startsWith('web_tools.helpers'))).toEqual(['web_tools.helpers of web-tools']);
    expect(modules.at(-1)).toBe('__main__ of null');
  });

  test('keeps modules that begin with _ to itself', async () => {
    const { errors } = await compiled('import web_tools._own\n', { 'web-tools': tools });
    expect(errors).toEqual([
      "imports/private-module: 'web_tools._own' is the package web-tools's own: a part of its name begins with '_'",
    ]);
  });

  test('is there only for those who depend on it', async () => {
    const core: PackageText = { files: { 'src/main.aegis': 'let x = 1\n' } };
    const user: PackageText = { dependencies: ['core'], files: { 'src/main.aegis': 'import core\n' } };
    const other: PackageText = { files: { 'src/main.aegis': 'import core\n' } };
    expect((await compiled('import user\n', { core, user }, ['user'])).errors).toEqual([]);
    expect((await compiled('import core\n', { core, user }, ['user'])).errors).toEqual([
      "imports/undeclared-package: 'core' belongs to the package core, which is installed only for other packages",
    ]);
    expect((await compiled('import other\n', { core, other }, ['other'])).errors[0]).toStartWith(
      'imports/undeclared-package',
    );
  });

  test('does not see the project, and no import leads out of it', async () => {
    const nosy = (text: string): PackageText => ({ files: { 'src/main.aegis': text } });
    expect((await compiled('import nosy\n', { nosy: nosy('import __main__\n') })).errors[0]).toStartWith(
      'imports/unknown-module',
    );
    expect((await compiled('import nosy\n', { nosy: nosy('from .. import x\n') })).errors[0]).toStartWith(
      'imports/beyond-root',
    );
    expect((await compiled('import nosy\n', { nosy: nosy('import os\n') })).errors[0]).toStartWith('imports/blocked');
  });
});

describe('the code of a package that is to be installed', () => {
  const store = new PackageStore('/nowhere');
  const inspection = (name: string, text: PackageText): Promise<void> =>
    inspectPackages(
      '/nowhere',
      [{ locked: locked(name, text), content: { archive: new Uint8Array(), files: filesOf(name, text) } }],
      store,
    );

  test('may use what the package declares', async () => {
    const files = { 'src/main.aegis': 'func read(path: str):\n    return open(path).read()\n' };
    await inspection('reader', { capabilities: ['filesystem.read'], files });
    expect(inspection('reader', { files })).rejects.toThrow(
      'reader 1.0.0 is refused: its code uses filesystem.read, which it does not declare',
    );
  });

  test('has to compile, also where nothing imports it', async () => {
    const files = { 'src/main.aegis': 'let x = 1\n', 'src/extra.aegis': 'import os\n' };
    expect(inspection('broken', { files })).rejects.toThrow(
      'broken 1.0.0 cannot be used: it does not compile with this Aegis',
    );
  });
});
