/**
 * Trees of operations on unknown operands, fused: their leaves are tested once, and if all are floats the whole tree is
 * computed raw and boxed once (measured in docs/decisions/0002-values.md).
 */
import type * as ast from '#language/ast';
import { isNumber } from '../4-check/kinds/kind.ts';
import { combine, mayBeFloat } from './arithmetic.ts';
import type { FunctionContext } from './context.ts';
import { expression } from './expressions.ts';
import { isSimpleText, type Operand, operand } from './operands.ts';
import { numberLiteral, raw } from './raw-floats.ts';

interface Leaf {
  readonly name: string;
  readonly setup: string | null;
}

/** A tree of + - * / over operands of unknown kind: tested once, computed raw if all are floats. Null where it does not pay. */
export function fused(f: FunctionContext, node: ast.BinOp): string | null {
  if (!isFusible(node) || !mayBeFloats(f, node)) return null;
  const leaves: Leaf[] = [];
  const tree = collectLeaves(f, node, [], leaves);
  if (leaves.length === 0) return null;
  const computed = `new ${f.help('Float')}(${tree.raw})`;
  let prefix = '';
  let tests = '';
  for (const [index, { name, setup }] of leaves.entries()) {
    if (setup !== null) prefix += `${setup},`;
    if (leaves.findIndex((leaf) => leaf.name === name) === index)
      tests += `${tests === '' ? '' : '&&'}${name}?.isFloat===true`;
  }
  // One operation: most numbers are ints, so they come first.
  const slowAt = tree.operations === 1 && node.operator !== '/' ? tree.stepwise.lastIndexOf(':') : -1;
  if (slowAt < 0) return `(${prefix}${tests}?${computed}:${tree.stepwise})`;
  return `(${prefix}${tree.stepwise.slice(1, slowAt)}:${tests}?${computed}:${tree.stepwise.slice(slowAt + 1, -1)})`;
}

export const fusible: ReadonlySet<ast.BinaryOperator> = new Set(['+', '-', '*', '/']);

function isFusible(node: ast.Expression): node is ast.BinOp {
  return node.kind === 'BinOp' && fusible.has(node.operator);
}

/** False when the leaves are surely not all floats and small ints, so that a test for floats would be wasted. */
function mayBeFloats(f: FunctionContext, node: ast.BinOp): boolean {
  if (!mayBeNumeric(node) || !mayBeFloat(f.module.kindOf(node))) return false;
  // Steps of counters, which no inference has seen through: hardly ever floats.
  if (node.operator !== '*' && node.operator !== '/' && node.right.kind === 'Constant' && !isFusible(node.left))
    return node.right.value.type === 'float';
  return sideMayBeFloats(f, node.left) && sideMayBeFloats(f, node.right);
}

function sideMayBeFloats(f: FunctionContext, side: ast.Expression): boolean {
  return isFusible(side) ? mayBeFloats(f, side) : mayBeFloat(f.module.kindOf(side));
}

/** False when some leaf is surely no number. */
export function mayBeNumeric(node: ast.Expression): boolean {
  if (isFusible(node)) return mayBeNumeric(node.left) && mayBeNumeric(node.right);
  if (node.kind === 'Constant') return node.value.type === 'int' || node.value.type === 'float';
  return !noNumbers.has(node.kind);
}

const noNumbers: ReadonlySet<ast.Expression['kind']> = new Set([
  'JoinedString',
  'ListExpression',
  'TupleExpression',
  'DictExpression',
  'SetExpression',
  'Comprehension',
  'Lambda',
]);

interface Tree {
  /** The operation on raw floats. */
  readonly raw: string;
  /** The same on any values; free of effects of the leaves. */
  readonly stepwise: string;
  readonly operations: number;
  /** The leaf; null for an operation. */
  readonly node: ast.Expression | null;
}

/** @param after what is evaluated after this node and before the operations */
function collectLeaves(
  f: FunctionContext,
  node: ast.Expression,
  after: readonly ast.Expression[],
  leaves: Leaf[],
): Tree {
  const kind = f.module.kindOf(node);
  if (isFusible(node) && kind !== 'float') {
    const left = collectLeaves(f, node.left, after.length === 0 ? [node.right] : [node.right, ...after], leaves);
    const right = collectLeaves(f, node.right, after, leaves);
    return {
      raw: rawOperation(f, node.operator, left, right),
      stepwise: stepwiseOperation(f, node.operator, left, right),
      operations: left.operations + right.operations + 1,
      node: null,
    };
  }
  if (node.kind === 'Constant' && (node.value.type === 'int' || node.value.type === 'float')) {
    return { raw: numberLiteral(Number(node.value.value)), stepwise: expression(f, node), operations: 0, node };
  }
  if (kind === 'float')
    return { raw: raw(f, node), stepwise: `new ${f.help('Float')}(${raw(f, node)})`, operations: 0, node };
  const value = operand(f, node, after);
  if (isNumber(kind)) {
    const text = value.setup === null ? value.use : `(${value.setup})`;
    return { raw: text, stepwise: text, operations: 0, node };
  }
  leaves.push({ name: value.use, setup: value.setup });
  return { raw: `${value.use}.value`, stepwise: value.use, operations: 0, node };
}

function rawOperation(f: FunctionContext, operator: ast.BinaryOperator, left: Tree, right: Tree): string {
  if (operator !== '/') return `(${left.raw}${operator}${right.raw})`;
  const divisor = right.node;
  if (divisor?.kind === 'Constant' && 'value' in divisor.value && Number(divisor.value.value) !== 0)
    return `(${left.raw}/${right.raw})`;
  const areInts = isSmallLeaf(f, left) && isSmallLeaf(f, right);
  return `${f.help(areInts ? 'divideSmall' : 'divideFloats')}(${left.raw},${right.raw})`;
}

function isSmallLeaf(f: FunctionContext, { node }: Tree): boolean {
  return node !== null && isNumber(f.module.kindOf(node));
}

function stepwiseOperation(f: FunctionContext, operator: ast.BinaryOperator, left: Tree, right: Tree): string {
  const a = asOperand(f, left);
  const b = asOperand(f, right);
  return combine(f, operator, { ...a, node: left.node }, { ...b, node: right.node });
}

function asOperand(f: FunctionContext, tree: Tree): Operand {
  if (tree.operations === 0 && isSimpleText(tree.stepwise)) return { setup: null, use: tree.stepwise };
  const use = f.temporary();
  return { setup: `${use}=${tree.stepwise}`, use };
}
