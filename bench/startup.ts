/**
 * `bun run bench/startup.ts`: `aegis run hello.aegis` (warm cache, confined) against an empty compiled Bun binary, CPython
 * (isolated and plain) and Node, in turn. The first column's ratio is the figure that is held.
 */
import { existsSync } from 'node:fs';
import {
  aegis,
  bun,
  describeMachine,
  findPython,
  median,
  requireBinary,
  scratchFile,
  timeInTurn,
  timeProcess,
} from './measure.ts';

requireBinary();
const python = findPython();
const hello = scratchFile('hello.aegis', 'print("hello")\n');
const helloPython = scratchFile('hello.py', 'print("hello")\n');
const helloJavaScript = scratchFile('hello.js', 'console.log("hello")\n');
const empty = scratchFile('empty', '');
timeProcess([bun, 'build', '--compile', scratchFile('empty.js', ''), '--outfile', empty]);
if (!existsSync(empty)) throw new Error('could not compile the empty binary');

const node = Bun.which('node');
const contestants: [string, readonly string[]][] = [
  ['empty Bun binary', [empty]],
  ['aegis run hello.aegis', [aegis, 'run', hello]],
  ['aegis version', [aegis, 'version']],
  ...(python === null
    ? []
    : ([
        ['python3 -I', [python, '-I', helloPython]],
        ['python3', [python, helloPython]],
      ] as [string, readonly string[]][])),
  ...(node === null ? [] : ([['node', [node, helloJavaScript]]] as [string, readonly string[]][])),
];
const commands = contestants.map(([, command]) => command);
timeInTurn(commands, 2);
const times = timeInTurn(commands, Number(process.argv[2] ?? 20));
const base = median(times[0]!);
console.log(`${describeMachine()}\n\n| | median ms | best ms | × empty binary |\n| --- | --- | --- | --- |`);
for (const [index, [name]] of contestants.entries()) {
  const middle = median(times[index]!);
  console.log(
    `| ${name} | ${middle.toFixed(1)} | ${Math.min(...times[index]!).toFixed(1)} | ${(middle / base).toFixed(2)} |`,
  );
}
