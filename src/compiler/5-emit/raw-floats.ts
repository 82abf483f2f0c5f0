/** Floats as raw JavaScript numbers: expressions that are proven to be floats, and what they are made of. */
import type * as ast from '#language/ast';
import { isNumber } from '../4-check/kinds/kind.ts';
import { rawCall } from './calls.ts';
import type { FunctionContext } from './context.ts';
import { expression, rawAttribute } from './expressions.ts';
import { isSimpleText } from './operands.ts';
import { condition } from './truth.ts';

/** A number as JavaScript reads it back exactly. */
export function numberLiteral(value: number): string {
  if (Number.isNaN(value)) return '(0/0)';
  if (value === Number.POSITIVE_INFINITY) return '(1/0)';
  if (value === Number.NEGATIVE_INFINITY) return '(-1/0)';
  if (Object.is(value, -0)) return '(-0)';
  return value < 0 ? `(${value})` : String(value);
}

/** The raw JavaScript number of an expression whose kind is float (or an int mixed into such an expression). */
export function raw(f: FunctionContext, node: ast.Expression): string {
  const kind = f.module.kindOf(node);
  if (isNumber(kind)) return expression(f, node);
  if (kind === 'int') {
    const t = f.temporary();
    return `(typeof(${t}=${expression(f, node)})==='number'?${t}:${f.help('floatValue')}(${t}))`;
  }
  if (kind !== 'float') return `${f.help('floatValue')}(${expression(f, node)})`;
  switch (node.kind) {
    case 'Constant':
      return numberLiteral((node.value as { value: number }).value);
    case 'Name':
      return rawVariable(f, node);
    case 'UnaryOp':
      return `(${node.operator === '-' ? '-' : '+'}${raw(f, node.operand)})`;
    case 'BinOp':
      return rawBinary(f, node);
    case 'Conditional':
      return `(${condition(f, node.test)}?${raw(f, node.body)}:${raw(f, node.orelse)})`;
    case 'NamedExpression':
      // A name of a class body is an attribute as well, which holds the value itself.
      if (!isRawName(f, node.target)) return `${expression(f, node)}.value`;
      return `(${rawVariable(f, node.target)}=${raw(f, node.value)})`;
    case 'Subscript':
      return `${expression(f, node)}.value`;
    case 'Attribute':
      return rawAttribute(f, node) ?? `${expression(f, node)}.value`;
    case 'Call': {
      const text = rawCall(f, node);
      if (text !== null) return text;
      break;
    }
  }
  return `${f.help('floatValue')}(${expression(f, node)})`;
}

function isRawName(f: FunctionContext, { id }: ast.Name): boolean {
  const reference = f.module.referenceOf(id);
  return reference?.kind === 'binding' && f.module.checked.kinds.isRaw(reference.binding);
}

function rawVariable(f: FunctionContext, node: ast.Name): string {
  const reference = f.module.referenceOf(node.id);
  if (reference?.kind !== 'binding') throw new Error(`raw float '${node.name}' is not a variable`);
  const variable = f.module.variable(reference.binding);
  const name = f.module.checked.kinds.isRaw(reference.binding) ? variable : `${variable}.value`;
  if (!f.module.resolved.mayBeUnbound.has(node.id)) return name;
  return `(${name}===undefined?${f.help('unboundLocal')}(${JSON.stringify(node.name)}):${name})`;
}

function rawBinary(f: FunctionContext, node: ast.BinOp): string {
  const left = raw(f, node.left);
  const right = raw(f, node.right);
  switch (node.operator) {
    case '/': {
      const divisor = node.right;
      const nonZero = divisor.kind === 'Constant' && 'value' in divisor.value && Number(divisor.value.value) !== 0;
      if (nonZero) return `(${left}/${right})`;
      const areInts = isNumber(f.module.kindOf(node.left)) && isNumber(f.module.kindOf(divisor));
      if (areInts) return `${f.help('divideSmall')}(${left},${right})`;
      return divided(f, left, right);
    }
    case '//':
      return `${f.help('floorDivideFloats')}(${left},${right})`;
    case '%':
      return `${f.help('moduloFloats')}(${left},${right})`;
    case '**': {
      // A square root cannot overflow; its operand was found not to be negative.
      const isRoot =
        node.right.kind === 'Constant' && node.right.value.type === 'float' && node.right.value.value === 0.5;
      return isRoot ? `(${left}**0.5)` : `${f.help('powerFloats')}(${left},${right})`;
    }
    default:
      return `(${left}${node.operator}${right})`;
  }
}

/** A division of raw floats whose divisor may be zero, which the helper refuses. */
function divided(f: FunctionContext, left: string, right: string): string {
  // What stands on the right might change a variable on the left.
  const b = isSimpleText(right) ? right : f.temporary();
  const a = isSimpleText(left) && (b === right || /^[\d.]+$/.test(left)) ? left : f.temporary();
  const setups = `${a === left ? '' : `${a}=${left},`}${b === right ? '' : `${b}=${right},`}`;
  return `(${setups}${b}!==0?${a}/${b}:${f.help('divideFloats')}(${a},${b}))`;
}
