/** `binascii`: bytes as ASCII text and back, in the forms of mail and hexadecimal digits; checksums. */
import { requireInteger } from '../operators/indexing.ts';
import { truth } from '../operators/truth.ts';
import { hexOf } from '../values/bytes/sequence.ts';
import { type Keywords, native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { Bytes, type Value } from '../values/value.ts';
import { decodeBase64, encodeBase64 } from './binascii/base64.ts';
import { crc32, crcHqx } from './binascii/checksums.ts';
import { encodedData, errorType, fault, incompleteType, plainData } from './binascii/problems.ts';
import { decodeQuotedPrintable, encodeQuotedPrintable } from './binascii/quoted-printable.ts';
import { decodeUu, encodeUu } from './binascii/uu.ts';

/** The value of the only keyword that a function takes. */
function option(keywords: Keywords | undefined, absent: boolean): boolean {
  return keywords === undefined ? absent : truth(keywords.values[0]!);
}

function flag(value: Value | undefined, absent: boolean): boolean {
  return value === undefined ? absent : truth(value);
}

/** The low 32 bits of an int. @throws TypeError */
function word(x: Value): number {
  return Number(BigInt.asUintN(32, BigInt(requireInteger(x))));
}

function hexlify(data: Value, separator?: Value, groupSize?: Value): Value {
  const text = hexOf(plainData(data), separator, groupSize);
  const ascii = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) ascii[index] = text.charCodeAt(index);
  return new Bytes(ascii);
}

function unhexlify(text: Value): Value {
  const digits = encodedData(text);
  if (digits.length % 2 !== 0) throw fault('Odd-length string');
  const data = new Uint8Array(digits.length / 2);
  for (let index = 0; index < data.length; index++) {
    const pair = String.fromCharCode(digits[index * 2]!, digits[index * 2 + 1]!);
    if (!/^[0-9a-fA-F]{2}$/.test(pair)) throw fault('Non-hexadecimal digit found');
    data[index] = Number.parseInt(pair, 16);
  }
  return new Bytes(data);
}

export default makeModuleObject('binascii', {
  Error: errorType,
  Incomplete: incompleteType,
  a2b_base64: native('a2b_base64', '(data, /, *, strict_mode=False)', (data: Value, strict?: Keywords) => {
    return new Bytes(decodeBase64(encodedData(data), option(strict, false)));
  }),
  b2a_base64: native('b2a_base64', '(data, /, *, newline=True)', (data: Value, newline?: Keywords) => {
    return new Bytes(encodeBase64(plainData(data), option(newline, true)));
  }),
  a2b_uu: native('a2b_uu', '(data, /)', (data: Value) => new Bytes(decodeUu(encodedData(data)))),
  b2a_uu: native('b2a_uu', '(data, /, *, backtick=False)', (data: Value, backtick?: Keywords) => {
    return new Bytes(encodeUu(plainData(data), option(backtick, false)));
  }),
  a2b_qp: native('a2b_qp', '(data, header=False)', (data: Value, header?: Value) => {
    return new Bytes(decodeQuotedPrintable(encodedData(data), flag(header, false)));
  }),
  b2a_qp: native(
    'b2a_qp',
    '(data, quotetabs=False, istext=True, header=False)',
    (data: Value, quoteTabs?: Value, isText?: Value, isHeader?: Value) =>
      new Bytes(
        encodeQuotedPrintable(plainData(data), {
          quoteTabs: flag(quoteTabs, false),
          isText: flag(isText, true),
          isHeader: flag(isHeader, false),
        }),
      ),
  ),
  crc32: native('crc32', '(data, crc=0, /)', (data: Value, start?: Value) => {
    return crc32(plainData(data), start === undefined ? 0 : word(start));
  }),
  crc_hqx: native('crc_hqx', '(data, crc, /)', (data: Value, start: Value) => crcHqx(plainData(data), word(start))),
  b2a_hex: native('b2a_hex', '(data, sep=None, bytes_per_sep=1)', hexlify),
  hexlify: native('hexlify', '(data, sep=None, bytes_per_sep=1)', hexlify),
  a2b_hex: native('a2b_hex', '(hexstr, /)', unhexlify),
  unhexlify: native('unhexlify', '(hexstr, /)', unhexlify),
});
