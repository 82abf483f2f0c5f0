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
import { generate } from './generated-source.ts';
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
