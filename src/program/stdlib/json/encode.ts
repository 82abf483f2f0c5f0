/** Writes values as JSON text by the rules and with the messages of Python's encoder. */

import { floatText } from '../../formatting/float-text.ts';
import { getAttribute } from '../../operators/attribute.ts';
import { call } from '../../operators/call.ts';
import { toArray, unpack } from '../../operators/iteration.ts';
import { isLabelled, refuse } from '../../taint.ts';
import { Dict } from '../../values/dict.ts';
import { error } from '../../values/exceptions.ts';
import { integerText } from '../../values/integer-text.ts';
import { sortedBy } from '../../values/sorting.ts';
import { isStr, type Str } from '../../values/text.ts';
import { typeName } from '../../values/type-of.ts';
import { Float, Tuple, type Value } from '../../values/value.ts';

export interface EncoderOptions {
  /** What makes other values encodable. */
  readonly fallback: Value;
  readonly skipKeys: boolean;
  readonly ensureAscii: boolean;
  readonly checkCircular: boolean;
  readonly allowNan: boolean;
  readonly sortKeys: boolean;
  /** Text of one level, or null for everything on one line. */
  readonly indent: string | null;
  readonly keySeparator: string;
  readonly itemSeparator: string;
}

const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};
const special = /["\\\u0000-\u001f]/;
const specials = /["\\\u0000-\u001f]/g;
const nonAscii = /["\\]|[^ -~]/;
const nonAsciis = /["\\]|[^ -~]/g;

function escaped(unit: string): string {
  return short[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Keys beyond so many are no names of fields. */
const mostKeyTexts = 1000;

/** A string literal of JSON. */
export function quoteJson(text: Str, ensureAscii: boolean): string {
  const string = String(text);
  if (ensureAscii) return nonAscii.test(string) ? `"${string.replace(nonAsciis, escaped)}"` : `"${string}"`;
  return special.test(string) ? `"${string.replace(specials, escaped)}"` : `"${string}"`;
}

/**
 * The text of a value.
 *
 * @throws TypeError for values without JSON form, ValueError for circles and floats out of range, TaintError for labelled
 */
export function encodeJson(value: Value, options: EncoderOptions, level: number): string {
  return new Writer(options).text(value, level);
}

/** Adds up strings, which the engine keeps in pieces until somebody reads them: no lists of parts, no joins. */
class Writer {
  private readonly active = new Set<Value>();
  /** Texts of keys with the separator behind them: the records of a document have the same ones. */
  private readonly keyTexts = new Map<string, string>();

  constructor(private readonly options: EncoderOptions) {}

  text(value: Value, level: number): string {
    switch (typeof value) {
      case 'string':
        return quoteJson(value, this.options.ensureAscii);
      case 'number':
        return String(value);
      case 'boolean':
        return value ? 'true' : 'false';
      case 'bigint':
        return integerText(value);
    }
    if (value === null) return 'null';
    if (Array.isArray(value)) return this.list(value, value, level);
    if (value instanceof Dict) return this.dict(value, level);
    if (value instanceof Float) return this.float(value.value);
    if (isStr(value)) return quoteJson(value, this.options.ensureAscii);
    if (value instanceof Tuple) return this.list(value, value.items, level);
    return this.other(value, level);
  }

  private other(value: object, level: number): string {
    if (isLabelled(value)) return refuse(value, 'encode');
    const { base } = value as { base?: Value };
    if (base !== undefined) return Array.isArray(base) ? this.list(value, base, level) : this.text(base, level);
    this.enter(value);
    const text = this.text(call(this.options.fallback, value), level);
    this.active.delete(value);
    return text;
  }

  /** @throws ValueError when the value is being written already */
  private enter(value: Value): void {
    if (!this.options.checkCircular) return;
    if (this.active.has(value)) throw error('ValueError', 'Circular reference detected');
    this.active.add(value);
  }

  private float(value: number): string {
    if (Number.isFinite(value)) return floatText(value);
    if (!this.options.allowNan) {
      const shown = this.options.indent === null ? '' : `: ${floatText(value)}`;
      throw error('ValueError', `Out of range float values are not JSON compliant${shown}`);
    }
    if (Number.isNaN(value)) return 'NaN';
    return value > 0 ? 'Infinity' : '-Infinity';
  }

  private list(value: Value, items: readonly Value[], level: number): string {
    if (items.length === 0) return '[]';
    this.enter(value);
    const between = this.options.itemSeparator + this.lineAt(level + 1);
    let out = `[${this.lineAt(level + 1)}${this.text(items[0]!, level + 1)}`;
    for (let index = 1; index < items.length; index++) out += between + this.text(items[index]!, level + 1);
    this.active.delete(value);
    return `${out}${this.lineAt(level)}]`;
  }

  private dict(value: Dict, level: number): string {
    if (value.size === 0) return '{}';
    this.enter(value);
    const [keys, values] = this.entries(value);
    const between = this.options.itemSeparator + this.lineAt(level + 1);
    let out = `{${this.lineAt(level + 1)}`;
    let before = '';
    for (let index = 0; index < keys.length; index++) {
      const key = this.keyText(keys[index]!);
      if (key === null) continue;
      out += before + key + this.text(values[index]!, level + 1);
      before = between;
    }
    this.active.delete(value);
    return `${out}${this.lineAt(level)}}`;
  }

  private entries(value: Dict): readonly [readonly Value[], readonly Value[]] {
    const isPlain = Object.getPrototypeOf(value) === Dict.prototype;
    if (isPlain && !this.options.sortKeys) return [value.keyArray(), value.valueArray()];
    let pairs = toArray(call(getAttribute(value, 'items')));
    if (this.options.sortKeys) pairs = sortedBy(pairs, null, false);
    const split = pairs.map((pair) => unpack(pair, 2));
    return [split.map((pair) => pair[0]!), split.map((pair) => pair[1]!)];
  }

  /** A key with its separator, null for one to be left out. */
  private keyText(key: Value): string | null {
    if (typeof key !== 'string') {
      const text = this.key(key);
      return text === null ? null : text + this.options.keySeparator;
    }
    const known = this.keyTexts.get(key);
    if (known !== undefined) return known;
    const text = quoteJson(key, this.options.ensureAscii) + this.options.keySeparator;
    if (this.keyTexts.size < mostKeyTexts) this.keyTexts.set(key, text);
    return text;
  }

  private key(key: Value): string | null {
    const { ensureAscii, skipKeys } = this.options;
    if (isStr(key)) return quoteJson(key, ensureAscii);
    if (key === null) return '"null"';
    if (typeof key === 'boolean') return key ? '"true"' : '"false"';
    if (typeof key === 'number' || typeof key === 'bigint') return `"${integerText(key)}"`;
    if (key instanceof Float) return `"${this.float(key.value)}"`;
    const base = typeof key === 'object' ? (key as { base?: Value }).base : undefined;
    if (base !== undefined && !Array.isArray(base)) return this.key(base);
    if (skipKeys) return null;
    throw error('TypeError', `keys must be str, int, float, bool or None, not ${typeName(key)}`);
  }

  /** The line end and indentation before something at a level; nothing when all stands on one line. */
  private lineAt(level: number): string {
    const { indent } = this.options;
    return indent === null ? '' : '\n' + indent.repeat(level);
  }
}

/** A separator or indentation. @throws TypeError for what is no str */
export function textOption(value: Value, position: number): string {
  if (isStr(value)) return String(value);
  throw error('TypeError', `make_encoder() argument ${position} must be str, not ${typeName(value)}`);
}
