/** The table of commands: `aegis --help`, the dispatch and completion are made from it. */
import type { Command } from './command.ts';

export interface CommandEntry {
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: Command }>;
  /** Called by tools; people need not know of it. */
  readonly hidden?: boolean;
}

/** Every command; each is a file of its own, loaded when it is called. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  init: { summary: 'make a new project', load: () => import('./init.ts') },
  run: { summary: 'run a file or a project', load: () => import('./run.ts') },
  check: { summary: 'report everything that is wrong, without running', load: () => import('./check.ts') },
  test: { summary: "run the functions 'test_…' of the files 'test_….aegis'", load: () => import('./test.ts') },
  build: { summary: 'show the JavaScript that a file becomes', load: () => import('./build.ts') },
  migrate: { summary: 'make Aegis source of Python source', load: () => import('./migrate.ts') },
  repl: { summary: 'try things out, entry by entry', load: () => import('./repl/repl.ts') },
  install: { summary: 'install what aegis.toml asks for, or add packages', load: () => import('./install.ts') },
  add: { summary: 'add packages to the project', load: () => import('./install.ts') },
  remove: { summary: 'remove packages from the project', load: () => import('./remove.ts') },
  update: { summary: 'take newer versions of packages', load: () => import('./update.ts') },
  outdated: { summary: 'show packages with newer versions', load: () => import('./outdated.ts') },
  tree: { summary: 'show packages and what needs them', load: () => import('./tree.ts') },
  why: { summary: 'show why a package is installed', load: () => import('./why.ts') },
  search: { summary: 'find packages', load: () => import('./search.ts') },
  info: { summary: 'show what a registry says of a package', load: () => import('./info.ts') },
  'audit-packages': { summary: 'verify installed packages', load: () => import('./audit-packages.ts') },
  fmt: { summary: 'bring source files into the one style', load: () => import('./fmt.ts') },
  audit: { summary: 'show or verify what runs recorded', load: () => import('./audit.ts') },
  publish: { summary: 'publish a package', load: () => import('./publish.ts') },
  yank: { summary: 'withdraw a version', load: () => import('./yank.ts') },
  unyank: { summary: 'offer a withdrawn version again', load: () => import('./unyank.ts') },
  deprecate: { summary: 'say that a version should not be used', load: () => import('./deprecate.ts') },
  owners: { summary: 'show or change who may publish a package', load: () => import('./owners.ts') },
  registry: { summary: 'make, serve, verify a package registry', load: () => import('./registry.ts') },
  keys: { summary: 'the keys you sign with', load: () => import('./keys.ts') },
  explain: { summary: 'explain a diagnostic', load: () => import('./explain.ts') },
  doctor: { summary: 'look whether everything here is as it should be', load: () => import('./doctor.ts') },
  completions: { summary: 'let the Tab key of your shell complete', load: () => import('./completions.ts') },
  cache: { summary: 'show or empty the module cache', load: () => import('./cache.ts') },
  version: { summary: 'tell the version', load: () => import('./version.ts') },
  complete: { summary: 'answer a completion script', load: () => import('./complete.ts'), hidden: true },
  batch: { summary: 'run many files, one JSON line each', load: () => import('./batch.ts'), hidden: true },
};

/** Name and summary of every command a user may know. */
export const shownCommands: readonly (readonly [name: string, summary: string])[] = Object.entries(commands)
  .filter(([, entry]) => entry.hidden !== true)
  .map(([name, entry]) => [name, entry.summary]);
