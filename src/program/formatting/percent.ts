/**
 * `%` formatting of strings and bytes. One reader of the template serves both; what a conversion of text gives
 * (`%s`, `%r`, `%c` …) differs and is handed in.
 */
import { findSpecial } from '../operators/attribute.ts';
import { integerOf } from '../operators/indexing.ts';
import { refuseAny } from '../taint.ts';
import { error, exceptionTypes, isException } from '../values/exceptions.ts';
import { truncated } from '../values/floats.ts';
import { integerDigits, integerText } from '../values/integer-text.ts';
import { type Integer, integerIn } from '../values/integers.ts';
import { realNumber } from '../values/real-number.ts';
import { isInstance, typeName } from '../values/type-of.ts';
import { Float, Tuple, type Value } from '../values/value.ts';
import { unsignedFloat } from './format-number.ts';
import { mostCharacters } from './format-spec.ts';

/** How strings or bytes see their template and its pieces; `Piece` is what the parts of the result are. */
export interface PercentKind<Piece> {
  /** `string` or `bytes`, for messages. */
  readonly name: 'string' | 'bytes';
  /** A piece from ASCII text. */
  plain(text: string): Piece;
  /** Part of the template. */
  part(start: number, end: number): Piece;
  /** The key of `%(key)s` as the mapping knows it. */
  key(start: number, end: number): Value;
  /** `%s`, `%r`, `%a`, `%b`, before precision and width. */
  convert(value: Value, code: string): Piece;
  /** `%c`. */
  character(value: Value): Piece;
  /** Cuts to a precision. */
  cut(piece: Piece, length: number): Piece;
  length(piece: Piece): number;
  isMapping(x: Value): boolean;
  getItem(mapping: Value, key: Value): Value;
}

interface Directive {
  readonly left: boolean;
  readonly plus: boolean;
  readonly space: boolean;
  readonly alternate: boolean;
  readonly zero: boolean;
  readonly width: number;
  readonly precision: number;
}

/** Takes the arguments one after the other; each key of a mapping begins anew, with what the mapping has for it. */
class Arguments {
  private next = 0;
  private items: readonly Value[];

  constructor(
    private readonly given: Value,
    private readonly canBeMapping: boolean,
  ) {
    this.items = given instanceof Tuple ? given.items : [given];
  }

  take(): Value {
    if (this.next >= this.items.length) throw tooFew();
    return this.items[this.next++]!;
  }

  /** What the mapping has for a key is all that can be taken next. */
  name<Piece>(kind: PercentKind<Piece>, key: Value): void {
    if (!this.canBeMapping) throw error('TypeError', 'format requires a mapping');
    this.items = [kind.getItem(this.given, key)];
    this.next = 0;
  }

  finish(kind: string): void {
    const isLeft = this.next < this.items.length && !this.canBeMapping;
    if (isLeft) throw error('TypeError', `not all arguments converted during ${kind} formatting`);
  }
}

function tooFew(): unknown {
  return error('TypeError', 'not enough arguments for format string');
}

/**
 * `template % given`.
 *
 * @param codes code units of the template (for strings: code points)
 * @returns the pieces of the result, in order
 * @throws TypeError, ValueError, KeyError, OverflowError in CPython's words; TaintError for labelled values
 */
export function percentFormat<Piece>(codes: ArrayLike<number>, given: Value, kind: PercentKind<Piece>): Piece[] {
  refuseAny('format', given);
  const values = new Arguments(given, kind.isMapping(given));
  const pieces: Piece[] = [];
  let index = 0;
  while (index < codes.length) {
    const start = index;
    while (index < codes.length && codes[index] !== 0x25) index++;
    if (index > start) pieces.push(kind.part(start, index));
    if (index >= codes.length) break;
    index = readDirective(codes, index + 1, values, kind, pieces);
  }
  values.finish(kind.name);
  return pieces;
}

const flags = '-+ #0';

function readDirective<Piece>(
  codes: ArrayLike<number>,
  index: number,
  values: Arguments,
  kind: PercentKind<Piece>,
  pieces: Piece[],
): number {
  if (codes[index] === 0x25) {
    pieces.push(kind.plain('%'));
    return index + 1;
  }
  const at = (position: number): string => (position < codes.length ? String.fromCodePoint(codes[position]!) : '');
  if (at(index) === '(') {
    const end = closingParenthesis(codes, index + 1);
    values.name(kind, kind.key(index + 1, end));
    index = end + 1;
  }
  let seen = '';
  while (at(index) !== '' && flags.includes(at(index))) seen += at(index++);
  let width = -1;
  let left = seen.includes('-');
  if (at(index) === '*') {
    index++;
    width = starArgument(values.take(), 'width too big');
    if (width < 0) {
      left = true;
      width = -width;
    }
  } else [width, index] = readNumber(codes, index, 'width too big');
  let precision = -1;
  if (at(index) === '.') {
    index++;
    if (at(index) === '*') {
      index++;
      precision = Math.max(0, starArgument(values.take(), 'precision too big'));
    } else {
      [precision, index] = readNumber(codes, index, 'precision too big');
      if (precision < 0) precision = 0;
    }
  }
  if (at(index) !== '' && 'hlL'.includes(at(index))) index++;
  const code = at(index);
  if (code === '') throw error('ValueError', 'incomplete format');
  if (width > mostCharacters || precision > mostCharacters) throw error('MemoryError');
  const directive = {
    left,
    plus: seen.includes('+'),
    space: seen.includes(' '),
    alternate: seen.includes('#'),
    zero: seen.includes('0'),
    width,
    precision,
  };
  const value = values.take();
  if (!'diuoxXeEfFgGcrsa'.includes(code) && !(code === 'b' && kind.name === 'bytes')) {
    const hex = code.codePointAt(0)!.toString(16);
    const shown = code >= ' ' && code <= '~' ? code : '?';
    throw error('ValueError', `unsupported format character '${shown}' (0x${hex}) at index ${index}`);
  }
  convert(value, code, directive, kind, pieces);
  return index + 1;
}

