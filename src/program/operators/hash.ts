/**
 * Hashing. `hash(x)` is what a program sees (numbers hash as in CPython, equal things hash alike); `hashKey` folds it to
 * 32 bits for our tables; `normalKey` says which keys need no hash of ours at all because JavaScript's own maps tell them apart.
 */
import { objectPrototype } from '../values/classes.ts';
import { Text } from '../values/text.ts';
import { Bytes, Complex, Float, type FunctionValue, Range, type ThisForm, Tuple, type Value } from '../values/value.ts';

/**
 * What tables need from modules that themselves need tables; set once by `dict.ts`. (Tables are the bottom of the import
 * graph: classes derive from them while modules load.)
 */
export const needed: {
  sameItem: (left: Value, right: Value) => boolean;
  refuseKey: (key: Value) => never;
  fail: (name: 'TypeError' | 'RuntimeError' | 'ConstError', message: string) => never;
} = { sameItem: unset, refuseKey: unset, fail: unset };

function unset(): never {
  throw new Error('dict.ts is not loaded');
}

/** A key that a table finds by `hashKey` and `equals` among its kind (tuples, frozen sets, bytes …). */
export const CHAINED = Symbol('chained');
/** A key of a class with its own `__eq__`: it may equal anything with the same hash. */
export const FOREIGN = Symbol('foreign');

/**
 * The form of a key under which a JavaScript `Map` tells it from others exactly as Python's equality would:
 * the string or number itself, the int that a float or bool equals, the object itself where equality is identity.
 *
 * @returns that form, or CHAINED or FOREIGN where there is none
 * @throws TypeError when the value cannot be hashed, TaintError when it is labelled
 */
export function normalKey(key: Value): unknown {
  switch (typeof key) {
    case 'string':
    case 'number':
    case 'bigint':
      return key;
    case 'function':
      return (key as FunctionValue).boundFunction === undefined ? key : CHAINED;
    case 'boolean':
      return key ? 1 : 0;
  }
  if (key === null) return null;
  if (key instanceof Tuple || key instanceof Bytes || key instanceof Range || (key as KeySlots).isChainedKey === true) {
    return hasOwnEquality(key) ? FOREIGN : CHAINED;
  }
  if (key instanceof Float) return hasOwnEquality(key) ? FOREIGN : normalFloat(key);
  if (key instanceof Text) return normalText(key);
  if (key instanceof Complex) return key.imaginary === 0 ? normalNumber(key.real) : CHAINED;
  return normalObject(key);
}

function normalObject(key: object): unknown {
  const slots = key as KeySlots;
  const hashing = slots.$__hash__;
  if (hashing === objectHash() && slots.$__eq__ === objectEquality()) return key;
  if (typeof hashing !== 'function' || Array.isArray(key)) return needed.refuseKey(key);
  const base = slots.base;
  if (base !== undefined && !Array.isArray(base) && !hasOwnEquality(key)) return normalKey(base);
  return FOREIGN;
}

interface KeySlots {
  readonly $__hash__?: ThisForm | null;
  readonly $__eq__?: ThisForm;
  readonly base?: Value;
  /** On prototypes of types that equal nothing outside their kind (frozen sets). */
  readonly isChainedKey?: boolean;
  readonly type?: {
    classInfo?: { isNative: boolean; order: readonly { classInfo: { isNative: boolean; prototype: object } }[] };
  };
}

const objectHash = (): unknown => (objectPrototype as KeySlots).$__hash__;
const objectEquality = (): unknown => (objectPrototype as KeySlots).$__eq__;

/** True for an instance of a program's subclass that overrides `__eq__` or `__hash__` of its built-in base. */
function hasOwnEquality(value: object): boolean {
  const info = (value as KeySlots).type?.classInfo;
  if (info === undefined || info.isNative) return false;
  const native = info.order.find((ancestor) => ancestor.classInfo.isNative)?.classInfo.prototype as
    | KeySlots
    | undefined;
  const slots = value as KeySlots;
  return native === undefined || slots.$__hash__ !== native.$__hash__ || slots.$__eq__ !== native.$__eq__;
}

