/**
 * Hostile programs and how they are judged. A program has got out when it prints ESCAPED on a line of its own, or when
 * the canary of the host's environment, a path of this machine, a JavaScript stack or words of the engine show up.
 *
 * As a command: `AEGIS_ATTACKS=folder bun run tests/support/escapes.ts` runs its `escapes.jsonl` against the product and
 * ends with `N passed, M failed`.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Outcome, productCommand, runBatch } from './batch.ts';
import { repository } from './files.ts';

interface Attack {
  readonly id: string;
  readonly class: string;
  readonly source: string;
  readonly severity?: string;
}

/** In the host's environment while attacks run; a program that shows it has read the host. */
export const canary = `canary-${crypto.randomUUID()}`;

/** Environment for a batch of attacks. */
export const attackEnvironment = { AEGIS_CANARY: canary };

const engineWords =
  /^\s+at .+(?:\(|:\d+:\d+)|\[native code\]|\.ts:\d+|\$bunfs|\(evaluating '|is not a function\. \(In|internal error of the Aegis runtime/m;

/** Every way in which the outcome shows an escape; empty when the program was stopped or harmless. */
export function escapesIn(outcome: Outcome, programFolder: string): string[] {
  const output = `${outcome.stdout}\n${outcome.stderr}`;
  const withoutOwnPath = output.replaceAll(programFolder, '');
  const signs: [string, boolean][] = [
    ['printed ESCAPED', /^ESCAPED\b/m.test(outcome.stdout)],
    ['showed the canary', output.includes(canary)],
    ['showed a host path', hostPaths().some((path) => withoutOwnPath.includes(path))],
    ['showed the JavaScript below', engineWords.test(output)],
    ['ended with an internal error', outcome.exit === 70 && outcome.stderr !== 'out of memory\n'],
  ];
  return signs.filter(([, seen]) => seen).map(([name]) => name);
}

function hostPaths(): string[] {
  return [homedir(), repository, process.execPath, tmpdir(), '/proc/', 'node_modules'].filter(
    (path) => path.length > 1,
  );
}

/** Programs whose ESCAPED shows something that is offered on purpose. */
const safeByDesign: ReadonlyMap<string, string> = new Map([
  [
    'aegis-runtime-09',
    'a function of that name lifts no label: comparisons and len() of tainted values are plain answers by the language',
  ],
]);

/** A failed attack list entry in words. */
export interface Escape {
  readonly id: string;
  readonly signs: readonly string[];
}

/**
 * Runs a list against the product, a few programs per start.
 *
 * @returns what got out, and how many programs were tried
 */
export async function runEscapes(folder: string): Promise<{ readonly escapes: Escape[]; readonly tried: number }> {
  const attacks = readFileSync(join(folder, 'escapes.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Attack);
  const scratch = mkdtempSync(join(tmpdir(), 'aegis-attacks-'));
  try {
    const files = attacks.map((attack) => join(scratch, `${attack.id}.aegis`));
    attacks.forEach((attack, index) => writeFileSync(files[index]!, attack.source));
    // Few per start, so that one that eats all memory takes few others with it; they are then run alone.
    const options = { command: productCommand(), size: 20, environment: attackEnvironment };
    const outcomes = await runBatch(files, options);
    const unanswered = files.filter((file) => !outcomes.has(file));
    for (const [file, outcome] of await runBatch(unanswered, { ...options, size: 1 })) outcomes.set(file, outcome);
    const escapes = attacks.flatMap((attack, index): Escape[] => {
      const outcome = outcomes.get(files[index]!);
      const signs = outcome === undefined ? ['no answer'] : escapesIn(outcome, scratch);
      if (signs.length === 0) return [];
      return signs.length === 1 && signs[0] === 'printed ESCAPED' && safeByDesign.has(attack.id)
        ? []
        : [{ id: attack.id, signs }];
    });
    return { escapes, tried: attacks.length };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const folder = process.argv[2] ?? process.env.AEGIS_ATTACKS;
  if (folder === undefined) throw new Error('name the folder: AEGIS_ATTACKS=PATH or as the first argument');
  const { escapes, tried } = await runEscapes(folder);
  for (const { id, signs } of escapes) console.log(`${id}: ${signs.join(', ')}`);
  console.log(`${tried - escapes.length} passed, ${escapes.length} failed`);
  process.exitCode = escapes.length === 0 ? 0 : 1;
}
