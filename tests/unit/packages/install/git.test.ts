/** Packages in git repositories of their own: which commit is used, and what a repository may not hold. */
import { afterAll, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchGitPackage } from '#packages/git-package';
import { refusalOf, TestProject } from '../../../support/package-project.ts';

const root = mkdtempSync(join(tmpdir(), 'aegis-git-package-'));
const repository = join(root, 'far');
const cache = join(root, 'cache');
afterAll(() => rmSync(root, { recursive: true, force: true }));

function git(...words: string[]): void {
  const settings = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main'];
  const { exitCode, stderr } = Bun.spawnSync(['git', ...settings, ...words], {
    cwd: repository,
    env: { PATH: process.env.PATH ?? '', HOME: root },
  });
  if (exitCode !== 0) throw new Error(stderr.toString());
}

function commit(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(repository, file, '..'), { recursive: true });
    writeFileSync(join(repository, file), text);
  }
  git('add', '-A');
  git('commit', '-q', '-m', 'x');
}

const manifest = (version: string): string => `[package]\nname = "far"\nversion = "${version}"\n`;

test('a tag names a commit, and the lock keeps it when the tag is moved', async () => {
  mkdirSync(repository);
  git('init', '-q');
  commit({ 'aegis.toml': manifest('1.0.0'), 'main.aegis': 'let x = 1\n', 'inner/deep.aegis': 'let y = 2\n' });
  git('tag', 'v1');
  const project = new TestProject(`[dependencies]\nfar = { git = "${repository}", tag = "v1" }\n`);
  project.fetchGit = (address, reference) => fetchGitPackage(address, reference, root, cache);
  try {
    expect(await project.install()).toBe('far 1.0.0');
    const before = project.read('aegis.lock');
    commit({ 'aegis.toml': manifest('9.9.9') });
    git('tag', '-f', 'v1');
    project.emptyStore();
    expect(await project.install()).toBe('far 1.0.0');
    expect(project.read('aegis.lock')).toBe(before);
    expect(await project.install({ release: 'all' })).toBe('far 9.9.9');
  } finally {
    project.remove();
  }
});

test('links are refused, and a reference that is not there is told', async () => {
  symlinkSync('/etc/passwd', join(repository, 'passwords'));
  commit({});
  expect(await refusalOf(() => fetchGitPackage(repository, null, root, cache))).toContain("'passwords' is a link");
  expect(await refusalOf(() => fetchGitPackage(repository, 'v7', root, cache))).toContain("no tag or branch 'v7'");
});

test('addresses that would run something are refused', async () => {
  for (const address of ['ext::sh -c evil', '--upload-pack=evil', 'http://example.org/x.git', '-oProxyCommand=evil']) {
    expect(await refusalOf(() => fetchGitPackage(address, null, root, cache))).toContain('cannot be used: the address');
  }
  expect(await refusalOf(() => fetchGitPackage(repository, '--upload-pack=evil', root, cache))).toContain(
    'is no tag, branch or commit',
  );
});
