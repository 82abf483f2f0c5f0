/** The types of a file: what is wrong with them, and what other files may know of it. */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type { NodeId } from '#language/ast';
import type { ResolvedModule } from '../../3-resolve/scope.ts';
import { FileChecker } from './file-checker.ts';
import { interfaceText } from './interface-text.ts';
import { type InterfaceLookup, worldOf } from './project-modules.ts';
import type { Type } from './type.ts';

export interface TypesOptions {
  readonly moduleName: string;
  readonly importName: (written: string) => string;
  readonly interfaceOf: InterfaceLookup;
}

export interface CheckedTypes {
  /** The text of the file's interface. */
  readonly text: string;
  /** Types that attributes were read from, by node. */
  readonly receivers: ReadonlyMap<NodeId, Type>;
}

/** Checks the types of a file and reports what cannot work. */
export function checkTypes(resolved: ResolvedModule, diagnostics: Diagnostics, options: TypesOptions): CheckedTypes {
  const world = worldOf(options.interfaceOf, options.importName);
  const checker = new FileChecker(resolved, options.moduleName, world, diagnostics);
  checker.run();
  return { text: interfaceText(resolved, checker.declarations), receivers: checker.receivers };
}
