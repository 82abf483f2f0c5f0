/**
 * Makes the executable: `bun run build.ts [--target bun-linux-x64 …] [--output dist/aegis]`. Splitting and bytecode make
 * it start in a few milliseconds. It loads neither `.env` nor `bunfig.toml` of the folder it is run in, and every import
 * must be bundled: an unresolved one would be looked up in that folder at run time.
 */
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { target: { type: 'string' }, output: { type: 'string', default: 'dist/aegis' } },
  strict: true,
});

const result = await Bun.build({
  entrypoints: ['./src/main.ts'],
  compile: {
    outfile: values.output,
    autoloadDotenv: false,
    autoloadBunfig: false,
    autoloadTsconfig: false,
    autoloadPackageJson: false,
    ...(values.target === undefined ? {} : { target: values.target as Bun.Build.CompileTarget }),
  },
  format: 'esm',
  splitting: true,
  bytecode: true,
  minify: { whitespace: true, syntax: true, identifiers: false },
  target: 'bun',
  throw: false,
});

for (const log of result.logs) console.error(String(log));
const unresolved = result.logs.filter((log) => /could not resolve/i.test(log.message));
if (!result.success || unresolved.length > 0) process.exit(1);
console.log(`built ${values.output}${values.target === undefined ? '' : ` for ${values.target}`}`);
