/** No row of the list shows what is labelled, neither on stdout nor on stderr nor in the ledger; every twin shows it. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromSource, type Outcome, runBatch } from '../support/batch.ts';
import { allRows, freshSecret, givenValues, leakRows, shows } from '../support/leak-rows.ts';

const rows = leakRows();
const hidden = freshSecret();
const folder = mkdtempSync(join(tmpdir(), 'aegis-leak-rows-'));
const variants = ['tainted', 'secret', null] as const;
const fileOf = (index: number, label: (typeof variants)[number]) => join(folder, `${index}-${label ?? 'twin'}.aegis`);
let outcomes = new Map<string, Outcome>();

beforeAll(async () => {
  for (const label of variants) {
    for (const [index, { source }] of rows.entries())
      writeFileSync(fileOf(index, label), givenValues(hidden, label) + source);
  }
  outcomes = await runBatch(rows.flatMap((_, index) => variants.map((label) => fileOf(index, label))));
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function showing(label: (typeof variants)[number]): string[] {
  return rows
    .filter((_, index) => {
      const outcome = outcomes.get(fileOf(index, label));
      if (outcome === undefined) throw new Error(`no answer for ${rows[index]!.name}`);
      return shows(outcome.stdout + outcome.stderr, hidden);
    })
    .map(({ name }) => name);
}

test('the list is long, and its rows have names of their own', () => {
  expect(rows.length).toBeGreaterThan(150);
  expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
});

test('nothing tainted is shown', () => expect(showing('tainted')).toEqual([]));
test('nothing secret is shown', () => expect(showing('secret')).toEqual([]));
test('every twin shows it', () => expect(showing(null)).toEqual(rows.map(({ name }) => name)));

test('nothing labelled comes into the ledger', async () => {
  const file = join(folder, 'all.aegis');
  const ledger = join(folder, 'all.jsonl');
  writeFileSync(file, givenValues(hidden, 'tainted') + allRows(rows));
  const child = Bun.spawn([...fromSource, 'run', '--audit-store', `jsonl:${ledger}`, file], {
    env: { PATH: process.env.PATH ?? '', HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, complaints] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  expect(await child.exited).toBe(0);
  const events = readFileSync(ledger, 'utf8');
  expect(events).toContain('"function_call"');
  expect([out, complaints, events].filter((text) => shows(text, hidden))).toEqual([]);
}, 60_000);
