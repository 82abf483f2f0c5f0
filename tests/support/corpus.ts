/**
 * `bun run corpus [--path FOLDER] [--source S] [--tag T] [--filter TEXT] [--through TOOL] [--at-least PERCENT]
 * [--show N]`: runs a corpus of programs that lies outside the repository (`index.jsonl` beside `cases/`) through `aegis batch` and compares what
 * they print, byte for byte, with the `.expected` files; `--through format` and `--through migrate` run what these tools
 * make of the programs. Prints passes by source and tag, the failing ids, and last
 * `N passed, M failed`.
 */
import { readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Outcome, productCommand, runBatch } from './batch.ts';
import { passThrough, tools } from './corpus-texts.ts';

interface Case {
  readonly id: string;
  readonly source: string;
  readonly file: string;
  readonly tags: readonly string[];
}

const { values: wanted } = parseArgs({
  options: {
    path: { type: 'string', default: '../shared/corpus' },
    source: { type: 'string' },
    tag: { type: 'string' },
    filter: { type: 'string' },
    through: { type: 'string' },
    'at-least': { type: 'string' },
    show: { type: 'string', default: '0' },
  },
});

const folder = resolve(wanted.path);
const cases = readFileSync(resolve(folder, 'index.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case)
  .filter(isWanted);
const files = cases.map(({ file }) => resolve(folder, 'cases', file));
const started = performance.now();
const outcomes = await runAll();
const reasons = cases.map((_, index) => whyFailed(files[index]!, outcomes.get(files[index]!)));

printTable('by source', ({ source }) => [source]);
printTable('by tag', ({ tags }) => tags);
printFailures(Number(wanted.show));
const passed = reasons.filter((reason) => reason === null).length;
console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`);
console.log(`${passed} passed, ${cases.length - passed} failed`);
const enough = wanted['at-least'] === undefined ? cases.length : (cases.length * Number(wanted['at-least'])) / 100;
process.exitCode = cases.length > 0 && passed >= enough ? 0 : 1;

/** What each case printed, itself or as a tool left it. */
async function runAll(): Promise<Map<string, Outcome>> {
  if (wanted.through === undefined) return runBatch(files, { command: productCommand() });
  const tool = tools.find((name) => name === wanted.through);
  if (tool === undefined) throw new Error(`--through is one of ${tools.join(', ')}`);
  const { root, made } = passThrough(tool, folder, files);
  try {
    const results = await runBatch(made, { command: productCommand() });
    return new Map(
      files.flatMap((file, index) => {
        const outcome = results.get(made[index]!);
        return outcome === undefined ? [] : [[file, outcome] as const];
      }),
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}

function isWanted({ id, source, tags }: Case): boolean {
  return (
    (wanted.source === undefined || source === wanted.source) &&
    (wanted.tag === undefined || tags.includes(wanted.tag)) &&
    (wanted.filter === undefined || id.includes(wanted.filter))
  );
}

/** Null when the case passes. */
function whyFailed(file: string, outcome: Outcome | undefined): string | null {
  if (outcome === undefined) return 'no answer';
  if (outcome.exit !== 0) return `exit ${outcome.exit}: ${outcome.stderr.trim().split('\n').at(-1) ?? ''}`;
  return outcome.stdout === readFileSync(file.replace(/\.aegis$/, '.expected'), 'utf8') ? null : 'output differs';
}

function printTable(title: string, groupsOf: (one: Case) => readonly string[]): void {
  const groups = new Map<string, { passed: number; all: number }>();
  for (const [index, one] of cases.entries()) {
    for (const group of groupsOf(one)) {
      const row = groups.get(group) ?? { passed: 0, all: 0 };
      groups.set(group, { passed: row.passed + (reasons[index] === null ? 1 : 0), all: row.all + 1 });
    }
  }
  console.log(title);
  for (const [group, { passed: ok, all }] of [...groups].sort(([left], [right]) => left.localeCompare(right))) {
    console.log(
      `  ${group.padEnd(28)} ${String(ok).padStart(5)} / ${String(all).padEnd(5)} ${((100 * ok) / all).toFixed(1)}%`,
    );
  }
}

/** The failing ids; for the first `shown`, the first line that differs as well. */
function printFailures(shown: number): void {
  const failing = cases.flatMap((one, index) => (reasons[index] === null ? [] : [{ one, index }]));
  if (failing.length > 0) console.log('failing ids');
  for (const [rank, { one, index }] of failing.entries()) {
    console.log(`  ${one.id}  (${reasons[index]})`);
    const outcome = outcomes.get(files[index]!);
    if (rank < shown && outcome?.exit === 0) printFirstDifference(files[index]!, outcome.stdout);
  }
}

function printFirstDifference(file: string, stdout: string): void {
  const expected = readFileSync(file.replace(/\.aegis$/, '.expected'), 'utf8').split('\n');
  const actual = stdout.split('\n');
  const line = expected.findIndex((text, index) => text !== actual[index]);
  const at = line < 0 ? expected.length : line;
  console.log(
    `    line ${at + 1}: expected ${expected[at] ?? '<end>'}\n${' '.repeat(12)}got      ${actual[at] ?? '<end>'}`,
  );
}
