/**
 * The compiling side of an interactive session: when an entry is whole, and what it becomes, given the names that the
 * program says are bound. Entries are sources of their own (`<entry 3>`), so that tracebacks can show them.
 */
import type { Diagnostic } from '#diagnostics/diagnostic';
import { SourceFile } from '#language/source';
import type { EmittedModule } from '#protocol/emitted-module';
import { type BuildOptions, openGraph } from './build.ts';
import { cachePlaces, openCache } from './cache.ts';
import type { InstalledPackages } from './installed.ts';
import { modulesIn } from './module-finder.ts';
import type { EntryModules, ModuleGraph } from './module-graph.ts';
import type { Workspace } from './workspace.ts';

export interface SessionSources {
  /** Compiles the next entry. @param names what earlier entries have bound */
  compile(text: string, names: readonly string[]): Promise<EntryModules>;
  /**
   * What the checker says of an expression after some entries: its type, and the capabilities that it can use.
   *
   * @returns null when it cannot be read; diagnostics say why
   */
  examine(
    expression: string,
    entries: readonly string[],
  ): Promise<{
    readonly found: { readonly type: string; readonly effects: readonly string[] } | null;
    readonly diagnostics: readonly Diagnostic[];
  }>;
  /** Forgets which modules the program has: its process is a fresh one. */
  restart(): void;
  /** Dotted names of the modules that an entry could import from the project. */
  projectModules(): readonly string[];
  /** All sources by the path that frames name. */
  readonly sources: ReadonlyMap<string, SourceFile>;
}

/** @throws CapabilitySyntaxError */
export function openSessionSources(
  workspace: Workspace,
  packages: InstalledPackages,
  options: Pick<BuildOptions, 'allow' | 'deny' | 'note'>,
): SessionSources {
  const cache = openCache(cachePlaces(), options.note);
  const sources = new Map<string, SourceFile>();
  const fresh = (): ModuleGraph => openGraph(workspace, packages, { ...options, mode: 'reuse' }, cache);
  let graph = fresh();
  let count = 0;
  /** Compiled for an entry that then could not run: the program has yet to get them. */
  let unsent: EmittedModule[] = [];
  return {
    sources,
    async compile(text, names) {
      const source = new SourceFile(`<entry ${++count}>`, text);
      const compiled = await graph.compileEntry(
        source,
        names.filter((name) => namePattern.test(name)),
      );
      for (const [path, each] of compiled.sources) sources.set(path, each);
      unsent.push(...compiled.modules);
      if (compiled.entry === null) return compiled;
      const modules = unsent;
      unsent = [];
      return { ...compiled, modules };
    },
    async examine(expression, entries) {
      const text = `${entries.join('\n')}\nlet ${asked} = (${expression}\n)\nfunc ${asked}_function():\n    return (${expression}\n)\n`;
      const apart = openGraph(workspace, packages, { ...options, mode: 'fresh' }, cache);
      const { modules, diagnostics } = await apart.compileProgram(new SourceFile('<expression>', text), null);
      const main = modules.find(({ name }) => name === '__main__')?.interface;
      if (main === undefined)
        return { found: null, diagnostics: diagnostics.filter(({ severity }) => severity === 'error').slice(0, 1) };
      const type = new RegExp(`^let ${asked}: (.*)$`, 'm').exec(main.types)?.[1] ?? 'Any';
      const effects = main.functions.find(({ name }) => name === `${asked}_function`)?.effects ?? [];
      return { found: { type, effects }, diagnostics: [] };
    },
    projectModules: () => modulesIn(workspace.moduleRoot),
    restart() {
      graph = fresh();
      unsent = [];
    },
  };
}

/** A name that no entry has. */
const asked = '_asked';

/** What the program process calls names may be anything; only what the lexer would take is one. */
const namePattern = /^[\p{XID_Start}_][\p{XID_Continue}]*$/u;

/** Whether more lines belong to an entry. */
export async function isUnfinished(text: string): Promise<boolean> {
  const unfinished = await import('#compiler/unfinished');
  return unfinished.isUnfinished(text);
}
