/**
 * How code of this repository becomes an executable. Splitting and bytecode make it start in a few milliseconds. It loads
 * neither `.env` nor `bunfig.toml` of the folder it is run in.
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
  minify: { whitespace: true, syntax: true, identifiers: false },
  target: 'bun',
  throw: false,
} as const;
