/**
 * Fifth phase: a checked module as JavaScript, with positions and interface. The shape of what is written stands in
 * docs/runtime.md; nothing but the helpers of `protocol/helpers.ts` is ever called by name.
 */
import type { Diagnostics } from '#diagnostics/diagnostic';
import { standardModuleNames } from '#language/standard-library';
import type { EmittedModule } from '#protocol/emitted-module';
import type { CheckedModule } from '../4-check/checked-module.ts';
import { importsOnlyHarmless } from '../4-check/kinds/harmless-imports.ts';
import { FunctionContext, ModuleContext } from './context.ts';
import { packageDeclaration } from './decorators.ts';
import { accessors } from './definitions.ts';
import { hiddenNames } from './hidden-names.ts';
import { Lines } from './lines.ts';
import { moduleInterface } from './module-interface.ts';
import { block, docstring } from './statements.ts';

/** What emitted code does besides for `aegis test`. */
export interface Instruments {
  /** Assertions that fail keep what they compared. */
  readonly explainsAssertions: boolean;
  /** Statements and branches are counted. */
  readonly countsCoverage: boolean;
}

export interface EmitOptions {
  /** Dotted import name, `__main__` for the entry. */
  readonly name: string;
  readonly package: string | null;
  /** Absolute dotted name of an import as written. */
  readonly importName: (written: string) => string;
  readonly isSession?: boolean;
  readonly instruments?: Instruments;
}

/** Writes the module; what cannot be run yet is reported as `unsupported/…`. */
export function emit(checked: CheckedModule, diagnostics: Diagnostics, options: EmitOptions): EmittedModule {
  const module = new ModuleContext(checked, diagnostics, options);
  const { fileScope } = checked.resolved;
  const f = new FunctionContext(module, fileScope, null, 'body');
  if (options.isSession !== true) for (const binding of fileScope.bindings.values()) f.declare(binding);
  module.documentation = docstring(f, checked.resolved.module.body);
  block(f, checked.resolved.module.body);
  // Nobody can import the entry; variables that no accessor reads are JavaScript's own, and faster.
  const isClosed = options.name === '__main__' && options.isSession !== true && importsOnlyHarmless(checked.resolved);
  const exported = isClosed
    ? '{__proto__:null}'
    : accessors(f, fileScope, hiddenNames(checked.resolved, diagnostics.source.path));
  const [before, after] = underPackage(module);
  const lines = new Lines(module.places);
  lines.push(`(function($,define${options.isSession === true ? ',session' : ''}){"use strict";`);
  for (const line of module.prelude()) lines.push(line);
  lines.push(`define(${exported});`, '\n\t');
  if (module.documentation !== 'null')
    lines.push(`define({__proto__:null,get $__doc__(){return ${module.documentation};}});`, '\n\t');
  if (before !== '') lines.push(before);
  lines.append(f.finish());
  if (after !== '') lines.push(after);
  lines.push('})');
  const imports = [
    ...new Set(checked.resolved.imports.flatMap((request) => importedModules(request.name, request.members, options))),
  ];
  return {
    name: options.name,
    path: diagnostics.source.path,
    package: options.package,
    js: lines.text,
    positions: module.places,
    standardModules: imports.filter((name) => standardModuleNames.has(name)),
    imports: imports.filter((name) => !standardModuleNames.has(name)),
    interface: moduleInterface(checked),
    coverage: module.coverage?.points ?? null,
  };
}

/** What stands around the code that initialises a module of a package, whoever imports it. */
function underPackage(module: ModuleContext): readonly [before: string, after: string] {
  const declaration = packageDeclaration(module);
  if (declaration === null) return ['', ''];
  const slot = `${module.help('authority')}.current`;
  return [
    `const outside=${slot};${slot}={declaration:${declaration},outer:outside};try{`,
    `}finally{${slot}=outside;}`,
  ];
}

function importedModules(written: string, members: readonly { name: string }[] | null, options: EmitOptions): string[] {
  const name = options.importName(written);
  const submodules = (members ?? [])
    .map((member) => `${name}.${member.name}`)
    .filter((each) => standardModuleNames.has(each));
  return standardModuleNames.has(name) ? [name, ...submodules] : [name];
}