function closingParenthesis(codes: ArrayLike<number>, index: number): number {
  let depth = 1;
  for (; index < codes.length; index++) {
    if (codes[index] === 0x28) depth++;
    else if (codes[index] === 0x29 && --depth === 0) return index;
  }
  throw error('ValueError', 'incomplete format key');
}

function readNumber(codes: ArrayLike<number>, index: number, tooBig: string): [number, number] {
  const start = index;
  let value = 0;
  while (codes[index]! >= 0x30 && codes[index]! <= 0x39) value = value * 10 + codes[index++]! - 0x30;
  if (value > (tooBig.startsWith('width') ? Number.MAX_SAFE_INTEGER : 0x7fffffff)) throw error('ValueError', tooBig);
  return [index === start ? -1 : value, index];
}

function starArgument(value: Value, tooBig: string): number {
  const integer = integerIn(value);
  if (integer === undefined) throw error('TypeError', '* wants int');
  if (typeof integer === 'bigint') throw error('OverflowError', tooBig);
  return integer;
}

function convert<Piece>(
  value: Value,
  code: string,
  directive: Directive,
  kind: PercentKind<Piece>,
  pieces: Piece[],
): void {
  refuseAny('format', value);
  switch (code) {
    case 's':
    case 'r':
    case 'a':
    case 'b': {
      const piece = kind.convert(value, code);
      const { precision } = directive;
      justify(precision >= 0 ? kind.cut(piece, precision) : piece, directive, kind, pieces);
      return;
    }
    case 'c':
      justify(kind.character(value), directive, kind, pieces);
      return;
    default:
      numeric(value, code, directive, kind, pieces);
  }
}

/** Pads with spaces: zeros are for numbers only. */
function justify<Piece>(piece: Piece, directive: Directive, kind: PercentKind<Piece>, pieces: Piece[]): void {
  const missing = directive.width - kind.length(piece);
  if (missing > 0 && !directive.left) pieces.push(kind.plain(' '.repeat(missing)));
  pieces.push(piece);
  if (missing > 0 && directive.left) pieces.push(kind.plain(' '.repeat(missing)));
}

function numeric<Piece>(
  value: Value,
  code: string,
  directive: Directive,
  kind: PercentKind<Piece>,
  pieces: Piece[],
): void {
  const isIntegral = 'diuoxX'.includes(code);
  const [isNegative, prefix, digits] = isIntegral ? integral(value, code, directive) : floating(value, code, directive);
  const sign = isNegative ? '-' : directive.plus ? '+' : directive.space ? ' ' : '';
  let text = sign + prefix + digits;
  if (directive.zero && !directive.left) {
    text = sign + prefix + digits.padStart(directive.width - sign.length - prefix.length, '0');
  }
  justify(kind.plain(text), directive, kind, pieces);
}

function floating(value: Value, code: string, directive: Directive): [boolean, string, string] {
  const number = realNumber(value);
  const digits = unsignedFloat(Math.abs(number), code, directive.precision, directive.alternate);
  return [number < 0 || Object.is(number, -0), '', digits];
}

function integral(value: Value, code: string, directive: Directive): [boolean, string, string] {
  const integer = integerArgument(value, code);
  const base = code === 'o' ? 8 : code === 'x' || code === 'X' ? 16 : 10;
  let digits = base === 10 ? integerText(integer).replace('-', '') : integerDigits(integer, base);
  if (directive.precision >= 0) digits = digits.padStart(directive.precision, '0');
  const prefix = directive.alternate && base !== 10 ? (base === 8 ? '0o' : '0x') : '';
  if (code === 'X') return [integer < 0, prefix.toUpperCase(), digits.toUpperCase()];
  return [integer < 0, prefix, digits];
}

function integerArgument(value: Value, code: string): Integer {
  const own = integerIn(value);
  if (own !== undefined) return own;
  const isDecimal = code === 'd' || code === 'i' || code === 'u';
  if (isDecimal && value instanceof Float) return truncated(value.value);
  const wanted = isDecimal ? 'a real number is required' : 'an integer is required';
  const refusal = (): unknown => error('TypeError', `%${code} format: ${wanted}, not ${typeName(value)}`);
  const integer = askInteger(value, isDecimal, refusal);
  if (integer === undefined) throw refusal();
  return integer;
}

/** `__int__` (for `%d`) or `__index__`; their TypeErrors become the directive's own. */
function askInteger(value: Value, isDecimal: boolean, refusal: () => unknown): Integer | undefined {
  try {
    const asInt = isDecimal ? findSpecial(value, '__int__') : undefined;
    return asInt === undefined ? integerOf(value) : integerIn(asInt.call(value));
  } catch (problem) {
    if (isException(problem) && isInstance(problem, exceptionTypes.TypeError)) throw refusal();
    throw problem;
  }
}
