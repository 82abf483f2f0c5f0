/**
 * What a self-contained function may do with modules that only compute: call what is public. It may not import others, not
 * hand a module on, not name what begins with an underscore: behind that lie lists and objects that would keep a value.
 */
import type * as ast from '#language/ast';
import { pureModules } from '#language/pure-modules';
import { eachChild } from '../2-parse/walk.ts';
import type { ResolvedModule } from '../3-resolve/scope.ts';

/** True when all that the code of `node` does with imports is harmless. */
export function usesImportsHarmlessly(node: ast.Node, resolved: ResolvedModule): boolean {
  let isHarmless = true;
  const visit = (child: ast.Node): void => {
    if (!isHarmless) return;
    switch (child.kind) {
      case 'Import':
        isHarmless = (child as ast.Import).names.every(({ name }) => pureModules.has(name));
        return;
      case 'ImportFrom':
        isHarmless = isHarmlessFrom(child as ast.ImportFrom);
        return;
      case 'Attribute': {
        const { object, name } = child as ast.Attribute;
        if (name.name.startsWith('_')) isHarmless = false;
        else if (!isModule(object, resolved)) visit(object);
        return;
      }
      case 'ClassPattern':
        if ((child as ast.ClassPattern).keywords.some((keyword) => keyword.name.name.startsWith('_')))
          isHarmless = false;
        break;
      case 'Name':
        isHarmless = !isModule(child, resolved);
        return;
      default:
    }
    if (isHarmless) eachChild(child, visit);
  };
  eachChild(node, visit);
  return isHarmless;
}

function isHarmlessFrom({ module, level, names }: ast.ImportFrom): boolean {
  return level === 0 && pureModules.has(module ?? '') && names.every(({ name }) => !name.startsWith('_'));
}

/** A name that holds a module, not a member of one. */
function isModule(node: ast.Node, resolved: ResolvedModule): boolean {
  if (node.kind !== 'Name') return false;
  const reference = resolved.references[(node as ast.Name).id];
  if (reference?.kind !== 'binding' || reference.binding.kind !== 'import') return false;
  return resolved.facts.imports.some(
    (statement) =>
      statement.kind === 'Import' &&
      statement.names.some((alias) => resolved.declarations.get(alias.id) === reference.binding),
  );
}
