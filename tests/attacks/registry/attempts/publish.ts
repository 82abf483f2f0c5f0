/** Publications that would give away a secret, sign for others, or say something else than was checked. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packArchive } from '#packages/archive/pack';
import { takeSnapshot } from '#packages/publish/publish';
import { nothingChanged } from '#packages/publish-checks/nothing-changed';
import { indexPath } from '#packages/registry/layout';
import { registryOf } from '#packages/registry/open-registry';
import { refusalOf } from '../../../support/package-project.ts';
import { keyOf, memoryReader, newFiles, put, temporaryFolder } from '../../../support/registries.ts';
import { type Attempt, atDesk } from '../../../support/registry-attempts.ts';

const [ann, bob] = [keyOf('ann'), keyOf('bob')];
const tree = {
  'aegis.toml': '[package]\nname = "tools"\nversion = "1.0.0"\ndescription = "Tools"\nlicense = "MIT"\n',
  'main.aegis': 'let x = 1\n',
  'README.md': `# tools\n\n${'Tools that do what tools do, and nothing besides. '.repeat(3)}\n`,
  LICENSE: 'MIT\n',
};

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

export const attempts: readonly Attempt[] = [
  ...(
    [
      ['.env', 'TOKEN=1', /^(?![\s\S]*\.env)[\s\S]*Published tools/],
      ['prod.env', 'TOKEN=1', /prod\.env is a file that holds secrets[\s\S]*Nothing was published/],
      ['id_rsa', 'x', /id_rsa is a file that holds secrets[\s\S]*Nothing was published/],
      [
        'notes.txt',
        `AKIA${'ABCDEFGHIJKLMNOP'}`,
        /notes\.txt:1 holds what looks like an access key[\s\S]*Nothing was published/,
      ],
    ] as const
  ).map(
    ([file, text, said]): Attempt => ({
      row: 'reg-publish-01',
      title: `${file} lies in the folder`,
      run: () =>
        atDesk({ ...tree, [file]: text }, async ({ aegis, folder }) => {
          await aegis('keys', 'new');
          await aegis('registry', 'init', join(folder, '../registry.git'));
          return aegis('publish', '--registry', '../registry.git');
        }),
      said,
    }),
  ),
  {
    row: 'reg-publish-02',
    title: 'a file is changed between check and packing',
    run: async () => {
      const folder = folderOf(tree);
      const { files } = takeSnapshot(folder);
      writeFileSync(join(folder, 'main.aegis'), 'let x = 6\n');
      const said = await nothingChanged.run({ files, readAgain: () => takeSnapshot(folder).files } as never);
      return `${said[0]?.message}; ${new TextDecoder().decode(files.find(({ path }) => path === 'main.aegis')!.bytes)}`;
    },
    said: /^main\.aegis was changed while it was being checked; let x = 1\n$/,
  },
  {
    row: 'reg-publish-03',
    title: 'the same tree is packed in two places',
    run: async () => {
      const [one, two] = [folderOf(tree), folderOf(Object.fromEntries(Object.entries(tree).reverse()))];
      Bun.spawnSync(['touch', '-d', '2001-01-01', join(two, 'main.aegis')]);
      Bun.spawnSync(['chmod', '700', join(two, 'LICENSE')]);
      const [first, second] = [one, two].map((folder) => packArchive(takeSnapshot(folder).files));
      return Buffer.from(first!).equals(second!) ? 'same' : 'different';
    },
    said: /^same$/,
  },
  {
    row: 'reg-publish-04',
    title: 'a stranger publishes under the name',
    run: async () => {
      const files = newFiles();
      await put(memoryReader(files), ann, 'tools', '1.0.0');
      return refusalOf(() => put(memoryReader(files), bob, 'tools', '1.1.0'));
    },
    said: /tools belongs to ed25519:\S+; your key is ed25519:/,
  },
  {
    row: 'reg-publish-05',
    title: 'an old signed statement is put in again',
    run: async () => {
      const files = newFiles();
      await put(memoryReader(files), ann, 'tools', '1.0.0');
      await put(memoryReader(files), ann, 'tools', '1.1.0');
      await put(memoryReader(files), ann, 'tools', '1.1.0', { yanked: true });
      const lines = new TextDecoder()
        .decode(files.get(indexPath('tools')))
        .trimEnd()
        .split('\n');
      files.set(indexPath('tools'), new TextEncoder().encode(`${[...lines, lines[1]].join('\n')}\n`));
      return refusalOf(() => registryOf('team', 'team', memoryReader(files)).versions('tools'));
    },
    said: /the index of tools is refused: line 4 does not follow the line before it/,
  },
  {
    row: 'reg-publish-06',
    title: 'a package is removed, and its name taken over',
    run: async () => {
      const [files, memory] = [newFiles(), temporaryFolder()];
      await put(memoryReader(files), ann, 'tools', '1.0.0');
      await registryOf('team', 'team', memoryReader(files, memory)).versions('tools');
      files.delete(indexPath('tools'));
      await put(memoryReader(files), bob, 'tools', '2.0.0', { text: 'let x = 6\n' });
      const line = new TextDecoder().decode(files.get(indexPath('tools')));
      const { verifyRegistry } = await import('#packages/registry/verify-registry');
      return `${line.includes(bob.publicKey)}: ${await refusalOf(() => verifyRegistry(memoryReader(files, memory)))}`;
    },
    said: /^true: the registry test hides something: statement 3 of its log is in no file/,
  },
];
