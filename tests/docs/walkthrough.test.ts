/** Who follows the README or the first page of the manual line by line sees what they say (support/walkthrough.ts). */
import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../support/files.ts';
import { playWalkthrough, readWalkthrough } from '../support/walkthrough.ts';

for (const page of ['README.md', 'docs/start.md'])
  test(page, async () => {
    const steps = readWalkthrough(readFileSync(join(repository, page), 'utf8'));
    expect(steps.length).toBeGreaterThan(5);
    expect(await playWalkthrough(steps)).toBeNull();
  }, 60_000);
