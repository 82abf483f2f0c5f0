/**
 * `bun run bench/scaled.ts [--only a,b] [--rounds N] [--write]`: every workload with work enough. Its main part is done as
 * often in one process as it takes the hand-written JavaScript 300 ms; then what a process needs to begin (start-up, first
 * compilation) weighs as little as it does in a program that runs for a while. Outputs must be equal. `--write` puts the
 * table into bench/RESULTS-SCALED.md.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
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

const leastMilliseconds = 300;

const { values: wanted } = parseArgs({
  options: { only: { type: 'string' }, rounds: { type: 'string', default: '3' }, write: { type: 'boolean' } },
});

requireBinary();
const python = findPython();
if (python === null) throw new Error('no CPython found: name one with AEGIS_PYTHON');
const folder = join(import.meta.dir, 'workloads');
const only = wanted.only?.split(',');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.js'))
  .map((file) => basename(file, '.js'))
  .filter((name) => only === undefined || only.includes(name));

interface Row {
  readonly name: string;
  readonly times: number;
  /** Least milliseconds of CPython, JavaScript, Aegis. */
  readonly least: readonly [number, number, number];
}

const startUp = timeProcess([bun, scratchFile('hello.js', 'console.log("hello")\n')]).milliseconds;
const rows = names.map(measure);
const report = makeReport();
console.log(report);
if (wanted.write) writeFileSync(join(import.meta.dir, 'RESULTS-SCALED.md'), report);

function measure(name: string): Row {
  const once = Math.min(...timeInTurn([[bun, join(folder, `${name}.js`)]], 3)[0]!) - startUp;
  const times = Math.max(1, Math.ceil(leastMilliseconds / Math.max(once, 1)));
  const commands = [
    [python!, '-I', repeated(name, 'py', times)],
    [bun, repeated(name, 'js', times)],
    [aegis, 'run', repeated(name, 'aegis', times)],
  ];
  const outputs = commands.map((command) => timeProcess(command).output);
  if (outputs.some((output) => output !== outputs[0])) throw new Error(`${name}: the outputs differ`);
  const least = timeInTurn(commands, Number(wanted.rounds)).map((each) => Math.min(...each));
  return { name, times, least: least as [number, number, number] };
}

/** The workload with its main part done so many times. @returns the path of the file */
function repeated(name: string, ending: 'py' | 'js' | 'aegis', times: number): string {
  const text = readFileSync(join(folder, `${name}.${ending}`), 'utf8').trimEnd();
  const again =
    ending === 'js'
      ? `for (let turn = 0; turn < ${times}; turn++) {\n${text}\n}\n`
      : text.replace(/^main\(\)$/m, `for turn in range(${times}):\n    main()\n`);
  return scratchFile(`${name}-repeated.${ending}`, again);
}

function makeReport(): string {
  const againstPython = rows.map(({ least: [peer, , ours] }) => peer / ours);
  const againstJavaScript = rows.map(({ least: [, peer, ours] }) => ours / peer);
  const lines = rows.map(
    ({ name, times, least }, index) =>
      `| ${name} | ${times} | ${least.map((each) => each.toFixed(0)).join(' | ')} | ${againstPython[index]!.toFixed(2)} | ${againstJavaScript[index]!.toFixed(2)} |`,
  );
  return `# With work enough

Made by \`bun run bench/scaled.ts --write\`. Milliseconds of whole processes, start-up included, the least of ${wanted.rounds}; each
workload's main part is done so many times that the hand-written JavaScript takes ${leastMilliseconds} ms.

${describeMachine()}

| workload | times | CPython | JavaScript | Aegis | CPython ÷ Aegis | Aegis ÷ JavaScript |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}
| geometric mean | | | | | ${geometricMean(againstPython).toFixed(2)} | ${geometricMean(againstJavaScript).toFixed(2)} |
`;
}
