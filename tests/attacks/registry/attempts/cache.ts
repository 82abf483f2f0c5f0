/** Compiled modules that somebody else wrote, moved, cut off or made to look current. */
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { openCache } from '#project/cache';
import { temporaryFolder } from '../../../support/registries.ts';
import { type Attempt, atDesk, type Desk } from '../../../support/registry-attempts.ts';

const program = { 'main.aegis': 'import tools\nprint(tools.value)\n', 'tools.aegis': 'let value = 1\n' };

/** Runs a program, does something to the cache, and runs it again. */
const afterwards = (change: (entries: readonly string[], desk: Desk) => void): Promise<string> =>
  atDesk(program, async (desk) => {
    await desk.aegis('run', 'main.aegis');
    change(entriesOf(desk), desk);
    return desk.aegis('run', 'main.aegis');
  });

const cacheOf = ({ folder }: Desk): string => join(folder, '../.cache/aegis/modules');

function entriesOf(desk: Desk): string[] {
  return readdirSync(cacheOf(desk), { recursive: true, encoding: 'utf8' })
    .map((each) => join(cacheOf(desk), each))
    .filter((each) => statSync(each).isFile());
}

const ignored = /^1\n[\s\S]*was not written by this user's Aegis; it is ignored and made anew\n\[exit 0\]/;

export const attempts: readonly Attempt[] = [
  {
    row: 'reg-cache-01',
    title: 'an entry is edited',
    run: () =>
      afterwards((entries) => {
        for (const entry of entries) writeFileSync(entry, readFileSync(entry, 'utf8').replace(/1/g, '6'));
      }),
    said: ignored,
  },
  {
    row: 'reg-cache-02',
    title: 'another user writes into a folder that is open to all',
    run: () =>
      afterwards((entries, desk) => {
        chmodSync(cacheOf(desk), 0o777);
        const theirs = openCache({ folder: temporaryFolder(), keyFile: join(temporaryFolder(), 'key') }, () => {})!;
        const key = 'ab'.repeat(32);
        theirs.write(key, 'print("theirs")');
        const forged = readFileSync(join(theirs.folder, 'ab', key));
        for (const entry of entries) writeFileSync(entry, forged);
      }),
    said: ignored,
  },
  {
    row: 'reg-cache-02',
    title: 'the folder is a link to one of theirs',
    run: () =>
      afterwards((_, desk) => {
        const theirs = temporaryFolder();
        renameSync(cacheOf(desk), join(theirs, 'modules'));
        symlinkSync(join(theirs, 'modules'), cacheOf(desk));
        for (const entry of entriesOf(desk)) writeFileSync(entry, 'print("theirs")');
      }),
    said: ignored,
  },
  {
    row: 'reg-cache-02',
    title: 'the key can be read by others',
    run: () => afterwards((_, { folder }) => chmodSync(join(folder, '../.config/aegis/cache.key'), 0o644)),
    said: /^1\n.*cache\.key can be read by others, so the module cache is not used/,
  },
  {
    row: 'reg-cache-03',
    title: 'an entry of another compiler',
    run: () =>
      atDesk(program, async (desk) => {
        const places = { folder: cacheOf(desk), keyFile: join(desk.folder, '../.config/aegis/cache.key') };
        await desk.aegis('run', 'main.aegis');
        const before = entriesOf(desk).length;
        // The name of an entry is the hash of everything it was made from, the compiler included: no other name is asked for.
        openCache(places, () => {})!.write('cd'.repeat(32), 'print("older")');
        return `${before} ${entriesOf(desk).length} ${await desk.aegis('run', 'main.aegis')}`;
      }),
    said: /^2 3 1\n\[exit 0\]/,
  },
  {
    row: 'reg-cache-04',
    title: "one module's entry in the place of another's",
    run: () =>
      afterwards((entries) => {
        const [one, two] = entries.map((entry) => readFileSync(entry));
        writeFileSync(entries[0]!, two!);
        writeFileSync(entries[1]!, one!);
      }),
    said: ignored,
  },
  {
    row: 'reg-cache-05',
    title: 'a writer was stopped: an entry is cut off',
    run: () =>
      afterwards((entries) => {
        for (const entry of entries) writeFileSync(entry, readFileSync(entry).subarray(0, 40));
      }),
    said: ignored,
  },
  {
    row: 'reg-cache-05',
    title: 'a writer was stopped: a part lies beside the entries',
    run: () =>
      afterwards((entries) => {
        for (const entry of entries) {
          mkdirSync(join(entry, '..'), { recursive: true });
          renameSync(entry, `${entry}.part`);
        }
      }),
    said: /^1\n\[exit 0\]/,
  },
  {
    row: 'reg-cache-06',
    title: 'a source is changed, its size and time are not',
    run: () =>
      afterwards((_, { folder }) => {
        const file = join(folder, 'tools.aegis');
        const { atime, mtime } = statSync(file);
        writeFileSync(file, readFileSync(file, 'utf8').replace('1', '2'));
        utimesSync(file, atime, mtime);
      }),
    said: /^2\n\[exit 0\]/,
  },
];
