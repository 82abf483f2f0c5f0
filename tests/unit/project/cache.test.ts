/** The module cache: only what this user wrote comes back. */
import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CachePlaces, cacheEntries, openCache } from '#project/cache';

let root = '';
let places: CachePlaces;
let notes: string[] = [];
const open = () => openCache(places, (text) => notes.push(text));
const key = 'ab'.repeat(32);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'aegis-cache-'));
  places = { folder: join(root, 'modules'), keyFile: join(root, 'config', 'cache.key') };
  notes = [];
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the cache', () => {
  test('gives back what it was given, to later runs too', () => {
    open()!.write(key, 'one\ntwo');
    expect(open()!.read(key)).toBe('one\ntwo');
    expect(open()!.read('cd'.repeat(32))).toBeNull();
    expect(statSync(places.keyFile).mode & 0o777).toBe(0o600);
    expect(notes).toEqual([]);
  });

  test('refuses an entry that was changed, moved or made by another, and says so', () => {
    open()!.write(key, 'text');
    const file = join(places.folder, 'ab', key);
    const entry = readFileSync(file, 'utf8');
    const other = 'ac'.repeat(32);
    for (const forged of [entry.replace('text', 'evil'), 'text', '', `\n${entry}`]) {
      writeFileSync(file, forged);
      expect(open()!.read(key)).toBeNull();
    }
    writeFileSync(file, entry);
    rmSync(places.keyFile);
    expect(open()!.read(key)).toBeNull();
    open()!.write(other, 'text');
    writeFileSync(file, readFileSync(join(places.folder, 'ac', other)));
    expect(open()!.read(key)).toBeNull();
    expect(notes.length).toBe(6);
  });

  test('is not used with a key that others can read', () => {
    open();
    chmodSync(places.keyFile, 0o644);
    expect(open()).toBeNull();
    expect(notes[0]).toContain('can be read by others');
  });

  test('does without a place', () => {
    expect(openCache(null, () => {})).toBeNull();
    places = { folder: '/proc/nowhere/modules', keyFile: '/proc/nowhere/key' };
    expect(open()).toBeNull();
  });

  test('leaves no part behind', () => {
    for (let count = 0; count < 20; count++) open()!.write(key, `text ${count}`);
    expect(readdirSync(join(places.folder, 'ab'))).toEqual([key]);
    expect(cacheEntries(places.folder).length).toBe(1);
  });
});
