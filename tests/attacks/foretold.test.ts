/**
 * Our own list of leaks, judged before the program runs: `aegis check` reports nearly all of them, under both labels, and
 * says nothing of the same programs without a label. What it does not see the runtime refuses (`leaks.test.ts`).
 */
import { describe, expect, test } from 'bun:test';
import { compile } from '#compiler/compile';
import { SourceFile } from '#language/source';
import { freshSecret, givenValues, leakRows } from '../support/leak-rows.ts';

/** Names of the rows that are reported. */
function reported(label: 'tainted' | 'secret' | null): string[] {
  const hidden = freshSecret();
  const options = { name: '__main__', package: null, importName: (written: string) => written, isGranted: null };
  return leakRows()
    .filter(({ name, source }) => {
      const { diagnostics } = compile(new SourceFile(name, givenValues(hidden, label) + source), options);
      return diagnostics.some(({ code }) => code.startsWith('taint/'));
    })
    .map(({ name }) => name);
}

describe('leaks are foretold', () => {
  for (const label of ['tainted', 'secret'] as const)
    test(label, () => expect(reported(label).length / leakRows().length).toBeGreaterThan(0.95));

  test('nothing is said without a label', () => expect(reported(null)).toEqual([]));
});
