/**
 * The general form of a hash table: entries stand in arrays in order of insertion, found through a `Map` (keys that
 * JavaScript tells apart by itself) or through an index of 32-bit hashes with open addressing (tuples and the like).
 * Deleted entries leave gaps that are skipped and squeezed out when they outnumber the rest, so that a queue costs the
 * same at any size.
 */
import { CHAINED, FOREIGN, hashKey, needed, normalKey } from '../operators/hash.ts';
import { Tuple, type Value } from './value.ts';

/** Places of the hash index that hold no slot. */
const EMPTY = -1;
const REMOVED = -2;

export class Slots {
  /** Keys and values by slot; a deleted slot holds `undefined`. */
  keys: (Value | undefined)[] = [];
  values: (Value | undefined)[] = [];
  /** Slots before this one are empty. */
  first = 0;
  live = 0;
  /** Grows when slots move: positions taken before are worthless then. */
  moves = 0;
  /** Hashes by slot, of keys in the hash index. */
  private hashes: number[] = [];
  /** Slots of keys that need no hash of ours; made when the first such key comes. */
  private simple: Map<unknown, number> | null = null;
  /** Slots by hash; its length is a power of two. */
  private index = new Int32Array(8).fill(EMPTY);
  /** What a mixed hash is shifted by to be a place in `index`. */
  private shift = 29;
  /** Places of `index` that are not empty. */
  private used = 0;
  /** Since a key with its own equality was seen, all keys stand in the hash index: it may equal any of them. */
  private isUniform = false;

  /** The key that `find` hashed last, and its hash: a program's `__hash__` is asked once, also when the key is then added. */
  private asked: Value | undefined = undefined;
  private answered = 0;

  /** The tuple that was found last, and where: `d[k] = d.get(k, 0) + 1` looks twice. */
  private sought: Value | undefined = undefined;
  private soughtKey: Value | undefined = undefined;
  private soughtSlot = 0;

  /** The slot of a key, or -1. */
  find(key: Value): number {
    if (isPlainTuple(key)) {
      if (key === this.sought && this.keys[this.soughtSlot] === this.soughtKey) return this.soughtSlot;
      return this.findHashed(key, key.hashed !== 0 ? key.hashed : hashKey(key));
    }
    const normal = this.isUniform ? CHAINED : normalKey(key);
    if (normal !== CHAINED && normal !== FOREIGN) return this.simple?.get(normal) ?? -1;
    const hashed = hashKey(key);
    this.asked = key;
    this.answered = hashed;
    if (normal === CHAINED) return this.findHashed(key, hashed);
    if (this.live === 0) return -1;
    this.hashEverything();
    return this.findHashed(key, hashed);
  }

  private findHashed(key: Value, hashed: number): number {
    const { index, hashes, keys, moves } = this;
    const last = index.length - 1;
    let place = Math.imul(hashed, 0x9e3779b1) >>> this.shift;
    for (let slot = index[place]!; slot !== EMPTY; slot = index[place]!) {
      if (slot !== REMOVED && hashes[slot] === hashed) {
        const candidate = keys[slot]!;
        if (candidate === key) return slot;
        if (haveSameItems(candidate, key)) {
          this.sought = key;
          this.soughtKey = candidate;
          this.soughtSlot = slot;
          return slot;
        }
        if (needed.sameItem(candidate, key)) return slot;
        // A program's `__eq__` may have changed the table under our feet.
        if (this.moves !== moves || this.index !== index || keys[slot] !== candidate)
          return this.findHashed(key, hashed);
      }
      place = (place + 1) & last;
    }
    return -1;
  }

  /** Adds a key that `find` did not find. */
  append(key: Value, value: Value): void {
    const slot = this.keys.length;
    this.keys.push(key);
    this.values.push(value);
    this.hashes.push(0);
    this.enter(key, slot);
  }

  /** Makes the key of a slot findable. */
  private enter(key: Value, slot: number): void {
    let normal = this.isUniform || isPlainTuple(key) ? CHAINED : normalKey(key);
    if (normal === FOREIGN) {
      this.hashEverything();
      normal = CHAINED;
    }
    if (normal === CHAINED) {
      const hashed = key === this.asked ? this.answered : hashKey(key);
      this.asked = undefined;
      this.hashes[slot] = hashed;
      this.addHash(hashed, slot);
    } else {
      this.simple ??= new Map();
      this.simple.set(normal, slot);
    }
    this.live++;
  }

