/** Import statements. Which modules they mean was decided before emission; names are absolute here. */
import type * as ast from '#language/ast';
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
      f.line(`${`${f.help('importAll')}(${stringLiteral(name)})`};`);
      continue;
    }
    const binding = f.module.resolved.declarations.get(alias.id);
    if (binding === undefined) continue;
    const member = `${f.help('importMember')}(${stringLiteral(name)},${stringLiteral(alias.name)})`;
    f.line(`${storeBinding(f, binding, member)};`);
  }
}
