/**
 * The runtime library as the sandbox sees it: helpers for emitted code, the program's modules, output, the host, and what
 * to say of an exception that nothing caught.
 */
import { authority } from './authority.ts';
import { forgetObjectsAtWork } from './contracts/invariants.ts';
import { forgetJudging } from './contracts/judging.ts';
import {
  forgetModules,
  importModule,
  type ModuleCode,
  type RunModule,
  registerModule,
  registerStandardModule,
} from './modules.ts';
import { setProgramSettings } from './program-settings.ts';
import { forgetSanitizers } from './taint/sanitize.ts';
import { handleNothing } from './values/handling.ts';
import { ModuleObject } from './values/module-object.ts';

export { describeException, type ThrownDescription } from './describe.ts';
export { helpers } from './helpers.ts';
export { connectHost } from './host-link.ts';
export { setOutput } from './output.ts';
export { installPrimitives } from './realm.ts';
export { openSession } from './session.ts';
export { takeCoverage } from './testing/coverage.ts';
export { runSuite } from './testing/suite.ts';

/** A program that is ready to run. */
export interface ProgramCode {
  readonly modules: ReadonlyMap<string, Omit<ModuleCode, 'name'>>;
  /** What it imports of the standard library, by dotted name: modules written in TypeScript and precompiled ones. */
  readonly library: {
    readonly native: ReadonlyMap<string, object>;
    readonly precompiled: ReadonlyMap<string, { readonly run: RunModule }>;
  };
  readonly arguments: readonly string[];
  readonly contracts: 'on' | 'warn' | 'off';
}

/** Forgets the program before, with all state of its modules, and gets ready to import the modules of a new one. */
export function startProgram(program: ProgramCode): void {
  forgetModules();
  forgetSanitizers();
  forgetJudging();
  forgetObjectsAtWork();
  authority.current = null;
  handleNothing();
  setProgramSettings(program.arguments, program.contracts);
  for (const [name, { run }] of program.library.precompiled) registerModule({ name, run, isLibrary: true });
  for (const [name, { run, isLibrary }] of program.modules) registerModule({ name, run, isLibrary });
  for (const [name, module] of program.library.native) {
    if (!(module instanceof ModuleObject)) throw new Error(`the standard module ${name} is no ModuleObject`);
    registerStandardModule(name, module);
  }
}

/** Initialises a module of the program. @throws whatever the program throws */
export function runModule(name: string): void {
  importModule(name);
}
