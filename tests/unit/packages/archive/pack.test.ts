/** Packing: the same files give the same bytes, and what was packed comes out as it went in. */
import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { packArchive } from '#packages/archive/pack';
import { readArchive } from '#packages/archive/read';

const file = (path: string, text: string) => ({ path, bytes: new TextEncoder().encode(text) });
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const contents = async (archive: Uint8Array) =>
  Object.fromEntries((await readArchive(archive)).map(({ path, bytes }) => [path, textOf(bytes)]));

describe('an archive', () => {
  test('has the same bytes whatever the order of the files', () => {
    const files = [file('aegis.toml', 'a'), file('src/main.aegis', 'b'), file('src/ä.aegis', 'c')];
    expect(packArchive(files)).toEqual(packArchive([...files].reverse()));
  });

  test('is the same on every machine', () => {
    const digest = new Bun.CryptoHasher('sha256').update(packArchive([file('aegis.toml', 'one\n'.repeat(500))]));
    expect(digest.digest('hex')).toBe('5c8108e0c0c563f8e1d1439ba386eb0372cfb9b2caaef9d3b70fb39c14c593a0');
  });

  test('holds long names, empty files and any bytes', async () => {
    const long = `${'d'.repeat(100)}/${'e'.repeat(100)}/f`;
    expect(await contents(packArchive([file(long, ''), file('z', '\0\u{1f600}')]))).toEqual({
      [long]: '',
      z: '\0\u{1f600}',
    });
  });

  test('gives back what was packed', async () => {
    const part = fc.stringMatching(/^[a-z]{1,12}$/).filter((each) => !/^(?:con|prn|aux|nul)$/.test(each));
    const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => `${parts.join('/')}.aegis`);
    const tree = fc.dictionary(path, fc.string({ maxLength: 2000 }), { maxKeys: 12 });
    await fc.assert(
      fc.asyncProperty(tree, async (files) => {
        const packed = packArchive(Object.entries(files).map(([name, text]) => file(name, text)));
        const expected = Object.entries(files).map(([name, text]) => [name, textOf(new TextEncoder().encode(text))]);
        expect(await contents(packed)).toEqual(Object.fromEntries(expected));
      }),
      { numRuns: 60 },
    );
  });

  test('is not made of what could not be unpacked', () => {
    expect(() => packArchive([file('../x', '')])).toThrow("'../x' climbs with '..'");
    expect(() => packArchive([file('a', ''), file('A', '')])).toThrow("'a' is the same as 'A' on some systems");
  });
});
