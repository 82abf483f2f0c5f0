/** What the benchmarks share: the programs to compare with, wall time of a whole process, and a few numbers about times. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir } from 'node:os';
import { join } from 'node:path';

export const repository = join(import.meta.dir, '..');
export const aegis = join(repository, 'dist', 'aegis');
export const bun = process.execPath;

/** The interpreter itself: a version manager's shim would add its own start to every run. Null when there is none. */
export function findPython(): string | null {
  const asked = process.env.AEGIS_PYTHON ?? 'python3.11';
  for (const name of [asked, 'python3']) {
    const answer = Bun.which(name) && Bun.spawnSync([name, '-c', 'import sys; print(sys.executable)']);
    const path = answer ? answer.stdout.toString().trim() : '';
    if (path !== '' && existsSync(path)) return path;
  }
  return null;
}

export function requireBinary(): void {
  if (!existsSync(aegis)) throw new Error('dist/aegis is missing: run `npm run build` first');
}

export interface Timed {
  readonly milliseconds: number;
  readonly output: string;
}

/**
 * Runs one process from start to end.
 *
 * @param timeout milliseconds after which it is killed
 * @throws Error when it fails: a benchmark of a crash says nothing
 */
export function timeProcess(command: readonly string[], timeout = 600_000): Timed {
  const started = Bun.nanoseconds();
  const child = Bun.spawnSync([...command], { stdin: 'ignore', stdout: 'pipe', stderr: 'pipe', timeout });
  const milliseconds = (Bun.nanoseconds() - started) / 1e6;
  if (child.exitedDueToTimeout === true) throw new Error(`more than ${timeout / 1000} s`);
  if (child.exitCode !== 0) throw new Error(`${command.join(' ')} failed: ${child.stderr.toString().slice(-300)}`);
  return { milliseconds, output: child.stdout.toString() };
}

/** Times several commands in turn, round after round, so that a busy moment of the machine hits all of them. */
export function timeInTurn(commands: readonly (readonly string[])[], rounds: number): number[][] {
  const times: number[][] = commands.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, command] of commands.entries()) times[index]!.push(timeProcess(command).milliseconds);
  }
  return times;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function percentile(values: readonly number[], share: number): number {
  return values.toSorted((left, right) => left - right)[
    Math.min(values.length - 1, Math.floor(values.length * share))
  ]!;
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** A scratch file for generated programs. */
export function scratchFile(name: string, text: string): string {
  const folder = join(tmpdir(), 'aegis-bench');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Machine and versions: a figure without them cannot be compared. */
export function describeMachine(): string {
  const python = findPython();
  const pythonVersion =
    python === null ? 'none' : timeProcess([python, '-c', 'import sys; print(sys.version.split()[0])']).output.trim();
  const processor = cpus()[0]?.model.trim() ?? 'unknown processor';
  return [
    `- machine: ${processor}, ${cpus().length} cores, ${process.platform} ${release()} ${process.arch}`,
    `- Bun ${Bun.version}, CPython ${pythonVersion}`,
    `- date: ${new Date().toISOString().slice(0, 10)}`,
  ].join('\n');
}
