/**
 * Reads JSON text by the rules and with the messages of Python's decoder. Works on code units, because JSON's own
 * characters are all ASCII; positions that leave this file are counted in code points.
 */
import { call } from '../../operators/call.ts';
import { raise } from '../../operators/raising.ts';
import { Dict } from '../../values/dict.ts';
import { error } from '../../values/exceptions.ts';
import { parseInteger } from '../../values/integer-text.ts';
import { pointsOf, type Str, stringFromPoints, textFromString, textLength } from '../../values/text.ts';
import { Float, Tuple, type Value } from '../../values/value.ts';

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

const number = /(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const plainRun = /[^"\\\u0000-\u001f]*/y;
const looseRun = /[^"\\]*/y;
const literals: Readonly<Record<string, readonly [string, Value]>> = {
  n: ['null', null],
  t: ['true', true],
  f: ['false', false],
};
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
    throw problem;
  }
}

/** The string whose opening quote stands before `start`, and the position after its end. */
export function scanString(text: Str, start: number, options: DecoderOptions): Tuple {
  const reader = new Reader(text, options);
  return new Tuple([reader.string(reader.unitAt(start)), reader.pointAt(reader.end)]);
}

class Reader {
  private readonly source: string;
  /** The position after what was read last. */
  end = 0;

  constructor(
    private readonly text: Str,
    private readonly options: DecoderOptions,
  ) {
    this.source = String(text);
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
    const first = source[at];
    switch (first) {
      case undefined:
        throw new NoValue(at);
      case '"':
        return this.string(at + 1);
      case '{':
        return this.object(at + 1);
      case '[':
        return this.array(at + 1);
      case 'n':
      case 't':
      case 'f': {
        const [word, meaning] = literals[first]!;
        if (!source.startsWith(word, at)) break;
        this.end = at + word.length;
        return meaning;
      }
      case 'N':
        if (source.startsWith('NaN', at)) return this.constant('NaN', Number.NaN, at);
        break;
      case 'I':
        if (source.startsWith('Infinity', at)) return this.constant('Infinity', Number.POSITIVE_INFINITY, at);
        break;
      case '-':
        if (source.startsWith('-Infinity', at)) return this.constant('-Infinity', Number.NEGATIVE_INFINITY, at);
        break;
    }
    return this.number(at);
  }

  private constant(word: string, meaning: number, at: number): Value {
    this.end = at + word.length;
    const { parseConstant } = this.options;
    return parseConstant === null ? new Float(meaning) : call(parseConstant, word);
  }

  private number(at: number): Value {
    number.lastIndex = at;
    const match = number.exec(this.source);
    if (match === null) throw new NoValue(at);
    const written = match[0];
    this.end = at + written.length;
    const { parseFloat, parseInt } = this.options;
    if (match[2] !== undefined || match[3] !== undefined) {
      return parseFloat === null ? new Float(Number(written)) : call(parseFloat, written);
    }
    if (parseInt !== null) return call(parseInt, written);
    if (written.length > 15) return parseInteger(written, 10)!;
    // `-0` is the int 0.
    return Number(written) + 0 || 0;
  }

  private array(start: number): Value {
    const { source } = this;
    const items: Value[] = [];
    let at = this.skipSpace(start);
    if (source[at] === ']') {
      this.end = at + 1;
      return items;
    }
    for (;;) {
      items.push(this.value(at));
      at = this.skipSpace(this.end);
      const next = source[at];
      if (next === ']') break;
      if (next !== ',') this.fail("Expecting ',' delimiter", at);
      at = this.skipSpace(at + 1);
    }
    this.end = at + 1;
    return items;
  }

  private object(start: number): Value {
    const { source, options } = this;
    const made = options.pairsHook === null ? new Dict() : null;
    const pairs: Value[] = [];
    let at = this.skipSpace(start);
    if (source[at] !== '}') {
      for (;;) {
        if (source[at] !== '"') this.fail('Expecting property name enclosed in double quotes', at);
        const key = this.string(at + 1);
        at = this.skipSpace(this.end);
        if (source[at] !== ':') this.fail("Expecting ':' delimiter", at);
        const value = this.value(this.skipSpace(at + 1));
        if (made === null) pairs.push(new Tuple([key, value]));
        else made.set(key, value);
        at = this.skipSpace(this.end);
        const next = source[at];
        if (next === '}') break;
        if (next !== ',') this.fail("Expecting ',' delimiter", at);
        at = this.skipSpace(at + 1);
      }
    }
    this.end = at + 1;
    const { end } = this;
    const result = this.finish(made, pairs);
    this.end = end;
    return result;
  }

  private finish(made: Dict | null, pairs: Value[]): Value {
    if (made === null) return call(this.options.pairsHook, pairs);
    return this.options.objectHook === null ? made : call(this.options.objectHook, made);
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
        return textFromString(text === '' ? piece : text + piece);
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
