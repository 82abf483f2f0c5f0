/** The registry that is part of the executable. */
import { describe, expect, test } from 'bun:test';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readArchive } from '#packages/archive/read';
import { packBuiltIn } from '#packages/registry/built-in';
import { openRegistry } from '#packages/registry/open-registry';
import { builtInSource } from '#packages/registry/registry';
import { repository } from '../../../support/files.ts';

const registry = openRegistry({
  name: 'aegis',
  source: builtInSource,
  address: builtInSource,
  key: null,
  folder: '/',
  storage: null,
});
const folder = join(repository, 'registry');
const names = readdirSync(folder).includes('packages') ? readdirSync(join(folder, 'packages')).sort() : [];

describe('the built-in registry', () => {
  test('has every first-party package, without its tests', async () => {
    expect((await registry.search([])).map(({ name }) => name)).toEqual(names);
    for (const entry of await registry.search([])) {
      const files = await readArchive(await registry.archive(entry));
      expect(files.map(({ path }) => path)).toContain('README.md');
      expect(files.filter(({ path }) => path.startsWith('tests/'))).toEqual([]);
    }
  });

  test('is the same however often it is packed', async () => {
    expect(await packBuiltIn()).toEqual(await packBuiltIn());
  });
});
