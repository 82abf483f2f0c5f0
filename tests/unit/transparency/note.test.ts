import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { parseCheckpoint, writeCheckpoint } from '#transparency/checkpoint';
import { publicKeyBytes, signingKey, signText, verifyText } from '#transparency/keys';
import { isSignedBy, NoteFailure, parseNote, signNote, verifierKey } from '#transparency/note';

const key = signingKey(new Uint8Array(32).fill(1));
const other = signingKey(new Uint8Array(32).fill(2));
const checkpoint = { origin: 'acme/7f3a', size: 42, root: new Uint8Array(32).fill(9), time: 1_790_000_000 };
const note = signNote(writeCheckpoint(checkpoint), checkpoint.origin, key);

describe('keys as text', () => {
  test('RFC 8032, first test vector', () => {
    const seed = Uint8Array.fromHex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60');
    const signer = signingKey(seed);
    expect(publicKeyBytes(signer.publicKey)!.toHex()).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    );
    expect(signer.sign(new Uint8Array()).toHex().slice(0, 32)).toBe('e5564300c360ac729086e2cc806e828a');
  });

  test('a key or signature in another spelling is none', () => {
    const signature = signText(key, 'text');
    expect(verifyText(key.publicKey, 'text', signature)).toBe(true);
    expect(verifyText(key.publicKey, 'text!', signature)).toBe(false);
    expect(verifyText(other.publicKey, 'text', signature)).toBe(false);
    for (const wrong of [`${key.publicKey}=`, key.publicKey.slice(0, -1), key.publicKey.replace('ed25519', 'rsa')])
      expect(publicKeyBytes(wrong)).toBeNull();
  });
});

describe('signed notes and checkpoints', () => {
  test('what was signed is read and verified', () => {
    const read = parseNote(note);
    expect(parseCheckpoint(read.text)).toEqual(checkpoint);
    expect(isSignedBy(read, checkpoint.origin, key.publicKey)).toBe(true);
    expect(isSignedBy(read, checkpoint.origin, other.publicKey)).toBe(false);
    expect(isSignedBy(read, 'another', key.publicKey)).toBe(false);
    expect(isSignedBy(parseNote(note.replace('\n42\n', '\n43\n')), checkpoint.origin, key.publicKey)).toBe(false);
  });

  test('the example of the specification: a key as other tools take it', () => {
    expect(verifierKey('acme/7f3a', key.publicKey)).toMatch(/^acme\/7f3a\+[0-9a-f]{8}\+AY[A-Za-z0-9+/]+=*$/);
  });

  const broken: Readonly<Record<string, string>> = {
    'no signatures': writeCheckpoint(checkpoint),
    'no end': note.slice(0, -1),
    'a signature without a dash': note.replace('— ', ''),
    'base64 in another spelling': note.replace(/=\n$/, '\n'),
    'control characters': note.replace('acme', 'ac\u001bme'),
  };
  for (const [what, text] of Object.entries(broken)) {
    test(`no note: ${what}`, () => expect(() => parseNote(text)).toThrow(NoteFailure));
  }

  const text = writeCheckpoint(checkpoint);
  const wrong: Readonly<Record<string, string>> = {
    'a size with a leading zero': text.replace('\n42\n', '\n042\n'),
    'a negative size': text.replace('\n42\n', '\n-1\n'),
    'a root that is too short': text.replace(/\n[^\n]*=\n/, '\nAAAA\n'),
    'another line': `${text}more\n`,
    'no time': text.replace(/time .*\n/, ''),
    'an origin that is no name': text.replace('acme/7f3a', 'acme 7f3a'),
  };
  for (const [what, each] of Object.entries(wrong)) {
    test(`no checkpoint: ${what}`, () => expect(() => parseCheckpoint(each)).toThrow(NoteFailure));
  }

  test('whatever comes is a checkpoint that is written back alike, or refused in words', () => {
    const damaged = fc
      .tuple(fc.nat(note.length), fc.nat(4), fc.string({ maxLength: 6, unit: 'binary' }))
      .map(([at, cut, put]) => note.slice(0, at) + put + note.slice(at + cut));
    fc.assert(
      fc.property(fc.oneof(damaged, fc.string({ unit: 'binary' })), (each) => {
        try {
          const read = parseNote(each);
          expect(writeCheckpoint(parseCheckpoint(read.text))).toBe(read.text);
          if (isSignedBy(read, checkpoint.origin, key.publicKey)) expect(read.text).toBe(text);
        } catch (error) {
          expect(error).toBeInstanceOf(NoteFailure);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