function normalFloat(key: Float): unknown {
  return Number.isNaN(key.value) ? key : normalNumber(key.value);
}

function normalNumber(value: number): unknown {
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  return Number.isInteger(value) ? BigInt(value) : value;
}

/** Canonical strings hold no surrogates, so these keys meet none of them; lone surrogates are spelt out. */
function normalText(text: Text): string {
  for (const point of text.points) {
    if (point >= 0xd800 && point <= 0xdfff) return '\udfff' + text.points.join(',');
  }
  return text.toString();
}

/**
 * `hash(x)`.
 *
 * @throws TypeError when the type is unhashable or `__hash__` returns no int
 */
export function hash(x: Value): number | bigint {
  switch (typeof x) {
    case 'string':
      return hashString(x);
    case 'number':
      return x === -1 ? -2 : x;
    case 'bigint':
      return hashBigInt(x);
    case 'boolean':
      return x ? 1 : 0;
    case 'function':
      return hashFunction(x as FunctionValue);
  }
  if (x === null) return 0x5e1f;
  if (hasOwnEquality(x)) return userHash(x);
  if (x instanceof Tuple) return hashTuple(x);
  if (x instanceof Float) return hashFloatObject(x);
  if (x instanceof Text) return hashString(normalText(x));
  if (x instanceof Bytes) return x.data.length === 0 ? 0 : hashBytes(x.data);
  if (x instanceof Range) return hashRange(x);
  if (x instanceof Complex) return hashComplex(x);
  const slots = x as KeySlots;
  const hashing = slots.$__hash__;
  if (typeof hashing !== 'function' || Array.isArray(x)) return needed.refuseKey(x);
  if (hashing === objectHash()) return identityOf(x);
  if (slots.base !== undefined && !Array.isArray(slots.base)) return hash(slots.base);
  return userHash(x);
}

/**
 * The last hash of 64 bits that a program was given, and its 32 bits for tables: `__hash__` usually returns what it has just
 * got from `hash()`, and arithmetic of big ints would cost as much as all the rest.
 */
export const lastGiven = { whole: 0n, folded: 0 };

function userHash(x: object): number | bigint {
  const hashing = (x as KeySlots).$__hash__;
  if (typeof hashing !== 'function') return needed.refuseKey(x);
  const result = hashing.call(x);
  if (typeof result === 'number') return result === -1 ? -2 : result;
  if (typeof result === 'bigint') return result === lastGiven.whole ? result : hashWord(result);
  if (typeof result === 'boolean') return result ? 1 : 0;
  const base = (result as KeySlots | null)?.base;
  if (typeof base === 'number' || typeof base === 'bigint') return hash(base);
  return needed.fail('TypeError', '__hash__ method should return an integer');
}

/** A result of `__hash__` that fits in 64 bits stays as it is; a longer one is hashed as an int is. */
function hashWord(value: bigint): number | bigint {
  return BigInt.asIntN(64, value) === value ? value : hashBigInt(value);
}

/** 32 bits of the hash, for our tables. */
export function hashKey(key: Value): number {
  if (key instanceof Tuple && Object.getPrototypeOf(key) === Tuple.prototype) return hashTuple(key);
  const hashed = hash(key);
  if (typeof hashed === 'number') return fold(hashed);
  return hashed === lastGiven.whole ? lastGiven.folded : Number(BigInt.asIntN(32, hashed ^ (hashed >> 32n)));
}

/** Mixes the bits above 32 in, so that ints that differ only there differ here. */
function fold(value: number): number {
  const low = value | 0;
  return low === value ? low : low ^ Math.imul(Math.floor(value / 0x100000000) | 0, 0x9e3779b1);
}

