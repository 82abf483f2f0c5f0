/** The larger lists of attacks, where there are some: `AEGIS_ATTACKS` names the folder that holds them. */
import { describe, expect, test } from 'bun:test';
import { judgeArchives } from '../support/archive-list.ts';
import { runEscapes } from '../support/escapes.ts';
import { foretellLeaks } from '../support/foretold.ts';
import { runLeaks } from '../support/leaks.ts';
import { rowsWithoutAttempt, unanswered } from '../support/registry-attempts.ts';
import { registryAttempts } from './registry/attempts.ts';

const folder = process.env.AEGIS_ATTACKS;

describe.skipIf(folder === undefined)('lists of attacks', () => {
  test('no program gets out', async () => {
    expect((await runEscapes(folder!)).escapes).toEqual([]);
  }, 240_000);

  test('no tainted value is shown, and every twin shows it', async () => {
    const { leaks, silentTwins } = await runLeaks(folder!);
    expect(leaks.explicit).toEqual([]);
    expect(silentTwins).toEqual([]);
  }, 240_000);

  test('what would show a tainted value is reported before it runs, its twin never', () => {
    const { explicit, silent, alarms } = foretellLeaks(folder!);
    expect(silent.explicit.length / explicit).toBeLessThanOrEqual(0.05);
    expect(silent.implicit).toEqual([]);
    expect(alarms).toEqual([]);
  });

  test('every attempt upon packages and registries is answered', async () => {
    const attempts = Object.values(registryAttempts).flat();
    expect(rowsWithoutAttempt(folder!, attempts)).toEqual([]);
    expect(await unanswered(attempts)).toEqual([]);
  }, 240_000);

  test('archives are refused or accepted as the list says', async () => {
    expect(await judgeArchives(folder!)).toEqual([]);
  });
});
