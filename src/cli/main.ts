/**
 * The command line: finds the command, loads only its code, checks its flags, and turns whatever comes back into an exit
 * code. A user's mistake is one clear line; only a mistake of ours shows where it happened.
 */
import { nearestName } from '#diagnostics/suggest';
import type { ProgramProcess } from '#platform/program-process';
import { writeTo } from '#platform/terminal';
import { type Command, exitCodes, UsageFailure } from './command.ts';
import { explainFailure } from './failures.ts';

interface Entry {
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: Command }>;
  readonly hidden?: boolean;
}

/** Every command; each is a file of its own, loaded when it is called. */
const commands: Readonly<Record<string, Entry>> = {
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
  doctor: { summary: 'try every denial of the sandbox', load: () => import('./doctor.ts') },
  cache: { summary: 'show or empty the module cache', load: () => import('./cache.ts') },
  version: { summary: 'tell the version', load: () => import('./version.ts') },
  batch: { summary: 'run many files, one JSON line each', load: () => import('./batch.ts'), hidden: true },
};

/**
 * @param words the command line without the executable
 * @param child a program process that was started ahead, for commands that need one
 * @returns the exit code
 */
export async function main(words: readonly string[], child?: ProgramProcess): Promise<number> {
  const name = words[0];
  try {
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') return await showHelp(words[1]);
    if (name === '--version' || name === '-V') return await call('version', [], null);
    if (!Object.hasOwn(commands, name)) throw unknownCommand(name);
    return await call(name, words.slice(1), child ?? null);
  } catch (error) {
    return explainFailure(error, name ?? '');
  } finally {
    child?.kill();
  }
}

async function call(name: string, words: readonly string[], child: ProgramProcess | null): Promise<number> {
  const { command } = await commands[name]!.load();
  return command.execute(name, words, child);
}

async function showHelp(about: string | undefined): Promise<number> {
  if (about !== undefined && Object.hasOwn(commands, about)) return call(about, ['--help'], null);
  const [{ generalHelp }, { version }] = await Promise.all([import('./help.ts'), import('#project/version')]);
  const shown = Object.entries(commands).filter(([, entry]) => entry.hidden !== true);
  writeTo(
    'out',
    generalHelp(
      version,
      shown.map(([name, entry]) => [name, entry.summary]),
    ),
  );
  return exitCodes.ok;
}

function unknownCommand(name: string): UsageFailure {
  const near = nearestName(name, Object.keys(commands));
  const isFile = name.endsWith('.aegis');
  if (isFile) return new UsageFailure(`there is no command '${name}'`, `to run a file: aegis run ${name}`);
  return new UsageFailure(
    `there is no command '${name}'`,
    near === null ? "'aegis --help' lists the commands" : `did you mean 'aegis ${near}'?`,
  );
}