function hashTuple(tuple: Tuple): number {
  if (tuple.hashed !== 0) return tuple.hashed;
  const { items } = tuple;
  let mixed = 0x165667b1;
  for (let index = 0; index < items.length; index++) {
    const item = items[index]!;
    const lane = typeof item === 'number' ? (item === -1 ? -2 : fold(item)) : hashKey(item);
    mixed = (mixed + Math.imul(lane, 0x85ebca77)) | 0;
    mixed = Math.imul((mixed << 13) | (mixed >>> 19), 0x9e3779b1);
  }
  mixed ^= items.length;
  mixed ^= mixed >>> 15;
  tuple.hashed = mixed === 0 || mixed === -1 ? 1546275796 : mixed;
  return tuple.hashed;
}

function hashString(text: string): number {
  if (text.length === 0) return 0;
  let mixed = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) mixed = Math.imul(mixed ^ text.charCodeAt(index), 0x01000193);
  return finish(mixed);
}

/** The same as of the text with these characters, as in CPython. */
function hashBytes(data: Uint8Array): number {
  let mixed = 0x811c9dc5;
  for (let index = 0; index < data.length; index++) mixed = Math.imul(mixed ^ data[index]!, 0x01000193);
  return finish(mixed);
}

function finish(mixed: number): number {
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed ^= mixed >>> 13;
  return mixed === -1 ? -2 : mixed;
}

/** Equal ranges have equal hashes: only length, first element and (from two elements on) step count. */
function hashRange(range: Range): number {
  const { start, stop, step } = range;
  const [first, last, by] = [BigInt(start), BigInt(stop), BigInt(step)];
  const span = by > 0n ? last - first : first - last;
  const size = by > 0n ? by : -by;
  const length = span <= 0n ? 0n : (span + size - 1n) / size;
  return hashTuple(new Tuple([normal(length), length === 0n ? null : start, length <= 1n ? null : step]));
}

function normal(value: bigint): number | bigint {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

const modulus = (1n << 61n) - 1n;

/** CPython's: the value modulo 2^61 - 1, with its sign. */
function hashBigInt(value: bigint): number | bigint {
  const rest = normal(value < 0n ? -(-value % modulus) : value % modulus);
  return rest === -1 ? -2 : rest;
}

/** A bound method equals any other of the same function and receiver, so its own identity says nothing. */
export function hashFunction(f: FunctionValue): number {
  if (f.boundFunction === undefined) return identityOf(f);
  return identityOf(f.boundFunction) ^ identityOf(f.boundSelf as object);
}

/** NaN equals nothing: each object has a hash of its own. */
export function hashFloatObject(x: Float): number | bigint {
  return Number.isNaN(x.value) ? identityOf(x) : hashFloat(x.value);
}

function hashComplex(value: Complex): number | bigint {
  const mixed = BigInt(hashFloat(value.real)) + 1000003n * BigInt(hashFloat(value.imaginary));
  const result = normal(BigInt.asIntN(64, mixed));
  return result === -1 ? -2 : result;
}

/** CPython's: the rational value modulo 2^61 - 1, so that equal numbers of any type hash alike. */
export function hashFloat(value: number): number | bigint {
  if (Number.isSafeInteger(value)) return value === -1 ? -2 : value === 0 ? 0 : value;
  if (Number.isNaN(value)) return 0;
  if (!Number.isFinite(value)) return value > 0 ? 314159 : -314159;
  if (Number.isInteger(value)) return hashBigInt(BigInt(value));
  let scale = 0;
  let mantissa = Math.abs(value);
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    scale++;
  }
  // Dividing by 2^scale modulo 2^61 - 1 is multiplying by 2^(-scale mod 61).
  const shift = BigInt((61 - (scale % 61)) % 61);
  const rest = normal((BigInt(mantissa) << shift) % modulus);
  return value < 0 ? (rest === 1 ? -2 : -rest) : rest;
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0x7f0000;

/**
 * A number that no other object has while this one lives: what `id(x)` shows and the default `__hash__` returns.
 * Primitive values, which only an explicit `object.__hash__(5)` brings here, have that of their kind.
 */
export function identityOf(object: object): number {
  if (Object(object) !== object) return 0x7efff0;
  let identity = identities.get(object);
  if (identity === undefined) {
    lastIdentity += 16;
    identity = lastIdentity;
    identities.set(object, identity);
  }
  return identity;
}
