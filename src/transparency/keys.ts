/**
 * Ed25519 keys as text. A public key is `ed25519:` and 43 letters of base64url, a signature 86 of them: short enough for a
 * line, safe in file names and shells. Only the one canonical spelling of some bytes is read.
 */
import { publicKeyLength, publicKeyOf, seedLength, sign, signatureLength, verify } from '#platform/ed25519';

/** Someone who can sign. */
export interface SigningKey {
  /** `ed25519:…` */
  readonly publicKey: string;
  /** @returns 64 bytes */
  sign(message: Uint8Array): Uint8Array;
}

const prefix = 'ed25519:';

/** @param seed 32 secret bytes */
export function signingKey(seed: Uint8Array): SigningKey {
  return { publicKey: publicKeyText(publicKeyOf(seed)), sign: (message) => sign(seed, message) };
}

/** @param bytes the 32 bytes of a public key */
export function publicKeyText(bytes: Uint8Array): string {
  return prefix + toBase64Url(bytes);
}

/** The 32 bytes of a key's text; null when it is none. */
export function publicKeyBytes(text: string): Uint8Array | null {
  return text.startsWith(prefix) ? fromBase64Url(text.slice(prefix.length), publicKeyLength) : null;
}

export function isPublicKeyText(value: unknown): value is string {
  return typeof value === 'string' && publicKeyBytes(value) !== null;
}

export function isSignatureText(value: unknown): value is string {
  return typeof value === 'string' && fromBase64Url(value, signatureLength) !== null;
}

/** @returns the signature as text */
export function signText(key: SigningKey, message: string): string {
  return toBase64Url(key.sign(new TextEncoder().encode(message)));
}

/** False also for what is no key or no signature. */
export function verifyText(publicKey: string, message: string, signature: string): boolean {
  const key = publicKeyBytes(publicKey);
  const bytes = fromBase64Url(signature, signatureLength);
  return key !== null && bytes !== null && verify(key, new TextEncoder().encode(message), bytes);
}

/** The text of a secret seed, as a key file holds it. */
export function seedText(seed: Uint8Array): string {
  return toBase64Url(seed);
}

/** The seed that a text stands for; null when it is none. */
export function seedBytes(text: string): Uint8Array | null {
  return fromBase64Url(text, seedLength);
}

function toBase64Url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: 'base64url', omitPadding: true });
}

function fromBase64Url(text: string, length: number): Uint8Array | null {
  if (text.length !== Math.ceil((length * 4) / 3) || !/^[A-Za-z0-9_-]+$/.test(text)) return null;
  const bytes = Uint8Array.fromBase64(text, { alphabet: 'base64url' });
  return bytes.length === length && toBase64Url(bytes) === text ? bytes : null;
}
