/** Installing: what gets locked, what is refused, and that nothing is done twice. */
import { afterEach, describe, expect, test } from 'bun:test';
import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled } from '#packages/install/install';
import { openPackageProject } from '#packages/install/project';
import { removeKey, setKey } from '#packages/toml-edit';
import { refusalOf, TestProject } from '../../../support/package-project.ts';

const made: TestProject[] = [];
function project(manifest: string): TestProject {
  const fresh = new TestProject(manifest);
  made.push(fresh);
  return fresh;
}
afterEach(() => {
  for (const each of made.splice(0)) each.remove();
});

const needs = (...lines: string[]): string => `[dependencies]\n${lines.join('\n')}\n`;

describe('installing', () => {
  test('locks what is needed and puts it into the store', async () => {
    const one = project(needs('web = "^1"'));
    one.registry.publish({ name: 'core', version: '1.2.0' });
    one.registry.publish({ name: 'web', version: '1.0.0', dependencies: { core: '^1' } });
    expect(await one.install()).toBe('core 1.2.0, web 1.0.0');
    const [core] = openPackageProject(one.root).lock.packages;
    const content = one.store.contentOf({ sha256: core!.sha256!, files: core!.files! });
    expect(readdirSync(content).sort()).toEqual(['aegis.toml', 'main.aegis']);
    expect(statSync(join(content, 'main.aegis')).mode & 0o777).toBe(0o444);
    expect(one.read('aegis.lock')).toMatchSnapshot();
  });

  test('does nothing when everything is there', async () => {
    const one = project(needs('web = "^1"'));
    one.registry.publish({ name: 'web', version: '1.0.0' });
    await one.install();
    one.registry.publish({ name: 'web', version: '1.1.0' });
    expect(await one.install()).toBe('nothing to do: web 1.0.0');
    expect(one.registry.downloads).toBe(1);
  });

  test('takes from the store what another project has installed', async () => {
    const one = project(needs('web = "^1"'));
    one.registry.publish({ name: 'web', version: '1.0.0' });
    await one.install();
    one.write('aegis.lock', 'version = 1\n');
    await one.install();
    expect(one.locked()).toBe('web 1.0.0');
  });

  test('changes no more than it is told to', async () => {
    const one = project(needs('a = "^1"', 'b = "^1"'));
    for (const name of ['a', 'b']) one.registry.publish({ name, version: '1.0.0' });
    await one.install();
    for (const name of ['a', 'b', 'c']) one.registry.publish({ name, version: '1.1.0' });
    expect(await one.install({ text: `${one.read('aegis.toml')}c = "*"\n` })).toBe('a 1.0.0, b 1.0.0, c 1.1.0');
    expect(await one.install({ release: ['a'] })).toBe('a 1.1.0, b 1.0.0, c 1.1.0');
    expect(await one.install({ release: 'all' })).toBe('a 1.1.0, b 1.1.0, c 1.1.0');
    const plan = await one.plan({ text: setKey(one.read('aegis.toml'), ['dependencies'], 'a', '1.0.0') });
    expect(plan.changes).toEqual([{ kind: 'lowered', name: 'a', from: '1.1.0', to: '1.0.0' }]);
  });

  test('drops what nothing depends on any more', async () => {
    const one = project(needs('web = "^1"', 'a = "*"'));
    one.registry.publish({ name: 'core', version: '1.2.0' });
    one.registry.publish({ name: 'a', version: '1.2.0' });
    one.registry.publish({ name: 'web', version: '1.0.0', dependencies: { core: '^1' } });
    await one.install();
    expect(await one.install({ text: removeKey(one.read('aegis.toml'), ['dependencies'], 'web') })).toBe('a 1.2.0');
  });

  test('takes a folder as it is, with what that needs', async () => {
    const one = project(needs('near = { path = "near" }'));
    one.registry.publish({ name: 'core', version: '1.2.0' });
    Bun.spawnSync(['mkdir', join(one.root, 'near')]);
    one.write('near/aegis.toml', '[package]\nname = "near"\nversion = "0.1.0-dev"\n[dependencies]\ncore = "^1"\n');
    expect(await one.install()).toBe('core 1.2.0, near 0.1.0-dev');
    expect(await one.install()).toStartWith('nothing to do');
  });

  test('an override counts for everybody', async () => {
    const one = project(`${needs('web = "^1"')}[overrides]\ncore = "2.0.0"\n`);
    for (const version of ['1.0.0', '2.0.0', '3.0.0']) one.registry.publish({ name: 'core', version });
    one.registry.publish({ name: 'web', version: '1.0.0', dependencies: { core: '^1' } });
    expect(await one.install()).toBe('core 2.0.0, web 1.0.0');
  });

  test('waits until a version is old enough', async () => {
    const one = project(`${needs('web = "^1"')}[install]\nminimum-release-age = "7d"\n`);
    one.registry.publish({ name: 'web', version: '1.0.0', published: '2026-05-01T00:00:00Z' });
    one.registry.publish({ name: 'web', version: '1.1.0', published: '2026-05-30T00:00:00Z' });
    expect(await one.install()).toBe('web 1.0.0');
    expect(await refusalOf(() => one.install({ text: one.read('aegis.toml').replace('^1', '^1.1') }))).toContain(
      'web 1.1.0 was published 2 days ago, less than minimum-release-age',
    );
  });

  test('keeps a version that was yanked, but never takes one', async () => {
    const one = project(needs('web = "^1"'));
    one.registry.publish({ name: 'web', version: '1.0.0' });
    await one.install();
    one.registry.change('web', '1.0.0', { yanked: true });
    expect(await one.install({ release: [] })).toBe('web 1.0.0');
    expect(await refusalOf(() => one.install({ release: 'all' }))).toContain('web 1.0.0 was yanked by its publisher');
  });
});

