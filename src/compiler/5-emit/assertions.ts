/** `assert`, and how a failed one is told from inside a test file: with the values that were compared. */
import type * as ast from '#language/ast';
import { comparisonHelper } from './comparison.ts';
import type { FunctionContext } from './context.ts';
import { shownValues } from './contracts.ts';
import { expression, text } from './expressions.ts';
import { condition } from './truth.ts';

export function assertStatement(f: FunctionContext, node: ast.Assert): void {
  if (f.module.explainsAssertions) return explainedAssert(f, node);
  const message = node.message === null ? '' : expression(f, node.message);
  f.line(`if(!${condition(f, node.test)})throw ${f.help('assertionFailed')}(${message});`);
}

function explainedAssert(f: FunctionContext, { test, message }: ast.Assert): void {
  const compared = test.kind === 'Compare' && test.operators.length === 1 ? compareOnce(f, test) : null;
  const holds = compared?.holds ?? condition(f, test);
  const told = message === null ? 'undefined' : expression(f, message);
  const names = `()=>[${shownValues(f, test).join(',')}]`;
  f.line(`if(!${holds})throw ${f.help('assertionExplained')}(${told},${compared?.comparison ?? 'null'},${names});`);
}

/** Both sides into temporaries, so that the error can show what was compared without evaluating anything again. */
function compareOnce(f: FunctionContext, node: ast.Compare): { readonly holds: string; readonly comparison: string } {
  const operator = node.operators[0]!;
  const right = node.comparators[0]!;
  const a = f.temporary();
  const b = f.temporary();
  f.line(`${a}=${expression(f, node.left)};`);
  f.line(`${b}=${expression(f, right)};`);
  const source = (side: ast.Expression) => (isLiteral(side) ? '""' : text(f, f.module.sourceText(side.span)));
  return {
    holds: `${f.help('truth')}(${helperCall(f, operator, a, b)})`,
    comparison: `["${operator}",${source(node.left)},${a},${source(right)},${b}]`,
  };
}

/** What needs no value beside it: its text says it already. */
function isLiteral(node: ast.Expression): boolean {
  switch (node.kind) {
    case 'Constant':
      return true;
    case 'UnaryOp':
      return isLiteral(node.operand);
    case 'ListExpression':
    case 'TupleExpression':
    case 'SetExpression':
      return node.elements.every(isLiteral);
    case 'DictExpression':
      return node.entries.every(({ key, value }) => key !== null && isLiteral(key) && isLiteral(value));
    default:
      return false;
  }
}

function helperCall(f: FunctionContext, operator: ast.ComparisonOperator, a: string, b: string): string {
  switch (operator) {
    case 'is':
      return `${f.help('isSame')}(${a},${b})`;
    case 'is not':
      return `!${f.help('isSame')}(${a},${b})`;
    case 'in':
      return `${f.help('contains')}(${b},${a})`;
    case 'not in':
      return `!${f.help('contains')}(${b},${a})`;
    default:
      return `${f.help(comparisonHelper[operator])}(${a},${b})`;
  }
}
