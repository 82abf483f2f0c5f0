/**
 * `bun run differential [--programs N] [--seed FIRST] [--area NAME]`: generates programs over the built-in types and the
 * core of the language, runs them with Aegis and with CPython 3.11, and prints every line on which the two differ, with
 * what was asked. Exit 1 when there is one. What it finds becomes a case in `tests/language`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { productCommand, runBatch } from '../support/batch.ts';
import { toPython } from '../support/oracle.ts';
import * as expressions from './expressions.ts';
import { libraryCall, libraryImports } from './library.ts';
import { Random } from './random.ts';
import * as statements from './statements.ts';

const { values: wanted } = parseArgs({
  options: {
    programs: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    area: { type: 'string' },
    lines: { type: 'string', default: '40' },
  },
});

/** Expressions of one program. */
const expressionCount = 60;

/** What programs of each area print. Addresses differ from run to run, sets of strings have no order. */
const prelude = `
func shown(value):
    if isinstance(value, (set, frozenset)):
        return type(value).__name__ + repr(sorted(map(repr, value)))
    return repr(value)

func attempt(action):
    try:
        print(shown(action()))
    except BaseException as problem:
        print(type(problem).__name__, problem)

func acted(target, name, *given):
    let result = getattr(target, name)(*given)
    return shown(result), shown(target)
`;

type Area = (random: Random) => string;

function ofExpressions(make: (random: Random) => string): Area {
  return (random) =>
    prelude + Array.from({ length: expressionCount }, () => `attempt(lambda: ${make(random)})\n`).join('');
}

function ofStatements(make: (random: Random) => string[]): Area {
  return (random) => `${prelude}${make(random).join('\n')}\n`;
}

const areas: Readonly<Record<string, Area>> = {
  methods: ofExpressions(expressions.methodCall),
  functions: ofExpressions(expressions.functionCall),
  operations: ofExpressions(expressions.operation),
  formatting: ofExpressions(expressions.formatted),
  percent: ofExpressions(expressions.percent),
  subscripts: ofExpressions(expressions.subscript),
  parsing: ofExpressions(expressions.parsed),
  comprehensions: ofExpressions(expressions.comprehension),
  library: (random) => libraryImports + ofExpressions(libraryCall)(random),
  operators: ofStatements(statements.operatorProgram),
  classes: ofStatements(statements.classProgram),
  generators: ofStatements(statements.generatorProgram),
  matching: ofStatements(statements.matchProgram),
  unpacking: ofStatements(statements.unpackingProgram),
  exceptions: ofStatements(statements.exceptionProgram),
};

/** Runs programs from a JSON list on stdin and prints a JSON list of what each printed. */
const judge = `
import contextlib, gc, io, json, sys, warnings
warnings.simplefilter("ignore")
answers = []
for program in json.load(sys.stdin):
    out = io.StringIO()
    names = {"__name__": "__main__"}
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(program, "program", "exec"), names)
        except BaseException as problem:
            print("stopped:", type(problem).__name__, problem)
        answers.append(out.getvalue())
        # Generators that are still open speak now, and nobody listens.
        names.clear()
        gc.collect()
print(json.dumps(answers))
`;

interface Program {
  readonly area: string;
  readonly seed: number;
  readonly source: string;
  readonly file: string;
}

const folder = mkdtempSync(join(tmpdir(), 'differential-'));
try {
  process.exitCode = await compareAll();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function compareAll(): Promise<number> {
  const programs = generate();
  const expected = askJudge(programs.map(({ source }) => toPython(source)));
  const outcomes = await runBatch(
    programs.map(({ file }) => file),
    { command: productCommand(), jobs: 1 },
  );
  let differing = 0;
  for (const [index, program] of programs.entries()) {
    const outcome = outcomes.get(program.file);
    const actual = outcome === undefined ? 'no answer\n' : outcome.stdout + errorOf(outcome);
    differing += report(program, neutral(expected[index]!), neutral(actual), differing);
  }
  console.log(`${programs.length} programs, ${differing} differing lines`);
  return differing === 0 ? 0 : 1;
}

function generate(): Program[] {
  const names = Object.keys(areas).filter((name) => wanted.area === undefined || name === wanted.area);
  return Array.from({ length: Number(wanted.programs) }, (_, index) => {
    const area = names[index % names.length]!;
    const seed = Number(wanted.seed) + Math.floor(index / names.length);
    const source = areas[area]!(new Random(seed * 1000 + names.indexOf(area)));
    const file = join(folder, `${area}-${seed}.aegis`);
    writeFileSync(file, source);
    return { area, seed, source, file };
  });
}

function askJudge(programs: readonly string[]): string[] {
  const answer = spawnSync(process.env.AEGIS_PYTHON ?? 'python3.11', ['-I', '-X', 'utf8', '-c', judge], {
    input: JSON.stringify(programs),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { PATH: process.env.PATH ?? '', PYTHONHASHSEED: '0' },
  });
  if (answer.status !== 0) throw new Error(`CPython failed:\n${answer.stderr}`);
  return JSON.parse(answer.stdout) as string[];
}

function errorOf({ exit, stderr }: { readonly exit: number; readonly stderr: string }): string {
  if (exit === 0) return '';
  const last = stderr.trim().split('\n').at(-1) ?? '';
  return `stopped: ${last}\n`;
}

function neutral(output: string): string[] {
  return output
    .replace(/0x7[0-9a-f]{9,}/g, '0x…')
    .split('\n')
    .slice(0, -1);
}

/** Prints the lines that differ; returns their number. Programs of statements are told whole. */
function report(program: Program, expected: readonly string[], actual: readonly string[], before: number): number {
  const asked = program.source.split('\n').filter((line) => line.startsWith('attempt('));
  const isAligned = asked.length === expected.length && expected.length === actual.length;
  let count = 0;
  for (let line = 0; line < Math.max(expected.length, actual.length); line++) {
    if (expected[line] === actual[line]) continue;
    count++;
    if (before + count > Number(wanted.lines)) continue;
    const what = isAligned ? asked[line]!.slice('attempt(lambda: '.length, -1) : `line ${line + 1}`;
    console.log(`${program.area} ${program.seed}: ${what}`);
    console.log(`    expected ${expected[line] ?? '<end>'}\n    got      ${actual[line] ?? '<end>'}`);
    if (isAligned) continue;
    console.log(program.source.slice(prelude.length).replace(/^/gm, '    | '));
    break;
  }
  return count;
}
