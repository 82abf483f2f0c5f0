/**
 * Which functions reach nothing outside themselves that could be changed: the proof that `t.map(f)` and sanitizers ask
 * for, since such a function cannot keep the raw value that it sees. It may use its parameters and own variables,
 * built-ins (the runtime refuses their effects), constants, modules that only compute, and functions that are so too.
 */
import type * as ast from '#language/ast';
import { pureModules } from '#language/pure-modules';
import { allParameters } from '../3-resolve/declare.ts';
import type { Binding, ResolvedModule, Scope } from '../3-resolve/scope.ts';

/** True when the proof succeeds; `asking` holds the functions that are being proved, for those that call themselves. */
export function isSelfContained(resolved: ResolvedModule, scope: Scope, asking = new Set<Scope>()): boolean {
  if (asking.has(scope)) return true;
  asking.add(scope);
  const { node } = scope;
  if (node.kind !== 'FunctionDef' && node.kind !== 'Lambda') return false;
  // A default value is made once and shared by all calls.
  if (allParameters(node.parameters).some(({ defaultValue }) => defaultValue !== null && !isLiteral(defaultValue)))
    return false;
  return !scope.reachesUnknown && [...scope.reaches].every((binding) => isHarmless(resolved, binding, asking));
}

function isHarmless(resolved: ResolvedModule, binding: Binding, asking: Set<Scope>): boolean {
  const { definition, kind } = binding;
  if (!binding.isFixed || definition === null) return false;
  if (kind === 'import') return pureModules.has(moduleOf(resolved, definition) ?? '');
  if (kind === 'const') return isLiteral(valueOf(resolved, definition));
  if (definition.kind !== 'FunctionDef' || definition.decorators.length > 0) return false;
  const scope = resolved.scopes.get(definition.id);
  return scope !== undefined && scope.parent?.kind !== 'class' && isSelfContained(resolved, scope, asking);
}

/** The module that an import statement names, for one of its aliases. */
function moduleOf(resolved: ResolvedModule, alias: ast.Node): string | null {
  for (const node of resolved.facts.imports) {
    const found = node.names.find((each) => each === alias);
    if (found !== undefined) return node.kind === 'Import' ? found.name : node.level === 0 ? node.module : null;
  }
  return null;
}

/** What is assigned to a name there; null when it is no plain value. */
function valueOf(resolved: ResolvedModule, target: ast.Node): ast.Node | null {
  return resolved.facts.assignments.find((each) => each.target === target)?.source ?? null;
}

function isLiteral(node: ast.Node | null): boolean {
  if (node === null) return false;
  return node.kind === 'Constant' || (node.kind === 'UnaryOp' && node.operand.kind === 'Constant');
}
