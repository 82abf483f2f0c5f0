/**
 * Texts of `decimal` taken apart, and the digits of coefficients. Unlike `str()` and `int()`, which refuse more than 4300 digits, without a limit:
 * a number as long as its text is what `decimal` is for.
 */
import { isLabelled, refuse } from '../taint.ts';
import { native } from '../values/functions.ts';
import { normalInteger } from '../values/integers.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { Tuple, type Value } from '../values/value.ts';

const space = '[\\s\\x1c-\\x1f\\x85]*';
const number = '(?=\\p{Nd}|\\.\\p{Nd})(\\p{Nd}*)(?:\\.(\\p{Nd}*))?(?:e([-+]?\\p{Nd}+))?';
const numberForm = new RegExp(`^${space}([-+]?)(?:${number}|(inf(?:inity)?)|(s?nan)(\\p{Nd}*))${space}$`, 'u');
const formatForm = /^(?:(.)?([<>=^]))?([-+ ]?)(z?)(0?)(\p{Nd}*)(,?)(?:\.(\p{Nd}+))?([eEfFgGn%]?)$/su;

/** The groups of the form as a tuple, None for what is not there; None altogether where the text has another form. */
function parts(form: RegExp): (text: Value) => Value {
  return (text) => {
    if (isLabelled(text)) return refuse(text, 'number');
    const found = form.exec(String(text));
    return found === null ? null : new Tuple(found.slice(1).map((group) => group ?? null));
  };
}

export default makeModuleObject('_decimal', {
  /** Sign, digits before the point, behind it, exponent, infinity, NaN and its digits, of a text in lower case. */
  number_parts: native('number_parts', '(text, /)', parts(numberForm)),
  /** Fill, alignment, sign, `z`, zero, width, comma, places and kind. */
  format_parts: native('format_parts', '(spec, /)', parts(formatForm)),
  /** The decimal digits of an int that is not negative. */
  digits: native('digits', '(n, /)', (n: Value) => String(n as number | bigint)),
  /** How many decimal digits an int has that is not negative. */
  size: native('size', '(n, /)', (n: Value) => String(n as number | bigint).length),
  /** The int of a text that holds decimal digits and nothing else; 0 for an empty one. */
  from_digits: native('from_digits', '(text, /)', (text: Value) => normalInteger(BigInt(text as string))),
});
