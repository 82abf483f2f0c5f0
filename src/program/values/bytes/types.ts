/** `bytes` and `bytearray`: the types and their construction. */

import { mostCharacters } from '../../formatting/format-spec.ts';
import { hash } from '../../operators/hash.ts';
import { integerOf } from '../../operators/indexing.ts';
import { isLabelled, refuse } from '../../taint.ts';
import { defineNativeType } from '../classes.ts';
import { encode } from '../codecs/encode.ts';
import { error } from '../exceptions.ts';
import { native } from '../functions.ts';
import { requireString, stringIn } from '../str/receiver.ts';
import { typeName } from '../type-of.ts';
import { ByteArray, Bytes, type ClassValue, type Value } from '../value.ts';
import { bytesFromItems, bytesIn, ownBytes } from './buffer.ts';
import { bytearrayMethods } from './bytearray.ts';
import { layoutMethods, makeByteTranslation } from './layout.ts';
import { quoteBytes } from './quote.ts';
import { searchMethods } from './search.ts';
import { bytesFromHex, sequenceMethods } from './sequence.ts';
import { splitMethods } from './split.ts';

type Kind = 'bytes' | 'bytearray';

/** The data of `bytes(source, encoding, errors)`. @throws TypeError, ValueError, OverflowError, MemoryError, TaintError */
function construct(
  kind: Kind,
  source: Value | undefined,
  encoding: Value | undefined,
  errors: Value | undefined,
): Uint8Array {
  if (source !== undefined && isLabelled(source)) return refuse(source, 'bytes');
  const text = source === undefined ? undefined : stringIn(source);
  if (text !== undefined) {
    if (encoding === undefined) throw error('TypeError', 'string argument without an encoding');
    const name = requireString(encoding, `${kind}() argument 'encoding'`);
    return encode(text, name, errors === undefined ? 'strict' : requireString(errors, `${kind}() argument 'errors'`));
  }
  if (encoding !== undefined) throw error('TypeError', 'encoding without a string argument');
  if (errors !== undefined) throw error('TypeError', 'errors without a string argument');
  return source === undefined ? new Uint8Array(0) : fromSource(kind, source);
}

function fromSource(kind: Kind, source: Value): Uint8Array {
  const data = bytesIn(source);
  if (data !== undefined) return kind === 'bytes' && source instanceof Bytes ? data : data.slice();
  const size = integerOf(source);
  if (size === undefined) return bytesFromItems(source, kind);
  if (typeof size === 'bigint') {
    throw error('OverflowError', `cannot fit '${typeName(source)}' into an index-sized integer`);
  }
  if (size < 0) throw error('ValueError', 'negative count');
  if (size > mostCharacters) throw error('MemoryError');
  return new Uint8Array(size);
}

/** `bytes(…)`: what has `__bytes__` is asked for it, and what that gives is the value. */
function constructBytes(source?: Value, encoding?: Value, errors?: Value): Bytes {
  if (source !== undefined && encoding === undefined && errors === undefined && !isLabelled(source)) {
    const own = ownBytes(source);
    if (own !== undefined) return own;
  }
  return new Bytes(construct('bytes', source, encoding, errors));
}

const statics = { maketrans: native('maketrans', '(frm, to, /)', makeByteTranslation) };

export const bytesType: ClassValue = defineNativeType({
  name: 'bytes',
  prototype: Bytes.prototype,
  parameters: "(source=b'', encoding='utf-8', errors='strict')",
  construct: constructBytes,
  methods: {
    ...sequenceMethods,
    ...searchMethods,
    ...splitMethods,
    ...layoutMethods,
    __bytes__: [
      '()',
      function (this: Bytes) {
        return Object.getPrototypeOf(this) === Bytes.prototype ? this : new Bytes(this.data);
      },
    ],
    __hash__(this: Bytes) {
      return hash(new Bytes(this.data));
    },
    __repr__(this: Bytes) {
      return quoteBytes(this.data);
    },
  },
  statics,
  classMethods: {
    fromhex: [
      '(string, /)',
      (cls: ClassValue, text: Value) => {
        const made = new Bytes(bytesFromHex(text));
        return cls === bytesType ? made : cls(made);
      },
    ],
  },
});

export const bytearrayType: ClassValue = defineNativeType({
  name: 'bytearray',
  prototype: ByteArray.prototype,
  parameters: "(source=b'', encoding='utf-8', errors='strict')",
  construct: (source?: Value, encoding?: Value, errors?: Value) =>
    new ByteArray(construct('bytearray', source, encoding, errors)),
  isMutable: true,
  methods: {
    ...sequenceMethods,
    ...searchMethods,
    ...splitMethods,
    ...layoutMethods,
    ...bytearrayMethods,
    __init__: [
      "(source=b'', encoding='utf-8', errors='strict')",
      function (this: ByteArray, source?: Value, encoding?: Value, errors?: Value) {
        this.data = construct('bytearray', source, encoding, errors);
        return null;
      },
    ],
  },
  statics: { ...statics, __hash__: null },
  classMethods: {
    fromhex: [
      '(string, /)',
      (cls: ClassValue, text: Value) => {
        const made = new ByteArray(bytesFromHex(text));
        return cls === bytearrayType ? made : cls(made);
      },
    ],
  },
});
