/**
 * The 64-bit hashes of CPython. Of numbers, and of tuples and frozensets of such, they are the same in every one of its runs,
 * and decide the order in which sets are walked (`set-order.ts`). `hash(x)` is made of them for programs; tables of ours never
 * use them. Words are kept as two 32-bit halves, because big ints cost ten times as much.
 */
import { hash, lastGiven } from '../operators/hash.ts';
import { lookUp } from './classes.ts';
import { FrozenSet } from './set.ts';
import { typeOf } from './type-of.ts';
import { Complex, Float, type FunctionValue, Tuple, type Value } from './value.ts';

export interface Word {
  high: number;
  low: number;
}

const shown: Word = { high: 0, low: 0 };
const halves = new Int32Array(2);
const wholes = new BigInt64Array(halves.buffer);
/** Words whose upper half lies below this are safe integers. */
const safeHalf = 0x200000;

/**
 * `hash(x)` for programs: that of tuples and frozensets is CPython's wherever those of their items are.
 *
 * @throws TypeError when the type is unhashable
 */
export function programHash(x: Value): number | bigint {
  if (x === null || typeof x !== 'object') return hash(x);
  const prototype: unknown = Object.getPrototypeOf(x);
  if (prototype !== Tuple.prototype && prototype !== FrozenSet.prototype && !(x instanceof Tuple && hasTupleHash(x)))
    return hash(x);
  stableHash(x, shown, true);
  const { high, low } = shown;
  if (high >= -safeHalf && high < safeHalf) return high * 0x100000000 + (low >>> 0);
  halves[0] = low;
  halves[1] = high;
  lastGiven.folded = low ^ high;
  return (lastGiven.whole = wholes[0]!);
}

/**
 * Writes the hash of a value into `word`.
 *
 * @param anything also where CPython's hash changes from run to run (strings, most objects): then it is made of our own
 * @returns false when it would, or is not worth knowing
 */
export function stableHash(x: Value, word: Word, anything = false): boolean {
  switch (typeof x) {
    case 'number':
      setNumber(word, x === -1 ? -2 : x);
      return true;
    case 'boolean':
      setNumber(word, x ? 1 : 0);
      return true;
    case 'bigint':
      return setWord(word, hash(x));
  }
  if (x === null) return anything && setWord(word, hash(x));
  switch (Object.getPrototypeOf(x)) {
    case Float.prototype:
      return !Number.isNaN((x as Float).value) && setWord(word, hash(x));
    case Complex.prototype:
      return setWord(word, hash(x));
    case Tuple.prototype:
      return hashTuple(x as Tuple, word, anything);
    case FrozenSet.prototype:
      return hashFrozenSet(x as FrozenSet, word, anything);
    default:
      if (x instanceof Tuple && hasTupleHash(x)) return hashTuple(x, word, anything);
      if (anything || hasWrittenHash(x)) return setWord(word, hash(x));
      return isNumber(x) && setWord(word, hash(x));
  }
}

/** The method that answers `hash(x)`. */
function hashMethod(x: Value): FunctionValue | null {
  const method = lookUp(typeOf(x), '__hash__');
  return typeof method === 'function' ? (method as FunctionValue) : null;
}

/** Hashed by a `__hash__` that is written in Aegis: what that makes of numbers is the same everywhere. */
function hasWrittenHash(x: Value): boolean {
  const method = hashMethod(x);
  return method !== null && method.owner === undefined;
}

/** An instance of a subclass of int. */
function isNumber(x: Value): boolean {
  const { base } = x as { base?: unknown };
  return typeof base === 'number' || typeof base === 'bigint';
}

/** A named tuple and the like: tuples in all but their type. */
function hasTupleHash(x: Tuple): boolean {
  return hashMethod(x)?.owner?.classInfo.prototype === Tuple.prototype;
}

function setNumber(word: Word, value: number): void {
  word.low = value | 0;
  word.high = Math.floor(value / 0x100000000) | 0;
}

function setWord(word: Word, value: number | bigint): true {
  if (typeof value === 'number') setNumber(word, value);
  else {
    word.low = Number(BigInt.asIntN(32, value));
    word.high = Number(BigInt.asIntN(32, value >> 32n));
  }
  return true;
}

/** `word *= factor`, modulo 2^64. */
function multiply(word: Word, high: number, low: number): void {
  const own = word.low;
  const upper = own >>> 16;
  const lower = own & 0xffff;
  const factorUpper = low >>> 16;
  const factorLower = low & 0xffff;
  const first = Math.imul(lower, factorLower) >>> 0;
  const second = (Math.imul(upper, factorLower) >>> 0) + (first >>> 16);
  const third = (Math.imul(lower, factorUpper) >>> 0) + (second & 0xffff);
  const carry = (Math.imul(upper, factorUpper) >>> 0) + Math.floor(second / 0x10000) + Math.floor(third / 0x10000);
  word.high = (carry + Math.imul(own, high) + Math.imul(word.high, low)) | 0;
  word.low = Math.imul(own, low);
}

function add(word: Word, high: number, low: number): void {
  const sum = (word.low >>> 0) + (low >>> 0);
  word.high = (word.high + high + (sum > 0xffffffff ? 1 : 0)) | 0;
  word.low = sum | 0;
}

/** `-1` says "error" inside CPython and is no hash. */
function replaceMinusOne(word: Word, high: number, low: number): void {
  if (word.high !== -1 || word.low !== -1) return;
  word.high = high;
  word.low = low;
}

/** xxHash with the hashes of the items as lanes. */
function hashTuple(tuple: Tuple, word: Word, anything: boolean): boolean {
  const { items } = tuple;
  const lane: Word = { high: 0, low: 0 };
  let high = 0x27d4eb2f;
  let low = 0x165667c5;
  for (let index = 0; index < items.length; index++) {
    const item = items[index]!;
    if (typeof item === 'number') setNumber(lane, item === -1 ? -2 : item);
    else if (!stableHash(item, lane, anything)) return false;
    multiply(lane, 0xc2b2ae3d, 0x27d4eb4f);
    add(lane, high, low);
    word.high = (lane.high << 31) | (lane.low >>> 1);
    word.low = (lane.low << 31) | (lane.high >>> 1);
    multiply(word, 0x9e3779b1, 0x85ebca87);
    high = word.high;
    low = word.low;
  }
  word.high = high;
  word.low = low;
  add(word, 0x27d4eb2f, items.length ^ 0x165667c5 ^ 3527539);
  replaceMinusOne(word, 0, 1546275796);
  return true;
}

/** The hashes of the items, shuffled and put together in a way that no order changes. */
function hashFrozenSet(set: FrozenSet, word: Word, anything: boolean): boolean {
  const item: Word = { high: 0, low: 0 };
  let high = 0;
  let low = 0;
  for (const key of set.storedKeys()) {
    if (!stableHash(key, item, anything)) return false;
    item.high ^= (item.high << 16) | (item.low >>> 16);
    item.low ^= (item.low << 16) ^ 89869747;
    multiply(item, 0, 3644798167);
    high ^= item.high;
    low ^= item.low;
  }
  setNumber(word, (set.size + 1) * 1927868237);
  word.high ^= high;
  word.low ^= low;
  const shiftedLow = ((word.low >>> 11) | (word.high << 21)) ^ ((word.low >>> 25) | (word.high << 7));
  word.high ^= (word.high >>> 11) ^ (word.high >>> 25);
  word.low ^= shiftedLow;
  multiply(word, 0, 69069);
  add(word, 0, 907133923);
  replaceMinusOne(word, 0, 590923713);
  return true;
}
