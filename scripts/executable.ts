/**
 * How code of this repository becomes an executable. Splitting, bytecode and short names make it start in a few
 * milliseconds (short names alone spare four: every name in the bytecode becomes an object). It loads neither `.env` nor
 * `bunfig.toml` of the folder it is run in.
 */
export const executableOptions = {
  compile: {
    autoloadDotenv: false,
    autoloadBunfig: false,
    autoloadTsconfig: false,
    autoloadPackageJson: false,
  },
  format: 'esm',
  splitting: true,
  bytecode: true,
  minify: { whitespace: true, syntax: true, identifiers: true },
  target: 'bun',
  throw: false,
} as const;
