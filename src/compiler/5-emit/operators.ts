/**
 * Arithmetic, comparison and truth. Each operation takes an inline fast path for ints and falls to a helper; floats that
 * are proven are computed raw; trees of operations on unknown operands are fused: their leaves are tested once, and if all
 * are floats the whole tree is computed raw and boxed once (docs/runtime.md §9, measured in docs/decisions/0002-values.md).
 */
import type * as ast from '#language/ast';
import type { HelperName } from '#protocol/helpers';
import { isInt, isNumber, type Kind } from '../4-check/kinds/kind.ts';
import { rawCall } from './calls.ts';
import type { FunctionContext } from './context.ts';
import { expression, rawAttribute } from './expressions.ts';
import { after, afterBoth, isSimpleText, type Operand, operand } from './operands.ts';
import { reducedProduct } from './products.ts';

const helperOf: Readonly<Record<ast.BinaryOperator, HelperName>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '//': 'floorDivide',
  '%': 'modulo',
  '**': 'power',
  '@': 'matrixMultiply',
  '&': 'bitAnd',
  '|': 'bitOr',
  '^': 'bitXor',
  '<<': 'shiftLeft',
  '>>': 'shiftRight',
};

// ---------------------------------------------------------------- arithmetic

export function binary(f: FunctionContext, node: ast.BinOp): string {
  if (f.module.kindOf(node) === 'float') return `new ${f.help('Float')}(${raw(f, node)})`;
  return reducedProduct(f, node) ?? fused(f, node) ?? stepwise(f, node.operator, node.left, node.right);
}

/** `target op= value`, given the current value of the target. */
export function inPlace(f: FunctionContext, node: ast.AugAssign, current: string): string {
  const { operator, value, target } = node;
  const right = operand(f, value);
  if (isStep(f, node)) return `${current}${operator}${right.use}`;
  const slow = `${f.help(`${helperOf[operator]}InPlace` as HelperName)}(${current},${right.use})`;
  const cases: string[] = [];
  const kinds = [f.module.kindOf(target), f.module.kindOf(value)] as const;
  const mayBeInts = kinds.every((kind) => kind === 'any' || isInt(kind));
  const fast = mayBeInts
    ? intFastPath(f, operator, { text: current, node: target }, { text: right.use, node: value })
    : null;
  if (fast?.test === '') return after(right, fast.result);
  if (fast !== null) cases.push(`${fast.test}?${fast.result}`);
  if (kinds.every((kind) => mayBeFloat(kind)) && fusible.has(operator) && operator !== '/' && mayBeNumeric(value)) {
    const number =
      value.kind === 'Constant' && 'value' in value.value ? numberLiteral(Number(value.value.value)) : null;
    const test = number === null ? `&&${right.use}?.isFloat===true` : '';
    const computed = `${current}.value${operator}${number ?? `${right.use}.value`}`;
    cases.push(`${current}?.isFloat===true${test}?new ${f.help('Float')}(${computed})`);
  }
  if (operator === '+' && kinds.every(mayBeText) && (value.kind !== 'Constant' || isString(value))) {
    cases.push(`typeof ${current}==='string'&&typeof ${right.use}==='string'?${current}+${right.use}`);
  }
  let choice = '';
  for (const each of cases) choice += `${each}:`;
  return after(right, choice + slow);
}

/** Counting by little from what is a JavaScript number leads nowhere else for longer than any program runs. */
function isStep(f: FunctionContext, { operator, target, value }: ast.AugAssign): boolean {
  return (
    target.kind === 'Name' &&
    (operator === '+' || operator === '-') &&
    isNumber(f.module.kindOf(target)) &&
    value.kind === 'Constant' &&
    value.value.type === 'int' &&
    value.value.value <= 16n
  );
}

/** False for what is surely no float; ints mix with floats. */
function mayBeFloat(kind: Kind): boolean {
  return kind === 'any' || kind === 'float' || isNumber(kind);
}

function mayBeText(kind: Kind): boolean {
  return kind === 'any' || kind === 'text';
}

function stepwise(
  f: FunctionContext,
  operator: ast.BinaryOperator,
  leftNode: ast.Expression,
  rightNode: ast.Expression,
): string {
  const left = operand(f, leftNode, [rightNode]);
  const right = operand(f, rightNode);
  const kinds = [f.module.kindOf(leftNode), f.module.kindOf(rightNode)];
  if (
    operator === '+' &&
    kinds.includes('text') &&
    kinds.every(mayBeText) &&
    !isString(leftNode) &&
    !isString(rightNode)
  ) {
    const slow = `${f.help('add')}(${left.use},${right.use})`;
    const areStrings = `typeof ${left.use}==='string'&&typeof ${right.use}==='string'`;
    return afterBoth(left, right, `${areStrings}?${left.use}+${right.use}:${slow}`);
  }
  if (operator === '+' && (isString(leftNode) || isString(rightNode))) {
    const unknown = isString(leftNode) ? right : left;
    const slow = `${f.help('add')}(${left.use},${right.use})`;
    return afterBoth(left, right, `typeof ${unknown.use}==='string'?${left.use}+${right.use}:${slow}`);
  }
  return combine(f, operator, { ...left, node: leftNode }, { ...right, node: rightNode });
}

