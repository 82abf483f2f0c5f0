/** `str`: the type, what it shares with other sequences, and its formatting. The families of methods stand beside. */
import { formatText } from '../../formatting/format-text.ts';
import { percentFormat } from '../../formatting/percent.ts';
import { formatTemplate } from '../../formatting/template.ts';
import { hash } from '../../operators/hash.ts';
import { getItem } from '../../operators/items.ts';
import { isLabelled, refuse } from '../../taint.ts';
import { bytesIn } from '../bytes/buffer.ts';
import { defineNativeType } from '../classes.ts';
import { decode } from '../codecs/decode.ts';
import { encode } from '../codecs/encode.ts';
import { keyError } from '../dict.ts';
import { part } from '../engine-shortcuts.ts';
import { error } from '../exceptions.ts';
import { Keywords, native } from '../functions.ts';
import { StringIterator, TextIterator } from '../iterators.ts';
import type { MethodTable } from '../method-table.ts';
import { display } from '../representation.ts';
import { pointsOf, type Str, textLength } from '../text.ts';
import { typeName } from '../type-of.ts';
import { compareUnits } from '../units.ts';
import { Bytes, type ClassValue, notImplemented, type ThisForm, type Value } from '../value.ts';
import { caseMethods } from './case.ts';
import { layoutMethods } from './layout.ts';
import { repeatedText, textItem } from './parts.ts';
import { textPercent } from './percent.ts';
import { concatenateTexts, joinTexts, quote } from './quote.ts';
import { ownText, requireString, stringIn } from './receiver.ts';
import { searchMethods } from './search.ts';
import { splitMethods } from './split.ts';
import { testMethods } from './tests.ts';
import { makeTranslation, translateMethods } from './translate.ts';

/** `str(object)` or `str(data, encoding, errors)`. @throws TypeError, UnicodeDecodeError, TaintError */
function constructString(x?: Value, encoding?: Value, errors?: Value): Str {
  if (x === undefined) return '';
  if (encoding === undefined && errors === undefined) return display(x);
  if (isLabelled(x)) return refuse(x, 'string');
  if (stringIn(x) !== undefined) throw error('TypeError', 'decoding str is not supported');
  const data = bytesIn(x);
  if (data === undefined) {
    throw error('TypeError', `decoding to str: need a bytes-like object, ${typeName(x)} found`);
  }
  return decode(
    data,
    textArgument(encoding, 'str', 'encoding', 'utf-8'),
    textArgument(errors, 'str', 'errors', 'strict'),
  );
}

/** A string argument of a call that names its parameters. @throws TypeError */
export function textArgument(x: Value | undefined, call: string, parameter: string, absent: Str): Str {
  return x === undefined ? absent : requireString(x, `${call}() argument '${parameter}'`);
}

/** -1, 0 or 1 by code points. */
export function compareTexts(left: Str, right: Str): number {
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  return compareUnits(pointsOf(left), pointsOf(right));
}

function comparison(test: (order: number) => boolean): readonly [string, ThisForm] {
  return [
    '(value, /)',
    function (this: Value, other: Value) {
      const right = stringIn(other);
      return right === undefined ? notImplemented : test(compareTexts(ownText(this), right));
    },
  ];
}

function add(self: Value, other: Value): Value {
  const right = stringIn(other);
  if (right !== undefined) return concatenateTexts(ownText(self), right);
  throw error('TypeError', `can only concatenate str (not "${typeName(other)}") to str`);
}

const times: readonly [string, ThisForm] = [
  '(value, /)',
  function (this: Value, count: Value) {
    return repeatedText(ownText(this), count);
  },
];

/** `template % values`. */
function percent(template: Str, values: Value): Str {
  return joinTexts(percentFormat(pointsOf(template), values, textPercent(template)));
}

function formatMethod(template: Str, args: readonly Value[]): Str {
  const last = args[args.length - 1];
  const keywords = last instanceof Keywords ? last : null;
  return formatTemplate(template, {
    positional: keywords === null ? args : part(args, 0, args.length - 1),
    named(name) {
      const at = keywords === null ? -1 : keywords.names.indexOf(String(name));
      if (at < 0) throw keyError(name);
      return keywords!.values[at]!;
    },
    item: getItem,
  });
}

const sequenceMethods: MethodTable = {
  __len__(this: Value) {
    return textLength(ownText(this));
  },
  __iter__(this: Value) {
    const text = ownText(this);
    return typeof text === 'string' ? new StringIterator(text) : new TextIterator(text);
  },
  __getitem__: [
    '(key, /)',
    function (this: Value, key: Value) {
      return textItem(ownText(this), key);
    },
  ],
  __add__: [
    '(value, /)',
    function (this: Value, other: Value) {
      return add(this, other);
    },
  ],
  __mul__: times,
  __rmul__: times,
  __eq__: comparison((order) => order === 0),
  __ne__: comparison((order) => order !== 0),
  __lt__: comparison((order) => order < 0),
  __le__: comparison((order) => order <= 0),
  __gt__: comparison((order) => order > 0),
  __ge__: comparison((order) => order >= 0),
  __hash__(this: Value) {
    return hash(ownText(this));
  },
  __repr__(this: Value) {
    return quote(ownText(this));
  },
  __str__(this: Value) {
    return ownText(this);
  },
};

const formattingMethods: MethodTable = {
  __mod__: [
    '(value, /)',
    function (this: Value, values: Value) {
      return percent(ownText(this), values);
    },
  ],
  __rmod__: [
    '(value, /)',
    function (this: Value, template: Value) {
      const text = stringIn(template);
      return text === undefined ? notImplemented : percent(text, this);
    },
  ],
  __format__: [
    '(format_spec, /)',
    function (this: Value, spec: Value) {
      const text = stringIn(spec);
      if (text === undefined) throw error('TypeError', `__format__() argument must be str, not ${typeName(spec)}`);
      return text === '' && stringIn(this) !== this ? display(this) : formatText(ownText(this), text);
    },
  ],
  format: [
    '(*args, **kwargs)',
    function (this: Value, ...args: Value[]) {
      return formatMethod(ownText(this), args);
    },
  ],
  format_map: [
    '(mapping, /)',
    function (this: Value, mapping: Value) {
      return formatTemplate(ownText(this), {
        positional: null,
        named: (name) => getItem(mapping, name),
        item: getItem,
      });
    },
  ],
  encode: [
    "(encoding='utf-8', errors='strict')",
    function (this: Value, encoding?: Value, errors?: Value) {
      const name = textArgument(encoding, 'encode', 'encoding', 'utf-8');
      return new Bytes(encode(ownText(this), name, textArgument(errors, 'encode', 'errors', 'strict')));
    },
  ],
};

export const strType: ClassValue = defineNativeType({
  name: 'str',
  prototype: String.prototype,
  parameters: "(object='', encoding='utf-8', errors='strict')",
  construct: constructString,
  methods: {
    ...sequenceMethods,
    ...formattingMethods,
    ...searchMethods,
    ...splitMethods,
    ...layoutMethods,
    ...caseMethods,
    ...testMethods,
    ...translateMethods,
  },
  statics: { maketrans: native('str.maketrans', '(x, y=None, z=None, /)', makeTranslation) },
});
