/**
 * What the compiler hands to the program process and to the cache: one module as JavaScript with what is needed to run
 * it, to show its places and to check the modules that import it.
 */

/** Where modules of the standard library seem to lie; tracebacks show the program's own frames only. */
export const libraryFolder = '<aegis>/';

export interface EmittedModule {
  /** Dotted import name; `__main__` for the entry. */
  readonly name: string;
  /** The path people are shown in tracebacks. */
  readonly path: string;
  /** The package whose authority the module has; null for the project's own code. */
  readonly package: string | null;
  /** One function expression: `(function($){…})` (docs/runtime.md §1). */
  readonly js: string;
  readonly positions: PositionTable;
  /** Standard library modules written in TypeScript that must be loaded before it runs. */
  readonly standardModules: readonly string[];
  /** Other emitted modules it imports, by dotted name; they are initialised when the import statement runs. */
  readonly imports: readonly string[];
  readonly interface: ModuleInterface;
  /** What its counters count, in their order; null when nothing is counted. */
  readonly coverage: readonly CoveragePoint[] | null;
}

/** A place in the source that is counted: a statement, or one way out of an `if`. */
export interface CoveragePoint {
  readonly start: number;
  readonly end: number;
  /** Null for a statement; whether the condition held. */
  readonly way: boolean | null;
}

/**
 * Where emitted code comes from: groups of four numbers (line and column in the JavaScript, offset start and end in the
 * source), sorted by the first two, all counted from 0.
 */
export type PositionTable = readonly number[];

/** What importers may know of a module; part of their cache key. */
export interface ModuleInterface {
  readonly exports: readonly ExportedName[];
  /** Its names with their types: declarations without bodies; '' for modules of the library, which are declared elsewhere. */
  readonly types: string;
  /** How labels pass through its functions, as the checker writes it; '' where nobody needs to know. */
  readonly flows: string;
  /** Start and end of the places that `flows` names by number. They may move while importers see no difference. */
  readonly places: readonly number[];
  /** What each function can use: those of classes and modules under dotted names. */
  readonly functions: readonly FunctionEffects[];
  /** Capabilities that its code can use, written as in source, in order. */
  readonly effects: readonly string[];
}

export interface FunctionEffects {
  readonly name: string;
  /** Capabilities, written as in source, in order. */
  readonly effects: readonly string[];
}

export interface ExportedName {
  readonly name: string;
  readonly kind: 'function' | 'class' | 'module' | 'variable' | 'const' | 'construct' | 'type' | 'import';
}
