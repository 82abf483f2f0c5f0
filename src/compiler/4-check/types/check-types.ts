/** The types of a file: what is wrong with them, and what other files may know of it. */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type { ResolvedModule } from '../../3-resolve/scope.ts';
import { FileChecker } from './file-checker.ts';
import { interfaceText } from './interface-text.ts';
import { type InterfaceLookup, worldOf } from './project-modules.ts';

export interface TypesOptions {
  readonly moduleName: string;
  readonly importName: (written: string) => string;
  readonly interfaceOf: InterfaceLookup;
}

/** Checks the types of a file, reports what cannot work, and gives the text of its interface. */
export function checkTypes(resolved: ResolvedModule, diagnostics: Diagnostics, options: TypesOptions): string {
  const world = worldOf(options.interfaceOf, options.importName);
  const checker = new FileChecker(resolved, options.moduleName, world, diagnostics);
  checker.run();
  return interfaceText(resolved, checker.declarations);
}
