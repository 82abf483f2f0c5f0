/** The native part of `json`: reading and writing, which programs do with megabytes. */
import { requireSize } from '../operators/indexing.ts';
import { truth } from '../operators/truth.ts';
import { isLabelled, refuse } from '../taint.ts';
import { error } from '../values/exceptions.ts';
import { native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { stringIn } from '../values/str/receiver.ts';
import { type Str, textFromString } from '../values/text.ts';
import { typeName } from '../values/type-of.ts';
import type { Value } from '../values/value.ts';
import { type DecoderOptions, scanOnce, scanString } from './json/decode.ts';
import { encodeJson, quoteJson, textOption } from './json/encode.ts';

function document(text: Value, message: string): Str {
  if (isLabelled(text)) return refuse(text, 'use');
  const string = stringIn(text);
  if (string === undefined) throw error('TypeError', message + typeName(text));
  return string;
}

function makeScanner(
  strict: Value,
  objectHook: Value,
  pairsHook: Value,
  parseFloat: Value,
  parseInt: Value,
  parseConstant: Value,
  fail: Value,
): Value {
  const options: DecoderOptions = {
    strict: truth(strict),
    objectHook,
    pairsHook,
    parseFloat,
    parseInt,
    parseConstant,
    fail,
  };
  return native('scan_once', '(string, idx, /)', (text: Value, index: Value) => {
    const start = requireSize(index);
    const string = document(text, 'first argument must be a string, not ');
    if (start < 0) throw error('ValueError', 'idx cannot be negative');
    return scanOnce(string, start, options);
  });
}

function scanStringOnly(text: Value, end: Value, strict: Value, fail: Value): Value {
  const options: DecoderOptions = {
    strict: truth(strict),
    objectHook: null,
    pairsHook: null,
    parseFloat: null,
    parseInt: null,
    parseConstant: null,
    fail,
  };
  const start = requireSize(end);
  const string = document(text, 'first argument must be a string, not ');
  if (start < 0 || start > string.toString().length) throw error('ValueError', 'end is out of bounds');
  return scanString(string, start, options);
}

function encode(
  value: Value,
  level: Value,
  fallback: Value,
  skipKeys: Value,
  ensureAscii: Value,
  checkCircular: Value,
  allowNan: Value,
  sortKeys: Value,
  indent: Value,
  keySeparator: Value,
  itemSeparator: Value,
): Value {
  const text = encodeJson(
    value,
    {
      fallback,
      skipKeys: truth(skipKeys),
      ensureAscii: truth(ensureAscii),
      checkCircular: truth(checkCircular),
      allowNan: truth(allowNan),
      sortKeys: truth(sortKeys),
      indent: indent === null ? null : textOption(indent, 4),
      keySeparator: textOption(keySeparator, 5),
      itemSeparator: textOption(itemSeparator, 6),
    },
    requireSize(level),
  );
  // ASCII needs no search for surrogates: the separators are all that could bring one.
  const isAscii = truth(ensureAscii) && [indent, keySeparator, itemSeparator].every(isPlainOption);
  return isAscii ? text : textFromString(text);
}

function isPlainOption(option: Value): boolean {
  return option === null || typeof option === 'string';
}

function quoter(name: string, ensureAscii: boolean): Value {
  return native(name, '(string, /)', (text: Value) =>
    textFromString(quoteJson(document(text, 'first argument must be a string, not '), ensureAscii)),
  );
}

export default makeModuleObject('_json', {
  encode: native(
    'encode',
    '(value, level, default, skipkeys, ensure_ascii, check_circular, allow_nan, sort_keys, indent, key_separator, item_separator, /)',
    encode,
  ),
  encode_basestring: quoter('encode_basestring', false),
  encode_basestring_ascii: quoter('encode_basestring_ascii', true),
  make_scanner: native(
    'make_scanner',
    '(strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, fail, /)',
    makeScanner,
  ),
  scanstring: native('scanstring', '(string, end, strict, fail, /)', scanStringOnly),
});
