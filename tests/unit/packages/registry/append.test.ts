/** Who may say what: ownership of names, what can be said again, and races. */
import { describe, expect, test } from 'bun:test';
import { appendStatements } from '#packages/registry/append';
import { type IndexEntry, signersName } from '#packages/registry/index-line';
import { registryOf } from '#packages/registry/open-registry';
import type { NewStatement } from '#packages/registry/signed-statements';
import { remoteGitTree } from '#packages/registry/trees/remote-git-tree';
import type { LogReader } from '#packages/registry/verified-log';
import { verifyRegistry } from '#packages/registry/verify-registry';
import { readGitAddress } from '#platform/git';
import type { SigningKey } from '#transparency/keys';
import {
  gitReader,
  keeper,
  keyOf,
  memoryReader,
  newFiles,
  newGitRegistry,
  put,
  readerOf,
  sshOfThisMachine,
  temporaryFolder,
} from '../../../support/registries.ts';

const [ann, bob] = [keyOf('ann'), keyOf('bob')];
const published = '2026-02-01T00:00:00Z';
type Files = Map<string, Uint8Array>;

const say = (files: Files, key: SigningKey, statement: NewStatement) =>
  appendStatements(memoryReader(files), key, [statement.name === signersName ? 'tools' : statement.name], () => ({
    statements: [statement],
  }));
/** Each with a cache of its own, as on another machine. */
const pushReader = (repository: string): LogReader => {
  const address = readGitAddress(`ssh://this.machine${repository}`, (path) => path);
  return readerOf(remoteGitTree(address, temporaryFolder(), repository));
};
const owner = (change: 'add' | 'remove', key: SigningKey): NewStatement => ({
  ...{ name: 'tools', change, owner: key.publicKey, published },
});

describe('statements about a package', () => {
  test('are for its owners alone, who may let others in and out', async () => {
    const files = newFiles();
    await put(memoryReader(files), ann, 'tools', '0.1.0');
    await expect(put(memoryReader(files), bob, 'tools', '0.2.0')).rejects.toThrow('tools belongs to');
    await expect(say(files, bob, owner('add', bob))).rejects.toThrow('tools belongs to');
    await say(files, ann, owner('add', bob));
    await put(memoryReader(files), bob, 'tools', '0.2.0');
    await say(files, bob, owner('remove', ann));
    await expect(put(memoryReader(files), ann, 'tools', '0.3.0')).rejects.toThrow('tools belongs to');
    await expect(say(files, bob, owner('remove', bob))).rejects.toThrow('removes the last owner');
  });

  test('cannot change what was published', async () => {
    const files = newFiles();
    await put(memoryReader(files), ann, 'tools', '0.1.0');
    await expect(put(memoryReader(files), ann, 'tools', '0.1.0', { text: 'let x = 2\n' })).rejects.toThrow(
      'says version 0.1.0 again with another sha256',
    );
    await expect(put(memoryReader(files), ann, 'tools', '0.1.0', { capabilities: ['env.read'] })).rejects.toThrow(
      'says version 0.1.0 again with another capabilities',
    );
    await put(memoryReader(files), ann, 'tools', '0.1.0', { yanked: true, deprecated: 'it loses data' });
    const [entry] = (await registryOf('t', 't', memoryReader(files)).versions('tools')) as [IndexEntry];
    expect(entry).toMatchObject({ yanked: true, deprecated: 'it loses data' });
    await expect(put(memoryReader(files), ann, 'tools', '0.2.0', { yanked: true })).rejects.toThrow(
      'withdrawn already',
    );
  });

  test('in a registry that is not open need a key that its keeper let in', async () => {
    const files = newFiles(false);
    await expect(put(memoryReader(files), ann, 'tools', '0.1.0')).rejects.toThrow('may not sign for this registry');
    await say(files, keeper, { name: signersName, change: 'add', owner: ann.publicKey, published });
    await put(memoryReader(files), ann, 'tools', '0.1.0');
    expect(await registryOf('t', 't', memoryReader(files)).versions('tools')).toHaveLength(1);
  });

  test('made by several at once are all there', async () => {
    const repository = await newGitRegistry();
    const people = ['ann', 'bob', 'carl', 'dora'];
    await Promise.all(
      people.map(async (person) => {
        for (const version of ['0.1.0', '0.2.0', '0.3.0'])
          await put(gitReader(repository), keyOf(person), `${person}s-tools`, version);
      }),
    );
    const registry = registryOf('t', 't', gitReader(repository));
    for (const person of people) expect(await registry.versions(`${person}s-tools`)).toHaveLength(3);
  }, 60_000);

  test('pushed by several at once are all there, and the log is whole', async () => {
    const repository = await newGitRegistry();
    process.env.GIT_SSH_COMMAND = sshOfThisMachine();
    const people = ['ann', 'bob', 'carl'];
    await Promise.all(
      people.map(async (person) => {
        for (const version of ['0.1.0', '0.2.0', '0.3.0', '0.4.0'])
          await put(pushReader(repository), keyOf(person), `${person}s-tools`, version);
      }),
    );
    delete process.env.GIT_SSH_COMMAND;
    expect(await verifyRegistry(gitReader(repository))).toMatchObject({ packages: 3, versions: 12, statements: 17 });
  }, 120_000);
});
