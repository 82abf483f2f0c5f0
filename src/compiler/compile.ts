/**
 * Source text to JavaScript: the five phases, in order. Pure: text in, text out; what other modules are called is told by
 * the caller, files are read by nobody here.
 */
import { type Diagnostic, Diagnostics } from '#diagnostics/diagnostic';
import type { SourceFile } from '#language/source';
import type { EmittedModule, ModuleInterface } from '#protocol/emitted-module';
import { parse } from './2-parse/parse.ts';
import { resolve } from './3-resolve/resolve.ts';
import type { ImportRequest, ResolvedModule } from './3-resolve/scope.ts';
import { withStarBuiltins } from './3-resolve/star-builtins.ts';
import type { IsGranted } from './4-check/capabilities/calls.ts';
import { check } from './4-check/check.ts';
import { isFinding } from './4-check/expect.ts';
import type { FlowLookup } from './4-check/flow/modules.ts';
import { emit, type Instruments } from './5-emit/emit.ts';
import { moduleInterface } from './5-emit/module-interface.ts';

export interface CompileOptions {
  /** Dotted import name; `__main__` for the entry. */
  readonly name: string;
  /** The package the module belongs to; null for the project's own code. */
  readonly package: string | null;
  /** Absolute dotted name of an import as written in this module. */
  readonly importName: (written: string) => string;
  /** What the module is granted; null when grants are not to be checked. */
  readonly isGranted: IsGranted | null;
  /** True for an entry of an interactive session: its variables live in the session and its results are shown. */
  readonly isSession?: boolean;
  /** True for modules of the library: their types are declared in `language/signatures` and not checked. */
  readonly isLibrary?: boolean;
  /** What test files and the code under test get besides. */
  readonly instruments?: Instruments;
  /** The types that an imported module of the project declares (`ModuleInterface.types`); null for what is none. */
  readonly interfaceOf?: (name: string) => string | null;
  /** What an imported module of the project tells of its labels; null for what is none. */
  readonly flowsOf?: FlowLookup;
  /** Also report what conditions on labelled values tell of them. */
  readonly isStrict?: boolean;
  /** Nothing is going to run: no JavaScript is wanted, but all that can be known of each function. */
  readonly checksOnly?: boolean;
}

/** A module that has been read and whose names are known, before its imports are. */
export interface ReadModule {
  readonly resolved: ResolvedModule;
  readonly imports: readonly ImportRequest[];
  readonly diagnostics: Diagnostics;
}

export interface CompileResult {
  /** Null when errors of reading stop a run, and when nothing is going to run. */
  readonly emitted: EmittedModule | null;
  /** Null when errors of reading stop a run. */
  readonly interface: ModuleInterface | null;
  /** Everything reported, in source order. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Lexes, parses and resolves: enough to know what a module imports.
 *
 * @param predeclared in a session, the names that earlier entries have bound
 */
export function read(source: SourceFile, predeclared: readonly string[] | null = null): ReadModule {
  const diagnostics = new Diagnostics(source);
  const module = parse(source, diagnostics);
  const resolved = resolve(module, diagnostics, { predeclared });
  return { resolved, imports: resolved.imports, diagnostics };
}

/** Checks and emits a module that has been read. */
export function finish({ resolved: read, diagnostics }: ReadModule, options: CompileOptions): CompileResult {
  if (diagnostics.hasErrors) return { emitted: null, interface: null, diagnostics: inSourceOrder(diagnostics) };
  const resolved = withStarBuiltins(read, (written) => options.interfaceOf?.(options.importName(written)) ?? null);
  const isEntry = options.name === '__main__' && options.isSession !== true;
  const hasTypes = options.isLibrary !== true && options.isSession !== true;
  const types = hasTypes
    ? { moduleName: options.name, importName: options.importName, interfaceOf: options.interfaceOf ?? noInterfaces }
    : null;
  const checked = check(resolved, diagnostics, {
    isGranted: options.isGranted,
    isEntry,
    types,
    flowsOf: options.flowsOf ?? noInterfaces,
    isStrict: options.isStrict ?? false,
    isComplete: options.checksOnly ?? false,
  });
  const emitted =
    options.checksOnly === true && !mayBeUnsupported(resolved) ? null : emit(checked, diagnostics, options);
  const stopped = diagnostics.list.some((diagnostic) => diagnostic.code.startsWith('unsupported/'));
  return {
    emitted: stopped ? null : emitted,
    interface: stopped ? null : moduleInterface(checked),
    diagnostics: inSourceOrder(diagnostics),
  };
}

/** Only what cannot run yet makes the emitter say something. */
function mayBeUnsupported({ facts, references }: ResolvedModule): boolean {
  return (
    facts.constructs.length > 0 ||
    facts.hasReflect ||
    references.some((reference) => reference?.kind === 'builtin' && reference.name === 'risk_level')
  );
}

export type { FlowInterface } from './4-check/flow/modules.ts';
export type { Instruments };

/** True for what `aegis check` reports and `aegis run` leaves to the runtime; false for what stops a run. */
export { isFinding };

function noInterfaces(): null {
  return null;
}

/** All phases at once, for a module whose imports need no look-up. */
export function compile(source: SourceFile, options: CompileOptions): CompileResult {
  return finish(read(source), options);
}

function inSourceOrder(diagnostics: Diagnostics): readonly Diagnostic[] {
  return diagnostics.list.toSorted((left, right) => left.span.start - right.span.start);
}
