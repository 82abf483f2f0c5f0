/**
 * What checking adds to a resolved module. Types, labels and effects are side tables keyed by node or binding, so that
 * emitter, editor and importing modules read the same facts.
 */
import type { FunctionSummary } from '#protocol/emitted-module';
import type { Binding, ResolvedModule } from '../3-resolve/scope.ts';
import type { Kinds } from './kinds/kinds.ts';

export interface CheckedModule {
  readonly resolved: ResolvedModule;
  /** JavaScript forms of expressions and variables. */
  readonly kinds: Kinds;
  /** What callers may assume of the functions of the file. */
  readonly summaries: ReadonlyMap<Binding, FunctionSummary>;
  /** The types that importers may know, as text; '' where types are not checked. */
  readonly types: string;
}
