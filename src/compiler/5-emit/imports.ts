/** Import statements. Which modules they mean was decided before emission; names are absolute here. */
import type * as ast from '#language/ast';
import type { Binding, Reference } from '../3-resolve/scope.ts';
import { storeBinding } from './assignment.ts';
import type { FunctionContext } from './context.ts';
import { stringLiteral } from './names.ts';

export function importNames(f: FunctionContext, node: ast.Import): void {
  for (const alias of node.names) {
    const name = f.module.importName(alias.name);
    const binding = f.module.resolved.declarations.get(alias.id);
    const imported = `${f.help('importModule')}(${stringLiteral(name)})`;
    if (binding === undefined) f.line(`${imported};`);
    else if (alias.asName !== null || !alias.name.includes('.')) f.line(`${storeBinding(f, binding, imported)};`);
    else {
      f.line(`${imported};`);
      f.line(
        `${storeBinding(f, binding, `${f.help('importModule')}(${stringLiteral(f.module.importName(alias.name.split('.')[0]!))})`)};`,
      );
    }
  }
}

export function importFrom(f: FunctionContext, node: ast.ImportFrom): void {
  const name = f.module.importName('.'.repeat(node.level) + node.module);
  for (const alias of node.names) {
    if (alias.name === '*') {
      importAll(f, node, name);
      continue;
    }
    const binding = f.module.resolved.declarations.get(alias.id);
    if (binding === undefined) continue;
    const member = `${f.help('importMember')}(${stringLiteral(name)},${stringLiteral(alias.name)})`;
    f.line(`${storeBinding(f, binding, member)};`);
  }
}

/** A star gives its names to the variables that wait for them, and to what was imported before. */
function importAll(f: FunctionContext, node: ast.ImportFrom, name: string): void {
  const bring = `${f.help('importAll')}(${stringLiteral(name)})`;
  const names = f.module.isSession ? [] : starNames(f.module.resolved.references);
  const before = f.module.isSession ? [] : importedBefore(f, node);
  if (names.length + before.length === 0) return f.line(`${bring};`);
  const star = f.module.freshName('star');
  f.line(`const ${star}=${bring};`);
  for (const [each, isBuiltin] of names) {
    const variable = f.module.starVariable(each, isBuiltin);
    f.line(`${variable}=${star}(${stringLiteral(each)},${variable});`);
  }
  for (const binding of before) {
    const current = f.module.variable(binding);
    f.line(`${storeBinding(f, binding, `${star}(${stringLiteral(binding.name)},${current})`)};`);
  }
}

/** Names of the file that only a star import can have brought, and whether a built-in has them until then. */
function starNames(references: readonly (Reference | undefined)[]): readonly (readonly [string, boolean])[] {
  const names = new Map<string, boolean>();
  for (const reference of references) if (reference?.kind === 'star') names.set(reference.name, reference.isBuiltin);
  return [...names];
}

function importedBefore(f: FunctionContext, node: ast.ImportFrom): readonly Binding[] {
  return [...f.module.resolved.fileScope.bindings.values()].filter(
    ({ kind, declaration }) => kind === 'import' && declaration !== null && declaration.start < node.span.start,
  );
}
