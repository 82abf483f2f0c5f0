/** A registry that lies about its past, its packages or its archives, or would have git do more than read. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { fetchGitPackage } from '#packages/git-package';
import { parseIndexLine, writeIndexLine } from '#packages/registry/index-line';
import { archivePath, indexPath } from '#packages/registry/layout';
import { registryOf } from '#packages/registry/open-registry';
import { httpTree } from '#packages/registry/trees/http-tree';
import { verifyRegistry } from '#packages/registry/verify-registry';
import { readGitAddress } from '#platform/git';
import { makeRepository } from '#platform/git-repository';
import { getFile } from '#platform/http-get';
import { refusalOf } from '../../../support/package-project.ts';
import {
  gitReader,
  keeper,
  keyOf,
  memoryReader,
  newFiles,
  newGitRegistry,
  put,
  readerOf,
  temporaryFolder,
} from '../../../support/registries.ts';
import { type Attempt, atDesk, inProject } from '../../../support/registry-attempts.ts';
import { serve } from '../../../support/servers.ts';

const ann = keyOf('ann');
type Files = Map<string, Uint8Array>;

async function published(text = 'let x = 1\n', ...versions: string[]): Promise<Files> {
  const files = newFiles();
  for (const version of ['0.1.0', ...versions]) await put(memoryReader(files), ann, 'tools', version, { text });
  return files;
}

const versionsOf = (files: Files, memory: string | null = null) =>
  registryOf('team', 'team', memoryReader(files, memory)).versions('tools');

async function archiveOf(files: Files): Promise<string> {
  const registry = registryOf('team', 'team', memoryReader(files));
  const [entry] = await registry.versions('tools');
  return refusalOf(() => registry.archive(entry!));
}

function git(folder: string, input: string, ...words: string[]): string {
  const { exitCode, stdout, stderr } = Bun.spawnSync(['git', `--git-dir=${folder}`, ...words], {
    stdin: Buffer.from(input),
  });
  if (exitCode !== 0) throw new Error(stderr.toString());
  return stdout.toString().trim();
}

const badNames = ['..', '../tools', 'a/b', 'a\\b', 'a\0b', 'Tools', 'tооls', '-tools', 'con', 'nul', ''];
const addresses = [
  '--upload-pack=touch ran',
  '-oProxyCommand=touch ran',
  'ext::sh -c "touch ran"',
  'ssh://-oProxyCommand=touch/ran',
  'file://elsewhere/registry.git',
];

export const attempts: readonly Attempt[] = [
  {
    row: 'reg-index-02',
    title: 'a tag is moved to another commit that says the same version',
    run: () =>
      inProject('', async (one) => {
        const repository = join(temporaryFolder(), 'far.git');
        await makeRepository(repository);
        const commitWith = (x: number): void => {
          const files = {
            'aegis.toml': '[package]\nname = "far"\nversion = "1.0.0"\n',
            'main.aegis': `let x = ${x}\n`,
          };
          const parts = Object.entries(files).map(
            ([file, text]) => `M 100644 inline ${file}\ndata ${text.length}\n${text}\n`,
          );
          const commit = `commit refs/tags/v1\ncommitter x <> ${x} +0000\ndata 0\n${parts.join('')}\ndone\n`;
          git(repository, commit, 'fast-import', '--quiet', '--done', '--force');
        };
        commitWith(1);
        one.write('aegis.toml', `[dependencies]\nfar = { git = "${repository}", tag = "v1" }\n`);
        one.fetchGit = (address, reference) => fetchGitPackage(address, reference, one.root, join(one.root, 'git'));
        await one.install();
        const before = one.read('aegis.lock');
        git(repository, '', 'update-ref', '-d', 'refs/tags/v1');
        commitWith(6);
        one.emptyStore();
        await one.install();
        const isKept = one.read('aegis.lock') === before;
        return `${isKept}; ${JSON.stringify((await one.plan({ release: 'all' })).changes)}`;
      }),
    said: /^true; \[\{"kind":"moved","name":"far"/,
  },
  {
    row: 'reg-index-01',
    title: 'the history of the repository is replaced by another',
    async run() {
      const [memory, repository] = [temporaryFolder(), await newGitRegistry()];
      await put(gitReader(repository), ann, 'tools', '0.1.0');
      await registryOf('team', 'team', gitReader(repository, memory)).versions('tools');
      const other = await newGitRegistry();
      for (const version of ['0.1.0', '0.2.0'])
        await put(gitReader(other), ann, 'tools', version, { text: 'let x = 6\n' });
      git(repository, '', 'fetch', '--quiet', other, '+refs/heads/main:refs/heads/main');
      return refusalOf(() => registryOf('team', 'team', gitReader(repository, memory)).versions('tools'));
    },
    said: /the history of the registry test was rewritten: .* both signed checkpoints are kept in .* as proof/,
  },
  {
    row: 'reg-index-03',
    title: 'a version is published again with other bytes',
    run: async () => {
      const files = await published();
      return refusalOf(() => put(memoryReader(files), ann, 'tools', '0.1.0', { text: 'let x = 6\n' }));
    },
    said: /says version 0\.1\.0 again with another sha256/,
  },
  {
    row: 'reg-index-04',
    title: 'a version is yanked, and comes back with other bytes',
    run: async () => {
      const files = await published();
      await put(memoryReader(files), ann, 'tools', '0.1.0', { yanked: true });
      return refusalOf(() => put(memoryReader(files), ann, 'tools', '0.1.0', { text: 'let x = 6\n' }));
    },
    said: /says version 0\.1\.0 again with another sha256/,
  },
  {
    row: 'reg-index-05',
    title: 'the archive is not the one whose hash the index has',
    run: async () => {
      const files = await published();
      for (const path of [...files.keys()].filter((each) => each.startsWith('archives/')))
        files.set(path, new TextEncoder().encode('something else'));
      return archiveOf(files);
    },
    said: /the archive of tools 0\.1\.0 in team is not the one that was published: its hash is another/,
  },
  {
    row: 'reg-index-06',
    title: 'a statement is hidden from one reader',
    run: async () => {
      const files = await published('let x = 1\n', '0.2.0');
      const text = new TextDecoder().decode(files.get(indexPath('tools')));
      files.set(indexPath('tools'), new TextEncoder().encode(`${text.split('\n')[0]}\n`));
      return refusalOf(() => verifyRegistry(memoryReader(files)));
    },
    said: /the registry test hides something: statement \d+ of its log is in no file/,
  },
  {
    row: 'reg-index-06',
    title: 'a reader is shown an old state for ever',
    run: async () => {
      const registry = registryOf('team', 'team', {
        ...memoryReader(newFiles(true, Date.parse('2020-01-01T00:00:00Z')), temporaryFolder()),
      });
      await registry.versions('tools');
      return registry.notes.join('\n');
    },
    said: /was last changed \d+ days ago, or newer changes are held back/,
  },
  {
    row: 'reg-index-07',
    title: 'a reader is shown an older state than before',
    run: async () => {
      const [files, memory] = [await published(), temporaryFolder()];
      const before = new Map(files);
      await put(memoryReader(files), ann, 'tools', '0.2.0');
      await versionsOf(files, memory);
      return refusalOf(() => versionsOf(before, memory));
    },
    said: /shows an older state than you have seen/,
  },
  {
    row: 'reg-index-08',
    title: 'an answer without end',
    run: async () => {
      const block = Buffer.alloc(1 << 20, 'a');
      await using server = await serve((_, response) => {
        response.writeHead(200);
        const more = (): void => void (response.write(block) ? setImmediate(more) : response.once('drain', more));
        more();
      });
      const tree = { ...httpTree(`http://127.0.0.1:${server.port}/`), commit: async () => false };
      return await refusalOf(() => registryOf('team', 'team', readerOf(tree)).versions('tools'));
    },
    said: /cannot be used: .*\S+ is larger than \d+ bytes/,
  },
  {
    row: 'reg-index-08',
    title: 'an answer that drips',
    run: async () => {
      await using server = await serve((_, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write('a'), 20);
        response.on('close', () => clearInterval(drip));
      });
      return await refusalOf(() => getFile(`http://127.0.0.1:${server.port}/`, { mostBytes: 1 << 20, mostTime: 300 }));
    },
    said: /took longer than 0\.3 seconds/,
  },
  {
    row: 'reg-index-09',
    title: 'the index of one registry with the archives of another',
    run: async () => {
      const [files, other] = [await published(), await published('let x = 6\n')];
      for (const path of [...files.keys()].filter((each) => each.startsWith('archives/'))) files.delete(path);
      for (const [path, bytes] of other) if (path.startsWith('archives/')) files.set(path, bytes);
      return archiveOf(files);
    },
    said: /the registry team does not have the archive of tools 0\.1\.0/,
  },
  ...badNames.map(
    (name): Attempt => ({
      row: 'reg-index-10',
      title: `an index has a package called ${JSON.stringify(name)}`,
      run: async () => {
        const [line] = new TextDecoder().decode((await published()).get(indexPath('tools'))).split('\n');
        return refusalOf(() => parseIndexLine(writeIndexLine({ ...parseIndexLine(line!), name })));
      },
      said: /the line is refused: it names the package '.*', which \S+/,
    }),
  ),
  {
    row: 'reg-index-10',
    title: 'a project asks for such a name',
    run: () => atDesk({ 'aegis.toml': '[package]\nname = "app"\n' }, ({ aegis }) => aegis('add', '../tools')),
    said: /'\.\.\/tools' is no package: the name .*\n[\s\S]*\[exit 2\]/,
  },
  {
    row: 'reg-index-11',
    title: 'links, submodules, attributes and hooks in the repository',
    async run() {
      const repository = await newGitRegistry();
      await put(gitReader(repository), keeper, 'tools', '0.1.0');
      const ran = join(temporaryFolder(), 'ran');
      mkdirSync(join(repository, 'hooks'), { recursive: true });
      writeFileSync(join(repository, 'hooks/post-checkout'), `#!/bin/sh\ntouch ${ran}\n`, { mode: 0o755 });
      git(repository, '', 'config', 'filter.evil.smudge', `touch ${ran}`);
      const attributes = '* filter=evil\n';
      git(
        repository,
        `commit refs/heads/main\ncommitter x <> 1 +0000\ndata 0\nfrom refs/heads/main^0\n` +
          `M 120000 inline ${indexPath('tools')}\ndata 11\n/etc/passwd\n` +
          `M 160000 ${'1'.repeat(40)} archives/evil\n` +
          `M 100644 inline .gitattributes\ndata ${attributes.length}\n${attributes}\ndone\n`,
        'fast-import',
        '--quiet',
        '--done',
      );
      const said = await refusalOf(() => registryOf('team', 'team', gitReader(repository)).versions('tools'));
      return existsSync(ran) ? 'a command of the repository ran' : said;
    },
    said: /the index of tools is refused/,
  },
  ...addresses.map(
    (address): Attempt => ({
      row: 'reg-index-12',
      title: `the address ${address}`,
      run: () => refusalOf(() => readGitAddress(address, (path) => path)),
      said: /begins with '-'|names a helper program|is no ssh: address|is no file: address/,
    }),
  ),
  {
    row: 'reg-index-13',
    title: 'another object under the same git id',
    async run() {
      const repository = await newGitRegistry();
      const reader = gitReader(repository);
      await put(reader, ann, 'tools', '0.1.0');
      const [entry] = await registryOf('team', 'team', reader).versions('tools');
      const id = git(repository, '', 'rev-parse', `main:${archivePath(entry!.sha256)}`);
      const file = join(repository, 'objects', id.slice(0, 2), id.slice(2));
      const forged = Buffer.from('something else');
      rmSync(file, { force: true });
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, deflateSync(Buffer.concat([Buffer.from(`blob ${forged.length}\0`), forged])));
      return refusalOf(() => registryOf('team', 'team', reader).archive(entry!));
    },
    said: /is not the one that was published: its hash is another/,
  },
];
