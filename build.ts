/**
 * Makes the executable: `bun run build.ts [--target bun-linux-x64 …] [--output dist/aegis]`. Every import must be bundled:
 * an unresolved one would be looked up, at run time, in the folder that the executable is run in.
 */
import { parseArgs } from 'node:util';
import { executableOptions } from './scripts/executable.ts';
import { packedRegistry } from './scripts/pack-registry.ts';
import { precompiledLibrary } from './scripts/precompile.ts';

const { values } = parseArgs({
  options: { target: { type: 'string' }, output: { type: 'string', default: 'dist/aegis' } },
  strict: true,
});

const result = await Bun.build({
  ...executableOptions,
  entrypoints: ['./src/main.ts'],
  plugins: [await precompiledLibrary(), await packedRegistry()],
  compile: {
    ...executableOptions.compile,
    outfile: values.output,
    ...(values.target === undefined ? {} : { target: values.target as Bun.Build.CompileTarget }),
  },
});

for (const log of result.logs) console.error(String(log));
const unresolved = result.logs.filter((log) => /could not resolve/i.test(log.message));
if (!result.success || unresolved.length > 0) process.exit(1);
console.log(`built ${values.output}${values.target === undefined ? '' : ` for ${values.target}`}`);
