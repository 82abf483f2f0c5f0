/** What importers may know of a checked module. */
import type { ExportedName, ModuleInterface } from '#protocol/emitted-module';
import type { BindingKind } from '../3-resolve/scope.ts';
import type { CheckedModule } from '../4-check/checked-module.ts';

export function moduleInterface(checked: CheckedModule): ModuleInterface {
  return { exports: exportsOf(checked), ...checked.interface };
}

const exportedKinds: Readonly<Record<BindingKind, ExportedName['kind']>> = {
  variable: 'variable',
  parameter: 'variable',
  const: 'const',
  function: 'function',
  class: 'class',
  module: 'module',
  type: 'type',
  import: 'import',
  construct: 'construct',
};

function exportsOf(checked: CheckedModule): ExportedName[] {
  return [...checked.resolved.fileScope.bindings.values()].map((binding) => ({
    name: binding.name,
    kind: exportedKinds[binding.kind],
  }));
}
