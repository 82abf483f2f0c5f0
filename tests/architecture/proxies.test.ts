/**
 * The runtime library makes no Proxy: one in the prototype chain of anything that is itself a prototype makes JavaScriptCore
 * handle every array of the realm as if its items were intercepted, and making lists ten times slower.
 */
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { filesUnder, shortName } from '../support/files.ts';

test('no file of the runtime library makes a Proxy', () => {
  const code = (file: string) => readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  const found = filesUnder('src/program', '.ts').filter((file) => /\bProxy\b/.test(code(file)));
  expect(found.map(shortName)).toEqual([]);
});
