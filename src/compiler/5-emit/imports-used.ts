/**
 * What a self-contained function may do with modules that only compute: call what is public. It may not import others, not
 * hand a module on, not name what begins with an underscore: behind that lie lists and objects that would keep a value.
 */
import type * as ast from '#language/ast';
import { hasPureMembers, isPureMember } from '#language/pure-modules';
import { eachChild } from '../2-parse/walk.ts';
import type { ResolvedModule } from '../3-resolve/scope.ts';

/** True when all that the code of `node` does with imports is harmless. */
export function usesImportsHarmlessly(node: ast.Node, resolved: ResolvedModule): boolean {
  let isHarmless = true;
  const visit = (child: ast.Node): void => {
    if (!isHarmless) return;
    switch (child.kind) {
      case 'Import':
        isHarmless = (child as ast.Import).names.every(({ name }) => hasPureMembers(name));
        return;
      case 'ImportFrom':
        isHarmless = isHarmlessFrom(child as ast.ImportFrom);
        return;
      case 'Attribute': {
        const { object, name } = child as ast.Attribute;
        const module = moduleNamed(object, resolved);
        if (name.name.startsWith('_')) isHarmless = false;
        else if (module === null) visit(object);
        else isHarmless = isPureMember(module, name.name);
        return;
      }
      case 'ClassPattern':
        if ((child as ast.ClassPattern).keywords.some((keyword) => keyword.name.name.startsWith('_')))
          isHarmless = false;
        break;
      case 'Name':
        isHarmless = moduleNamed(child, resolved) === null;
        return;
      default:
    }
    if (isHarmless) eachChild(child, visit);
  };
  eachChild(node, visit);
  return isHarmless;
}

function isHarmlessFrom({ module, level, names }: ast.ImportFrom): boolean {
  return level === 0 && names.every(({ name }) => !name.startsWith('_') && isPureMember(module ?? '', name));
}

/** The module that a name holds; null for members of one, and for everything else. */
function moduleNamed(node: ast.Node, resolved: ResolvedModule): string | null {
  if (node.kind !== 'Name') return null;
  const reference = resolved.references[(node as ast.Name).id];
  if (reference?.kind !== 'binding' || reference.binding.kind !== 'import') return null;
  for (const statement of resolved.facts.imports) {
    if (statement.kind !== 'Import') continue;
    const alias = statement.names.find((each) => resolved.declarations.get(each.id) === reference.binding);
    if (alias !== undefined) return alias.name;
  }
  return null;
}
