/**
 * `bun run bench/compile.ts [LINES]`: speed of the compiler from text to JavaScript on a generated file, first in a cold
 * process and then warm. What is measured is built as the executable is: this file builds itself and runs the result.
 *
 * The generated file is ordinary code: functions, classes, loops, formatting, comments; no two functions are the same.
 * Lines per second mean little without how much stands in a line, so it must hold at least as many tokens and nodes per
 * line as the standard library's own Aegis code, and both are shown.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lex } from '#compiler/1-lex/lex';
import { parse } from '#compiler/2-parse/parse';
import { compile } from '#compiler/compile';
import { Diagnostics } from '#diagnostics/diagnostic';
import { SourceFile } from '#language/source';
import { executableOptions } from '../scripts/executable.ts';
import { describeMachine, repository } from './measure.ts';

const inExecutable = import.meta.dir.startsWith('/$bunfs');
const wanted = Number(process.argv[2] ?? 50_000);

if (inExecutable) measure(generate(wanted), process.argv[3] === 'untyped');
else {
  console.log(describeMachine());
  checkDensity(generate(wanted));
  await runExecutable();
}

async function runExecutable(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aegis-bench-'));
  const outfile = join(folder, 'compile');
  try {
    const result = await Bun.build({
      ...executableOptions,
      entrypoints: [import.meta.path],
      compile: { ...executableOptions.compile, outfile },
    });
    if (!result.success) throw new Error(result.logs.join('\n'));
    for (const types of ['typed', 'untyped']) {
      const { stdout } = Bun.spawnSync([outfile, String(wanted), types], { stdout: 'pipe', stderr: 'inherit' });
      process.stdout.write(stdout);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param isLibrary types are not checked, as in modules of the library */
function measure(text: string, isLibrary: boolean): void {
  const importName = (written: string) => written;
  const options = { name: '__main__', package: null, importName, isGranted: null, isLibrary };
  console.log(isLibrary ? 'without types:' : 'with everything that is checked:');
  const lines = text.split('\n').length;
  for (const round of ['cold', 'second', 'third']) {
    const started = Bun.nanoseconds();
    const { emitted, diagnostics } = compile(new SourceFile('generated.aegis', text), options);
    // Whoever uses the text reads it: until then the engine may keep it as a tree of its pieces.
    const size = emitted === null ? 0 : Buffer.byteLength(emitted.js);
    const seconds = (Bun.nanoseconds() - started) / 1e9;
    if (emitted === null) throw new Error(`the generated file does not compile: ${diagnostics[0]?.message}`);
    const speed = Math.round(lines / seconds).toLocaleString('en');
    console.log(
      `  ${round}: ${lines} lines in ${(seconds * 1000).toFixed(0)} ms = ${speed} lines/s, ${(size / 1024).toFixed(0)} KB of JavaScript`,
    );
  }
}

/** @throws Error when the generated file would be easier to compile than real code. */
function checkDensity(text: string): void {
  const folder = join(repository, 'src', 'program', 'stdlib');
  const names = readdirSync(folder).filter((name) => name.endsWith('.aegis'));
  const real = densityOf(names.map((name) => readFileSync(join(folder, name), 'utf8')));
  const generated = densityOf([text]);
  console.log(`the generated file: ${describe(generated)}; the standard library: ${describe(real)}`);
  if (generated.tokens < real.tokens || generated.nodes < real.nodes) throw new Error('the generated file is too easy');
}

interface Density {
  readonly tokens: number;
  readonly nodes: number;
}

/** Tokens and syntax nodes per line. */
function densityOf(texts: readonly string[]): Density {
  let lines = 0;
  let tokens = 0;
  let nodes = 0;
  for (const text of texts) {
    const source = new SourceFile('density.aegis', text);
    lines += source.lineCount;
    tokens += lex(source, new Diagnostics(source)).count;
    nodes += parse(source, new Diagnostics(source)).nodeCount;
  }
  return { tokens: tokens / lines, nodes: nodes / lines };
}

function describe({ tokens, nodes }: Density): string {
  return `${tokens.toFixed(1)} tokens and ${nodes.toFixed(1)} nodes per line`;
}

function generate(count: number): string {
  const pieces: string[] = [];
  for (let n = 0, made = 0; made < count; n++) {
    const piece = generatePiece(n);
    pieces.push(piece);
    made += piece.split('\n').length - 1;
  }
  return pieces.join('');
}

function generatePiece(n: number): string {
  return `class Shape${n}:
    """The shape with number ${n}; its parts are kept by name."""
    sides: int = ${n % 12}

    func __init__(self, width, height=${n}):
        self.width = width
        self.height = height
        self.parts = {
            "name": "shape ${n}",
            "tags": [1, 2.5, None],
            "visible": True,
        }

    func area(self, scale=1.0) -> float:
        # Flat shapes have none, and some widths are not allowed.
        if self.width < ${n} and not self.height == 0:
            return self.width * self.height * scale
        elif self.width in (1, 2, ${n}):
            raise ValueError(f"shape {self.width!r} is {self.height:>{10}} wide")
        let total = sum(x * x for x in range(self.width) if x % 2)
        return total / (self.height + 1)

    func is_visible(self):
        return self.parts["visible"]

func process_${n}(items, limit=10, *rest, key=None, **named):
    """Makes the shapes of some items and measures them.

    Returns the areas by place, and what the rest came to.
    """
    let result, count = [], 0
    for index, item in enumerate(items):
        try:
            let shape = Shape${n}(item["width"], height=index + ${n})
            result.append(shape.area(scale=0.5))
        except (KeyError, ValueError) as error:
            print("skipped", index, error)
            continue
        # Every other one counts twice.
        count += 1
        while count > limit:
            count -= limit // 2
    return {i: value for i, value in enumerate(result[1:-1])}, [key(v) for v in rest]

func find_${n}(shapes, name, missing=None):
    if not shapes:
        return missing
    for shape in shapes:
        if shape.parts["name"] == name and shape.is_visible():
            return shape
    return missing

`;
}
