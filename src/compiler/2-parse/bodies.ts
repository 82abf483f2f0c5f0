/** The statement lists directly inside a statement, for walks that look at statements only. */
import type * as ast from '#language/ast';

export function bodiesOf(node: ast.Statement): (readonly ast.Statement[])[] {
  switch (node.kind) {
    case 'If':
    case 'While':
    case 'For':
      return [node.body, node.orelse];
    case 'Try':
      return [node.body, ...node.handlers.map((handler) => handler.body), node.orelse, node.finalbody];
    case 'With':
    case 'ClassDef':
    case 'ModuleDef':
    case 'FunctionDef':
      return [node.body];
    case 'Match':
      return node.cases.map((matchCase) => matchCase.body);
    default:
      return [];
  }
}
