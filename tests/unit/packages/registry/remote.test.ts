/** A registry elsewhere is fetched in parts: what is asked for, the way to it, and nothing beside it. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { chmodSync, readdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packArchive } from '#packages/archive/pack';
import { appendStatements } from '#packages/registry/append';
import { archivePath } from '#packages/registry/layout';
import { registryOf } from '#packages/registry/open-registry';
import { remoteGitTree } from '#packages/registry/trees/remote-git-tree';
import { sha256Hex } from '#platform/crypto';
import { readGitAddress } from '#platform/git';
import { makeRepository } from '#platform/git-repository';
import {
  gitReader,
  keeper,
  newGitRegistry,
  readerOf,
  sshOfThisMachine,
  temporaryFolder,
} from '../../../support/registries.ts';

let repository = '';
beforeAll(async () => {
  process.env.GIT_SSH_COMMAND = sshOfThisMachine();
  repository = await newGitRegistry();
  const names = Array.from({ length: 300 }, (_, index) => `tools-${index}`);
  const files = new Map<string, Uint8Array>();
  const statements = names.map((name) => {
    const archive = packArchive([{ path: 'aegis.toml', bytes: new TextEncoder().encode(name) }]);
    const sha256 = sha256Hex(archive);
    files.set(archivePath(sha256), archive);
    const words = { description: '', dependencies: {}, capabilities: [], yanked: false };
    return { name, version: '1.0.0', sha256, size: archive.length, published: '2026-01-31T12:00:00Z', ...words };
  });
  await appendStatements(gitReader(repository), keeper, names, () => ({ statements, files }));
});
afterAll(() => {
  delete process.env.GIT_SSH_COMMAND;
});

/** Reads one package with its archive, with what a cache holds. */
async function readThrough(cache: string, name = 'tools-7'): Promise<void> {
  const address = readGitAddress(`ssh://this.machine${repository}`, (path) => path);
  const registry = registryOf('team', 'team', readerOf(remoteGitTree(address, cache, repository)));
  const [entry] = await registry.versions(name);
  expect((await registry.archive(entry!)).length).toBe(entry!.size);
}

/** Reads one package with its archive, and counts the files that were fetched. */
async function filesFetched(): Promise<number> {
  const cache = temporaryFolder();
  await readThrough(cache);
  const all = git(cache, 'cat-file', '--batch-all-objects', '--batch-check');
  return all.match(/ blob /g)!.length;
}

function git(folder: string, ...words: string[]): string {
  return Bun.spawnSync(['git', `--git-dir=${folder}`, ...words]).stdout.toString();
}

test('of three hundred packages in one folder, one is fetched', async () => {
  // Description, signers, checkpoint, three tiles of the log, the index of the package, its archive.
  expect(await filesFetched()).toBeLessThanOrEqual(9);
});

test('so too from a server that knows only the simplest filter', async () => {
  git(repository, 'config', 'uploadpackfilter.allow', 'false');
  git(repository, 'config', 'uploadpackfilter.tree.allow', 'true');
  git(repository, 'config', 'uploadpackfilter.tree.maxDepth', '0');
  expect(await filesFetched()).toBeLessThanOrEqual(9);
});

describe('a cache', () => {
  test('is used by several at once', async () => {
    const cache = temporaryFolder();
    await Promise.all(['tools-1', 'tools-2', 'tools-3', 'tools-4'].map((name) => readThrough(cache, name)));
  });

  test('that another process has locked is waited for', async () => {
    const cache = temporaryFolder();
    await makeRepository(cache);
    writeFileSync(join(cache, 'shallow.lock'), '');
    setTimeout(() => rmSync(join(cache, 'shallow.lock')), 300);
    await readThrough(cache);
  });

  test('that was left locked is used again', async () => {
    const cache = temporaryFolder();
    await makeRepository(cache);
    writeFileSync(join(cache, 'shallow.lock'), '');
    utimesSync(join(cache, 'shallow.lock'), 1, 1);
    await readThrough(cache);
  });

  const damages: Readonly<Record<string, (cache: string) => void>> = {
    'a list of commits that is none': (cache) => writeFileSync(join(cache, 'shallow'), 'not an id\n'),
    'packs that are gone': (cache) => rmSync(join(cache, 'objects/pack'), { recursive: true }),
    'packs that are cut off': (cache) => {
      for (const file of readdirSync(join(cache, 'objects/pack')).map((each) => join(cache, 'objects/pack', each))) {
        chmodSync(file, 0o644);
        truncateSync(file, 20);
      }
    },
  };
  for (const [what, damage] of Object.entries(damages))
    test(`with ${what} is made anew`, async () => {
      const cache = temporaryFolder();
      await readThrough(cache);
      damage(cache);
      await readThrough(cache, 'tools-9');
    });
});