describe('authority', () => {
  const asking = (): TestProject => {
    const one = project(needs('web = "^1"'));
    one.registry.publish({ name: 'web', version: '1.0.0' });
    return one;
  };

  test('that nobody granted is refused, and written when it is accepted', async () => {
    const one = project(needs('web = "^1"'));
    one.registry.publish({ name: 'web', version: '1.0.0', capabilities: ['network.https'] });
    expect(await refusalOf(() => one.install())).toContain(
      'web 1.0.0 needs network.https, which aegis.toml does not grant it',
    );
    expect(await one.install({ accept: true })).toBe('web 1.0.0');
    expect(one.read('aegis.toml')).toBe(
      `${needs('web = "^1"')}\n[capabilities.packages.web]\nallow = ["network.https"]\n`,
    );
    expect(await one.install()).toStartWith('nothing to do');
  });

  test('that a new version adds is not taken without being accepted', async () => {
    const one = asking();
    await one.install();
    one.registry.publish({ name: 'web', version: '1.1.0', capabilities: ['process.spawn("git")'] });
    expect(await one.install({ release: 'all' })).toBe('web 1.0.0');
    const plan = await one.plan({ release: 'all', accept: true });
    expect(plan.asking).toEqual([
      { name: 'web', version: '1.1.0', asks: ['process.spawn("git")'], surplus: ['process.spawn("git")'] },
    ]);
    expect(await one.install({ release: 'all', accept: true })).toBe('web 1.1.0');
    expect(one.read('aegis.toml')).toContain(`allow = ['process.spawn("git")']`);
  });

  test('that a new dependency brings is not taken either', async () => {
    const one = asking();
    await one.install();
    one.registry.publish({ name: 'net', version: '1.0.0', capabilities: ['network.https'] });
    one.registry.publish({ name: 'web', version: '1.1.0', dependencies: { net: '^1' } });
    expect(await one.install({ release: 'all' })).toBe('web 1.0.0');
  });

  test('that moves from one package to another is asked for anew', async () => {
    const one = project(`${needs('a = "*"', 'b = "*"')}[capabilities.packages.a]\nallow = ["network.https"]\n`);
    one.registry.publish({ name: 'a', version: '1.0.0', capabilities: ['network.https'] });
    one.registry.publish({ name: 'b', version: '1.0.0' });
    await one.install();
    one.registry.publish({ name: 'a', version: '1.1.0' });
    one.registry.publish({ name: 'b', version: '1.1.0', capabilities: ['network.https'] });
    expect(await one.install({ release: 'all' })).toBe('a 1.1.0, b 1.0.0');
    const { asking: rows } = await one.plan({ release: 'all', accept: true });
    expect(rows).toEqual([{ name: 'b', version: '1.1.0', asks: ['network.https'], surplus: ['network.https'] }]);
  });

  test('that the project denies is never given', async () => {
    const one = project(`${needs('web = "^1"')}[capabilities]\ndeny = ["process"]\n`);
    one.registry.publish({ name: 'web', version: '1.0.0', capabilities: ['process.spawn'] });
    expect(await refusalOf(() => one.install({ accept: true }))).toContain('web 1.0.0 needs process.spawn');
  });

  test('taken back in aegis.toml is noticed by the next installation', async () => {
    const one = project(`${needs('web = "^1"')}[capabilities.packages.web]\nallow = ["network.https"]\n`);
    one.registry.publish({ name: 'web', version: '1.0.0', capabilities: ['network.https'] });
    await one.install();
    one.write('aegis.toml', needs('web = "^1"'));
    expect(await refusalOf(() => one.install())).toContain('web 1.0.0 needs network.https');
  });
});

