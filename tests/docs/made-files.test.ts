/** What `npm run docs` makes of cases, pages and words is what they say now. */
import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { madeFiles } from '../../docs/build.ts';
import { shortName } from '../support/files.ts';

describe('made files are up to date', () => {
  for (const [file, make] of Object.entries(madeFiles))
    test(shortName(file), () => expect(readFileSync(file, 'utf8')).toBe(make()));
});
