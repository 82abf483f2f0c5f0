/**
 * Runs many Aegis programs with one start of the real command line: `aegis batch FILES` prints one JSON line per file.
 * Each program still gets its own realm. Tests run from source (`bun src/main.ts`), tools may name a built binary.
 */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from './files.ts';

export interface Outcome {
  readonly file: string;
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

export interface BatchOptions {
  /** The words that start Aegis; by default from source. */
  readonly command?: readonly string[];
  /** How many files one start takes. */
  readonly size?: number;
  /** How many starts run at the same time. */
  readonly jobs?: number;
  /** Seconds allowed per file, counted together for a whole batch. */
  readonly timeout?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

export const fromSource: readonly string[] = [process.execPath, join(repository, 'src/main.ts')];
export const fromBinary: readonly string[] = [join(repository, 'dist', 'aegis')];

/** The built binary where there is one, else the source: for tools that measure or judge the product. */
export function productCommand(): readonly string[] {
  return existsSync(fromBinary[0]!) ? fromBinary : fromSource;
}

/** Outcomes by file. A file without an answer (the batch died or ran out of time) is missing from the map. */
export async function runBatch(files: readonly string[], options: BatchOptions = {}): Promise<Map<string, Outcome>> {
  const { size = 60, jobs = 2 } = options;
  const chunks: string[][] = [];
  for (let start = 0; start < files.length; start += size) chunks.push(files.slice(start, start + size));
  const outcomes = new Map<string, Outcome>();
  const worker = async (): Promise<void> => {
    for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) {
      for (const outcome of await runChunk(chunk, options)) outcomes.set(outcome.file, outcome);
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return outcomes;
}

async function runChunk(files: readonly string[], options: BatchOptions): Promise<Outcome[]> {
  const { command = fromSource, timeout = 10, environment = {} } = options;
  const child = Bun.spawn([...command, 'batch', ...files], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', TZ: 'UTC', ...environment },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'ignore',
  });
  const timer = setTimeout(() => child.kill(9), timeout * 1000 * files.length);
  const text = await new Response(child.stdout).text();
  clearTimeout(timer);
  await child.exited;
  return text.split('\n').flatMap(readOutcome);
}

/** A line that is no outcome (cut off by a kill) says nothing. */
function readOutcome(line: string): Outcome[] {
  if (!line.startsWith('{')) return [];
  try {
    return [JSON.parse(line) as Outcome];
  } catch {
    return [];
  }
}
