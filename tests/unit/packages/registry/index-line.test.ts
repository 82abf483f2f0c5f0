import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { IndexLineFailure, parseIndexLine, writeIndexLine } from '#packages/registry/index-line';
import { signingKey, signText } from '#transparency/keys';

const key = signingKey(new Uint8Array(32).fill(7));
const version = {
  name: 'aegis-web-tools',
  version: '0.1.0',
  description: 'Fetching and reading web pages.',
  dependencies: { 'aegis-core': '^0.1.0' },
  capabilities: ['network.https'],
  sha256: 'ab'.repeat(32),
  size: 1234,
  published: '2026-01-31T12:00:00Z',
  yanked: false,
  publisher: key.publicKey,
  previous: '',
  log: 3,
  signature: signText(key, 'anything'),
};
const owner = {
  name: 'aegis-web-tools',
  change: 'add',
  owner: key.publicKey,
  published: '2026-01-31T12:00:00Z',
  publisher: key.publicKey,
  previous: 'cd'.repeat(32),
  log: 4,
  signature: signText(key, 'anything'),
};
const canonical = (value: object): string => writeIndexLine(value as never);

describe('lines of the index', () => {
  test('a version and a change of owners are read and written alike', () => {
    for (const line of [version, owner, { ...version, deprecated: 'use aegis-fetch' }])
      expect(parseIndexLine(canonical(line))).toEqual(line as never);
  });

  const wrong: Readonly<Record<string, [object, string]>> = {
    'a name with a way out': [{ name: '../../etc' }, "names the package '../../etc', which does not begin"],
    'capital letters': [{ name: 'Aegis-core' }, 'which has capital letters'],
    'a letter that looks like another': [{ name: 'аegis-core' }, 'which may look like one of them'],
    'a leading dash': [{ name: '-rf' }, 'does not begin with a letter'],
    'a reserved name': [{ name: 'json' }, 'the name of a standard module'],
    'the name of the signers': [{ name: '@signers' }, 'does not begin with a letter'],
    'build metadata': [{ version: '1.0.0+meta' }, 'build metadata'],
    'leading zeros': [{ version: '01.0.0' }, 'is not a version'],
    'a version of two parts': [{ version: '1.0' }, 'is not a version'],
    'a version with a letter': [{ version: 'v1.0.0' }, 'is not a version'],
    'a number beyond all numbers': [{ version: '99999999999999999999.0.0' }, 'is not a version'],
    'a range that is none': [{ dependencies: { other: 'latest' } }, 'is not a range'],
    'a dependency on a path': [{ dependencies: { '../x': '*' } }, "depends on '../x'"],
    'a capability that there is not': [{ capabilities: ['network.everything'] }, 'asks for a capability'],
    'capabilities out of order': [{ capabilities: ['network.https', 'env.read'] }, 'not sorted'],
    'a hash that is none': [{ sha256: 'AB'.repeat(32) }, 'a sha256 that is no hash'],
    'no bytes': [{ size: 0 }, 'a size that cannot be'],
    'more bytes than an archive may have': [{ size: 2 ** 40 }, 'a size that cannot be'],
    'a day that there is not': [{ published: '2026-02-30T00:00:00Z' }, 'no moment'],
    'an unknown key': [{ install: 'sh' }, "a key 'install'"],
    'control characters': [{ description: 'a\u001b[2Jb' }, 'a description'],
    'a negative place': [{ log: -1 }, 'a log that is no count'],
    'a signature that is too short': [{ signature: 'abc' }, 'a signature that is none'],
  };
  for (const [what, [change, reason]] of Object.entries(wrong)) {
    test(`refused: ${what}`, () => {
      expect(() => parseIndexLine(canonical({ ...version, ...change }))).toThrow(reason);
    });
  }

  test('refused: anybody as the owner of a package', () => {
    expect(() => parseIndexLine(canonical({ ...owner, owner: '*' }))).toThrow('an owner that is no public key');
    expect(parseIndexLine(canonical({ ...owner, name: '@signers', owner: '*' }))).toMatchObject({ owner: '*' });
  });

  test('refused: one statement in another spelling', () => {
    expect(() => parseIndexLine(JSON.stringify({ ...version, name: version.name }))).toThrow('canonical');
    expect(() => parseIndexLine(canonical(version).replace(',', ', '))).toThrow('canonical');
    expect(() => parseIndexLine(canonical(version).replace('{', '{"log":9,'))).toThrow('canonical');
    expect(() => parseIndexLine(canonical(version).replace('{', '{"__proto__":1,'))).toThrow('refused');
  });

  test('whatever comes is a line that is written back alike, or refused in words', () => {
    const text = canonical(version);
    const damaged = fc
      .tuple(fc.nat(text.length), fc.nat(4), fc.string({ maxLength: 6 }))
      .map(([at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut));
    fc.assert(
      fc.property(fc.oneof(damaged, fc.json(), fc.string()), (each) => {
        try {
          expect(writeIndexLine(parseIndexLine(each))).toBe(each);
        } catch (error) {
          expect(error).toBeInstanceOf(IndexLineFailure);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
