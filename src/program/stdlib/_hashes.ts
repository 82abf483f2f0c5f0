/** The native part of `hashlib`: digests, from a library in plain JavaScript, since the runtime's own are out of reach here. */
import { blake2b, blake2s } from '@noble/hashes/blake2.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from '@noble/hashes/sha2.js';
import { sha3_224, sha3_256, sha3_384, sha3_512, shake128, shake256 } from '@noble/hashes/sha3.js';
import { requireSize } from '../operators/indexing.ts';
import { isLabelled, refuse } from '../taint.ts';
import { bytesIn } from '../values/bytes/buffer.ts';
import { defineNativeType } from '../values/classes.ts';
import { error } from '../values/exceptions.ts';
import { native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { isStr } from '../values/text.ts';
import { typeName } from '../values/type-of.ts';
import { Bytes, type Value } from '../values/value.ts';

/** What the library's hash objects have in common. */
interface Running {
  update(data: Uint8Array): unknown;
  digest(): Uint8Array;
  clone(): Running;
}

interface Extendable extends Running {
  xof(size: number): Uint8Array;
}

interface Algorithm {
  readonly digestSize: number;
  readonly blockSize: number;
  create(): Running;
}

const fixed = (make: { create(): unknown; outputLen: number; blockLen: number }): Algorithm => ({
  digestSize: make.outputLen,
  blockSize: make.blockLen,
  create: () => make.create() as Running,
});

const algorithms: Readonly<Record<string, Algorithm>> = {
  __proto__: null as never,
  md5: fixed(md5),
  sha1: fixed(sha1),
  sha224: fixed(sha224),
  sha256: fixed(sha256),
  sha384: fixed(sha384),
  sha512: fixed(sha512),
  sha512_224: fixed(sha512_224),
  sha512_256: fixed(sha512_256),
  sha3_224: fixed(sha3_224),
  sha3_256: fixed(sha3_256),
  sha3_384: fixed(sha3_384),
  sha3_512: fixed(sha3_512),
  shake_128: { ...fixed(shake128), digestSize: 0 },
  shake_256: { ...fixed(shake256), digestSize: 0 },
};

/** The bytes of an argument. @throws TypeError for what has none */
function bytesOf(value: Value): Uint8Array {
  if (isLabelled(value)) return refuse(value, 'bytes');
  const data = bytesIn(value);
  if (data !== undefined) return data;
  if (isStr(value)) throw error('TypeError', 'Strings must be encoded before hashing');
  throw error('TypeError', 'object supporting the buffer API required');
}

class HashObject {
  constructor(
    readonly name: string,
    readonly digestSize: number,
    readonly blockSize: number,
    readonly running: Running,
  ) {}
}

/** How many bytes a digest may have when the caller chooses. */
const longest = 1 << 26;

function digestOf(self: HashObject, length: Value | undefined): Uint8Array {
  const { running, digestSize } = self;
  if (digestSize > 0) {
    if (length !== undefined) throw error('TypeError', `${self.name}.digest() takes no arguments (1 given)`);
    return running.clone().digest();
  }
  if (length === undefined) throw error('TypeError', "digest() missing required argument 'length' (pos 1)");
  const size = requireSize(length);
  if (size < 0) throw error('ValueError', 'value must be positive');
  if (size > longest) throw error('MemoryError');
  return size === 0 ? new Uint8Array(0) : (running.clone() as Extendable).xof(size);
}

const hexOf = (data: Uint8Array): string => Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join('');

const hashType = defineNativeType({
  name: 'HASH',
  module: '_hashlib',
  prototype: HashObject.prototype,
  parameters: '()',
  construct: () => {
    throw error('TypeError', "cannot create '_hashlib.HASH' instances");
  },
  methods: {
    update: [
      '(obj, /)',
      function (this: HashObject, data: Value) {
        this.running.update(bytesOf(data));
        return null;
      },
    ],
    digest: [
      '(length=None)',
      function (this: HashObject, length?: Value) {
        return new Bytes(digestOf(this, length));
      },
    ],
    hexdigest: [
      '(length=None)',
      function (this: HashObject, length?: Value) {
        return hexOf(digestOf(this, length));
      },
    ],
    copy: [
      '()',
      function (this: HashObject) {
        return new HashObject(this.name, this.digestSize, this.blockSize, this.running.clone());
      },
    ],
    __repr__(this: HashObject) {
      return `<${this.name} _hashlib.HASH object>`;
    },
  },
  properties: {
    name(this: HashObject) {
      return this.name;
    },
    digest_size(this: HashObject) {
      return this.digestSize;
    },
    block_size(this: HashObject) {
      return this.blockSize;
    },
  },
  isFinal: true,
});

/** A running hash; None for an unknown name. */
function start(name: string, data: Value): Value {
  const algorithm = typeof name === 'string' ? algorithms[name] : undefined;
  if (algorithm === undefined) return null;
  const made = new HashObject(name, algorithm.digestSize, algorithm.blockSize, algorithm.create());
  made.running.update(bytesOf(data));
  return made;
}

/** A running BLAKE2 hash; lengths have been checked. */
function startBlake(name: string, data: Value, size: number, key: Value, salt: Value, person: Value): Value {
  const [make, part] = name === 'blake2b' ? [blake2b, 16] : [blake2s, 8];
  const padded = (value: Value): Uint8Array | undefined => {
    const given = bytesOf(value);
    if (given.length === 0) return undefined;
    const filled = new Uint8Array(part);
    filled.set(given);
    return filled;
  };
  const secret = bytesOf(key);
  const running = make.create({
    dkLen: size,
    ...(secret.length > 0 ? { key: secret } : {}),
    ...optional('salt', padded(salt)),
    ...optional('personalization', padded(person)),
  }) as unknown as Running;
  running.update(bytesOf(data));
  return new HashObject(name, size, name === 'blake2b' ? 128 : 64, running);
}

function optional(name: string, value: Uint8Array | undefined): Record<string, Uint8Array> {
  return value === undefined ? {} : { [name]: value };
}

const derivable: Readonly<Record<string, Parameters<typeof pbkdf2>[0]>> = {
  __proto__: null as never,
  md5,
  sha1,
  sha224,
  sha256,
  sha384,
  sha512,
  sha3_256,
  sha3_512,
};

function deriveKey(name: string, password: Value, salt: Value, iterations: number, size: number): Value {
  const hash = derivable[name];
  if (hash === undefined) return null;
  return new Bytes(pbkdf2(hash, bytesOf(password), bytesOf(salt), { c: iterations, dkLen: size }));
}

function deriveByScrypt(
  password: Value,
  salt: Value,
  n: number,
  r: number,
  p: number,
  most: number,
  size: number,
): Value {
  return new Bytes(scrypt(bytesOf(password), bytesOf(salt), { N: n, r, p, dkLen: size, maxmem: most + 1024 }));
}

/** True for equal bytes; takes as long for a difference at the beginning as for one at the end. */
function sameBytes(left: Value, right: Value): Value {
  const [a, b] = [comparable(left), comparable(right)];
  let difference = a.length ^ b.length;
  for (let index = 0; index < b.length; index++) difference |= (a[index % Math.max(1, a.length)] ?? 0) ^ b[index]!;
  return difference === 0;
}

function comparable(value: Value): Uint8Array {
  if (isStr(value)) {
    const text = String(value);
    if (/[^\0-\x7f]/.test(text))
      throw error('TypeError', 'comparing strings with non-ASCII characters is not supported');
    return Uint8Array.from(text, (character) => character.charCodeAt(0));
  }
  return bytesOf(value);
}

function compareDigest(left: Value, right: Value): Value {
  if (isStr(left) !== isStr(right)) {
    throw error(
      'TypeError',
      `unsupported operand types(s) or combination of types: '${typeName(left)}' and '${typeName(right)}'`,
    );
  }
  for (const side of [left, right]) {
    if (!isStr(side) && !isLabelled(side) && bytesIn(side) === undefined)
      throw error('TypeError', `a bytes-like object is required, not '${typeName(side)}'`);
  }
  return sameBytes(left, right);
}

export default makeModuleObject('_hashes', {
  HASH: hashType,
  compare_digest: native('compare_digest', '(a, b, /)', compareDigest),
  derive: native('derive', '(name, password, salt, iterations, size, /)', deriveKey),
  names: Object.keys(algorithms),
  scrypt: native('scrypt', '(password, salt, n, r, p, most, size, /)', deriveByScrypt),
  start: native('start', '(name, data, /)', start),
  start_blake: native('start_blake', '(name, data, size, key, salt, person, /)', startBlake),
});
