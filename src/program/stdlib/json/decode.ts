/**
 * Reads JSON text by the rules and with the messages of Python's decoder. Works on code units, because JSON's own
 * characters are all ASCII; positions that leave this file are counted in code points.
 */
import { call } from '../../operators/call.ts';
import { raise } from '../../operators/raising.ts';
import { Dict } from '../../values/dict.ts';
import { engineError } from '../../values/engine-errors.ts';
import { error, exceptionTypes } from '../../values/exceptions.ts';
import { recordLength } from '../../values/hash-table.ts';
import { parseInteger } from '../../values/integer-text.ts';
import { pointsOf, type Str, stringFromPoints, textFromString, textLength } from '../../values/text.ts';
import { Float, Tuple, type Value } from '../../values/value.ts';
import { type Shape, Shapes } from './shapes.ts';

/** What a decoder was made with; null stands for the default. */
export interface DecoderOptions {
  readonly strict: boolean;
  readonly objectHook: Value;
  readonly pairsHook: Value;
  readonly parseFloat: Value;
  readonly parseInt: Value;
  readonly parseConstant: Value;
  /** `fail(message, document, position)` makes the exception. */
  readonly fail: Value;
}

/** No value begins at this place. Outermost it becomes StopIteration, as the protocol of scanners wants. */
class NoValue {
  constructor(readonly at: number) {}
}

