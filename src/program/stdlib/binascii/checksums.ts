/** Cyclic redundancy checks: CRC-32 as in zip files, and the CRC-CCITT of BinHex. */

const reflectedPolynomial = 0xedb88320;
const table32 = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ reflectedPolynomial : rest >>> 1;
  return rest;
});

const polynomial16 = 0x1021;
const table16 = Uint16Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 8;
  for (let bit = 0; bit < 8; bit++) rest = rest & 0x8000 ? (rest << 1) ^ polynomial16 : rest << 1;
  return rest;
});

/** @param start what the data before gave */
export function crc32(data: Uint8Array, start: number): number {
  let rest = ~start;
  for (let index = 0; index < data.length; index++) rest = (rest >>> 8) ^ table32[(rest ^ data[index]!) & 255]!;
  return ~rest >>> 0;
}

/** @param start what the data before gave */
export function crcHqx(data: Uint8Array, start: number): number {
  let rest = start & 0xffff;
  for (let index = 0; index < data.length; index++) {
    rest = ((rest << 8) & 0xff00) ^ table16[(rest >> 8) ^ data[index]!]!;
  }
  return rest;
}
