/** Operations on two ints inline: the tests that the result is right as a JavaScript number, and the result. */
import type * as ast from '#language/ast';
import { isNumber, type Kind } from '../4-check/kinds/kind.ts';
import type { FunctionContext } from './context.ts';

export interface Known {
  readonly text: string;
  /** Null for a value of which nothing is known. */
  readonly node: ast.Expression | null;
}

/** Test and result of an operation on two ints, or null where inlining does not pay. No test: the result is exact. */
export function intFastPath(
  f: FunctionContext,
  operator: ast.BinaryOperator,
  left: Known,
  right: Known,
): { test: string; result: string } | null {
  const a = left.text;
  const b = right.text;
  switch (operator) {
    case '+':
    case '-': {
      if (kindOf(f, left) === 'index' && kindOf(f, right) === 'index')
        return { test: '', result: `${a}${operator}${b}` };
      const t = f.temporary();
      return { test: `${numberTests(f, left, right)}((${t}=${a}${operator}${b})|0)===${t}`, result: t };
    }
    case '*': {
      const t = f.temporary();
      return { test: `${numberTests(f, left, right)}((${t}=${a}*${b})|0)===${t}`, result: `${t}|0` };
    }
    case '%':
    case '//': {
      const power = powerOfTwo(right.node);
      if (power > 0) {
        const result = operator === '%' ? `${a}&${2 ** power - 1}` : `${a}>>${power}`;
        return { test: `${numberTest(f, left)}(${a}|0)===${a}`, result };
      }
      const signs = isPositive(right.node) ? `${a}>=0` : `${a}>=0&&${b}>0`;
      const result = operator === '%' ? `${a}%${b}` : `${f.help('floor')}(${a}/${b})`;
      return { test: numberTests(f, left, right) + signs, result };
    }
    case '&':
    case '|':
    case '^':
      return { test: `${int32Test(f, left)}${int32Test(f, right)}`.slice(0, -2), result: `${a}${operator}${b}` };
    case '>>':
      return { test: `${int32Test(f, left)}${numberTest(f, right)}${b}>=0&&${b}<32`, result: `${a}>>${b}` };
    default:
      return null;
  }
}

/** Tests, each followed by `&&`, that both are JavaScript numbers; nothing where that is known. */
function numberTests(f: FunctionContext, left: Known, right: Known): string {
  return left.text === right.text ? numberTest(f, left) : numberTest(f, left) + numberTest(f, right);
}

/** A test, followed by `&&`, that a value is a JavaScript number; nothing where that is known. */
export function numberTest(f: FunctionContext, value: Known): string {
  if (isNumber(kindOf(f, value))) return '';
  return `typeof ${value.text}==='number'&&`;
}

function kindOf(f: FunctionContext, { node }: Known): Kind {
  return node === null ? 'any' : f.module.kindOf(node);
}

function int32Test(f: FunctionContext, value: Known): string {
  if (value.node?.kind === 'Constant' && value.node.value.type === 'int' && value.node.value.value < 2147483648n)
    return '';
  return `${numberTest(f, value)}(${value.text}|0)===${value.text}&&`;
}

/** The exponent of a literal 2, 4, 8 …; 0 for everything else. */
function powerOfTwo(node: ast.Expression | null): number {
  if (node?.kind !== 'Constant' || node.value.type !== 'int') return 0;
  const exponent = Math.log2(Number(node.value.value));
  return Number.isInteger(exponent) && exponent <= 30 ? exponent : 0;
}

export function isPositive(node: ast.Expression | null): boolean {
  return (
    node?.kind === 'Constant' &&
    node.value.type === 'int' &&
    node.value.value > 0n &&
    node.value.value <= 9007199254740991n
  );
}
