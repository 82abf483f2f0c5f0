/** Base64: three bytes in four characters. */
import { fault } from './problems.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const characters = Uint8Array.from(alphabet, (character) => character.charCodeAt(0));
const notInAlphabet = 64;
const sextets = new Uint8Array(256).fill(notInAlphabet);
for (let value = 0; value < 64; value++) sextets[characters[value]!] = value;
const padding = 61;
const newline = 10;

export function encodeBase64(data: Uint8Array, withNewline: boolean): Uint8Array {
  const encoded = new Uint8Array(Math.ceil(data.length / 3) * 4 + (withNewline ? 1 : 0));
  let at = 0;
  for (let index = 0; index < data.length; index += 3) {
    const isShort = data.length - index;
    const group = (data[index]! << 16) | ((data[index + 1] ?? 0) << 8) | (data[index + 2] ?? 0);
    encoded[at++] = characters[group >> 18]!;
    encoded[at++] = characters[(group >> 12) & 63]!;
    encoded[at++] = isShort < 2 ? padding : characters[(group >> 6) & 63]!;
    encoded[at++] = isShort < 3 ? padding : characters[group & 63]!;
  }
  if (withNewline) encoded[at] = newline;
  return encoded;
}

/**
 * Skips characters that do not belong to the alphabet, unless it is strict.
 *
 * @throws binascii.Error
 */
export function decodeBase64(data: Uint8Array, isStrict: boolean): Uint8Array {
  const decoded = new Uint8Array(Math.ceil(data.length / 4) * 3);
  let length = 0;
  /** Where we are in a group of four, and the bits that are not written yet. */
  let place = 0;
  let bits = 0;
  let pads = 0;
  let hasPadding = false;
  if (isStrict && data[0] === padding) throw fault('Leading padding not allowed');
  for (let index = 0; index < data.length; index++) {
    if (data[index] === padding) {
      hasPadding = true;
      if (place < 2 || place + ++pads < 4) continue;
      if (isStrict && index + 1 < data.length) throw fault('Excess data after padding');
      return decoded.slice(0, length);
    }
    const sextet = sextets[data[index]!]!;
    if (sextet === notInAlphabet) {
      if (isStrict) throw fault('Only base64 data is allowed');
      continue;
    }
    if (isStrict && hasPadding) throw fault('Discontinuous padding not allowed');
    pads = 0;
    bits = ((bits << 6) | sextet) & 0xffffff;
    if (place > 0) decoded[length++] = (bits >> (6 - 2 * place)) & 255;
    place = (place + 1) & 3;
  }
  if (place === 0) return decoded.slice(0, length);
  if (place > 1) throw fault('Incorrect padding');
  const count = Math.floor(length / 3) * 4 + 1;
  throw fault(
    `Invalid base64-encoded string: number of data characters (${count}) cannot be 1 more than a multiple of 4`,
  );
}
