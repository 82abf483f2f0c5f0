/**
 * Digits of the coefficients of `decimal`. Unlike `str()` and `int()`, which refuse more than 4300 digits, without a limit:
 * a number as long as its text is what `decimal` is for.
 */
import { native } from '../values/functions.ts';
import { normalInteger } from '../values/integers.ts';
import { makeModuleObject } from '../values/module-object.ts';
import type { Value } from '../values/value.ts';

export default makeModuleObject('_decimal', {
  /** The decimal digits of an int that is not negative. */
  digits: native('digits', '(n, /)', (n: Value) => String(n as number | bigint)),
  /** How many decimal digits an int has that is not negative. */
  size: native('size', '(n, /)', (n: Value) => String(n as number | bigint).length),
  /** The int of a text that holds decimal digits and nothing else; 0 for an empty one. */
  from_digits: native('from_digits', '(text, /)', (text: Value) => normalInteger(BigInt(text as string))),
});
