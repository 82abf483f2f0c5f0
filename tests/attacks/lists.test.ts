/** The larger lists of attacks, where there are some: `AEGIS_ATTACKS` names the folder that holds them. */
import { describe, expect, test } from 'bun:test';
import { judgeArchives } from '../support/archive-list.ts';
import { runEscapes } from '../support/escapes.ts';
import { runLeaks } from '../support/leaks.ts';

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

  test('archives are refused or accepted as the list says', async () => {
    expect(await judgeArchives(folder!)).toEqual([]);
  });
});
