/**
 * `bun run bench/labels.ts [--before BINARY] [--rounds N] [--only a,b]`: what labels cost. First four loops over tainted
 * numbers and strings against the same loops over plain values (each function is run with both, in turn, so that neither
 * is compiled for one alone). With `--before`, an older binary: every workload of `bench/workloads`, none of which uses
 * labels, with both binaries in turn; the best time of each, and the geometric mean of their ratios.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { aegis, describeMachine, geometricMean, requireBinary, timeInTurn, timeProcess } from './measure.ts';

const { values: wanted } = parseArgs({
  options: { before: { type: 'string' }, rounds: { type: 'string', default: '5' }, only: { type: 'string' } },
});

requireBinary();
console.log(`${describeMachine()}\n\n| loop | plain ns | tainted ns | tainted ÷ plain |\n| --- | --- | --- | --- |`);
for (const line of timeProcess([aegis, 'run', join(import.meta.dir, 'labels', 'loops.aegis')])
  .output.trim()
  .split('\n')) {
  const [name, plain, tainted] = line.split(' ');
  console.log(`| ${name} | ${plain} | ${tainted} | ${(Number(tainted) / Number(plain)).toFixed(1)} |`);
}
if (wanted.before !== undefined) compareWith(wanted.before, Number(wanted.rounds), wanted.only?.split(','));

function compareWith(before: string, rounds: number, only: readonly string[] | undefined): void {
  const folder = join(import.meta.dir, 'workloads');
  const workloads = readdirSync(folder)
    .filter((file) => file.endsWith('.aegis'))
    .filter((file) => only === undefined || only.includes(basename(file, '.aegis')));
  console.log('\n| workload | before ms | now ms | now ÷ before |\n| --- | --- | --- | --- |');
  const ratios = workloads.map((file) => {
    const path = join(folder, file);
    const times = timeInTurn(
      [
        [before, 'run', path],
        [aegis, 'run', path],
      ],
      rounds,
    );
    const [then, now] = times.map((each) => Math.min(...each)) as [number, number];
    console.log(
      `| ${basename(file, '.aegis')} | ${then.toFixed(0)} | ${now.toFixed(0)} | ${(now / then).toFixed(3)} |`,
    );
    return now / then;
  });
  console.log(`\nGeometric mean: ${geometricMean(ratios).toFixed(3)}`);
}
