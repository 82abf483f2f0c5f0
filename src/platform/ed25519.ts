/**
 * Ed25519 signatures (RFC 8032), by the runtime's own implementation. Keys and signatures are raw bytes: 32 of a seed, 32
 * of a public key, 64 of a signature. A file of its own, because node:crypto takes longer to load than most commands run.
 */
import { createPrivateKey, createPublicKey, type KeyObject, sign as signWith, verify as verifyWith } from 'node:crypto';

export const seedLength = 32;
export const publicKeyLength = 32;
export const signatureLength = 64;

/** What comes before the raw bytes in the DER forms (RFC 8410); Ed25519 has no parameters, so it never changes. */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** @param seed the 32 secret bytes */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  const der = createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' });
  return new Uint8Array(der.subarray(publicPrefix.length));
}

/** @param seed the 32 secret bytes */
export function sign(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return new Uint8Array(signWith(null, message, privateKey(seed)));
}

/** False also for bytes that are no key or no signature. */
export function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== publicKeyLength || signature.length !== signatureLength) return false;
  try {
    const key = createPublicKey({ key: Buffer.concat([publicPrefix, publicKey]), format: 'der', type: 'spki' });
    return verifyWith(null, message, key, signature);
  } catch {
    return false;
  }
}

function privateKey(seed: Uint8Array): KeyObject {
  if (seed.length !== seedLength) throw new RangeError(`a seed has ${seedLength} bytes`);
  return createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' });
}
