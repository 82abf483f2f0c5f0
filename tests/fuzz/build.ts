/** Builds the fuzzer like the product and starts it with the words given. */
import { join } from 'node:path';
import { executableOptions } from '../../scripts/executable.ts';
import { precompiledLibrary } from '../../scripts/precompile.ts';
import { repository } from '../support/files.ts';

const outfile = join(repository, 'dist', 'fuzz');

/** @returns the path of the executable. @throws Error when it cannot be built */
export async function buildFuzzer(): Promise<string> {
  const { success, logs } = await Bun.build({
    ...executableOptions,
    entrypoints: [join(import.meta.dirname, 'main.ts')],
    plugins: [await precompiledLibrary()],
    compile: { ...executableOptions.compile, outfile },
  });
  if (!success) throw new Error(logs.map(String).join('\n'));
  return outfile;
}

if (import.meta.main) {
  const child = Bun.spawn([await buildFuzzer(), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit'],
  });
  process.exitCode = await child.exited;
}
