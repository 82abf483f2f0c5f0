/** Archives that are not what a package may be. Each block that an attacker would make has a test of its own (tests/unit/packages/archive). */
import { packArchive } from '#packages/archive/pack';
import { judgeArchives } from '../../../support/archive-list.ts';
import { refusalOf } from '../../../support/package-project.ts';
import { type Attempt, inProject } from '../../../support/registry-attempts.ts';

const block = (name: string, type: string, link = ''): Buffer => {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write('00000000000\0', 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(link, 157);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
};

const hostile: readonly (readonly [title: string, archive: Uint8Array, said: RegExp])[] = [
  [
    'climbs',
    Bun.gzipSync(Buffer.concat([block('../evil.aegis', '0'), Buffer.alloc(1024)])),
    /'\.\.\/evil\.aegis' climbs/,
  ],
  ['links', Bun.gzipSync(Buffer.concat([block('a', '2', '/etc/passwd'), Buffer.alloc(1024)])), /'a' is a/],
  ['is a device', Bun.gzipSync(Buffer.concat([block('a', '3'), Buffer.alloc(1024)])), /'a' is a/],
  ['swells', Bun.gzipSync(Buffer.alloc(200 * 2 ** 20)), /refused/],
  ['is something else', new TextEncoder().encode('#!/bin/sh\n'), /refused/],
  ['has compiled modules', packArchive([{ path: 'a.pyc', bytes: new Uint8Array(1) }]), /refused/],
];

export const attempts: readonly Attempt[] = [
  ...hostile.map(
    ([title, archive, said]): Attempt => ({
      row: 'reg-unpack-01',
      title: `an archive that ${title}`,
      run: () =>
        inProject('[dependencies]\nweb = "*"\n', async (one) => {
          const entry = one.registry.publish({ name: 'web', version: '1.0.0' });
          const sha256 = new Bun.CryptoHasher('sha256').update(archive).digest('hex');
          one.registry.change('web', '1.0.0', { sha256, size: archive.length });
          one.registry.replaceArchive(sha256, archive);
          return `${entry.name}: ${await refusalOf(() => one.install())}`;
        }),
      said,
    }),
  ),
  {
    row: 'reg-unpack-01',
    title: 'every archive of the list, where there is one',
    run: async () =>
      (process.env.AEGIS_ATTACKS === undefined ? [] : await judgeArchives(process.env.AEGIS_ATTACKS)).join('\n'),
    said: /^$/,
  },
];
