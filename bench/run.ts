/**
 * `bun run bench [--only a,b] [--rounds N] [--write]`: every workload as CPython, as hand-written JavaScript on Bun and
 * as Aegis from the built binary, in turn. Each side's start-up (its hello) is subtracted; outputs must be equal. Prints
 * first run and best run with ratios, geometric means and the worst; `--write` puts it into bench/RESULTS.md.
 *
 * The workloads of `bench/agent` are what agents do all day, with the modules they use for it: log triage with regular
 * expressions, JSON reshaped into CSV, a parser over dataclasses, templates filled from records and totals of CSV rows,
 * planning with dataclasses. They have no JavaScript side, since nobody writes the standard library by hand, and are
 * counted apart: CPython's `re`, `json` and `csv` are C, so these are the hardest to beat.
 *
 * `--peers pyodide,brython,skulpt,monty` adds one run of each workload in other Pythons that live in JavaScript
 * (`support/peer.ts` says where their packages come from).
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  aegis,
  bun,
  describeMachine,
  findPython,
  geometricMean,
  requireBinary,
  scratchFile,
  timeInTurn,
  timeProcess,
} from './measure.ts';

const { values: wanted } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    peers: { type: 'string', default: '' },
    write: { type: 'boolean' },
  },
});

interface Side {
  readonly name: string;
  readonly ending: string;
  readonly command: (file: string) => readonly string[];
  readonly hello: string;
}

interface Row {
  readonly workload: string;
  /** By side, without start-up, in milliseconds. */
  readonly first: readonly number[];
  readonly best: readonly number[];
}

requireBinary();
const python = findPython();
if (python === null) throw new Error('no CPython found: name one with AEGIS_PYTHON');
const sides: readonly Side[] = [
  { name: 'CPython', ending: '.py', command: (file) => [python, '-I', file], hello: 'print("hello")' },
  { name: 'JavaScript', ending: '.js', command: (file) => [bun, file], hello: 'console.log("hello")' },
  { name: 'Aegis', ending: '.aegis', command: (file) => [aegis, 'run', file], hello: 'print("hello")' },
];
const only = wanted.only?.split(',');

const startUp = measureStartUp();
const failures: string[] = [];
const rows = workloadsIn('workloads').flatMap((file) => measureWorkload(file, sides));
const agentRows = workloadsIn('agent').flatMap((file) => measureWorkload(file, [sides[0]!, sides[2]!]));
/** Milliseconds that a peer may take for one run. */
const peerPatience = 120_000;
const peers = wanted.peers.split(',').filter((name) => name !== '');
const peerRows = peers.length === 0 ? [] : workloadsIn('workloads').map(measurePeers);
const report = makeReport() + (peers.length === 0 ? '' : peerReport());
console.log(report);
if (wanted.write) writeFileSync(join(import.meta.dir, 'RESULTS.md'), report);
process.exitCode = failures.length === 0 && rows.length + agentRows.length > 0 ? 0 : 1;

/** Paths without their ending. */
function workloadsIn(folder: string): string[] {
  return readdirSync(join(import.meta.dir, folder))
    .filter((file) => file.endsWith('.aegis'))
    .map((file) => basename(file, '.aegis'))
    .filter((name) => only === undefined || only.includes(name))
    .map((name) => join(import.meta.dir, folder, name));
}

function measureStartUp(): number[] {
  const commands = sides.map((side) => side.command(scratchFile(`hello${side.ending}`, `${side.hello}\n`)));
  timeInTurn(commands, 1);
  // The least: what a busy moment adds to a hello would be taken off every workload, and make short ones vanish.
  return timeInTurn(commands, 9).map((times) => Math.min(...times));
}

/** An empty list when a side fails or prints something else: the failure is reported, the other workloads go on. */
function measureWorkload(path: string, contestants: readonly Side[]): Row[] {
  const workload = basename(path);
  const commands = contestants.map((side) => side.command(path + side.ending));
  try {
    const runs = commands.map((command) => timeProcess(command));
    const odd = contestants.find((_, index) => runs[index]!.output !== runs[0]!.output);
    if (odd !== undefined) throw new Error(`${odd.name} prints something else than ${sides[0]!.name}`);
    const later = timeInTurn(commands, Number(wanted.rounds) - 1);
    // Never below a tenth of a millisecond: noise in the start-up must not make a time vanish.
    const net = (index: number, time: number): number =>
      Math.max(time - startUp[sides.indexOf(contestants[index]!)]!, 0.1);
    return [
      {
        workload,
        first: runs.map((run, index) => net(index, run.milliseconds)),
        best: runs.map((run, index) => net(index, Math.min(run.milliseconds, ...later[index]!))),
      },
    ];
  } catch (error) {
    failures.push(`${workload}: ${(error as Error).message}`);
    return [];
  }
}

