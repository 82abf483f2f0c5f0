/**
 * Other programs: found by name in the folders of PATH, started from a list of words without a shell, with exactly the
 * environment that is given, and ended with all that they started themselves.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface ProcessOrder {
  /** Absolute path of the program. */
  readonly file: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly input: Uint8Array;
  /** More output than this, both streams together, ends it. */
  readonly mostBytes: number;
  /** Ends it, whatever it is doing. */
  readonly signal: AbortSignal;
}

export interface ProcessResult {
  /** Negative: the number of the signal that ended it. */
  readonly code: number;
  readonly output: Uint8Array;
  readonly error: Uint8Array;
}

export class ProcessFailure extends Error {
  override readonly name = 'ProcessFailure';

  constructor(
    readonly problem: 'not-started' | 'too-large',
    options?: ErrorOptions,
  ) {
    super(problem, options);
  }
}

export interface Processes {
  /** The absolute path of a program; null when no folder of PATH has it. */
  find(name: string): string | null;
  /** @throws ProcessFailure; the signal's reason when it was ended */
  run(order: ProcessOrder): Promise<ProcessResult>;
}

/** @param searchPath folders as in PATH; relative ones are left out, because they would mean a folder of the program's */
export function systemProcesses(searchPath: string): Processes {
  const folders = searchPath.split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return {
    find: (name) => folders.map((folder) => path.join(folder, name)).find(isExecutable) ?? null,
    run,
  };
}

function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

async function run(order: ProcessOrder): Promise<ProcessResult> {
  order.signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<ProcessResult>();
  const child = spawn(order.file, [...order.arguments], {
    cwd: order.folder,
    env: { ...order.environment },
    shell: false,
    // A group of its own, so that what it starts can be ended with it.
    detached: true,
    stdio: 'pipe',
  });
  const output: Uint8Array[] = [];
  const error: Uint8Array[] = [];
  let length = 0;
  const collect = (chunks: Uint8Array[]) => (chunk: Uint8Array) => {
    length += chunk.length;
    if (length > order.mostBytes) end(new ProcessFailure('too-large'));
    else chunks.push(chunk);
  };
  function end(reason: unknown): void {
    killGroup(child.pid);
    reject(reason);
  }
  const abort = () => end(order.signal.reason);
  order.signal.addEventListener('abort', abort, { once: true });
  child.on('error', (cause) => reject(new ProcessFailure('not-started', { cause })));
  child.on('close', (code, signal) => {
    const number = signal === null ? 0 : os.constants.signals[signal];
    resolve({ code: code ?? -number, output: Buffer.concat(output), error: Buffer.concat(error) });
  });
  child.stdout.on('data', collect(output));
  child.stderr.on('data', collect(error));
  // A program that does not read its input closes it; that is its own affair.
  child.stdin.on('error', () => {});
  child.stdin.end(order.input);
  return promise.finally(() => order.signal.removeEventListener('abort', abort));
}

function killGroup(id: number | undefined): void {
  if (id === undefined) return;
  try {
    process.kill(-id, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
