/**
 * `bun run bench/warm.ts [--only a,b]`: what one process does with the same workloads again and again. Two tables: the
 * best of five runs in one process against hand-written JavaScript run the same way, and all the workloads one after
 * another in one process against each in a process of its own (code and caches of one must not slow the next).
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { aegis, bun, describeMachine, geometricMean, requireBinary, scratchFile, timeProcess } from './measure.ts';

const { values: wanted } = parseArgs({ options: { only: { type: 'string' } } });
const runs = 5;

requireBinary();
const folder = join(import.meta.dir, 'workloads');
const only = wanted.only?.split(',');
const workloads = readdirSync(folder)
  .filter((file) => file.endsWith('.aegis'))
  .map((file) => basename(file, '.aegis'))
  .filter((name) => only === undefined || only.includes(name));

/** Evaluates each file as a module of its own, as `aegis batch` does, and prints the seconds of each. */
const javaScriptHarness = scratchFile(
  'warm.mjs',
  `console.log = () => {};
let count = 0;
for (const file of process.argv.slice(2)) {
  const start = performance.now();
  await import(\`\${file}?\${count++}\`);
  process.stdout.write(\`\${(performance.now() - start) / 1000}\\n\`);
}
`,
);

function javaScriptSeconds(files: readonly string[]): number[] {
  return timeProcess([bun, javaScriptHarness, ...files])
    .output.trim()
    .split('\n')
    .map(Number);
}

function aegisSeconds(files: readonly string[]): number[] {
  const lines = timeProcess([aegis, 'batch', '--timeout', '120s', ...files])
    .output.trim()
    .split('\n');
  return lines.map((line) => {
    const { exit, seconds, stderr } = JSON.parse(line) as { exit: number; seconds: number; stderr: string };
    if (exit !== 0) throw new Error(stderr);
    return seconds;
  });
}

const milliseconds = (seconds: number): string => (seconds * 1000).toFixed(0);
const repeated = (file: string): string[] => Array.from({ length: runs }, () => file);

console.log(
  `${describeMachine()}\n\n| best of ${runs} in one process | JavaScript ms | Aegis ms | Aegis ÷ JavaScript |`,
);
console.log('| --- | --- | --- | --- |');
const warm = workloads.map((workload) => {
  const peer = Math.min(...javaScriptSeconds(repeated(join(folder, `${workload}.js`))));
  const ours = Math.min(...aegisSeconds(repeated(join(folder, `${workload}.aegis`))));
  console.log(`| ${workload} | ${milliseconds(peer)} | ${milliseconds(ours)} | ${(ours / peer).toFixed(2)} |`);
  return ours / peer;
});
console.log(`| geometric mean | | | ${geometricMean(warm).toFixed(2)} |`);

const files = workloads.map((workload) => join(folder, `${workload}.aegis`));
const together = aegisSeconds(files);
const alone = files.map((file) => aegisSeconds([file])[0]!);
console.log('\n| all in one process | alone ms | after the others ms | ratio |\n| --- | --- | --- | --- |');
for (const [index, workload] of workloads.entries()) {
  const [single, shared] = [alone[index]!, together[index]!];
  console.log(`| ${workload} | ${milliseconds(single)} | ${milliseconds(shared)} | ${(shared / single).toFixed(2)} |`);
}
const ratios = together.map((shared, index) => shared / alone[index]!);
console.log(`| geometric mean | | | ${geometricMean(ratios).toFixed(2)} |`);
