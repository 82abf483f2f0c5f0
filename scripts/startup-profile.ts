/**
 * Which functions `aegis run` uses to start, as the engine records them: the build lays their bytecode out at the front, so
 * that starting reads less of the executable (docs/decisions/0027). They are recorded with an executable whose program
 * process is not confined, since a confined one could not write down what it used.
 */
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BunPlugin, OnLoadResult } from 'bun';
import { executableOptions } from './executable.ts';

/** How long a process may take to write its profile, in milliseconds. */
const patience = 10_000;

/**
 * Builds an executable that records, and starts it.
 *
 * @param folder an empty one, for what is made on the way
 * @param plugins those of the real executable
 * @returns paths of the profiles for `bytecodeOrder`, the most important one first
 * @throws Error when nothing was recorded
 */
export async function recordStartup(folder: string, plugins: readonly BunPlugin[]): Promise<string[]> {
  const outfile = join(folder, 'recording');
  const ofPrograms = mkdtempSync(join(folder, 'programs-'));
  const { success, logs } = await Bun.build({
    ...executableOptions,
    entrypoints: ['./src/main.ts'],
    plugins: [recording(join(ofPrograms, '%p')), ...plugins],
    compile: { ...executableOptions.compile, outfile },
  });
  if (!success) throw new Error(logs.map(String).join('\n'));
  const hello = join(folder, 'hello.aegis');
  writeFileSync(hello, 'print("hello")\n');
  const ofHost = join(folder, 'host');
  // Compiled by the first run, so the second starts as most runs do.
  await run({});
  await run({ BUN_BYTECODE_ORDER_OUT: ofHost });
  return [ofHost, ...readdirSync(ofPrograms).map((name) => join(ofPrograms, name))];

  async function run(variables: Record<string, string>): Promise<void> {
    const known = readdirSync(ofPrograms);
    const child = Bun.spawn([outfile, 'run', '--allow-unconfined', hello], {
      env: { HOME: folder, ...variables },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if ((await child.exited) !== 0) throw new Error(await new Response(child.stderr).text());
    await written(() => readdirSync(ofPrograms).find((name) => !known.includes(name)));
  }

  /** Processes write when they end, and nobody waits for the one of the program. */
  async function written(find: () => string | undefined): Promise<void> {
    for (let waited = 0, size = -1; waited < patience; waited += 50) {
      const name = find();
      const now = name === undefined ? -1 : statSync(join(ofPrograms, name)).size;
      if (now > 0 && now === size) return;
      size = now;
      await Bun.sleep(50);
    }
    throw new Error('the program process wrote no profile');
  }
}

/** Lets the program process write what it used: it gets a file for that, is not confined, and not killed when the program is over. */
function recording(file: string): BunPlugin {
  const record = `env: { ...engineSettings, BUN_BYTECODE_ORDER_OUT: ${JSON.stringify(file)} }`;
  return {
    name: 'recording',
    setup(build) {
      build.onLoad({ filter: /platform\/confinement\/confinement\.ts$/ }, ({ path }) =>
        changed(path, [
          [/(export async function confine\(.*\{)/, "$1 return { confined: false, reason: 'recording' };"],
        ]),
      );
      build.onLoad({ filter: /platform\/program-process\.ts$/ }, ({ path }) =>
        changed(path, [
          [/env: engineSettings/, record],
          [/child\.kill\('SIGKILL'\)/, 'undefined'],
        ]),
      );
    },
  };
}

/** @throws Error when a file has no longer what is to be replaced */
function changed(path: string, replacements: readonly (readonly [RegExp, string])[]): OnLoadResult {
  let contents = readFileSync(path, 'utf8');
  for (const [pattern, replacement] of replacements) {
    if (!pattern.test(contents)) throw new Error(`${path} has no ${pattern}: scripts/startup-profile.ts looks for it`);
    contents = contents.replace(pattern, replacement);
  }
  return { loader: 'ts', contents };
}
