/**
 * The general form of a hash table: entries stand in arrays in order of insertion, found through a `Map` (keys that
 * JavaScript tells apart by itself) or through chains of equal 32-bit hashes (tuples and the like). Deleted entries
 * leave gaps that are skipped and squeezed out when they outnumber the rest, so that a queue costs the same at any size.
 */
import { CHAINED, FOREIGN, hashKey, needed, normalKey } from '../operators/hash.ts';
import type { Value } from './value.ts';

export class Slots {
  /** Keys and values by slot; a deleted slot holds `undefined`. */
  keys: (Value | undefined)[] = [];
  values: (Value | undefined)[] = [];
  /** Slots before this one are empty. */
  first = 0;
  live = 0;
  /** Grows when slots move: positions taken before are worthless then. */
  moves = 0;
  private hashes: number[] = [];
  /** The slot that follows in the same chain, or -1. */
  private following: number[] = [];
  private readonly index = new Map<unknown, number>();
  private readonly chains = new Map<number, number>();
  /** Since a key with its own equality was seen, all keys stand in chains: it may equal any of them. */
  private isUniform = false;

  /** The slot of a key, or -1. */
  find(key: Value): number {
    const normal = this.isUniform ? CHAINED : normalKey(key);
    if (normal === CHAINED) return this.findChained(key, hashKey(key));
    if (normal !== FOREIGN) return this.index.get(normal) ?? -1;
    const hashed = hashKey(key);
    if (this.live === 0) return -1;
    this.chainEverything();
    return this.findChained(key, hashed);
  }

  private findChained(key: Value, hashed: number): number {
    let slot = this.chains.get(hashed);
    if (slot === undefined) return -1;
    const { moves } = this;
    while (slot !== -1) {
      const candidate: Value = this.keys[slot]!;
      if (candidate === key || needed.equals(candidate, key)) return slot;
      // A program's `__eq__` may have changed the table under our feet.
      if (this.moves !== moves || this.keys[slot] !== candidate) return this.findChained(key, hashed);
      slot = this.following[slot]!;
    }
    return -1;
  }

  /** Adds a key that `find` did not find. */
  append(key: Value, value: Value): void {
    this.place(key, value, this.keys.length);
  }

  private place(key: Value, value: Value, slot: number): void {
    let normal = this.isUniform ? CHAINED : normalKey(key);
    if (normal === FOREIGN) {
      this.chainEverything();
      normal = CHAINED;
    }
    if (normal === CHAINED) {
      const hashed = hashKey(key);
      this.hashes[slot] = hashed;
      this.following[slot] = this.chains.get(hashed) ?? -1;
      this.chains.set(hashed, slot);
    } else {
      this.hashes[slot] = 0;
      this.following[slot] = -1;
      this.index.set(normal, slot);
    }
    this.keys[slot] = key;
    this.values[slot] = value;
    this.live++;
  }

  /** Empties a slot that `find` gave. */
  remove(slot: number): void {
    const key = this.keys[slot]!;
    const normal = this.isUniform ? CHAINED : normalKey(key);
    if (normal === CHAINED) this.unchain(slot);
    else this.index.delete(normal);
    this.keys[slot] = undefined;
    this.values[slot] = undefined;
    this.live--;
    if (slot === this.keys.length - 1) this.dropLast();
    else if (slot === this.first) this.skipGap();
    if (this.keys.length > 32 && this.live * 2 < this.keys.length) this.squeeze(0);
  }

  private unchain(slot: number): void {
    const hashed = this.hashes[slot]!;
    const after = this.following[slot]!;
    let at = this.chains.get(hashed)!;
    if (at === slot) {
      if (after === -1) this.chains.delete(hashed);
      else this.chains.set(hashed, after);
      return;
    }
    while (this.following[at] !== slot) at = this.following[at]!;
    this.following[at] = after;
  }

  private dropLast(): void {
    let length = this.keys.length;
    while (length > 0 && this.keys[length - 1] === undefined) length--;
    this.keys.length = this.values.length = this.hashes.length = this.following.length = length;
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
    this.place(key, value, this.first);
  }

  /** Closes all gaps, leaving `room` empty slots in front. */
  private squeeze(room: number): void {
    const { keys, values } = this;
    this.moves++;
    this.keys = new Array<Value | undefined>(room).fill(undefined);
    this.values = new Array<Value | undefined>(room).fill(undefined);
    const { hashes, isUniform } = this;
    this.hashes = new Array<number>(room).fill(0);
    this.following = new Array<number>(room).fill(-1);
    this.chains.clear();
    for (let slot = 0; slot < keys.length; slot++) {
      const key = keys[slot];
      if (key === undefined) continue;
      const normal = isUniform ? CHAINED : normalKey(key);
      const to = this.keys.length;
      if (normal === CHAINED) {
        const hashed = hashes[slot]!;
        this.following.push(this.chains.get(hashed) ?? -1);
        this.chains.set(hashed, to);
      } else {
        this.following.push(-1);
        this.index.set(normal, to);
      }
      this.hashes.push(hashes[slot]!);
      this.keys.push(key);
      this.values.push(values[slot]);
    }
    this.first = room;
  }

  private chainEverything(): void {
    if (this.isUniform) return;
    this.isUniform = true;
    for (const slot of this.index.values()) {
      const hashed = hashKey(this.keys[slot]!);
      this.hashes[slot] = hashed;
      this.following[slot] = this.chains.get(hashed) ?? -1;
      this.chains.set(hashed, slot);
    }
    this.index.clear();
  }
}
