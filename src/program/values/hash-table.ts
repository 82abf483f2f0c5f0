/**
 * The table under dicts and sets: insertion-ordered, with Python's equality of keys. As long as keys are of the kind
 * that JavaScript's `Map` tells apart as Python does, it is such a map (own tables are slower); the first tuple, the
 * first key with an equality of its own, or repeated deletion (a `Map` emptied from the front gets slower and slower)
 * turns it into `Slots`, for good.
 */
import { CHAINED, FOREIGN, hashKey, needed, normalKey } from '../operators/hash.ts';
import { Slots } from './hash-slots.ts';
import type { ClassValue, Value } from './value.ts';

/** Deletions after which a table takes the form in which they are cheap. */
const toleratedDeletions = 32;

export class Table {
  /** Values by normal key; null once `slots` has taken over. */
  map: Map<unknown, Value> | null = new Map();
  slots: Slots | null = null;
  /** Keys as the program gave them, where they differ from their normal form (True, 1.0). */
  originals: Map<unknown, Value> | null = null;
  /** A constant's: changing it raises ConstError. */
  frozen = false;
  private deletions = 0;

  get size(): number {
    return this.map !== null ? this.map.size : this.slots!.live;
  }

  /** The value under a key, `undefined` when absent. @throws TypeError for an unhashable key */
  get(key: Value): Value | undefined {
    const { map } = this;
    if (map !== null) {
      if (typeof key === 'string' || typeof key === 'number') return map.get(key);
      const normal = normalKey(key);
      if (normal !== CHAINED && normal !== FOREIGN) return map.get(normal);
      // Nothing can be found, but what is inside a tuple may be unhashable.
      if (map.size === 0 || normal === CHAINED) {
        hashKey(key);
        return undefined;
      }
    }
    const slots = this.asSlots();
    const slot = slots.find(key);
    return slot === -1 ? undefined : slots.values[slot];
  }

  has(key: Value): boolean {
    return this.get(key) !== undefined;
  }

  /** Sets the value under a key; an equal key that is there stays. @throws TypeError for an unhashable key */
  set(key: Value, value: Value): void {
    if (this.frozen) this.refuseChange();
    const { map } = this;
    if (map !== null) {
      if (typeof key === 'string' || typeof key === 'number') {
        map.set(key, value);
        return;
      }
      const normal = normalKey(key);
      if (normal !== CHAINED && normal !== FOREIGN) {
        if (normal !== key && !map.has(normal)) (this.originals ??= new Map()).set(normal, key);
        map.set(normal, value);
        return;
      }
    }
    const slots = this.asSlots();
    const slot = slots.find(key);
    if (slot === -1) slots.append(key, value);
    else slots.values[slot] = value;
  }

  /** Removes a key and gives the value it had, `undefined` when absent. @throws TypeError for an unhashable key */
  remove(key: Value): Value | undefined {
    if (this.frozen) this.refuseChange();
    const { map } = this;
    if (map !== null) {
      const normal = typeof key === 'string' ? key : normalKey(key);
      if (normal !== FOREIGN) {
        const value = normal === CHAINED ? undefined : map.get(normal);
        if (value === undefined) return undefined;
        if (this.deletions++ < toleratedDeletions) {
          map.delete(normal);
          this.originals?.delete(normal);
          return value;
        }
      } else if (map.size === 0) return undefined;
    }
    const slots = this.asSlots();
    const slot = slots.find(key);
    if (slot === -1) return undefined;
    const value = slots.values[slot];
    slots.remove(slot);
    return value;
  }

  /** Removes a key; false when it was absent. */
  delete(key: Value): boolean {
    return this.remove(key) !== undefined;
  }

  clear(): void {
    if (this.frozen) this.refuseChange();
    this.map = new Map();
    this.originals = null;
    this.slots = null;
    this.deletions = 0;
  }

  /** Removes the last (or first) entry and gives it; null when empty. */
  removeEnd(last: boolean): readonly [key: Value, value: Value] | null {
    if (this.frozen) this.refuseChange();
    if (this.size === 0) return null;
    const slots = this.asSlots();
    const slot = last ? slots.last() : slots.first;
    const entry = [slots.keys[slot]!, slots.values[slot]!] as const;
    slots.remove(slot);
    return entry;
  }

