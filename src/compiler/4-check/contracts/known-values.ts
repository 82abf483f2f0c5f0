/**
 * Expressions whose value is known without running anything: literals, constants of the module, and what comparisons, logic
 * and a little arithmetic make of them. Everything else is not known, and then nothing is said.
 */
import type * as ast from '#language/ast';

/** Ints are bigints, floats numbers, None is null; of a display only the number of its items is known. */
export type KnownValue = bigint | number | string | boolean | null | Items;

export interface Items {
  readonly count: bigint;
}

/** What a name stands for; undefined when that is not known. */
export type KnownNames = (name: ast.Name) => KnownValue | undefined;

/** @returns the value; undefined when it is not known */
export function knownValue(node: ast.Expression, names: KnownNames): KnownValue | undefined {
  switch (node.kind) {
    case 'Constant':
      return constantValue(node.value);
    case 'Name':
      return names(node);
    case 'ListExpression':
    case 'TupleExpression':
      return node.elements.some((element) => element.kind === 'Starred')
        ? undefined
        : { count: BigInt(node.elements.length) };
    case 'DictExpression':
    case 'SetExpression':
      // Equal keys are one, so only whether there are any is known.
      return (node.kind === 'DictExpression' ? node.entries : node.elements).length === 0 ? { count: 0n } : undefined;
    case 'UnaryOp':
      return unary(node.operator, knownValue(node.operand, names));
    case 'BinOp':
      return binary(node.operator, knownValue(node.left, names), knownValue(node.right, names));
    case 'BoolOp':
      return logical(node, names);
    case 'Compare':
      return compared(node, names);
    case 'Call':
      return lengthOf(node, names);
    default:
      return undefined;
  }
}

/** Whether Python takes the value for true; undefined when it is not known. */
export function knownTruth(value: KnownValue | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'object') return value !== null && value.count > 0n;
  return Boolean(value);
}

function constantValue(constant: ast.ConstantValue): KnownValue | undefined {
  switch (constant.type) {
    case 'none':
      return null;
    case 'bool':
    case 'int':
    case 'float':
    case 'str':
      return constant.value;
    default:
      return undefined;
  }
}

function unary(operator: ast.UnaryOp['operator'], operand: KnownValue | undefined): KnownValue | undefined {
  if (operator === 'not') {
    const truth = knownTruth(operand);
    return truth === undefined ? undefined : !truth;
  }
  if (operator !== '-') return undefined;
  return typeof operand === 'bigint' || typeof operand === 'number' ? -operand : undefined;
}

/** Only of ints: they have no rounding to get wrong. */
function binary(
  operator: ast.BinOp['operator'],
  left: KnownValue | undefined,
  right: KnownValue | undefined,
): KnownValue | undefined {
  if (typeof left !== 'bigint' || typeof right !== 'bigint') return undefined;
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    default:
      return undefined;
  }
}

/** `and` and `or` give one of their operands, and look no further than they must. */
function logical({ operator, values }: ast.BoolOp, names: KnownNames): KnownValue | undefined {
  let last: KnownValue | undefined;
  for (const node of values) {
    last = knownValue(node, names);
    const truth = knownTruth(last);
    if (truth === undefined) return undefined;
    if (truth === (operator === 'or')) return last;
  }
  return last;
}

function compared({ left, operators, comparators }: ast.Compare, names: KnownNames): KnownValue | undefined {
  let before = knownValue(left, names);
  for (const [at, operator] of operators.entries()) {
    const after = knownValue(comparators[at]!, names);
    const holds = comparison(operator, before, after);
    if (holds !== true) return holds;
    before = after;
  }
  return true;
}

function comparison(
  operator: ast.ComparisonOperator,
  first: KnownValue | undefined,
  second: KnownValue | undefined,
): boolean | undefined {
  if (first === undefined || second === undefined) return undefined;
  if (operator === 'is' || operator === 'is not') {
    if (first !== null && second !== null) return undefined;
    return (first === second) === (operator === 'is');
  }
  const left = comparable(first);
  const right = comparable(second);
  if (left === undefined || right === undefined || (typeof left === 'string') !== (typeof right === 'string'))
    return undefined;
  switch (operator) {
    case '==':
      // biome-ignore lint/suspicious/noDoubleEquals: compares a number with a bigint by value
      return left == right;
    case '!=':
      // biome-ignore lint/suspicious/noDoubleEquals: compares a number with a bigint by value
      return left != right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case 'in':
    case 'not in':
      return typeof left === 'string' && typeof right === 'string'
        ? right.includes(left) === (operator === 'in')
        : undefined;
  }
}

/** Numbers and strings; strings beyond ASCII are ordered by code point, as JavaScript does not. */
function comparable(value: KnownValue): bigint | number | string | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  return typeof value === 'string' && /^[\0-\x7f]*$/.test(value) ? value : undefined;
}

/** `len(x)`, the one function that conditions ask most. */
function lengthOf({ callee, arguments: given, keywords }: ast.Call, names: KnownNames): KnownValue | undefined {
  if (callee.kind !== 'Name' || callee.name !== 'len' || names(callee) !== undefined) return undefined;
  if (given.length !== 1 || keywords.length > 0) return undefined;
  const value = knownValue(given[0]!, names);
  if (typeof value === 'string') return BigInt([...value].length);
  return typeof value === 'object' && value !== null ? value.count : undefined;
}
