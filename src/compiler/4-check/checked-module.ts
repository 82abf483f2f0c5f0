/**
 * What checking adds to a resolved module. Types, labels and effects are side tables keyed by node or binding, so that
 * emitter, editor and importing modules read the same facts.
 */
import type { ModuleInterface } from '#protocol/emitted-module';
import type { ResolvedModule } from '../3-resolve/scope.ts';
import type { Kinds } from './kinds/kinds.ts';

export interface CheckedModule {
  readonly resolved: ResolvedModule;
  /** JavaScript forms of expressions and variables; found out when the module is emitted. */
  readonly kinds: Kinds;
  /** What importers may know of types, labels and effects. */
  readonly interface: Omit<ModuleInterface, 'exports'>;
}
