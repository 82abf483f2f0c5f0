/**
 * The native part of `random`: the Mersenne Twister (MT19937), seeded and read so that it gives CPython's sequences.
 * Without a seed it is filled with random bytes of the host when the first number is asked for.
 */

import { host } from '../host-link.ts';
import { hash } from '../operators/hash.ts';
import { requireInteger, requireSize } from '../operators/indexing.ts';
import { toArray } from '../operators/iteration.ts';
import { requireLeave } from '../standing-leave.ts';
import { defineNativeType } from '../values/classes.ts';
import { error } from '../values/exceptions.ts';
import { native } from '../values/functions.ts';
import { type Integer, integerIn, normalInteger } from '../values/integers.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { Bytes, type ClassValue, Float, Tuple, type Value } from '../values/value.ts';

const size = 624;
const middle = 397;
const unseeded = Number.POSITIVE_INFINITY;

/** Results longer than this many bits are refused. */
const mostBits = 1 << 28;
/** Most bytes that the host gives at once. */
const block = 65536;

class Twister {
  private words = new Uint32Array(size);
  /** Words already given out since the state was last renewed; beyond all of them while there is no state yet. */
  private position = unseeded;
  /** Whether chance began this sequence: its numbers are then chance as well, for who may not read any. */
  private isChance = false;

  /** The state and the position in it. */
  get snapshot(): readonly number[] {
    if (this.position === unseeded) this.seedByHost();
    if (this.isChance) requireLeave('random.read');
    return [...this.words, this.position];
  }

  restore(words: readonly number[], position: number): void {
    this.words = Uint32Array.from(words);
    this.position = position;
    this.isChance = false;
  }

  /** Gives up the sequence; the next one begins when it is asked for, with random bytes of the host. */
  unseed(): void {
    this.position = unseeded;
  }

  private seedByHost(): void {
    const { data } = host().ask('random.bytes', [size * 4]) as Bytes;
    this.seed(new Uint32Array(data.slice().buffer));
    this.isChance = true;
  }

  private seedWord(seed: number): void {
    const state = this.words;
    state[0] = seed;
    for (let index = 1; index < size; index++) {
      const before = state[index - 1]! ^ (state[index - 1]! >>> 30);
      state[index] = Math.imul(1812433253, before) + index;
    }
    this.position = size;
  }

  /** Fills the state from any number of 32-bit words. */
  seed(key: Uint32Array | readonly number[]): void {
    this.seedWord(19650218);
    const state = this.words;
    let index = 1;
    let place = 0;
    const advance = () => {
      if (++index < size) return;
      state[0] = state[size - 1]!;
      index = 1;
    };
    const mixed = () => state[index - 1]! ^ (state[index - 1]! >>> 30);
    for (let count = Math.max(size, key.length); count > 0; count--) {
      state[index] = (state[index]! ^ Math.imul(mixed(), 1664525)) + key[place]! + place;
      advance();
      place = (place + 1) % key.length;
    }
    for (let count = size - 1; count > 0; count--) {
      state[index] = (state[index]! ^ Math.imul(mixed(), 1566083941)) - index;
      advance();
    }
    state[0] = 0x80000000;
    this.isChance = false;
  }

  private renew(): void {
    if (this.position === unseeded) this.seedByHost();
    const state = this.words;
    for (let index = 0; index < size; index++) {
      const next = index + 1 === size ? 0 : index + 1;
      const far = index + middle < size ? index + middle : index + middle - size;
      const bits = (state[index]! & 0x80000000) | (state[next]! & 0x7fffffff);
      state[index] = state[far]! ^ (bits >>> 1) ^ ((bits & 1) === 0 ? 0 : 0x9908b0df);
    }
    this.position = 0;
  }

  /** The next 32 bits. @throws CapabilityError when chance began the sequence and the running code may read none */
  word(): number {
    if (this.isChance) requireLeave('random.read');
    if (this.position >= size) this.renew();
    let bits = this.words[this.position++]!;
    bits ^= bits >>> 11;
    bits ^= (bits << 7) & 0x9d2c5680;
    bits ^= (bits << 15) & 0xefc60000;
    return (bits ^ (bits >>> 18)) >>> 0;
  }

  /** From 0 up to 1, in steps of 2 ** -53. */
  real(): number {
    const high = this.word() >>> 5;
    const low = this.word() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  bits(count: number): Integer {
    if (count === 0) return 0;
    if (count <= 32) return this.word() >>> (32 - count);
    const words: string[] = [];
    for (let left = count; left > 0; left -= 32) {
      const word = left < 32 ? this.word() >>> (32 - left) : this.word();
      words.push(word.toString(16).padStart(8, '0'));
    }
    return normalInteger(BigInt(`0x${words.reverse().join('')}`));
  }
}

/** The 32-bit words of an int's size, the lowest first. */
function wordsOf(seed: Integer): number[] {
  let left = BigInt(seed) < 0n ? -BigInt(seed) : BigInt(seed);
  const words: number[] = [];
  do {
    words.push(Number(left & 0xffffffffn));
    left >>= 32n;
  } while (left > 0n);
  return words;
}

function seedFrom(twister: Twister, given: Value): Value {
  if (given === null) {
    twister.unseed();
    return null;
  }
  const integer = integerIn(given);
  twister.seed(wordsOf(integer ?? BigInt.asUintN(64, BigInt(hash(given)))));
  return null;
}

function bitCount(given: Value): number {
  const count = requireInteger(given);
  if (count < 0) throw error('ValueError', 'number of bits must be non-negative');
  if (count > 0x7fffffff) throw error('OverflowError', 'Python int too large to convert to C int');
  if (count > mostBits) throw error('MemoryError');
  return Number(count);
}

export const twisterType: ClassValue = defineNativeType({
  name: 'Random',
  module: '_random',
  prototype: Twister.prototype,
  parameters: '(*args, **kwargs)',
  construct: () => new Twister(),
  methods: {
    random: [
      '()',
      function (this: Twister) {
        return new Float(this.real());
      },
    ],
    getrandbits: [
      '(k, /)',
      function (this: Twister, count: Value) {
        return this.bits(bitCount(count));
      },
    ],
    seed: [
      '(n=None, /)',
      function (this: Twister, given: Value = null) {
        return seedFrom(this, given);
      },
    ],
    getstate: [
      '()',
      function (this: Twister) {
        return new Tuple([...this.snapshot]);
      },
    ],
    setstate: [
      '(state, /)',
      function (this: Twister, given: Value) {
        if (!(given instanceof Tuple)) throw error('TypeError', 'state vector must be a tuple');
        const words = toArray(given).map(requireSize);
        if (words.length !== size + 1) throw error('ValueError', 'state vector is the wrong size');
        const position = words[size]!;
        if (position < 0 || position > size) throw error('ValueError', 'invalid state');
        this.restore(words.slice(0, size), position);
        return null;
      },
    ],
  },
});

/** Random bytes of the host, in as many blocks as it takes. */
function hostBytes(given: Value): Bytes {
  const count = requireSize(given);
  if (count < 0) throw error('ValueError', 'negative argument not allowed');
  if (count > mostBits / 8) throw error('MemoryError');
  const data = new Uint8Array(count);
  for (let start = 0; start < count; start += block) {
    const wanted = Math.min(block, count - start);
    data.set((host().ask('random.bytes', [wanted]) as Bytes).data, start);
  }
  return new Bytes(data);
}

export default makeModuleObject('_random', {
  Random: twisterType,
  host_bytes: native('host_bytes', '(count, /)', hostBytes),
});
