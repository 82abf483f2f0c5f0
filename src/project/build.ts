/** Compiles a program for running or for checking: workspace, grants, cache and module graph put together. */
import type { Instruments } from '#compiler/compile';
import type { Diagnostic } from '#diagnostics/diagnostic';
import type { SourceFile } from '#language/source';
import { cachePlaces, type ModuleCache, openCache } from './cache.ts';
import { isGrantedBy, projectGrants } from './grants.ts';
import { type InstalledPackages, openInstalled } from './installed.ts';
import { ModuleGraph, type ProgramModules } from './module-graph.ts';
import { buildStamp } from './version.ts';
import type { Workspace } from './workspace.ts';

export interface BuildOptions {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  /**
   * `reuse` for running; `fresh` compiles the project's own modules anew, so that everything is reported; `check` makes no
   * modules, and reports what is known already for those that nothing has changed for.
   */
  readonly mode: 'reuse' | 'fresh' | 'check';
  /** Says something to the user on stderr. */
  readonly note: (text: string) => void;
  readonly useCache: boolean;
  readonly instruments?: Instruments;
  /** Also report what conditions on labelled values tell of them. */
  readonly isStrict?: boolean;
}

/**
 * @param entry text of the module that starts, with what is wrong with its bytes
 * @param name what the module that starts is called
 * @throws CapabilitySyntaxError, DiskFailure
 */
export async function buildProgram(
  workspace: Workspace,
  entry: { readonly source: SourceFile; readonly problem: Diagnostic | null },
  options: BuildOptions,
  name = '__main__',
): Promise<ProgramModules> {
  const cache: ModuleCache | null = options.useCache ? openCache(cachePlaces(), options.note) : null;
  const packages = await openInstalled(workspace.root, workspace.manifest);
  const graph = openGraph(workspace, packages, options, cache);
  const program = await graph.compileProgram(entry.source, entry.problem, name);
  if (Math.random() < pruningChance) cache?.prune();
  return program;
}

/** A graph of modules under the grants of a project. @throws CapabilitySyntaxError */
export function openGraph(
  workspace: Workspace,
  packages: InstalledPackages,
  options: Pick<BuildOptions, 'allow' | 'deny' | 'mode' | 'instruments' | 'isStrict'>,
  cache: ModuleCache | null,
): ModuleGraph {
  const grants = projectGrants(workspace.manifest, options.allow, options.deny);
  return new ModuleGraph({
    moduleRoot: workspace.moduleRoot,
    neighbours: workspace.neighbours,
    packages,
    stamp: buildStamp,
    grantsStamp: JSON.stringify([grants, options.isStrict ?? false]),
    isGranted: isGrantedBy(grants),
    cache,
    wantsDiagnostics: options.mode === 'fresh',
    checksOnly: options.mode === 'check',
    ...(options.instruments === undefined ? {} : { instruments: options.instruments }),
    isStrict: options.isStrict ?? false,
  });
}

/** Looking through the whole cache costs more than a run; once in a while is enough to keep it bounded. */
const pruningChance = 0.02;