interface PeerRow {
  readonly workload: string;
  /** Milliseconds of one whole process each, or why there are none. */
  readonly times: readonly (number | string)[];
}

function measurePeers(path: string): PeerRow {
  const expected = timeProcess([aegis, 'run', `${path}.aegis`]);
  const times = peers.map((name) => {
    try {
      const run = timeProcess([bun, join(import.meta.dir, 'support', 'peer.ts'), name, `${path}.py`], peerPatience);
      return run.output.trimEnd() === expected.output.trimEnd() ? run.milliseconds : 'other output';
    } catch (error) {
      return (error as Error).message.startsWith('more than') ? (error as Error).message : 'fails';
    }
  });
  return { workload: basename(path), times: [expected.milliseconds, ...times] };
}

function peerReport(): string {
  const cells = ({ times }: PeerRow): string =>
    times.map((time) => (typeof time === 'number' ? time.toFixed(0) : time)).join(' | ');
  return `
## Other Pythons in JavaScript

Milliseconds of one whole process each, start-up included, on the same Bun.

| workload | Aegis | ${peers.join(' | ')} |
| --- |${' --- |'.repeat(peers.length + 1)}
${peerRows.map((row) => `| ${row.workload} | ${cells(row)} |`).join('\n')}
`;
}

function makeReport(): string {
  const ratio = (times: readonly number[], over: number): number => times[over]! / times[2]!;
  const summary = (title: string, pick: (row: Row) => readonly number[]): string => {
    const against = (side: number): number[] => rows.map((row) => ratio(pick(row), side));
    const worst = rows.toSorted((left, right) => ratio(pick(left), 0) - ratio(pick(right), 0))[0];
    return `| ${title} | ${geometricMean(against(0)).toFixed(2)} | ${(1 / geometricMean(against(1))).toFixed(2)} | ${
      worst === undefined ? '' : `${worst.workload} ${ratio(pick(worst), 0).toFixed(2)}`
    } |`;
  };
  const agentSummary = (title: string, pick: (row: Row) => readonly number[]): string => {
    const against = agentRows.map((row) => ({ workload: row.workload, ratio: pick(row)[0]! / pick(row)[1]! }));
    const worst = against.toSorted((left, right) => left.ratio - right.ratio)[0];
    return `| ${title} | ${geometricMean(against.map((each) => each.ratio)).toFixed(2)} | ${
      worst === undefined ? '' : `${worst.workload} ${worst.ratio.toFixed(2)}`
    } |`;
  };
  const cells = (times: readonly number[]): string => times.map((time) => time.toFixed(0)).join(' | ');
  return `# Benchmark results

Made by \`bun run bench --write\`. Milliseconds of whole processes less each side's start-up
(${sides.map((side, index) => `${side.name} ${startUp[index]!.toFixed(0)}`).join(', ')}); "first" is one cold run, "best" of ${wanted.rounds}.

${describeMachine()}

| geometric mean of ${rows.length} | CPython ÷ Aegis | Aegis ÷ JavaScript | worst against CPython |
| --- | --- | --- | --- |
${summary('first run', (row) => row.first)}
${summary('best run', (row) => row.best)}

| workload | CPython first | JS first | Aegis first | CPython best | JS best | Aegis best | CPython ÷ Aegis (first) | Aegis ÷ JS (first) |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows
  .map(
    (row) =>
      `| ${row.workload} | ${cells(row.first)} | ${cells(row.best)} | ${ratio(row.first, 0).toFixed(2)} | ${(1 / ratio(row.first, 1)).toFixed(2)} |`,
  )
  .join('\n')}

## What agents do

| geometric mean of ${agentRows.length} | CPython ÷ Aegis | worst |
| --- | --- | --- |
${agentSummary('first run', (row) => row.first)}
${agentSummary('best run', (row) => row.best)}

| workload | CPython first | Aegis first | CPython best | Aegis best | CPython ÷ Aegis (first) | CPython ÷ Aegis (best) |
| --- | --- | --- | --- | --- | --- | --- |
${agentRows
  .map(
    ({ workload, first, best }) =>
      `| ${workload} | ${cells(first)} | ${cells(best)} | ${(first[0]! / first[1]!).toFixed(2)} | ${(best[0]! / best[1]!).toFixed(2)} |`,
  )
  .join('\n')}
${failures.length > 0 ? `\nNot measured:\n${failures.map((failure) => `- ${failure}`).join('\n')}\n` : ''}`;
}
