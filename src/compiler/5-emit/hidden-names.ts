/**
 * What a module of the standard library keeps to itself: the natives that it imports from modules such as
 * `_introspection`, which see and change what programs may not. Only those that its `__all__` lists are its own offer.
 */
import type * as ast from '#language/ast';
import { libraryFolder } from '#protocol/emitted-module';
import type { ResolvedModule } from '../3-resolve/scope.ts';

const none: ReadonlySet<string> = new Set();

/** Names that the module must not show as attributes. Modules of programs hide nothing. */
export function hiddenNames(resolved: ResolvedModule, path: string): ReadonlySet<string> {
  if (!path.startsWith(libraryFolder)) return none;
  const offered = new Set(resolved.module.body.flatMap(offeredNames));
  const hidden = new Set<string>();
  for (const node of resolved.facts.imports) {
    for (const { name, asName } of node.names) {
      const bound = asName?.name ?? name;
      const isPrivate = node.kind === 'ImportFrom' ? node.module.startsWith('_') : bound.startsWith('_');
      if (isPrivate && !offered.has(bound)) hidden.add(bound);
    }
  }
  return hidden;
}

/** The names in `let __all__ = ["…", …]`. */
function offeredNames(node: ast.Statement): readonly string[] {
  if (node.kind !== 'Let' || node.value?.kind !== 'ListExpression') return [];
  const [target] = node.targets;
  if (target?.kind !== 'Name' || target.name !== '__all__') return [];
  return node.value.elements.flatMap((element) =>
    element.kind === 'Constant' && element.value.type === 'str' ? [element.value.value] : [],
  );
}
