/**
 * Programs that try to show a tainted value. In each, the secret is a fresh random text, written as two adjacent literals
 * so that an echoed source line is no leak; a twin without the label must print it, or the program proves nothing.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { productCommand, runBatch } from './batch.ts';

export type LeakKind = 'explicit' | 'implicit' | 'metadata';

interface Row {
  readonly id: string;
  readonly kind: LeakKind;
  readonly source: string;
  /** What the row needs beyond the language's core, in words. */
  readonly needs?: string;
}

export interface LeakReport {
  readonly rows: number;
  /** Ids of rows that showed the secret. */
  readonly leaks: Readonly<Record<LeakKind, readonly string[]>>;
  /** Ids of rows whose twin did not print the secret: they prove nothing. */
  readonly silentTwins: readonly string[];
}

interface Filled {
  readonly source: string;
  readonly secret: string;
  readonly number: string;
  /** The secret as the source spells it. */
  readonly literal: string;
}

/** Puts a fresh secret into a program of the list. */
function fill(source: string): Filled {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('').sort(() => Math.random() - 0.5);
  const prefix = letters.slice(0, 6).join('');
  // Distinct digits: a row that groups equal neighbours must still show all of it.
  const digits = '123456789'.split('').sort(() => Math.random() - 0.5);
  const number = Number(digits.slice(0, 5).join(''));
  const spelled = (offset: number) => `"${prefix}" "-${number + offset}"`;
  const secret = `${prefix}-${number}`;
  const filled = source
    .replaceAll('"SECRET-42"', spelled(0))
    .replaceAll('"SECRET-41"', spelled(-1))
    .replaceAll('"SECRET-43"', spelled(1))
    .replaceAll('"SECRET-"', `"${prefix}-"`)
    .replaceAll('"SECRT-42"', `"${prefix}-0123456789"`)
    .replaceAll('"4" in s', `"${String(number)[0]}" in s`)
    .replaceAll('range(9)', `range(${secret.length})`);
  return { source: filled, secret, number: String(number), literal: spelled(0) };
}

/** Runs `taint_leaks.jsonl` of a folder against the product, twins included; the ledger counts as output. */
export async function runLeaks(folder: string): Promise<LeakReport> {
  const rows = readFileSync(join(folder, 'taint_leaks.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)
    .filter((row) => row.needs === undefined);
  const scratch = mkdtempSync(join(tmpdir(), 'aegis-leaks-'));
  try {
    const filled = rows.map((row) => fill(row.source));
    const twins = rows.map((row) => join(scratch, `${row.id}-twin.aegis`));
    filled.forEach(({ source, literal }, index) =>
      writeFileSync(twins[index]!, source.replaceAll(`tainted(${literal})`, literal)),
    );
    const outcomes = await runBatch(twins, { command: productCommand() });
    const leaks: Record<LeakKind, string[]> = { explicit: [], implicit: [], metadata: [] };
    for (const [index, row] of rows.entries())
      if (await shows(scratch, row.id, filled[index]!)) leaks[row.kind].push(row.id);
    const silentTwins = rows
      .filter((_, index) => !outcomes.get(twins[index]!)?.stdout.includes(filled[index]!.secret))
      .map((row) => row.id);
    return { rows: rows.length, leaks, silentTwins };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Runs one labelled program; true when its output or its ledger holds the secret or the number in it. */
async function shows(scratch: string, id: string, { source, secret, number, literal }: Filled): Promise<boolean> {
  const file = join(scratch, `${id}.aegis`);
  const ledger = join(scratch, `${id}.jsonl`);
  writeFileSync(file, source);
  const child = Bun.spawn([...productCommand(), 'run', '--timeout', '10s', '--audit-store', `jsonl:${ledger}`, file], {
    cwd: scratch,
    env: { PATH: process.env.PATH ?? '', HOME: scratch, TZ: 'UTC' },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  });
  const [out, complaints] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  await child.exited;
  const events = await Bun.file(ledger).text();
  // The halves of the literal stand in the echoed source; together, or in the ledger, they may not.
  const seen = `${out}${complaints.replaceAll(literal, '').replaceAll(`"-${number}"`, '')}`;
  return [seen, events].some((text) => text.includes(secret)) || seen.includes(number);
}

if (import.meta.main) {
  const folder = process.argv[2] ?? process.env.AEGIS_ATTACKS;
  if (folder === undefined) throw new Error('name the folder: AEGIS_ATTACKS=PATH or as the first argument');
  const { rows, leaks, silentTwins } = await runLeaks(folder);
  for (const kind of ['explicit', 'implicit', 'metadata'] as const)
    console.log(`${kind}: ${leaks[kind].length} ${leaks[kind].join(' ')}`);
  console.log(`${rows} rows, ${silentTwins.length} prove nothing (${silentTwins.join(' ')})`);
  process.exitCode = leaks.explicit.length === 0 ? 0 : 1;
}