  /** Makes an entry the last (or first) one; false when the key is absent. */
  moveToEnd(key: Value, last: boolean): boolean {
    if (this.frozen) this.refuseChange();
    const slots = this.asSlots();
    const slot = slots.find(key);
    if (slot === -1) return false;
    const own = slots.keys[slot]!;
    const value = slots.values[slot]!;
    slots.remove(slot);
    if (last) slots.append(own, value);
    else slots.prepend(own, value);
    return true;
  }

  /** The key as it was first given. */
  originalOf(key: Value): Value | undefined {
    if (this.map !== null) {
      const normal = normalKey(key);
      if (normal !== FOREIGN)
        return this.map.has(normal) ? (this.originals?.get(normal) ?? (normal as Value)) : undefined;
    }
    const slots = this.asSlots();
    const slot = slots.find(key);
    return slot === -1 ? undefined : slots.keys[slot];
  }

  /** All keys, in order. */
  keyArray(): Value[] {
    const { map, originals } = this;
    if (map === null) return this.slots!.keys.filter((key) => key !== undefined);
    const keys = Array.from(map.keys()) as Value[];
    if (originals !== null) {
      for (let index = 0; index < keys.length; index++) keys[index] = originals.get(keys[index]) ?? keys[index]!;
    }
    return keys;
  }

  /** All values, in order. */
  valueArray(): Value[] {
    if (this.map !== null) return Array.from(this.map.values());
    return this.slots!.values.filter((value) => value !== undefined);
  }

  /** Takes over all entries of another table, whose keys need no new hashing when this one is empty and both are maps. */
  addAll(other: Table): void {
    if (this.frozen) this.refuseChange();
    if (this.size === 0 && this.map !== null && other.map !== null) {
      this.map = new Map(other.map);
      this.originals = other.originals === null ? null : new Map(other.originals);
      return;
    }
    const keys = other.keyArray();
    const values = other.valueArray();
    for (let index = 0; index < keys.length; index++) this.set(keys[index]!, values[index]!);
  }

  private asSlots(): Slots {
    if (this.slots !== null) return this.slots;
    const slots = new Slots();
    if (this.size > 0) {
      const keys = this.keyArray();
      const values = this.valueArray();
      for (let index = 0; index < keys.length; index++) slots.append(keys[index]!, values[index]!);
    }
    this.map = null;
    this.originals = null;
    this.slots = slots;
    return slots;
  }

  private refuseChange(): never {
    const { type } = this as unknown as { type: ClassValue };
    return needed.fail('ConstError', `'${type.classInfo.name}' object is constant and cannot be changed`);
  }
}

/** Walks the entries of a table in order; notices when entries came or went meanwhile. */
export class TableWalk {
  key: Value | undefined = undefined;
  value: Value | undefined = undefined;
  private readonly entries: Iterator<[unknown, Value]> | null;
  private passed = 0;
  private position = 0;
  private readonly size: number;
  private readonly moves: number;

  constructor(
    private readonly table: Table,
    private readonly kind: 'dictionary' | 'Set',
  ) {
    this.size = table.size;
    this.entries = table.map === null ? null : table.map.entries();
    this.position = table.slots?.first ?? 0;
    this.moves = table.slots?.moves ?? 0;
  }

  /** Moves to the next entry; false at the end. @throws RuntimeError when the table changed its size or order */
  advance(): boolean {
    const { table } = this;
    if (table.size !== this.size) needed.fail('RuntimeError', `${this.kind} changed size during iteration`);
    const { slots } = table;
    if (slots === null) {
      const step = this.entries!.next();
      if (step.done === true) return false;
      const key = step.value[0];
      this.key = table.originals === null ? (key as Value) : (table.originals.get(key) ?? (key as Value));
      this.value = step.value[1];
      this.passed++;
      return true;
    }
    return this.advanceSlots(slots);
  }

  private advanceSlots(slots: Slots): boolean {
    // The table became slots since we began: they stand in the order that we walked.
    if (this.entries !== null && this.passed > this.position) this.position = this.passed;
    if (slots.moves !== this.moves) needed.fail('RuntimeError', `${this.kind} keys changed during iteration`);
    const { keys } = slots;
    while (this.position < keys.length) {
      const key = keys[this.position];
      if (key !== undefined) {
        this.key = key;
        this.value = slots.values[this.position];
        this.position++;
        return true;
      }
      this.position++;
    }
    return false;
  }

  remaining(): number {
    return Math.max(0, this.size - this.passed);
  }
}
