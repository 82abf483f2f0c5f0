/**
 * Whatever a program does with labelled values: what is inside is never seen, nor anything of the host's, nor an error of
 * ours. 500 programs of 40 attempts each, the same ones every time; `LABEL_SEED=N` tries others.
 */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Outcome, runBatch } from '../support/batch.ts';
import { labelProgram, ownSigns, seenIn, withoutLabels } from '../support/label-programs.ts';

const programs = 500;
const attempts = 40;
const first = Number(process.env.LABEL_SEED ?? 1);

const folder = mkdtempSync(join(tmpdir(), 'aegis-labels-'));
const files = new Map<string, number>();
let outcomes = new Map<string, Outcome>();

beforeAll(async () => {
  for (let seed = first; seed < first + programs; seed++) {
    const file = join(folder, `seed-${seed}.aegis`);
    writeFileSync(file, labelProgram(seed, attempts));
    files.set(file, seed);
  }
  outcomes = await runBatch([...files.keys()], { size: 125 });
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every program ran to its end', () => {
  const unfinished = [...files].filter(([file]) => outcomes.get(file)?.exit !== 0).map(([, seed]) => seed);
  expect(unfinished).toEqual([]);
});

test('without the labels, nearly all of them show it', async () => {
  const twins = [...files].slice(0, 25).map(([file, seed]) => {
    const twin = file.replace('.aegis', '-twin.aegis');
    writeFileSync(twin, withoutLabels(labelProgram(seed, attempts)));
    return twin;
  });
  const shown = [...(await runBatch(twins)).values()].filter(({ stdout }) => seenIn(stdout) !== null);
  expect(shown.length).toBeGreaterThan(22);
}, 60_000);

test('nothing labelled is seen', () => {
  const leaks = [...files].flatMap(([file, seed]) => {
    const { stdout = '', stderr = '' } = outcomes.get(file) ?? {};
    const seen = seenIn(stdout + stderr);
    return seen === null ? [] : [`seed ${seed}: ${seen}`];
  });
  expect(leaks).toEqual([]);
});

test('nothing of the host is seen, and no error of ours', () => {
  const signs = [...files].flatMap(([file, seed]) => {
    const { stdout = '', stderr = '' } = outcomes.get(file) ?? {};
    const sign = ownSigns.exec(stdout + stderr);
    return sign === null ? [] : [`seed ${seed}: ${sign[0]}`];
  });
  expect(signs).toEqual([]);
});
