/**
 * Comparison of any values. `==` and its kin may answer anything (programs define their methods); `equals` and
 * `lessThan` are the same questions with a JavaScript boolean for an answer, for containers and sorting.
 */
import { isLabelled, labelledComparison, unlessSecret } from '../taint.ts';
import { isSubclass } from '../values/classes.ts';
import { error } from '../values/exceptions.ts';
import { compareItems, isPlainTuple, itemsEqual } from '../values/sequence-comparison.ts';
import { Text } from '../values/text.ts';
import { typeName, typeOf } from '../values/type-of.ts';
import { Float, notImplemented, type ThisForm, Tuple, type Value } from '../values/value.ts';
import { findOperator } from './attribute.ts';
import { truth } from './truth.ts';

/**
 * The number of an int, a bool or a plain float, for JavaScript's own comparison: it compares numbers with bigints
 * exactly, as Python does. Undefined for everything else.
 */
function numeric(x: Value): number | bigint | undefined {
  switch (typeof x) {
    case 'number':
    case 'bigint':
      return x;
    case 'boolean':
      return x ? 1 : 0;
    case 'object':
      return x instanceof Float && Object.getPrototypeOf(x) === floatPrototype ? x.value : undefined;
    default:
      return undefined;
  }
}

/** Two numbers, or two strings: JavaScript compares them as Python does. */
function areAlike(left: Value | undefined, right: Value | undefined): boolean {
  return typeof left === 'number' ? typeof right === 'number' : typeof left === 'string' && typeof right === 'string';
}

const floatPrototype = Float.prototype as object;

/** The operands' methods in the order of the data model; undefined when neither knows an answer. */
function ask(a: Value, b: Value, method: string, mirrored: string): Value | undefined {
  const leftType = typeOf(a);
  const rightType = typeOf(b);
  const right: ThisForm | undefined = findOperator(b, mirrored);
  const rightFirst = leftType !== rightType && right !== undefined && isSubclass(rightType, leftType);
  if (rightFirst) {
    const answer: Value = right.call(b, a);
    if (answer !== notImplemented) return answer;
  }
  const left = findOperator(a, method);
  if (left !== undefined) {
    const answer: Value = left.call(a, b);
    if (answer !== notImplemented) return answer;
  }
  if (!rightFirst && right !== undefined) {
    const answer: Value = right.call(b, a);
    if (answer !== notImplemented) return answer;
  }
  return undefined;
}

/** Values of types that equal nothing but their like; numbers of all types are compared before. */
function isPrimitive(x: Value): boolean {
  return x === null || (typeof x !== 'object' && typeof x !== 'function');
}

/** `a == b`. */
export function equal(a: Value, b: Value): Value {
  const left = unlessSecret(a);
  const right = unlessSecret(b);
  if (areAlike(left, right)) return left === right;
  return equalSlowly(a, b);
}

function equalSlowly(a: Value, b: Value): Value {
  if (isLabelled(a) || isLabelled(b)) return labelledComparison(equal, a, b);
  const left = numeric(a);
  if (left !== undefined) {
    const right = numeric(b);
    // biome-ignore lint/suspicious/noDoubleEquals: compares a number with a bigint by value
    if (right !== undefined) return left == right;
  }
  if (isPrimitive(a) && isPrimitive(b)) return a === b;
  if (isPlainTuple(a) && isPlainTuple(b)) return itemsEqual(a.items, b.items);
  return ask(a, b, '__eq__', '__eq__') ?? a === b;
}

/** `a != b`. */
export function notEqual(a: Value, b: Value): Value {
  const left = unlessSecret(a);
  const right = unlessSecret(b);
  if (areAlike(left, right)) return left !== right;
  return notEqualSlowly(a, b);
}

function notEqualSlowly(a: Value, b: Value): Value {
  if (isLabelled(a) || isLabelled(b)) return labelledComparison(notEqual, a, b);
  const left = numeric(a);
  if (left !== undefined) {
    const right = numeric(b);
    // biome-ignore lint/suspicious/noDoubleEquals: compares a number with a bigint by value
    if (right !== undefined) return left != right;
  }
  if (isPrimitive(a) && isPrimitive(b)) return a !== b;
  return ask(a, b, '__ne__', '__ne__') ?? a !== b;
}

