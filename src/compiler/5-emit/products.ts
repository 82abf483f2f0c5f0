/**
 * `(a * b + c) % m` and `(a * b + c) & mask`, with or without the sum: the step of generators of random numbers, checksums
 * and modular powers. The product of two ints often leaves the safe range where the result does not, so both operations go
 * to one helper, which needs no big int on the way.
 */
import type * as ast from '#language/ast';
import type { FunctionContext } from './context.ts';
import { expression } from './expressions.ts';
import { afterAll, isSimpleText, operand } from './operands.ts';

/** The expression, or null for one that has no such form. */
export function reducedProduct(f: FunctionContext, node: ast.BinOp): string | null {
  const { operator, left, right } = node;
  if (operator !== '%' && operator !== '&') return null;
  const sum = left.kind === 'BinOp' && left.operator === '+' ? left : null;
  const product = sum === null ? left : sum.left;
  if (product.kind !== 'BinOp' || product.operator !== '*' || f.module.kindOf(left) === 'small') return null;
  if (operator === '&' ? !isConstantBelow(right, 2 ** 32) : !isModulus(right)) return null;
  const last = expression(f, right);
  if (!isSimpleText(last)) return null;
  return sum === null ? productOnly(f, operator, product, last) : productAndSum(f, operator, product, sum.right, last);
}

function productOnly(f: FunctionContext, operator: '%' | '&', product: ast.BinOp, last: string): string {
  const [a, b, areInts] = factors(f, product, []);
  const slow = `${f.help(slowHelper[operator])}(${f.help('multiply')}(${a.use},${b.use}),${last})`;
  return afterAll([a, b], `${areInts}?${f.help(fastHelper[operator])}(${a.use},${b.use},0,${last}):${slow}`);
}

/** What is added is evaluated after the multiplication, which for two ints can wait. */
function productAndSum(
  f: FunctionContext,
  operator: '%' | '&',
  product: ast.BinOp,
  addend: ast.Expression,
  last: string,
): string {
  const [a, b, areInts] = factors(f, product, [addend]);
  const multiplied = f.temporary();
  const c = operand(f, addend);
  const value = `${f.help('multiply')}(${a.use},${b.use})`;
  const early = { setup: `${multiplied}=${areInts}?null:${value}`, use: multiplied };
  const whole = `${f.help('add')}(${multiplied}===null?${value}:${multiplied},${c.use})`;
  return afterAll(
    [a, b, early, c],
    `${multiplied}===null&&typeof ${c.use}==='number'?${f.help(fastHelper[operator])}(${a.use},${b.use},${c.use},${last}):` +
      `${f.help(slowHelper[operator])}(${whole},${last})`,
  );
}

const fastHelper = { '%': 'productModulo', '&': 'productMasked' } as const;
const slowHelper = { '%': 'modulo', '&': 'bitAnd' } as const;

function factors(f: FunctionContext, product: ast.BinOp, after: readonly ast.Expression[]) {
  const a = operand(f, product.left, [product.right, ...after]);
  const b = operand(f, product.right, after);
  const unknown = [
    [product.left, a.use],
    [product.right, b.use],
  ] as const;
  const tests = unknown.flatMap(([node, use]) => (isConstantBelow(node, 2 ** 53) ? [] : [`typeof ${use}==='number'`]));
  return [a, b, [...new Set(tests)].join('&&') || 'true'] as const;
}

/** A constant, or a variable: what a program calls its modulus. */
function isModulus(node: ast.Expression): boolean {
  return node.kind === 'Name' || isConstantBelow(node, 2 ** 53);
}

function isConstantBelow(node: ast.Expression, bound: number): boolean {
  return (
    node.kind === 'Constant' && node.value.type === 'int' && node.value.value >= 0n && node.value.value < BigInt(bound)
  );
}