describe('refused are', () => {
  const installed = async (): Promise<TestProject> => {
    const one = project(needs('web = "^1"'));
    one.registry.publish({ name: 'web', version: '1.0.0' });
    await one.install();
    return one;
  };

  test('a hash that was changed in the lock', async () => {
    const one = await installed();
    const { sha256 } = openPackageProject(one.root).lock.packages[0]!;
    one.write('aegis.lock', one.read('aegis.lock').replace(sha256!, 'a'.repeat(64)));
    expect(await refusalOf(() => one.install())).toContain(
      'aegis.lock says that the archive of web 1.0.0 has the hash aaa',
    );
  });

  test('other bytes for a version that was published before', async () => {
    const one = await installed();
    one.emptyStore();
    const other = one.registry.publish({ name: 'web', version: '9.9.9', files: { 'main.aegis': 'print("evil")' } });
    one.registry.change('web', '1.0.0', { sha256: other.sha256 });
    expect(await refusalOf(() => one.install())).toContain('says that the archive of web 1.0.0 has the hash');
  });

  test('an archive that is not the one the index says', async () => {
    const one = project(needs('web = "^1"'));
    const entry = one.registry.publish({ name: 'web', version: '1.0.0' });
    one.registry.replaceArchive(entry.sha256, Buffer.from('something else'));
    expect(await refusalOf(() => one.install())).toContain(`the index says ${entry.sha256}`);
    expect(one.locked()).toBe('');
  });

  test('an archive whose manifest says otherwise than the index', async () => {
    const lies: [string, string][] = [
      ['[package]\nname = "other"\nversion = "1.0.0"\n', "'aegis.toml' says the name other, the index says web"],
      ['[package]\nname = "web"\nversion = "9.0.0"\n', "'aegis.toml' says the version 9.0.0, the index says 1.0.0"],
      [
        '[package]\nname = "web"\nversion = "1.0.0"\ncapabilities = ["process.spawn"]\n',
        'says the capabilities process.spawn, the index says none',
      ],
      [
        '[package]\nname = "web"\nversion = "1.0.0"\n[dependencies]\nx = "*"\n',
        'says the dependencies x *, the index says none',
      ],
    ];
    for (const [manifest, reason] of lies) {
      const one = project(needs('web = "^1"'));
      one.registry.publish({ name: 'web', version: '1.0.0', files: { 'aegis.toml': manifest } });
      const refusal = await refusalOf(() => one.install());
      expect(refusal).toContain(reason);
      expect(refusal).toContain('the archive of web 1.0.0 is refused');
    }
  });

  test('a lock with fewer capabilities than the package declares', async () => {
    const one = project(`${needs('web = "^1"')}[capabilities.packages.web]\nallow = ["network.https"]\n`);
    one.registry.publish({ name: 'web', version: '1.0.0', capabilities: ['network.https'] });
    await one.install();
    one.write('aegis.lock', one.read('aegis.lock').replace(/capabilities = \[[^\]]*\]\n/, ''));
    expect(await refusalOf(() => one.install())).toContain('says the capabilities network.https, aegis.lock says none');
  });

  test('a lock that names another registry, or another address of it', async () => {
    const one = await installed();
    const text = one.read('aegis.lock');
    one.write('aegis.lock', text.replace('memory:own', 'https://evil.example'));
    expect(await refusalOf(() => one.install())).toContain(
      "from the registry 'own' at https://evil.example, which is at memory:own",
    );
    one.write('aegis.lock', text.replace('registry = "own"', 'registry = "evil"'));
    expect(await refusalOf(() => one.install())).toContain(
      "from the registry 'evil' at memory:own, which aegis.toml does not have",
    );
  });

  test('a frozen lock that does not fit', async () => {
    const one = await installed();
    const frozen = (): boolean => isInstalled(openPackageProject(one.root), one.installer, true);
    expect(frozen()).toBe(true);
    one.write('aegis.toml', needs('web = "^2"'));
    expect(await refusalOf(frozen)).toBe('aegis.lock has web 1.0.0, but aegis.toml asks for ^2');
    one.write('aegis.toml', '');
    expect(await refusalOf(frozen)).toBe("aegis.lock has 'web', which nothing depends on");
    one.write('aegis.toml', needs('web = "^1"', 'more = "*"'));
    expect(await refusalOf(frozen)).toBe("aegis.lock does not have 'more', which aegis.toml depends on");
  });

  test('a name that two registries have', async () => {
    const one = project(needs('secret-tools = "^1"'));
    const { MemoryRegistry } = await import('../../../support/memory-registry.ts');
    const stranger = new MemoryRegistry('public');
    one.registries = [one.registry, stranger];
    one.registry.publish({ name: 'secret-tools', version: '1.0.0' });
    stranger.publish({ name: 'secret-tools', version: '1.99.0' });
    expect(await refusalOf(() => one.install())).toContain("'secret-tools' is in the registries 'own' and 'public'");
    one.write('aegis.toml', needs('secret-tools = { version = "^1", registry = "own" }'));
    expect(await one.install()).toBe('secret-tools 1.0.0');
  });

  test('packages that depend on each other in a circle, or on themselves', async () => {
    const one = project(needs('a = "*"'));
    one.registry.publish({ name: 'a', version: '1.0.0', dependencies: { b: '*' } });
    one.registry.publish({ name: 'b', version: '1.0.0', dependencies: { a: '*' } });
    expect(await refusalOf(() => one.install())).toBe('packages depend on each other in a circle: a -> b -> a');
    const other = project(needs('a = "*"'));
    other.registry.publish({ name: 'a', version: '1.0.0', dependencies: { a: '*' } });
    expect(await refusalOf(() => other.install())).toBe('packages depend on each other in a circle: a -> a');
  });
});

test('a file that was changed in the store is put right', async () => {
  const one = project(needs('web = "^1"'));
  one.registry.publish({ name: 'web', version: '1.0.0' });
  await one.install();
  const { sha256, files } = openPackageProject(one.root).lock.packages[0]!;
  const identity = { sha256: sha256!, files: files! };
  const file = join(one.store.contentOf(identity), 'main.aegis');
  chmodSync(file, 0o644);
  writeFileSync(file, 'print("evil")');
  const list = one.store.listOf(identity)!;
  expect(() => one.store.read(identity, list, 'main.aegis')).toThrow('is not the file that was installed');
  expect(await one.install()).toBe('web 1.0.0');
  expect(new TextDecoder().decode(one.store.read(identity, list, 'main.aegis'))).toContain('hello');
});
