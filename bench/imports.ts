/**
 * `bun run bench/imports.ts [--rounds N] [--only a,b] [--write]`: what importing each module of the standard library costs
 * beyond a start without it, on Aegis and on CPython: whole cold processes in turn, the median of each less the median of
 * hello. `all` imports every module at once. `--write` puts the table into bench/RESULTS-IMPORTS.md.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { aegis, describeMachine, findPython, median, requireBinary, scratchFile, timeInTurn } from './measure.ts';

const modules =
  `math statistics decimal fractions datetime time calendar json csv collections itertools functools operator string re copy
  enum dataclasses typing uuid hashlib hmac secrets base64 binascii textwrap difflib abc numbers pprint logging random asyncio
  contextlib heapq bisect io struct array queue zoneinfo`.split(/\s+/);

const { values: wanted } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, only: { type: 'string' }, write: { type: 'boolean' } },
});

requireBinary();
const python = findPython();
if (python === null) throw new Error('no CPython found: name one with AEGIS_PYTHON');
const rounds = Number(wanted.rounds);
const chosen = wanted.only?.split(',') ?? modules;
const programs = [
  ...chosen.map((name) => ({ name, source: `import ${name}\nprint("hello")\n` })),
  ...(wanted.only === undefined ? [{ name: 'all', source: `import ${modules.join(', ')}\nprint("hello")\n` }] : []),
];
// Between two measured runs stands a hello of each side, so that a change of the machine's load hits both.
const hello = commandsOf('hello', 'print("hello")\n');
const rows = programs.map(({ name, source }) => {
  const commands = [...hello, ...commandsOf(name, source)];
  timeInTurn(commands, 1);
  const [aegisHello, pythonHello, aegisTime, pythonTime] = timeInTurn(commands, rounds).map(median) as [
    number,
    number,
    number,
    number,
  ];
  return { name, aegis: aegisTime - aegisHello, python: pythonTime - pythonHello };
});
const report = makeReport();
console.log(report);
if (wanted.write) writeFileSync(join(import.meta.dir, 'RESULTS-IMPORTS.md'), report);

function commandsOf(name: string, source: string): (readonly string[])[] {
  return [
    [aegis, 'run', scratchFile(`import_${name}.aegis`, source)],
    [python!, '-I', scratchFile(`import_${name}.py`, source)],
  ];
}

function makeReport(): string {
  const cells = rows.map(
    ({ name, aegis: ours, python: theirs }) =>
      `| ${name} | ${ours.toFixed(1)} | ${theirs.toFixed(1)} | ${ours <= theirs + 1 ? 'yes' : 'no'} |`,
  );
  return `# What importing a module costs

Made by \`bun run bench/imports.ts --write\`. Milliseconds beyond hello's start-up, median of ${rounds} cold processes of each side in
turn; the bar is CPython's time (within the 1 ms that such a measurement can tell apart).

${describeMachine()}

| module | Aegis ms | CPython ms | within the bar |
| --- | --- | --- | --- |
${cells.join('\n')}
`;
}
