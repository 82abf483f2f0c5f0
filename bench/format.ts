/**
 * `bun run bench/format.ts [LINES]`: speed of `aegis fmt` as a whole process on a generated project, once with nothing in
 * style (narrow indentation, single quotes, no spaces around `=`, lines that are too long) and once with everything in style.
 * What others do on the machine only ever makes it slower, so the best of several rounds is told, and the middle one beside it.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { generate } from './generated-source.ts';
import { aegis, describeMachine, median, requireBinary, timeProcess } from './measure.ts';

const wanted = Number(process.argv[2] ?? 100_000);
const linesPerFile = 2000;

const rounds = 9;

requireBinary();
const folder = mkdtempSync(join(tmpdir(), 'aegis-bench-'));
try {
  const files = generateProject();
  console.log(describeMachine());
  measure('nothing in style', files, () => write(files));
  measure('all in style', inStyle(files), () => {});
} finally {
  rmSync(folder, { recursive: true });
}

function measure(what: string, files: ReadonlyMap<string, string>, prepare: () => void): void {
  const lines = [...files.values()].reduce((sum, text) => sum + linesOf(text), 0);
  const times = Array.from({ length: rounds }, () => {
    prepare();
    return timeProcess([aegis, 'fmt', folder]).milliseconds;
  });
  const speed = (milliseconds: number) => Math.round((lines / milliseconds) * 1000).toLocaleString('en');
  const [best, middle] = [Math.min(...times), median(times)];
  console.log(
    `${what}: ${lines} lines in ${best.toFixed(0)} ms = ${speed(best)} lines/s; median ${speed(middle)} lines/s`,
  );
}

/** Text by file, none of it in style. */
function generateProject(): Map<string, string> {
  const files = new Map<string, string>();
  for (let lines = 0; lines < wanted; ) {
    const text = outOfStyle(generate(linesPerFile));
    files.set(join(folder, `part${files.size % 10}`, `file${files.size}.aegis`), text);
    lines += linesOf(text);
  }
  return files;
}

function write(files: ReadonlyMap<string, string>): void {
  for (const [file, text] of files) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function inStyle(files: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...files.keys()].map((file) => [file, readFileSync(file, 'utf8')]));
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
