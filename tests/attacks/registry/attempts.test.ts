/** Attempts upon packages and registries: each is refused, or comes to nothing, and the reason is named. */
import { describe, expect, test } from 'bun:test';
import { registryAttempts } from './attempts.ts';

for (const [area, attempts] of Object.entries(registryAttempts))
  describe(area, () => {
    for (const { title, run, said } of attempts) test(title, async () => expect(await run()).toMatch(said), 60_000);
  });
