/**
 * What checking adds to a resolved module. Types, labels and effects are side tables keyed by node or binding, so that
 * emitter, editor and importing modules read the same facts.
 */
import type { ResolvedModule } from '../3-resolve/scope.ts';
import type { Kinds } from './kinds/kinds.ts';

export interface CheckedModule {
  readonly resolved: ResolvedModule;
  /** JavaScript forms of expressions and variables. */
  readonly kinds: Kinds;
  /** The types that importers may know, as text; '' where types are not checked. */
  readonly types: string;
  /** The capabilities that the file's code can use, as texts. */
  readonly effects: readonly string[];
}
