/** aegis.lock: the same bytes for the same lock, and nothing doubtful is read. */
import { describe, expect, test } from 'bun:test';
import { type Lock, readLock, writeLock } from '#packages/lockfile';

const hash = 'ab'.repeat(32);
const lock: Lock = {
  packages: [
    {
      name: 'aegis-core',
      version: '0.1.0',
      source: { kind: 'registry', registry: 'aegis', address: 'built-in' },
      sha256: hash,
      files: hash,
      capabilities: ['network.https("a.example")', 'clock.read'],
      dependencies: { zeta: '^1.0', alpha: '*' },
      publisher: 'ed25519:key',
      log: 3,
    },
    {
      name: 'here',
      version: '1.0.0',
      source: { kind: 'path', path: '../here' },
      sha256: null,
      files: null,
      capabilities: [],
      dependencies: {},
      publisher: null,
      log: null,
    },
    {
      name: 'there',
      version: '1.0.0-beta.1',
      source: { kind: 'git', address: 'https://git.example/there', revision: 'c'.repeat(40) },
      sha256: hash,
      files: hash,
      capabilities: [],
      dependencies: {},
      publisher: null,
      log: null,
    },
  ],
  tools: { intel: hash },
};

describe('a lock', () => {
  test('is read as it was written', () => {
    const read = readLock(writeLock(lock));
    expect(writeLock(read)).toBe(writeLock(lock));
    expect(read.packages.map(({ source }) => source)).toEqual(lock.packages.map(({ source }) => source));
    expect(read.tools).toEqual(lock.tools);
  });

  test('has the same bytes in whatever order it is made', () => {
    expect(writeLock({ ...lock, packages: [...lock.packages].reverse() })).toBe(writeLock(lock));
  });

  test('shows a change as lines of its own', () => {
    const changed = {
      ...lock,
      packages: lock.packages.map((each) => (each.name === 'there' ? { ...each, version: '1.0.0' } : each)),
    };
    const before = writeLock(lock).split('\n');
    const after = writeLock(changed).split('\n');
    expect(after.filter((line) => !before.includes(line))).toEqual([]);
    expect(after.filter((line, index) => line !== before[index])).toEqual(['version = "1.0.0"']);
  });
});

describe('a lock is refused', () => {
  const text = writeLock(lock);
  const cases: [title: string, text: string, reason: string][] = [
    ['with marks of a merge', `${text}<<<<<<< ours\n`, 'has marks of a merge conflict'],
    [
      'with a package twice',
      `${text}\n${text.slice(text.indexOf('[[package]]'), text.indexOf('[[server]]'))}`,
      "has 'aegis-core' twice",
    ],
    ['with a key twice', text.replace('log = 3', 'log = 3\nlog = 4'), 'is not valid TOML'],
    [
      'with a name that only looks right',
      text.replace('"aegis-core"', '"aegis-cоre"'),
      'whose name has a letter other than a to z',
    ],
    ['with a space in a name', text.replace('"aegis-core"', '"aegis-core "'), 'has a character other than'],
    ['with a version that is none', text.replace('"0.1.0"', '"v0.1"'), 'is not a version'],
    ['with a short hash', text.replace(hash, 'abc'), "needs a hash in hex as 'sha256' of 'aegis-core'"],
    ['without the files', text.replace(`files = "${hash}"\n`, ''), "needs a line of text as 'files' of 'aegis-core'"],
    [
      'with what is no capability',
      text.replace('"clock.read"', '"everything"'),
      "has 'aegis-core' with a capability that is none",
    ],
    [
      'with a key that means nothing',
      text.replace('log = 3', 'log = 3\nscripts = "evil"'),
      "has 'scripts' in [[package]], which means nothing there",
    ],
    ['of another format', text.replace('version = 1\n', 'version = 2\n'), 'is of format 2, this Aegis reads 1'],
    ['with a revision that is a word', text.replace('c'.repeat(40), 'main'), "needs a hash in hex as 'revision'"],
  ];
  for (const [title, broken, reason] of cases) {
    test(title, () => expect(() => readLock(broken)).toThrow(reason));
  }
});
