/**
 * `bun run bench/format.ts [LINES]`: speed of `aegis fmt` as a whole process on a generated project, once with nothing in
 * style (narrow indentation, single quotes, no spaces around `=`, lines that are too long) and once with everything in style.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { generate } from './generated-source.ts';
import { aegis, describeMachine, requireBinary, timeProcess } from './measure.ts';

const wanted = Number(process.argv[2] ?? 100_000);
const linesPerFile = 2000;

requireBinary();
const folder = mkdtempSync(join(tmpdir(), 'aegis-bench-'));
try {
  const files = writeProject(folder);
  console.log(describeMachine());
  measure('nothing in style', files);
  measure('all in style', files);
} finally {
  rmSync(folder, { recursive: true });
}

function measure(what: string, files: readonly string[]): void {
  const lines = files.reduce((sum, file) => sum + linesOf(readFileSync(file, 'utf8')), 0);
  const { milliseconds } = timeProcess([aegis, 'fmt', folder]);
  const speed = Math.round((lines / milliseconds) * 1000).toLocaleString('en');
  console.log(`${what}: ${lines} lines in ${milliseconds.toFixed(0)} ms = ${speed} lines/s`);
}

/** @returns the project's files */
function writeProject(root: string): string[] {
  const files: string[] = [];
  for (let lines = 0; lines < wanted; ) {
    const text = outOfStyle(generate(linesPerFile));
    const file = join(root, `part${files.length % 10}`, `file${files.length}.aegis`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    files.push(file);
    lines += linesOf(text);
  }
  return files;
}

function linesOf(text: string): number {
  return text.split('\n').length - 1;
}

function outOfStyle(text: string): string {
  const long = `let measured = process_1([{'width': 1, 'height': 2}, {'width': 3}], key=lambda v: v.width) + find_1(a, b)\n`;
  return text
    .replace(/^( +)/gm, (indentation) => indentation.slice(indentation.length / 2))
    .replaceAll(' = ', '=')
    .replace(/"(\w+)"/g, "'$1'")
    .replace(/^func find_/gm, `${long.repeat(3)}func find_`);
}
