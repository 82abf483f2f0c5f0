/**
 * Whatever a program does with labelled values: what is inside is never seen, nor anything of the host's, nor an error of
 * ours. 20,000 programs, the same ones every time; `LABEL_SEED=N` tries others, `bun run fuzz` as many as wanted.
 */
import { beforeAll, expect, test } from 'bun:test';
import { buildFuzzer } from '../fuzz/build.ts';

const first = process.env.LABEL_SEED ?? '1';
let fuzzer = '';

async function run(...words: string[]): Promise<string> {
  const child = Bun.spawn([fuzzer, '--seed', first, ...words], { stdout: 'pipe', stderr: 'inherit' });
  return new Response(child.stdout).text();
}

beforeAll(async () => {
  fuzzer = await buildFuzzer();
}, 60_000);

test('nothing labelled is seen, nothing of the host, no error of ours, and every program ends', async () => {
  const told = await run('--programs', '20000', '--steps', '2');
  expect(told.trimEnd().split('\n').at(-1)).toBe('0 findings, 0 unfinished ()');
}, 600_000);

test('without the labels, many of them show it', async () => {
  const told = await run('--programs', '500', '--twins');
  expect(Number(/^\d+/.exec(told)?.[0])).toBeGreaterThan(100);
}, 60_000);
