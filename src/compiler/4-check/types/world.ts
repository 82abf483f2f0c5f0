/** The modules that a checked file can see: what other files of the project and the standard library say of themselves. */
import type { ModuleType } from './type.ts';

export interface World {
  /**
   * @param name dotted and absolute
   * @returns null when nothing is known of the module
   */
  readonly moduleNamed: (name: string) => ModuleType | null;
  /** The absolute name of an import as it is written, dots and all. */
  readonly importName: (written: string) => string;
}
