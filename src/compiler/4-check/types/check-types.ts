/** The types of a file: what is wrong with them, and what other files may know of it. */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type { ResolvedModule } from '../../3-resolve/scope.ts';
import { libraryModule } from './builtins.ts';
import { FileChecker } from './file-checker.ts';
import type { World } from './world.ts';

export interface TypesOptions {
  readonly moduleName: string;
  readonly importName: (written: string) => string;
}

/** Checks the types of a file and reports what cannot work. */
export function checkTypes(resolved: ResolvedModule, diagnostics: Diagnostics, options: TypesOptions): void {
  const world: World = { moduleNamed: libraryModule, importName: options.importName };
  new FileChecker(resolved, options.moduleName, world, diagnostics).run();
}
