/** What a method assigns to attributes of its instance. */
import type * as ast from '#language/ast';
import { bodiesOf } from '../../2-parse/bodies.ts';

/** Finds `self.name = value` in the statements of a method; the value is null where it is part of a larger one. */
export function collectStores(
  body: readonly ast.Statement[],
  self: string,
  store: (name: string, annotation: ast.Expression | null, value: ast.Expression | null) => void,
): void {
  const target = (
    node: ast.Expression,
    value: ast.Expression | null,
    annotation: ast.Expression | null = null,
  ): void => {
    if (node.kind === 'Attribute' && node.object.kind === 'Name' && node.object.name === self)
      store(node.name.name, annotation, value);
    else if (node.kind === 'TupleExpression' || node.kind === 'ListExpression')
      for (const element of node.elements) target(element, null);
    else if (node.kind === 'Starred') target(node.value, null);
  };
  for (const statement of body) {
    switch (statement.kind) {
      case 'Assign':
        for (const each of statement.targets) target(each, statement.value);
        break;
      case 'AnnAssign':
        target(statement.target, statement.value, statement.annotation);
        break;
      case 'AugAssign':
        target(statement.target, null);
        break;
      case 'For':
        target(statement.target, null);
        break;
      case 'With':
        for (const item of statement.items) if (item.target !== null) target(item.target, null);
        break;
      case 'FunctionDef':
        // Functions inside a method may assign to its self as well.
        break;
      case 'ClassDef':
        continue;
    }
    for (const inner of bodiesOf(statement)) collectStores(inner, self, store);
  }
}
