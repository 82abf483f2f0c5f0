/** The command line as users see it (support/cli.ts tells how cases are written). `UPDATE=1` records anew. */
import { describe, expect, test } from 'bun:test';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fits, play, readExpected, updated } from '../support/cli.ts';
import { filesUnder, shortName, updating } from '../support/files.ts';

describe('cli', () => {
  for (const file of filesUnder('tests/cli', '.toml').filter((each) => each.endsWith('/case.toml'))) {
    const folder = dirname(file);
    test(shortName(folder), async () => {
      const transcript = await play(folder);
      const expected = readExpected(folder);
      if (fits(transcript, expected)) return;
      if (updating) writeFileSync(join(folder, 'case.out'), updated(transcript, expected));
      else expect(transcript).toBe(expected);
    }, 60_000);
  }
});
