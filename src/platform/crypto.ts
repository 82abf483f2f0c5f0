/**
 * Hashes, message authentication, random bytes and identifiers: the engine's own, behind names of ours.
 * node:crypto stays out of here: loading it takes longer than a whole start.
 */

/** SHA-256 of text (as UTF-8) or bytes, in hex. */
export function sha256Hex(data: string | Uint8Array): string {
  return new Bun.CryptoHasher('sha256').update(data).digest('hex');
}

/** HMAC-SHA-256 in hex. */
export function hmacSha256Hex(key: Uint8Array, data: string | Uint8Array): string {
  return new Bun.CryptoHasher('sha256', key).update(data).digest('hex');
}

/** Compares two hex texts without telling by its time where they differ. */
export function equalInConstantTime(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let index = 0; index < left.length; index++) difference |= left.charCodeAt(index) ^ right.charCodeAt(index);
  return difference === 0;
}

export function randomBytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** A UUID of version 7: unique, and sorted by the time of its making. */
export function newEventId(): string {
  return Bun.randomUUIDv7();
}

/** SHA-256 of the parts one after another, as 32 bytes. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = new Bun.CryptoHasher('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}

/** Whether two public byte strings are the same; takes no care to hide where they differ. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
