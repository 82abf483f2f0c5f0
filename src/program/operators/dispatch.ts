/**
 * How operators find the special methods of their operands: the left one's, then the right one's reflected form, which
 * goes first when its type is a proper subclass that overrides it. `NotImplemented` passes the question on.
 */
import { isLabelled, labelledBinary, labelledUnary } from '../taint.ts';
import { isSubclass, lookUp } from '../values/classes.ts';
import { error } from '../values/exceptions.ts';
import { isStr } from '../values/text.ts';
import { typeName, typeOf } from '../values/type-of.ts';
import {
  ByteArray,
  Bytes,
  type ClassValue,
  notImplemented,
  type ThisForm,
  Tuple,
  type Value,
} from '../values/value.ts';
import { findSpecial, keyOf } from './attribute.ts';

/** Names of an operator's methods, made once per operator. */
export interface OperatorNames {
  readonly symbol: string;
  readonly method: string;
  readonly reflected: string;
  readonly inPlace: string;
}

/** Asks the operands' methods; undefined when none knows an answer. */
export function askOperands(a: Value, b: Value, method: string, reflected: string): Value | undefined {
  const left = methodOf(a, method);
  const leftType = typeOf(a);
  const rightType = typeOf(b);
  let right: ThisForm | undefined = leftType === rightType ? undefined : methodOf(b, reflected);
  if (right !== undefined && (goesFirst(leftType, rightType, reflected) || joinsSequences(a, b, method))) {
    const answer: Value = right.call(b, a);
    if (answer !== notImplemented) return answer;
    right = undefined;
  }
  if (left !== undefined) {
    const answer: Value = left.call(a, b);
    if (answer !== notImplemented) return answer;
  }
  if (right !== undefined) {
    const answer: Value = right.call(b, a);
    if (answer !== notImplemented) return answer;
  }
  return undefined;
}

/** An operand's method. A class that sets it to None forbids the operation, whatever else it has. */
function methodOf(x: Value, name: string): ThisForm | undefined {
  const method = findSpecial(x, name);
  if (method === undefined && x !== null && (x as Record<string, unknown>)[keyOf(name)] === null) {
    throw error('TypeError', "'NoneType' object is not callable");
  }
  return method;
}

/** The right operand's type derives from the left one's and has a reflected method of its own. */
function goesFirst(leftType: ClassValue, rightType: ClassValue, reflected: string): boolean {
  return isSubclass(rightType, leftType) && lookUp(leftType, reflected) !== lookUp(rightType, reflected);
}

/** Built-in sequences join and repeat only after the other operand's own methods had their say. */
function joinsSequences(a: Value, b: Value, method: string): boolean {
  return (method === '__add__' || method === '__mul__') && isSequence(a) && !isSequence(b);
}

function isSequence(x: Value): boolean {
  if (Array.isArray(x) || isStr(x) || x instanceof Tuple || x instanceof Bytes || x instanceof ByteArray) return true;
  const base = (x as { base?: Value } | null)?.base;
  return Array.isArray(base) || isStr(base as Value);
}

/**
 * The slow path of a binary operator.
 *
 * @param plain the operator itself, applied again to the insides of labelled values
 * @throws TypeError when no operand supports it
 */
export function binary(a: Value, b: Value, names: OperatorNames, plain: (a: Value, b: Value) => Value): Value {
  if (isLabelled(a) || isLabelled(b)) return labelledBinary(plain, a, b);
  const answer = askOperands(a, b, names.method, names.reflected);
  if (answer === undefined) throw unsupported(names.symbol, a, b);
  return answer;
}

/** The slow path of an augmented assignment: `__iadd__`, then what `a + b` does. */
export function binaryInPlace(a: Value, b: Value, names: OperatorNames, plain: (a: Value, b: Value) => Value): Value {
  if (isLabelled(a) || isLabelled(b)) return labelledBinary(plain, a, b);
  const inPlace = methodOf(a, names.inPlace);
  if (inPlace !== undefined) {
    const answer: Value = inPlace.call(a, b);
    if (answer !== notImplemented) return answer;
  }
  const answer = askOperands(a, b, names.method, names.reflected);
  if (answer === undefined) throw unsupported(names.symbol.replace(' or pow()', '') + '=', a, b);
  return answer;
}

/** The slow path of `-x`, `+x`, `~x`. @throws TypeError when the operand does not support it */
export function unary(x: Value, method: string, symbol: string, plain: (x: Value) => Value): Value {
  if (isLabelled(x)) return labelledUnary(plain, x);
  const special = findSpecial(x, method);
  if (special === undefined) throw error('TypeError', `bad operand type for unary ${symbol}: '${typeName(x)}'`);
  return special.call(x);
}

function unsupported(symbol: string, a: Value, b: Value): Value {
  return error('TypeError', `unsupported operand type(s) for ${symbol}: '${typeName(a)}' and '${typeName(b)}'`);
}