  private addHash(hashed: number, slot: number): void {
    if (this.used * 3 >= this.index.length * 2) this.rebuildIndex();
    const { index } = this;
    const last = index.length - 1;
    let place = Math.imul(hashed, 0x9e3779b1) >>> this.shift;
    while (index[place] !== EMPTY) place = (place + 1) & last;
    index[place] = slot;
    this.used++;
  }

  /** Makes room in the index: twice to four times the places that entries need. */
  private rebuildIndex(): void {
    const { hashes, keys, index: old } = this;
    let size = 8;
    while (size < (this.live + 1) * 2) size *= 2;
    const index = new Int32Array(size * 2).fill(EMPTY);
    this.index = index;
    this.shift = 32 - Math.log2(index.length);
    this.used = 0;
    const last = index.length - 1;
    for (let at = 0; at < old.length; at++) {
      const slot = old[at]!;
      if (slot < 0 || keys[slot] === undefined) continue;
      let place = Math.imul(hashes[slot]!, 0x9e3779b1) >>> this.shift;
      while (index[place] !== EMPTY) place = (place + 1) & last;
      index[place] = slot;
      this.used++;
    }
  }

  /** Empties a slot that `find` gave. */
  remove(slot: number): void {
    const key = this.keys[slot]!;
    const normal = this.isUniform || isPlainTuple(key) ? CHAINED : normalKey(key);
    if (normal === CHAINED) this.removeHash(slot);
    else this.simple!.delete(normal);
    this.keys[slot] = undefined;
    this.values[slot] = undefined;
    this.live--;
    if (slot === this.keys.length - 1) this.dropLast();
    else if (slot === this.first) this.skipGap();
    if (this.isSparse()) this.squeeze(0);
  }

  /** Half of the entries are gaps, or the room in front has grown beyond use. */
  private isSparse(): boolean {
    const { length } = this.keys;
    return length - this.first > this.live * 2 + 32 || length > this.live * 4 + 64;
  }

  private removeHash(slot: number): void {
    const { index } = this;
    const last = index.length - 1;
    let place = Math.imul(this.hashes[slot]!, 0x9e3779b1) >>> this.shift;
    while (index[place] !== slot) place = (place + 1) & last;
    index[place] = REMOVED;
  }

  private dropLast(): void {
    let { length } = this.keys;
    while (length > 0 && this.keys[length - 1] === undefined) length--;
    this.keys.length = length;
    this.values.length = length;
    this.hashes.length = length;
    if (this.first > length) this.first = length;
  }

  private skipGap(): void {
    while (this.first < this.keys.length && this.keys[this.first] === undefined) this.first++;
  }

  /** The last slot in use, or -1. */
  last(): number {
    return this.keys.length - 1;
  }

  /** Puts an entry before all others. */
  prepend(key: Value, value: Value): void {
    if (this.first === 0) this.squeeze(this.live + 8);
    this.first--;
    this.keys[this.first] = key;
    this.values[this.first] = value;
    this.hashes[this.first] = 0;
    this.enter(key, this.first);
  }

  /** Closes all gaps, leaving `room` empty slots in front. */
  private squeeze(room: number): void {
    const { keys, values, hashes } = this;
    this.moves++;
    this.keys = new Array<Value | undefined>(room).fill(undefined);
    this.values = new Array<Value | undefined>(room).fill(undefined);
    this.hashes = new Array<number>(room).fill(0);
    this.index.fill(EMPTY);
    this.used = 0;
    for (let slot = 0; slot < keys.length; slot++) {
      const key = keys[slot];
      if (key === undefined) continue;
      const to = this.keys.length;
      const normal = this.isUniform || isPlainTuple(key) ? CHAINED : normalKey(key);
      this.keys.push(key);
      this.values.push(values[slot]);
      this.hashes.push(hashes[slot]!);
      if (normal === CHAINED) this.addHash(hashes[slot]!, to);
      else this.simple!.set(normal, to);
    }
    this.first = room;
  }

  private hashEverything(): void {
    if (this.isUniform) return;
    this.isUniform = true;
    for (const slot of this.simple?.values() ?? []) {
      const hashed = hashKey(this.keys[slot]!);
      this.hashes[slot] = hashed;
      this.addHash(hashed, slot);
    }
    this.simple = null;
  }
}

/** Tuples of the very same items, as most are that mean the same key: nobody needs to be asked whether they are equal. */
function haveSameItems(candidate: Value, key: Value): boolean {
  if (!(isPlainTuple(candidate) && isPlainTuple(key))) return false;
  const left = candidate.items;
  const right = key.items;
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false;
  return true;
}

function isPlainTuple(x: Value): x is Tuple {
  return x instanceof Tuple && Object.getPrototypeOf(x) === Tuple.prototype;
}