function combine(
  f: FunctionContext,
  operator: ast.BinaryOperator,
  left: Operand & { node: ast.Expression | null },
  right: Operand & { node: ast.Expression | null },
): string {
  const slow = `${f.help(helperOf[operator])}(${left.use},${right.use})`;
  const fast = intFastPath(f, operator, { text: left.use, node: left.node }, { text: right.use, node: right.node });
  if (fast === null) return afterBoth(left, right, slow);
  return afterBoth(left, right, fast.test === '' ? fast.result : `${fast.test}?${fast.result}:${slow}`);
}

interface Known {
  readonly text: string;
  /** Null for a value of which nothing is known. */
  readonly node: ast.Expression | null;
}

/** Test and result of an operation on two ints, or null where inlining does not pay. No test: the result is exact. */
function intFastPath(
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

function isPositive(node: ast.Expression | null): boolean {
  return (
    node?.kind === 'Constant' &&
    node.value.type === 'int' &&
    node.value.value > 0n &&
    node.value.value <= 9007199254740991n
  );
}

export function unary(f: FunctionContext, node: ast.UnaryOp): string {
  if (node.operator === 'not') return `!${condition(f, node.operand)}`;
  if (node.operand.kind === 'Constant' && node.operator === '-') {
    const { value } = node.operand;
    if (value.type === 'int' && value.value > 0n) {
      return value.value <= 9007199254740991n ? `(-${value.value})` : `(-${value.value}n)`;
    }
    if (value.type === 'float') return f.module.constant(`new ${f.help('Float')}(${numberLiteral(-value.value)})`);
  }
  if (f.module.kindOf(node) === 'float') return `new ${f.help('Float')}(${raw(f, node)})`;
  const kind = f.module.kindOf(node.operand);
  if (node.operator === '-' && isNumber(kind)) return `(0-${expression(f, node.operand)})`;
  if (node.operator === '+' && isInt(kind)) return expression(f, node.operand);
  const helper = node.operator === '-' ? 'negate' : node.operator === '+' ? 'plus' : 'invert';
  return `${f.help(helper)}(${expression(f, node.operand)})`;
}

// ---------------------------------------------------------------- raw floats

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

// ---------------------------------------------------------------- fused trees

interface Leaf {
  readonly name: string;
  readonly setup: string | null;
}

/** A tree of + - * / over operands of unknown kind: tested once, computed raw if all are floats. Null where it does not pay. */
function fused(f: FunctionContext, node: ast.BinOp): string | null {
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

const fusible: ReadonlySet<ast.BinaryOperator> = new Set(['+', '-', '*', '/']);

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
function mayBeNumeric(node: ast.Expression): boolean {
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

// ---------------------------------------------------------------- comparison

const comparisonHelper: Readonly<Record<string, HelperName>> = {
  '==': 'equal',
  '!=': 'notEqual',
  '<': 'less',
  '<=': 'lessEqual',
  '>': 'greater',
  '>=': 'greaterEqual',
};

export function compare(f: FunctionContext, node: ast.Compare): string {
  if (node.operators.length === 1)
    return comparison(f, node.operators[0]!, node.left, node.comparators[0]!, node, 'value');
  return chain(f, node, 'value');
}

/** `a < b < c`: each operand is evaluated once, and only as far as needed. */
function chain(f: FunctionContext, node: ast.Compare, as: 'value' | 'condition'): string {
  const last = node.operators.length - 1;
  let left: Operand = operand(f, node.left, node.comparators);
  const setup = left.setup;
  const links: string[] = [];
  left = { setup: null, use: left.use };
  node.operators.forEach((operator, index) => {
    const rightNode = node.comparators[index]!;
    const right = operand(f, rightNode, node.comparators.slice(index + 1));
    const leftNode = index === 0 ? node.left : node.comparators[index - 1]!;
    links.push(compareOperands(f, operator, left, right, leftNode, rightNode, as));
    left = { setup: null, use: right.use };
  });
  let text = links[last]!;
  for (let index = last - 1; index >= 0; index--) {
    if (as === 'condition') text = `(${links[index]}&&${text})`;
    else {
      const t = f.temporary();
      text = `(${f.help('truth')}(${t}=${links[index]})?${text}:${t})`;
    }
  }
  return setup === null ? text : `(${setup},${text})`;
}

function comparison(
  f: FunctionContext,
  operator: ast.ComparisonOperator,
  leftNode: ast.Expression,
  rightNode: ast.Expression,
  _node: ast.Node,
  as: 'value' | 'condition',
): string {
  const kinds = [f.module.kindOf(leftNode), f.module.kindOf(rightNode)];
  if (
    operator in comparisonHelper &&
    kinds.includes('float') &&
    kinds.every((kind) => kind === 'float' || isNumber(kind))
  ) {
    return `(${raw(f, leftNode)}${jsOperator(operator)}${raw(f, rightNode)})`;
  }
  const left = operand(f, leftNode, [rightNode]);
  const right = operand(f, rightNode);
  return compareOperands(f, operator, left, right, leftNode, rightNode, as);
}

function compareOperands(
  f: FunctionContext,
  operator: ast.ComparisonOperator,
  left: Operand,
  right: Operand,
  leftNode: ast.Expression,
  rightNode: ast.Expression,
  as: 'value' | 'condition',
): string {
  const a = left.use;
  const b = right.use;
  switch (operator) {
    case 'is':
    case 'is not': {
      const same =
        comparesIdentity(leftNode) || comparesIdentity(rightNode) ? `${a}===${b}` : `${f.help('isSame')}(${a},${b})`;
      return afterBoth(left, right, operator === 'is' ? same : same.includes('===') ? `${a}!==${b}` : `!${same}`);
    }
    case 'in':
      return afterBoth(left, right, `${f.help('contains')}(${b},${a})`);
    case 'not in':
      return afterBoth(left, right, `!${f.help('contains')}(${b},${a})`);
  }
  const js = jsOperator(operator);
  const call = `${f.help(comparisonHelper[operator]!)}(${a},${b})`;
  const slow = as === 'condition' ? `${f.help('truth')}(${call})` : call;
  const kinds = [f.module.kindOf(leftNode), f.module.kindOf(rightNode)];
  if (kinds.every(isInt)) return afterBoth(left, right, `${a}${js}${b}`);
  const text = isString(leftNode) ? b : isString(rightNode) ? a : null;
  if (text !== null && (operator === '==' || operator === '!='))
    return afterBoth(left, right, `typeof ${text}==='string'?${a}${js}${b}:${slow}`);
  const first = isNumber(kinds[0]!) ? '' : `typeof ${a}==='number'`;
  const second = isNumber(kinds[1]!) ? '' : `typeof ${b}==='number'`;
  const tests = first === '' || second === '' ? first + second : `${first}&&${second}`;
  if (isString(leftNode) || isString(rightNode)) return afterBoth(left, right, slow);
  return afterBoth(left, right, `${tests}?${a}${js}${b}:${slow}`);
}

function jsOperator(operator: ast.ComparisonOperator): string {
  return operator === '==' ? '===' : operator === '!=' ? '!==' : operator;
}

function comparesIdentity(node: ast.Expression): boolean {
  return node.kind === 'Constant' && (node.value.type === 'none' || node.value.type === 'bool');
}

/** A literal that is a plain JavaScript string. */
function isString(node: ast.Expression): boolean {
  return node.kind === 'Constant' && node.value.type === 'str' && !/[\ud800-\udfff]/.test(node.value.value);
}

// ---------------------------------------------------------------- truth

/** An expression as a JavaScript condition. */
export function condition(f: FunctionContext, node: ast.Expression): string {
  switch (node.kind) {
    case 'BoolOp':
      return junction(f, node);
    case 'UnaryOp':
      if (node.operator === 'not') return `!${condition(f, node.operand)}`;
      break;
    case 'Compare':
      if (node.operators.length === 1)
        return comparison(f, node.operators[0]!, node.left, node.comparators[0]!, node, 'condition');
      return chain(f, node, 'condition');
    case 'Constant':
      if (node.value.type === 'bool') return String(node.value.value);
      break;
  }
  const kind = f.module.kindOf(node);
  if (kind === 'bool') return expression(f, node);
  if (kind === 'float') return `(${raw(f, node)}!==0)`;
  if (isInt(kind)) return `(${expression(f, node)}!==0)`;
  if (kind === 'list') return `(${expression(f, node)}.length!==0)`;
  const value = operand(f, node);
  return after(value, `${value.use}===true||${value.use}!==false&&${f.help('truth')}(${value.use})`);
}

/** `a and b` as a condition. */
function junction(f: FunctionContext, node: ast.BoolOp): string {
  const operator = node.operator === 'and' ? '&&' : '||';
  let text = condition(f, node.values[0]!);
  for (let index = 1; index < node.values.length; index++)
    text = `${text}${operator}${condition(f, node.values[index]!)}`;
  return `(${text})`;
}

/** `a and b` as a value: the first operand that decides. */
export function booleanValue(f: FunctionContext, node: ast.BoolOp): string {
  if (f.module.kindOf(node) === 'bool') return condition(f, node);
  let text = expression(f, node.values.at(-1)!);
  for (let index = node.values.length - 2; index >= 0; index--) {
    const t = f.temporary();
    const test = `${f.help('truth')}(${t}=${expression(f, node.values[index]!)})`;
    text = node.operator === 'and' ? `(${test}?${text}:${t})` : `(${test}?${t}:${text})`;
  }
  return text;
}
