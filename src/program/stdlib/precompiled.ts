/**
 * Modules of the standard library that are written in Aegis, as code that the executable carries: the build puts its table in
 * the place of this one (scripts/precompile.ts). From source it is empty, and they are compiled like a program's own modules.
 */
import type { RunModule } from '../modules.ts';

export interface PrecompiledModule {
  readonly run: RunModule;
  /** Dotted names of what it imports, all of the standard library. */
  readonly imports: readonly string[];
}

export const precompiledModules: Readonly<Record<string, () => Promise<PrecompiledModule>>> = {};
