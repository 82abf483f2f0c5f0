/**
 * Programs that try to get out. Each says in its first comment what it claims to be able to do; passing means that it was
 * stopped: nothing it prints shows an escape, and where a `.out` lies beside it, it printed exactly that.
 */
import { beforeAll, describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Outcome, runBatch } from '../support/batch.ts';
import { attackEnvironment, escapesIn } from '../support/escapes.ts';
import { beside, filesUnder, readIfThere, shortName } from '../support/files.ts';

const attacks = filesUnder('tests/attacks', '.aegis');
let outcomes = new Map<string, Outcome>();

beforeAll(async () => {
  outcomes = await runBatch(attacks, { environment: attackEnvironment });
}, 120_000);

describe('attacks', () => {
  for (const file of attacks) {
    test(shortName(file), () => {
      expect(readFileSync(file, 'utf8')).toStartWith('# Claim: ');
      const outcome = outcomes.get(file);
      if (outcome === undefined) throw new Error('no answer: the batch ended before this program did');
      expect(escapesIn(outcome, dirname(file))).toEqual([]);
      const expected = readIfThere(beside(file, '.out'));
      if (expected !== null) expect(outcome.stdout).toBe(expected);
    });
  }
});
