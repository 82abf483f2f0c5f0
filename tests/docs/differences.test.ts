/** The page of differences is what the cases say now: `npm run docs` makes it. */
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { differencesPage, page } from '../../docs/build.ts';

test('docs/python-differences.md is up to date', () => {
  expect(readFileSync(page, 'utf8')).toBe(differencesPage());
});