const quote = 34;
const comma = 44;
const minus = 45;
const point = 46;
const digitZero = 48;
const digitNine = 57;
const colon = 58;
const openingBracket = 91;
const closingBracket = 93;
const letterE = 101;
const openingBrace = 123;
const closingBrace = 125;
const fraction = /(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const plainRun = /[^"\\\u0000-\u001f]*/y;
const looseRun = /[^"\\]*/y;
const words: readonly (readonly [string, Value])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
];
const constants: readonly (readonly [string, number])[] = [
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
];
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * The value that begins at `start` and the position after it.
 *
 * @throws StopIteration with the position where a value was expected, or what `fail` makes
 */
export function scanOnce(text: Str, start: number, options: DecoderOptions): Tuple {
  const reader = new Reader(text, options);
  try {
    const value = reader.value(reader.unitAt(start));
    return new Tuple([value, reader.pointAt(reader.end)]);
  } catch (problem) {
    if (problem instanceof NoValue) throw error('StopIteration', reader.pointAt(problem.at) as unknown as Str);
    if (engineError(problem)?.type === exceptionTypes.RecursionError)
      throw error('RecursionError', tooDeep(String(text)[start]));
    throw problem;
  }
}

function tooDeep(opening: string | undefined): string {
  const kind = opening === '{' ? 'object' : 'array';
  return `maximum recursion depth exceeded while decoding a JSON ${kind} from a unicode string`;
}

/** The string whose opening quote stands before `start`, and the position after its end. */
export function scanString(text: Str, start: number, options: DecoderOptions): Tuple {
  const reader = new Reader(text, options);
  return new Tuple([reader.string(reader.unitAt(start)), reader.pointAt(reader.end)]);
}

class Reader {
  private readonly source: string;
  private readonly isPlain: boolean;
  private readonly shapes = new Shapes();
  /** The position after what was read last. */
  end = 0;

  constructor(
    private readonly text: Str,
    private readonly options: DecoderOptions,
  ) {
    this.source = String(text);
    this.isPlain = typeof text === 'string';
  }

  unitAt(point: number): number {
    if (typeof this.text === 'string' || point > textLength(this.text)) return point;
    return stringFromPoints(pointsOf(this.text).slice(0, point)).length;
  }

  pointAt(unit: number): number {
    return typeof this.text === 'string' ? unit : pointsOf(this.source.slice(0, unit)).length;
  }

  private fail(message: string, at: number): never {
    throw raise(call(this.options.fail, message, this.text, this.pointAt(at)));
  }

  private skipSpace(at: number): number {
    const { source } = this;
    for (let position = at; ; position++) {
      const unit = source.charCodeAt(position);
      if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) return position;
    }
  }

  value(at: number): Value {
    const { source } = this;
    const first = source.charCodeAt(at);
    if (first === quote) return this.string(at + 1);
    if (first >= digitZero && first <= digitNine) return this.number(at, at, first);
    if (first === openingBrace) return this.object(at + 1);
    if (first === openingBracket) return this.array(at + 1);
    if (first === minus && !source.startsWith('-I', at)) return this.number(at, at + 1, source.charCodeAt(at + 1));
    for (const [word, meaning] of words) {
      if (!source.startsWith(word, at)) continue;
      this.end = at + word.length;
      return meaning;
    }
    for (const [word, meaning] of constants) {
      if (source.startsWith(word, at)) return this.constant(word, meaning, at);
    }
    throw new NoValue(at);
  }

  private constant(word: string, meaning: number, at: number): Value {
    this.end = at + word.length;
    const { parseConstant } = this.options;
    return parseConstant === null ? new Float(meaning) : call(parseConstant, word);
  }

  /** @param digits where the digits begin, with the first of them (or what stands in its place) */
  private number(at: number, digits: number, first: number): Value {
    const { source } = this;
    let end = digits;
    let whole = 0;
    if (first === digitZero) end++;
    else {
      for (let code = first; code >= digitZero && code <= digitNine; code = source.charCodeAt(++end))
        whole = whole * 10 + (code - digitZero);
    }
    if (end === digits) throw new NoValue(at);
    const next = source.charCodeAt(end);
    const { parseFloat, parseInt } = this.options;
    if (next === point || (next | 32) === letterE) {
      fraction.lastIndex = end;
      const [rest] = fraction.exec(source)!;
      if (rest !== '') {
        this.end = end + rest.length;
        const written = source.slice(at, this.end);
        return parseFloat === null ? new Float(Number(written)) : call(parseFloat, written);
      }
    }
    this.end = end;
    if (parseInt !== null) return call(parseInt, source.slice(at, end));
    if (end - digits > 15) return parseInteger(source.slice(at, end), 10)!;
    // `-0` is the int 0.
    return digits === at || whole === 0 ? whole : -whole;
  }

  private array(start: number): Value {
    const { source } = this;
    const items: Value[] = [];
    let at = this.skipSpace(start);
    if (source.charCodeAt(at) === closingBracket) {
      this.end = at + 1;
      return items;
    }
    for (;;) {
      items.push(this.value(at));
      at = this.skipSpace(this.end);
      const next = source.charCodeAt(at);
      if (next === closingBracket) break;
      if (next !== comma) this.fail("Expecting ',' delimiter", at);
      at = this.skipSpace(at + 1);
    }
    this.end = at + 1;
    return items;
  }

  private object(start: number): Value {
    const at = this.skipSpace(start);
    const keys: Str[] = [];
    const values: Value[] = [];
    let shape: Shape | undefined;
    if (this.source.charCodeAt(at) === closingBrace) this.end = at + 1;
    else shape = this.entries(at, keys, values);
    const { end } = this;
    const result = this.finish(keys, values, shape);
    this.end = end;
    return result;
  }

  /**
   * Reads entries up to and with the closing brace.
   *
   * @returns the shape when these are its keys, all of them
   */
  private entries(start: number, keys: Str[], values: Value[]): Shape | undefined {
    const { source } = this;
    let shape: Shape | undefined;
    for (let at = start; ; ) {
      if (source.charCodeAt(at) !== quote) this.fail('Expecting property name enclosed in double quotes', at);
      const guessed = shape?.[keys.length];
      let key: Str;
      if (guessed !== undefined && this.isKeyAt(guessed, at + 1)) {
        key = guessed;
        this.end = at + guessed.length + 2;
      } else {
        key = this.string(at + 1);
        // The first key chooses the guess; any other that differs from it ends guessing.
        shape = keys.length === 0 && typeof key === 'string' ? this.shapes.guess(key) : undefined;
      }
      keys.push(key);
      at = this.skipSpace(this.end);
      if (source.charCodeAt(at) !== colon) this.fail("Expecting ':' delimiter", at);
      values.push(this.value(this.skipSpace(at + 1)));
      at = this.skipSpace(this.end);
      const next = source.charCodeAt(at);
      if (next === closingBrace) {
        this.end = at + 1;
        return shape !== undefined && shape.length === keys.length ? shape : undefined;
      }
      if (next !== comma) this.fail("Expecting ',' delimiter", at);
      at = this.skipSpace(at + 1);
    }
  }

  private isKeyAt(key: string, at: number): boolean {
    return this.source.charCodeAt(at + key.length) === quote && this.source.startsWith(key, at);
  }

  private finish(keys: Str[], values: Value[], shape: Shape | undefined): Value {
    const { pairsHook, objectHook } = this.options;
    if (pairsHook !== null)
      return call(
        pairsHook,
        keys.map((key, place) => new Tuple([key, values[place]!])),
      );
    const made = new Dict();
    if (shape !== undefined && shape.length <= recordLength) made.fillRecord(shape, values);
    else this.fill(made, keys, values);
    return objectHook === null ? made : call(objectHook, made);
  }

  private fill(made: Dict, keys: Str[], values: Value[]): void {
    const areDistinct = keys.length > 0 && keys.length <= recordLength && new Set(keys).size === keys.length;
    if (areDistinct && keys.every((key) => typeof key === 'string'))
      made.fillRecord(this.shapes.note(keys as string[]), values);
    else for (let place = 0; place < keys.length; place++) made.set(keys[place]!, values[place]!);
  }

  string(start: number): Str {
    const { source } = this;
    const run = this.options.strict ? plainRun : looseRun;
    let text = '';
    for (let at = start; ; ) {
      run.lastIndex = at;
      run.test(source);
      const stop = run.lastIndex;
      const piece = source.slice(at, stop);
      const unit = source[stop];
      if (unit === '"') {
        this.end = stop + 1;
        // A text without surrogates gives none but by an escape.
        if (text === '') return this.isPlain ? piece : textFromString(piece);
        return textFromString(text + piece);
      }
      if (unit === undefined) this.fail('Unterminated string starting at', start - 1);
      if (unit !== '\\') this.fail('Invalid control character at', stop);
      text += piece + this.escape(stop + 1, start - 1);
      at = this.end;
    }
  }

  /** What the escape after a backslash stands for; leaves `end` after it. */
  private escape(at: number, begin: number): string {
    const { source } = this;
    const letter = source[at];
    if (letter === undefined) this.fail('Unterminated string starting at', begin);
    if (letter !== 'u') {
      const meaning = escapes[letter];
      if (meaning === undefined) this.fail('Invalid \\escape', at - 1);
      this.end = at + 1;
      return meaning;
    }
    const high = this.hexadecimal(at + 1);
    this.end = at + 5;
    if (high >= 0xd800 && high <= 0xdbff && source.startsWith('\\u', at + 5) && at + 11 < source.length) {
      const low = this.hexadecimal(at + 7);
      if (low >= 0xdc00 && low <= 0xdfff) {
        this.end = at + 11;
        return String.fromCharCode(high, low);
      }
    }
    return String.fromCharCode(high);
  }

  private hexadecimal(at: number): number {
    const digits = this.source.slice(at, at + 4);
    if (at + 4 >= this.source.length || !/^[0-9a-fA-F]{4}$/.test(digits)) this.fail('Invalid \\uXXXX escape', at - 1);
    return Number.parseInt(digits, 16);
  }
}
