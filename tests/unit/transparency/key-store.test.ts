/** Where the user's keys lie, which one signs, and which files are not trusted with that. */
import { afterEach, beforeEach, expect, test } from 'bun:test';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseKey, keyFolder, keyVariable, listKeys, makeKey, readKeyNamed } from '#transparency/key-store';
import { signText, verifyText } from '#transparency/keys';

const before = { config: process.env.XDG_CONFIG_HOME, key: process.env[keyVariable] };
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'aegis-keys-'));
  process.env.XDG_CONFIG_HOME = home;
  delete process.env[keyVariable];
});
afterEach(() => {
  rmSync(home, { recursive: true });
  restore('XDG_CONFIG_HOME', before.config);
  restore(keyVariable, before.key);
});

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

test('a new key is a file that nobody else can read, and signs', () => {
  const { file, key } = makeKey('default');
  expect(file).toBe(join(home, 'aegis/keys/default.key'));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(verifyText(key.publicKey, 'text', signText(chooseKey(null), 'text'))).toBe(true);
  expect(verifyText(key.publicKey, 'other text', signText(key, 'text'))).toBe(false);
  expect(JSON.stringify(key)).not.toContain((JSON.parse(readFileSync(file, 'utf8')) as { secret: string }).secret);
});

test('a key is never overwritten', () => {
  const { key } = makeKey('default');
  expect(() => makeKey('default')).toThrow("there is a key 'default' already");
  expect(readKeyNamed('default').key.publicKey).toBe(key.publicKey);
});

test('the key that signs: the one asked for, the environment’s, the default one, the only one', () => {
  expect(() => chooseKey(null)).toThrow('you have no key to sign with');
  const work = makeKey('work');
  expect(chooseKey(null).publicKey).toBe(work.key.publicKey);
  const home = makeKey('home');
  expect(() => chooseKey(null)).toThrow('you have several keys');
  const usual = makeKey('default');
  expect(chooseKey(null).publicKey).toBe(usual.key.publicKey);
  process.env[keyVariable] = readFileSync(home.file, 'utf8');
  expect(chooseKey(null).publicKey).toBe(home.key.publicKey);
  expect(chooseKey('work').publicKey).toBe(work.key.publicKey);
  expect(chooseKey(work.file).publicKey).toBe(work.key.publicKey);
  expect(listKeys().map(({ name }) => name)).toEqual(['default', 'home', 'work']);
});

test('a file that others can read or change is not used', () => {
  const { file } = makeKey('default');
  for (const mode of [0o644, 0o620, 0o606]) {
    chmodSync(file, mode);
    expect(() => chooseKey(null)).toThrow('can be read or changed by others, so it is not used');
  }
  chmodSync(file, 0o400);
  expect(chooseKey(null).publicKey).toStartWith('ed25519:');
});

test('what is no key is said to be none', () => {
  const { file } = makeKey('default');
  const { secret } = JSON.parse(readFileSync(file, 'utf8')) as { secret: string };
  for (const text of [
    '',
    'not JSON',
    '{}',
    JSON.stringify({ format: 'aegis-key/2', secret }),
    JSON.stringify({ format: 'aegis-key/1', secret: secret.slice(1) }),
    JSON.stringify({ format: 'aegis-key/1', secret: `${secret}=` }),
  ]) {
    writeFileSync(file, text);
    expect(() => chooseKey(null)).toThrow('holds no key that this version of Aegis can read');
    process.env[keyVariable] = text;
    if (text !== '') expect(() => chooseKey(null)).toThrow(`${keyVariable} holds no key`);
    delete process.env[keyVariable];
  }
  expect(() => chooseKey('other')).toThrow("there is no key 'other'");
  expect(() => chooseKey('./other.key')).toThrow('there is no such key file');
});

test('names lead nowhere else', () => {
  for (const name of ['../default', 'a/b', 'A', '', '-x', '.hidden', 'x'.repeat(41)])
    expect(() => makeKey(name)).toThrow('is no name for a key');
  makeKey('default');
  symlinkSync('/etc/passwd', join(keyFolder()!, 'linked.key'));
  expect(() => readKeyNamed('linked')).toThrow('can be read or changed by others');
});