/** `a < b`. @throws TypeError when the operands cannot be ordered */
export function less(a: Value, b: Value): Value {
  const left = unlessSecret(a);
  const right = unlessSecret(b);
  if (areAlike(left, right)) return (left as number) < (right as number);
  return lessSlowly(a, b);
}

function lessSlowly(a: Value, b: Value): Value {
  if (isLabelled(a) || isLabelled(b)) return labelledComparison(less, a, b);
  const left = numeric(a);
  if (left !== undefined) {
    const right = numeric(b);
    if (right !== undefined) return left < right;
  }
  return ordered(a, b, '__lt__', '__gt__', '<');
}

/** `a <= b`. @throws TypeError when the operands cannot be ordered */
export function lessEqual(a: Value, b: Value): Value {
  const left = unlessSecret(a);
  const right = unlessSecret(b);
  if (areAlike(left, right)) return (left as number) <= (right as number);
  return lessEqualSlowly(a, b);
}

function lessEqualSlowly(a: Value, b: Value): Value {
  if (isLabelled(a) || isLabelled(b)) return labelledComparison(lessEqual, a, b);
  const left = numeric(a);
  if (left !== undefined) {
    const right = numeric(b);
    if (right !== undefined) return left <= right;
  }
  return ordered(a, b, '__le__', '__ge__', '<=');
}

/** `a > b`. @throws TypeError when the operands cannot be ordered */
export function greater(a: Value, b: Value): Value {
  const left = unlessSecret(a);
  const right = unlessSecret(b);
  if (areAlike(left, right)) return (left as number) > (right as number);
  return greaterSlowly(a, b);
}

function greaterSlowly(a: Value, b: Value): Value {
  if (isLabelled(a) || isLabelled(b)) return labelledComparison(greater, a, b);
  const left = numeric(a);
  if (left !== undefined) {
    const right = numeric(b);
    if (right !== undefined) return left > right;
  }
  return ordered(a, b, '__gt__', '__lt__', '>');
}

/** `a >= b`. @throws TypeError when the operands cannot be ordered */
export function greaterEqual(a: Value, b: Value): Value {
  const left = unlessSecret(a);
  const right = unlessSecret(b);
  if (areAlike(left, right)) return (left as number) >= (right as number);
  return greaterEqualSlowly(a, b);
}

function greaterEqualSlowly(a: Value, b: Value): Value {
  if (isLabelled(a) || isLabelled(b)) return labelledComparison(greaterEqual, a, b);
  const left = numeric(a);
  if (left !== undefined) {
    const right = numeric(b);
    if (right !== undefined) return left >= right;
  }
  return ordered(a, b, '__ge__', '__le__', '>=');
}

function ordered(a: Value, b: Value, method: string, mirrored: string, symbol: keyof typeof orderings): Value {
  if (isPlainTuple(a) && isPlainTuple(b)) return compareItems(a.items, b.items, orderings[symbol]);
  const answer = ask(a, b, method, mirrored);
  if (answer !== undefined) return answer;
  throw error('TypeError', `'${symbol}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
}

const orderings = { '<': 'less', '<=': 'lessEqual', '>': 'greater', '>=': 'greaterEqual' } as const;

/**
 * `a is b`. Ints, floats and strings have no identity of their own: the same value of the same type is the same. Only NaN,
 * which equals nothing, is told apart by its object. There is one empty tuple.
 */
export function isSame(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Float && b instanceof Float) {
    return (
      Object.getPrototypeOf(a) === floatPrototype &&
      Object.getPrototypeOf(b) === floatPrototype &&
      Object.is(a.value, b.value) &&
      !Number.isNaN(a.value)
    );
  }
  if (a instanceof Tuple && b instanceof Tuple) return isEmptyTuple(a) && isEmptyTuple(b);
  return a instanceof Text && b instanceof Text && sameText(a, b);
}

function isEmptyTuple(x: Tuple): boolean {
  return x.items.length === 0 && Object.getPrototypeOf(x) === Tuple.prototype;
}

/** Equality of two strings that hold surrogates in their JavaScript form. */
export function sameText(a: Text, b: Text): boolean {
  const left = a.points;
  const right = b.points;
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false;
  return true;
}

/** `bool(a == b)`. */
export function equals(a: Value, b: Value): boolean {
  const answer = equal(a, b);
  return answer === true || (answer !== false && truth(answer));
}

/** `bool(a < b)`. */
export function lessThan(a: Value, b: Value): boolean {
  const answer = less(a, b);
  return answer === true || (answer !== false && truth(answer));
}
