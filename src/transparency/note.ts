/**
 * Signed notes (C2SP signed-note): a text, an empty line, and lines of signatures, each with the name of its key and the
 * first bytes of a hash that tells keys of one name apart. Signatures by keys that the reader does not know are passed
 * over, so that keys can change.
 */
import { sha256 } from '#platform/crypto';
import { signatureLength, verify } from '#platform/ed25519';
import { publicKeyBytes, type SigningKey } from './keys.ts';

export interface NoteSignature {
  /** The key's name. */
  readonly name: string;
  /** Four bytes in hex: which key of that name. */
  readonly id: string;
  readonly signature: Uint8Array;
}

export interface Note {
  /** Every line of it ends in a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** What should be a signed note is none; `reason` is to be read after "it". */
export class NoteFailure extends Error {
  override readonly name = 'NoteFailure';
  constructor(readonly reason: string) {
    super(`the signed note is refused: it ${reason}`);
  }
}

const ed25519 = 1;
const longestNote = 64 * 1024;
const mostSignatures = 100;

/** The id of an Ed25519 key under a name, in hex. */
export function keyId(name: string, publicKey: string): string {
  const bytes = publicKeyBytes(publicKey);
  if (bytes === null) throw new RangeError('this is no public key');
  return sha256(new TextEncoder().encode(`${name}\n`), new Uint8Array([ed25519]), bytes)
    .subarray(0, 4)
    .toHex();
}

/** The key as tools for signed notes take it: `NAME+ID+BASE64`. */
export function verifierKey(name: string, publicKey: string): string {
  const bytes = new Uint8Array([ed25519, ...(publicKeyBytes(publicKey) ?? [])]);
  return `${name}+${keyId(name, publicKey)}+${bytes.toBase64()}`;
}

/**
 * @param text ends in a newline
 * @param name the key's name in the note
 */
export function signNote(text: string, name: string, key: SigningKey): string {
  const signature = key.sign(new TextEncoder().encode(text));
  const bytes = new Uint8Array([...Uint8Array.fromHex(keyId(name, key.publicKey)), ...signature]);
  return `${text}\n— ${name} ${bytes.toBase64()}\n`;
}

/** @throws NoteFailure */
export function parseNote(note: string): Note {
  if (note.length > longestNote) throw new NoteFailure('is too long');
  if (/[\p{Cs}]|[^\P{Cc}\n]/u.test(note)) throw new NoteFailure('has control characters');
  const split = note.lastIndexOf('\n\n');
  if (split < 0) throw new NoteFailure('has no signatures');
  if (!note.endsWith('\n')) throw new NoteFailure('does not end in a newline');
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > mostSignatures) throw new NoteFailure('has too many signatures');
  return { text: note.slice(0, split + 1), signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): NoteSignature {
  const match = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line);
  if (match === null) throw new NoteFailure('has a line among its signatures that is none');
  const bytes = decodeBase64(match[2]!);
  if (bytes === null || bytes.length < 5) throw new NoteFailure('has a signature that is no base64');
  return { name: match[1]!, id: bytes.subarray(0, 4).toHex(), signature: bytes.subarray(4) };
}

/** Whether the key of this name signed the note. */
export function isSignedBy(note: Note, name: string, publicKey: string): boolean {
  const key = publicKeyBytes(publicKey);
  if (key === null) return false;
  const id = keyId(name, publicKey);
  const message = new TextEncoder().encode(note.text);
  return note.signatures.some(
    (each) =>
      each.name === name &&
      each.id === id &&
      each.signature.length === signatureLength &&
      verify(key, message, each.signature),
  );
}

/** The bytes of base64 in its one canonical spelling; null for any other text. */
export function decodeBase64(text: string): Uint8Array | null {
  try {
    const bytes = Uint8Array.fromBase64(text, { lastChunkHandling: 'strict' });
    return bytes.toBase64() === text ? bytes : null;
  } catch {
    return null;
  }
}
