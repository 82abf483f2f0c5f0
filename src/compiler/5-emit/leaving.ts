/** Whether control can leave statements other than at their end or by an exception. */
import type * as ast from '#language/ast';
import { visit } from '../2-parse/walk.ts';

/** True when the statements hold a `return`, or a `break` or `continue` of a loop around them. */
export function mayLeave(statements: readonly ast.Statement[]): boolean {
  return statements.some((statement) => leaves(statement, false));
}

function leaves(statement: ast.Statement, isInLoop: boolean): boolean {
  let found = false;
  visit(statement, (node) => {
    switch (node.kind) {
      case 'FunctionDef':
      case 'ClassDef':
      case 'Lambda':
        return false;
      case 'Return':
        found = true;
        return false;
      case 'Break':
      case 'Continue':
        found ||= !isInLoop;
        return false;
      case 'For':
      case 'While':
        // What stands in `else` belongs to the loop around.
        found ||=
          node.body.some((inner) => leaves(inner, true)) || node.orelse.some((inner) => leaves(inner, isInLoop));
        return false;
      default:
        return !found;
    }
  });
  return found;
}
