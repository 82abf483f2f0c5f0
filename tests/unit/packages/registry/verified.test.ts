/** What a registry shows is verified: every way of changing one behind its readers' backs is refused, with its reason. */
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { newRegistry } from '#packages/registry/initialize';
import { archivePath, checkpointPath, indexPath } from '#packages/registry/layout';
import { registryOf } from '#packages/registry/open-registry';
import { RegistryFailure } from '#packages/registry/registry';
import { keeper, keyOf, memoryReader, newFiles, origin, put, temporaryFolder } from '../../../support/registries.ts';

const ann = keyOf('ann');
const bob = keyOf('bob');
const path = indexPath('tools');
const open = (files: Map<string, Uint8Array>, memory: string | null = null) =>
  registryOf('test', 'test', memoryReader(files, memory));
const textOf = (files: Map<string, Uint8Array>, file: string): string => new TextDecoder().decode(files.get(file));
const write = (files: Map<string, Uint8Array>, file: string, text: string) =>
  files.set(file, new TextEncoder().encode(text));

async function published(): Promise<Map<string, Uint8Array>> {
  const files = newFiles();
  await put(memoryReader(files), ann, 'tools', '0.1.0');
  await put(memoryReader(files), bob, 'other', '1.0.0');
  await put(memoryReader(files), ann, 'tools', '0.2.0', { capabilities: ['network.https'] });
  return files;
}

