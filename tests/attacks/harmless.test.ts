/**
 * Programs that use labels as they are meant (`tests/attacks/harmless/*.txt`): nothing is reported, and they run to their
 * end.
 */
import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from '#compiler/compile';
import { SourceFile } from '#language/source';
import { runBatch } from '../support/batch.ts';
import { rowsUnder } from '../support/leak-rows.ts';

const rows = rowsUnder('tests/attacks/harmless');
const folder = mkdtempSync(join(tmpdir(), 'aegis-harmless-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('nothing is reported', () => {
  const options = { name: '__main__', package: null, importName: (written: string) => written, isGranted: null };
  const reported = rows.flatMap(({ name, source }) =>
    compile(new SourceFile(name, source), options).diagnostics.map(
      ({ code, message }) => `${name}: ${code} ${message}`,
    ),
  );
  expect(reported).toEqual([]);
});

test('nothing is refused', async () => {
  const files = rows.map((_, index) => join(folder, `row${index}.aegis`));
  for (const [index, { source }] of rows.entries()) writeFileSync(files[index]!, source);
  const outcomes = await runBatch(files);
  const failed = rows.flatMap(({ name }, index) => {
    const outcome = outcomes.get(files[index]!);
    return outcome?.exit === 0 ? [] : [`${name}: ${outcome?.stderr ?? 'no answer'}`];
  });
  expect(failed).toEqual([]);
}, 120_000);
