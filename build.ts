/**
 * Makes the executable: `bun run build.ts [--target bun-linux-x64 …] [--output dist/aegis]`. Every import must be bundled:
 * an unresolved one would be looked up, at run time, in the folder that the executable is run in.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { executableOptions } from './scripts/executable.ts';
import { packedRegistry } from './scripts/pack-registry.ts';
import { precompiledLibrary } from './scripts/precompile.ts';
import { recordStartup } from './scripts/startup-profile.ts';

const { values } = parseArgs({
  options: { target: { type: 'string' }, output: { type: 'string', default: 'dist/aegis' } },
  strict: true,
});

const plugins = [await precompiledLibrary(), await packedRegistry()];
const folder = mkdtempSync(join(tmpdir(), 'aegis-build-'));
const result = await Bun.build({
  ...executableOptions,
  entrypoints: ['./src/main.ts'],
  plugins,
  compile: {
    ...executableOptions.compile,
    outfile: values.output,
    bytecodeOrder: await startupProfile(),
    // `endStartup` of the platform ends it.
    jitPolicy: 100,
    ...(values.target === undefined ? {} : { target: values.target as Bun.Build.CompileTarget }),
  },
});

rmSync(folder, { recursive: true });

for (const log of result.logs) console.error(String(log));
const unresolved = result.logs.filter((log) => /could not resolve/i.test(log.message));
if (!result.success || unresolved.length > 0) process.exit(1);
console.log(`built ${values.output}${values.target === undefined ? '' : ` for ${values.target}`}`);

/** Without a profile the executable starts more slowly, and nothing else. */
async function startupProfile(): Promise<string[]> {
  try {
    return await recordStartup(folder, plugins);
  } catch (problem) {
    console.error(`no profile of the start was recorded, so it will be slower: ${(problem as Error).message}`);
    return [];
  }
}
