/**
 * Hostile programs and how they are judged. A program has got out when it prints ESCAPED on a line of its own, or when
 * the canary of the host's environment, a path of this machine or a JavaScript stack shows up anywhere.
 *
 * As a command: `AEGIS_ATTACKS=escapes.jsonl bun run tests/support/escapes.ts` runs such a list against the product and
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

/** Every way in which the outcome shows an escape; empty when the program was stopped or harmless. */
export function escapesIn(outcome: Outcome, programFolder: string): string[] {
  const output = `${outcome.stdout}\n${outcome.stderr}`;
  const withoutOwnPath = output.replaceAll(programFolder, '');
  const signs: [string, boolean][] = [
    ['printed ESCAPED', /^ESCAPED\b/m.test(outcome.stdout)],
    ['showed the canary', output.includes(canary)],
    ['showed a host path', hostPaths().some((path) => withoutOwnPath.includes(path))],
    ['showed a JavaScript stack', /^\s+at .+(?:\(|:\d+:\d+)|\[native code\]|\.ts:\d+|\$bunfs/m.test(output)],
    ['ended with an internal error', outcome.exit === 70],
  ];
  return signs.filter(([, seen]) => seen).map(([name]) => name);
}

/** Environment for a batch of attacks. */
export const attackEnvironment = { AEGIS_CANARY: canary };

function hostPaths(): string[] {
  return [homedir(), repository, process.execPath, '/proc/', 'node_modules'].filter((path) => path.length > 1);
}

async function main(list: string): Promise<void> {
  const attacks = readFileSync(list, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Attack);
  const folder = mkdtempSync(join(tmpdir(), 'aegis-attacks-'));
  try {
    const files = attacks.map((attack) => join(folder, `${attack.id}.aegis`));
    attacks.forEach((attack, index) => writeFileSync(files[index]!, attack.source));
    // Few per start, so that one that eats all memory takes few others with it; they are then run alone.
    const options = { command: productCommand(), size: 10, environment: attackEnvironment };
    const outcomes = await runBatch(files, options);
    const unanswered = files.filter((file) => !outcomes.has(file));
    for (const [file, outcome] of await runBatch(unanswered, { ...options, size: 1 })) outcomes.set(file, outcome);
    let passed = 0;
    for (const [index, attack] of attacks.entries()) {
      const outcome = outcomes.get(files[index]!);
      const signs = outcome === undefined ? ['no answer'] : escapesIn(outcome, folder);
      // An attack on resources is stopped by ending its process: then there is no answer, and that is a pass.
      if (signs.length === 0 || (attack.class === 'resource' && outcome === undefined)) passed++;
      else console.log(`${attack.id} (${attack.severity ?? attack.class}): ${signs.join(', ')}`);
    }
    console.log(`${passed} passed, ${attacks.length - passed} failed`);
    process.exitCode = passed === attacks.length ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const list = process.argv[2] ?? process.env.AEGIS_ATTACKS;
  if (list === undefined) throw new Error('name the list: AEGIS_ATTACKS=PATH or as the first argument');
  await main(list);
}
