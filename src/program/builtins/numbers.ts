/** Built-in names about numbers. */

import { power, powerWithModulus } from '../operators/arithmetic.ts';
import { findSpecial } from '../operators/attribute.ts';
import { askOperands } from '../operators/dispatch.ts';
import { requireInteger } from '../operators/indexing.ts';
import { isLabelled, labelledBinary, labelledUnary, refuse } from '../taint.ts';
import { complexType } from '../values/complex.ts';
import { error } from '../values/exceptions.ts';
import { floatType } from '../values/float.ts';
import { native } from '../values/functions.ts';
import { boolType, intType } from '../values/int.ts';
import { prefixedDigits } from '../values/integer-text.ts';
import { typeName } from '../values/type-of.ts';
import { Float, type Value } from '../values/value.ts';

/** `abs(x)`. @throws TypeError */
export function absolute(x: Value): Value {
  if (typeof x === 'number') return x < 0 ? -x : x;
  if (x instanceof Float && Object.getPrototypeOf(x) === Float.prototype) return new Float(Math.abs(x.value));
  if (isLabelled(x)) return labelledUnary(absolute, x);
  const special = findSpecial(x, '__abs__');
  if (special === undefined) throw error('TypeError', `bad operand type for abs(): '${typeName(x)}'`);
  return special.call(x);
}

/** `round(number, ndigits)`. @throws TypeError */
function round(x: Value, places?: Value): Value {
  if (isLabelled(x)) return labelledUnary((inside) => round(inside, places), x);
  if (places !== undefined && isLabelled(places)) return refuse(places, 'index');
  const special = findSpecial(x, '__round__');
  if (special === undefined) throw error('TypeError', `type ${typeName(x)} doesn't define __round__ method`);
  return places === undefined || places === null ? special.call(x) : special.call(x, places);
}

/** `divmod(a, b)`. @throws TypeError */
function divmod(a: Value, b: Value): Value {
  if (isLabelled(a) || isLabelled(b)) return labelledBinary(divmod, a, b);
  const answer = askOperands(a, b, '__divmod__', '__rdivmod__');
  if (answer !== undefined) return answer;
  throw error('TypeError', `unsupported operand type(s) for divmod(): '${typeName(a)}' and '${typeName(b)}'`);
}

const inBase = (base: 2 | 8 | 16) => (x: Value) => prefixedDigits(requireInteger(x), base);

export const numberBuiltins = {
  int: intType,
  float: floatType,
  complex: complexType,
  bool: boolType,
  abs: native('abs', '(x, /)', absolute),
  round: native('round', '(number, ndigits=None)', round),
  pow: native('pow', '(base, exp, mod=None)', (base: Value, exponent: Value, by?: Value) =>
    by === undefined ? power(base, exponent) : powerWithModulus(base, exponent, by),
  ),
  divmod: native('divmod', '(x, y, /)', divmod),
  bin: native('bin', '(number, /)', inBase(2)),
  oct: native('oct', '(number, /)', inBase(8)),
  hex: native('hex', '(number, /)', inBase(16)),
} as const;
