/**
 * `bun run bench/imports.ts [--rounds N] [--only a,b] [--write]`: what importing each module of the standard library costs
 * beyond a start without it, on Aegis and on CPython: whole processes, each beside a hello of its own side; the median of the
 * differences. `all` imports every module at once, with a cache that knows the program and with an empty one. Last, what an
 * import costs that is not the first of its process. `--write` puts the tables into bench/RESULTS-IMPORTS.md.
 *
 * CPython runs from a virtual environment without packages, so that it has loaded what `site` needs and nothing else:
 * packages may hook into its start, and then half of the library is imported before anybody measures.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  aegis,
  describeMachine,
  findPython,
  median,
  requireBinary,
  scratchFile,
  timeInTurn,
  timeProcess,
} from './measure.ts';

const modules =
  `math statistics decimal fractions datetime time calendar json csv collections itertools functools operator string re copy
  enum dataclasses typing uuid hashlib hmac secrets base64 binascii textwrap difflib abc numbers pprint logging random asyncio
  contextlib heapq bisect io struct array queue zoneinfo`.split(/\s+/);

const { values: wanted } = parseArgs({
  options: { rounds: { type: 'string', default: '7' }, only: { type: 'string' }, write: { type: 'boolean' } },
});

requireBinary();
const python = cleanPython();
const rounds = Number(wanted.rounds);
const chosen = wanted.only?.split(',') ?? modules;

interface Row {
  readonly name: string;
  readonly aegis: number;
  readonly python: number;
  /** Both again, for a program that looks into what it imported. */
  readonly used: readonly [aegis: number, python: number] | null;
}

const rows = chosen.map((name): Row => {
  const imported = measure(name, `import ${name}\n`, [aegis]);
  const used = measure(`${name}_used`, `import ${name}\ndir(${name})\n`, [aegis]);
  return { ...imported, used: [used.aegis, used.python] };
});
if (wanted.only === undefined) {
  const all = `import ${modules.join(', ')}\n`;
  rows.push(measure('all', all, [aegis]));
  // A home of its own for each run: what is compiled, is compiled then.
  rows.push(measure('all, nothing cached', all, ['sh', '-c', `HOME=$(mktemp -d) exec ${aegis} "$@"`, 'sh']));
}
const report = makeReport();
console.log(report);
if (wanted.write) writeFileSync(join(import.meta.dir, 'RESULTS-IMPORTS.md'), report);

/** An interpreter whose start loads nothing that a package asked for. */
function cleanPython(): string {
  const found = findPython();
  if (found === null) throw new Error('no CPython found: name one with AEGIS_PYTHON');
  const folder = mkdtempSync(join(tmpdir(), 'aegis-bench-venv-'));
  timeProcess([found, '-m', 'venv', '--without-pip', folder]);
  return join(folder, 'bin', 'python');
}

/** Both sides in turn, each with a hello right before, so that a change of the machine's load hits both. */
function measure(name: string, source: string, run: readonly string[]): Row {
  const file = name.replace(/\W+/g, '_');
  const commands = [...commandsOf('hello', '', run), ...commandsOf(`import_${file}`, source, run)];
  const times = timeInTurn(commands, rounds + 1).map((each) => each.slice(1));
  const beyond = (hello: number, imported: number) =>
    median(times[imported]!.map((time, round) => time - times[hello]![round]!));
  return { name, aegis: beyond(0, 2), python: beyond(1, 3), used: null };
}

function commandsOf(name: string, source: string, run: readonly string[]): (readonly string[])[] {
  const text = `${source}print("hello")\n`;
  return [
    [...run, 'run', scratchFile(`${name}.aegis`, text)],
    [python, '-I', scratchFile(`${name}.py`, text)],
  ];
}

/** Nanoseconds of an `import` statement whose module is there already. */
function importAgain(run: readonly string[], extension: string, define: string, declare: string): number {
  const text = `import time
${define} again(count):
    for _ in range(count):
        import json
again(100_000)
${declare}started = time.perf_counter()
again(1_000_000)
print((time.perf_counter() - started) * 1000)
`;
  return Number(timeProcess([...run, scratchFile(`import_again.${extension}`, text)]).output);
}

function makeReport(): string {
  const cells = rows.map(
    ({ name, aegis: ours, python: theirs, used }) =>
      `| ${name} | ${ours.toFixed(1)} | ${theirs.toFixed(1)} | ${ours <= theirs + 1 ? 'yes' : 'no'} | ${used === null ? '' : used[0].toFixed(1)} | ${used === null ? '' : used[1].toFixed(1)} |`,
  );
  const again = [importAgain([aegis, 'run'], 'aegis', 'func', 'let '), importAgain([python, '-I'], 'py', 'def', '')];
  return `# What importing a module costs

Made by \`bun run bench/imports.ts --write\`. Milliseconds beyond the start of a program that imports nothing, median of ${rounds}
whole processes of each side in turn; the bar is CPython's time (within the 1 ms that such a measurement can tell apart).
CPython runs from a virtual environment without packages: what its start has loaded (\`io\`, \`abc\`, \`os\` and \`time\` among them)
costs it nothing here. The last two columns: the same when the program looks into the module, because Aegis runs the code of a
module of its library when something of it is first read.

${describeMachine()}

| module | Aegis ms | CPython ms | within the bar | Aegis, used | CPython, used |
| --- | --- | --- | --- | --- | --- |
${cells.join('\n')}

An \`import\` that is not the first of its process: Aegis ${again[0]!.toFixed(0)} ns, CPython ${again[1]!.toFixed(0)} ns.
`;
}