describe('a registry', () => {
  test('gives versions in order, archives by their hash, packages by words', async () => {
    const registry = open(await published());
    await registry.prefetch(['tools', 'other', 'none', '../../x']);
    const versions = await registry.versions('tools');
    expect(versions.map(({ version, log }) => [version, log])).toEqual([
      ['0.1.0', 3],
      ['0.2.0', 6],
    ]);
    expect((await registry.archive(versions[1]!)).length).toBe(versions[1]!.size);
    expect(await registry.versions('none')).toEqual([]);
    expect(await registry.versions('../../x')).toEqual([]);
    expect((await registry.search(['about', 'TOOLS'])).map(({ version }) => version)).toEqual(['0.2.0']);
    expect(await registry.search(['nothing'])).toEqual([]);
  });

  const tampered: Readonly<Record<string, [(files: Map<string, Uint8Array>) => void, string]>> = {
    'a line is changed': [
      (files) => write(files, path, textOf(files, path).replace('network.https', 'env.read')),
      'line 2 is not signed by its publisher',
    ],
    'the last line is cut off in the middle': [
      (files) => write(files, path, textOf(files, path).slice(0, -9)),
      'cut off',
    ],
    'the first line is removed': [
      (files) => write(files, path, textOf(files, path).replace(/^.*\n/, '')),
      'does not follow the line before it',
    ],
    'a line is said twice': [
      (files) => write(files, path, textOf(files, path) + textOf(files, path).split('\n')[0] + '\n'),
      'does not follow the line before it',
    ],
    "another package's file is shown": [(files) => files.set(path, files.get(indexPath('other'))!), "is about 'other'"],
    'a line claims another place in the log': [
      (files) => write(files, path, textOf(files, path).replace('"log":6', '"log":4')),
      'line 2 is not in the log',
    ],
    'a line claims a place beyond the log': [
      (files) => write(files, path, textOf(files, path).replace('"log":6', '"log":600')),
      'line 2 is not in the log',
    ],
    'the log is damaged': [(files) => files.set('log/tile/0/000.p/7', new Uint8Array(7 * 32)), 'is not in the log'],
    'a tile of the log is missing': [(files) => files.delete('log/tile/0/000.p/7'), 'tile/0/000.p/7 is missing'],
    'the checkpoint is changed': [
      (files) => write(files, checkpointPath, textOf(files, checkpointPath).replace('\n7\n', '\n6\n')),
      'not signed by any key',
    ],
    'the checkpoint is missing': [(files) => files.delete(checkpointPath), 'has no checkpoint'],
    'the description is missing': [(files) => files.delete('registry.toml'), 'is no registry'],
    'the description is of a later format': [
      (files) => write(files, 'registry.toml', 'format = 2\norigin = "test/1"\n'),
      'has format 2, and this version of Aegis knows 1',
    ],
    'it says it is another registry': [
      (files) => write(files, 'registry.toml', 'format = 1\norigin = "test/2"\n'),
      'is not signed by its publisher',
    ],
  };
  for (const [what, [change, reason]] of Object.entries(tampered)) {
    test(`is refused when ${what}`, async () => {
      const files = await published();
      change(files);
      await expect(open(files).versions('tools')).rejects.toThrow(reason);
    });
  }

  test('is refused when its index is of one registry and its archives of another', async () => {
    const [files, others] = [await published(), newFiles()];
    await put(memoryReader(others), ann, 'tools', '0.1.0', { text: 'let x = 2\n' });
    const [entry] = await open(files).versions('tools');
    const archive = [...others.keys()].find((file) => file.startsWith('archives/'))!;
    files.set(archivePath(entry!.sha256), others.get(archive)!);
    await expect(open(files).archive(entry!)).rejects.toThrow('is not the one that was published');
    files.delete(archivePath(entry!.sha256));
    await expect(open(files).archive(entry!)).rejects.toThrow('does not have the archive of tools 0.1.0');
    files.set(indexPath('tools'), others.get(indexPath('tools'))!);
    await expect(open(files).versions('tools')).rejects.toThrow('is not in the log');
  });

  test('a line of another registry does not hold here', async () => {
    const files = await published();
    const other = new Map([...newRegistry({ origin: 'test/2', isOpen: true }, keeper)] as [string, Uint8Array][]);
    await put(memoryReader(other), ann, 'tools', '0.1.0');
    files.set(path, other.get(path)!);
    await expect(open(files).versions('tools')).rejects.toThrow('line 1 is not signed by its publisher');
  });

  test('counts only checkpoints of the key that the project names', async () => {
    const files = await published();
    const pinned = (key: string) => registryOf('test', 'test', { ...memoryReader(files), pinnedKey: key });
    await expect(pinned(keeper.publicKey).versions('tools')).rejects.toThrow('the key that aegis.toml gives');
    expect(await pinned(ann.publicKey).versions('tools')).toHaveLength(2);
  });

  test('one byte changed anywhere is noticed, or changes nothing', async () => {
    const files = await published();
    const expected = await open(files).versions('tools');
    const relevant = [...files.keys()].filter((file) => !file.startsWith('archives/'));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...relevant),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (file, at, flip) => {
          const bytes = Uint8Array.from(files.get(file)!);
          bytes[at % bytes.length]! ^= flip;
          try {
            expect(await open(new Map(files).set(file, bytes)).versions('tools')).toEqual(expected);
          } catch (error) {
            expect(error).toBeInstanceOf(RegistryFailure);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('a registry that was seen before', () => {
  test('may grow', async () => {
    const files = await published();
    const memory = temporaryFolder();
    await open(files, memory).versions('tools');
    for (let index = 0; index < 300; index += 60) await put(memoryReader(files), ann, 'tools', `1.${index}.0`);
    expect((await open(files, memory).versions('tools')).length).toBe(7);
  });

  test('is refused when its history was rewritten, and both checkpoints are kept', async () => {
    const memory = temporaryFolder();
    await open(await published(), memory).versions('tools');
    const rewritten = newFiles();
    await put(memoryReader(rewritten), ann, 'tools', '0.1.0', { text: 'let x = "something else"\n' });
    for (const version of ['0.2.0', '0.3.0', '0.4.0', '0.5.0'])
      await put(memoryReader(rewritten), ann, 'tools', version);
    const failure = (await open(rewritten, memory)
      .versions('tools')
      .catch((error) => error)) as RegistryFailure;
    expect(failure.problem).toBe('rewritten');
    expect(failure.message).toContain('the history of the registry test was rewritten: the 7 statements you saw');
    const evidence = /kept in (\S+) as proof/.exec(failure.message)![1]!;
    expect((await Bun.file(evidence).text()).match(new RegExp(`^${origin}$`, 'gm'))).toHaveLength(2);
    await expect(put(memoryReader(rewritten, memory), ann, 'tools', '0.9.0')).rejects.toThrow('was rewritten');
  });

  test('is refused when it shows an older state', async () => {
    const memory = temporaryFolder();
    const files = await published();
    const before = new Map(files);
    await put(memoryReader(files), ann, 'tools', '0.3.0');
    await open(files, memory).versions('tools');
    await expect(open(before, memory).versions('tools')).rejects.toThrow('shows an older state than you have seen: 7');
  });

  test('is refused when another one is in its place', async () => {
    const memory = temporaryFolder();
    await open(await published(), memory).versions('tools');
    const other = new Map([...newRegistry({ origin: 'test/2', isOpen: true }, keeper)] as [string, Uint8Array][]);
    await expect(open(other, memory).versions('tools')).rejects.toThrow(
      'was the registry test/1 and now says it is test/2',
    );
  });

  test('is spoken of when it is old', async () => {
    const files = new Map([
      ...newRegistry({ origin, isOpen: true, time: Date.parse('2020-01-01T00:00:00Z') }, keeper),
    ] as [string, Uint8Array][]);
    const registry = open(files, temporaryFolder());
    await registry.versions('tools');
    expect(registry.notes.join()).toMatch(/was last changed \d+ days ago, or newer changes are held back/);
  });
});
