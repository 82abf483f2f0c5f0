/**
 * The table under dicts and sets: insertion-ordered, with Python's equality of keys. It has three forms.
 *
 * - A *record*: up to eight strings, searched one by one. Most dicts of a program are such records and live shortly;
 *   tables with the same keys, made by one dict display, share the array of their keys until one of them changes it.
 * - A *map*, as long as keys are of the kind that JavaScript's `Map` tells apart as Python does (own tables are slower).
 * - *Slots*, for good, from the first tuple, the first key with an equality of its own, or repeated deletion on (a `Map`
 *   emptied from the front gets slower and slower).
 */
import { CHAINED, FOREIGN, hashKey, needed, normalKey } from '../operators/hash.ts';
import { copyOf } from './engine-shortcuts.ts';
import { Slots } from './hash-slots.ts';
import type { ClassValue, Value } from './value.ts';

/** Deletions after which a table takes the form in which they are cheap. */
const toleratedDeletions = 32;

/** Entries of a record, gaps included. */
export const recordLength = 8;

const noNames: string[] = [];
const noValues: Value[] = [];

export class Table {
  /** Keys of a record, `undefined` where one was deleted; null in the other forms. */
  names: (string | undefined)[] | null = noNames;
  /** Values of a record by place. */
  fields: (Value | undefined)[] = noValues;
  /** Keys of a record that are there. */
  private filled = 0;
  /** `names` belongs to others as well: to be copied before it is changed. */
  private sharesNames = true;
  /** Values by normal key; null in the other forms. */
  map: Map<unknown, Value> | null = null;
  slots: Slots | null = null;
  /** Keys as the program gave them, where they differ from their normal form (True, 1.0). */
  originals: Map<unknown, Value> | null = null;
  /** A constant's: changing it raises ConstError. */
  frozen = false;
  /** Keys removed since it was empty, other than from slots. */
  deletions = 0;

  get size(): number {
    if (this.names !== null) return this.filled;
    return this.map !== null ? this.map.size : this.slots!.live;
  }

  /**
   * Fills an empty table with a record.
   *
   * @param names distinct keys, at most eight; the array is shared and must not be changed any more
   * @param fields their values; the table keeps the array
   */
  fillRecord(names: string[], fields: Value[]): void {
    this.names = names;
    this.fields = fields;
    this.filled = names.length;
  }

  /** The value under a key, `undefined` when absent. @throws TypeError for an unhashable key */
  get(key: Value): Value | undefined {
    const { names } = this;
    if (names !== null) {
      if (typeof key === 'string') {
        const place = placeOf(names, key);
        return place === -1 ? undefined : this.fields[place];
      }
      if (typeof key === 'number') return undefined;
      this.toMap(names);
    }
    const { map } = this;
    if (map !== null) {
      // Twice the same: in each place the engine knows what it looks for.
      if (typeof key === 'string') return map.get(key);
      if (typeof key === 'number') return map.get(key);
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
    const { names } = this;
    if (names !== null) {
      if (typeof key === 'string') {
        const place = placeOf(names, key);
        if (place !== -1) {
          this.fields[place] = value;
          return;
        }
        if (names.length < recordLength) {
          this.appendField(names, key, value);
          return;
        }
      }
      this.toMap(names);
    }
    const { map } = this;
    if (map !== null) {
      if (typeof key === 'string') {
        map.set(key, value);
        return;
      }
      if (typeof key === 'number') {
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

  /** The value under a key; what is given is set where there is none. The key is hashed once. */
  getOrSet(key: Value, fallback: Value): Value {
    if (this.slots === null) {
      const value = this.get(key);
      if (value !== undefined) return value;
      if (this.slots === null) {
        this.set(key, fallback);
        return fallback;
      }
    }
    if (this.frozen) this.refuseChange();
    const { slots } = this;
    const slot = slots.find(key);
    if (slot !== -1) return slots.values[slot]!;
    slots.append(key, fallback);
    return fallback;
  }

  /** Removes a key and gives the value it had, `undefined` when absent. @throws TypeError for an unhashable key */
  remove(key: Value): Value | undefined {
    if (this.frozen) this.refuseChange();
    const { names } = this;
    if (names !== null) {
      if (typeof key === 'string') return this.removeField(names, key);
      this.toMap(names);
    }
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
    this.names = noNames;
    this.fields = noValues;
    this.filled = 0;
    this.sharesNames = true;
    this.map = null;
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
    if (this.names !== null) {
      if (typeof key === 'string') return placeOf(this.names, key) === -1 ? undefined : key;
      this.toMap(this.names);
    }
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
    return this.storedKeys();
  }

  /** All keys, in order of insertion. */
  storedKeys(): Value[] {
    const { names, map, originals } = this;
    if (names !== null) return this.withoutGaps(names);
    if (map === null) return this.slots!.keys.filter((key) => key !== undefined);
    const keys = Array.from(map.keys()) as Value[];
    if (originals !== null) {
      for (let index = 0; index < keys.length; index++) keys[index] = originals.get(keys[index]) ?? keys[index]!;
    }
    return keys;
  }

  /** All values, in order. */
  valueArray(): Value[] {
    if (this.names !== null) return this.withoutGaps(this.fields);
    if (this.map !== null) return Array.from(this.map.values());
    return this.slots!.values.filter((value) => value !== undefined);
  }

  /** Takes over all entries of another table, whose keys need no new look-up when this one is empty. */
  addAll(other: Table): void {
    if (this.frozen) this.refuseChange();
    if (this.names === noNames && other.names !== null && other.filled === other.names.length) {
      other.sharesNames = true;
      this.fillRecord(other.names as string[], copyOf(other.fields) as Value[]);
      return;
    }
    if (this.names === noNames && other.map !== null) {
      this.names = null;
      this.map = new Map(other.map);
      this.originals = other.originals === null ? null : new Map(other.originals);
      return;
    }
    const keys = other.storedKeys();
    const values = other.valueArray();
    for (let index = 0; index < keys.length; index++) this.set(keys[index]!, values[index]!);
  }

  // ---------------------------------------------------------------- records

  private appendField(names: (string | undefined)[], key: string, value: Value): void {
    if (this.sharesNames) {
      this.names = copyOf(names);
      this.fields = copyOf(this.fields);
      this.sharesNames = false;
    }
    this.names!.push(key);
    this.fields.push(value);
    this.filled++;
  }

  /** A copy of the names or values of a record. */
  private withoutGaps(all: readonly (Value | undefined)[]): Value[] {
    return this.filled === all.length ? (copyOf(all) as Value[]) : all.filter((each) => each !== undefined);
  }

  /** Leaves a gap, so that who walks the table keeps its place. */
  private removeField(names: (string | undefined)[], key: string): Value | undefined {
    const place = placeOf(names, key);
    if (place === -1) return undefined;
    if (this.sharesNames) {
      this.names = copyOf(names);
      this.sharesNames = false;
    }
    this.names![place] = undefined;
    const value = this.fields[place];
    this.fields[place] = undefined;
    this.filled--;
    this.deletions++;
    return value;
  }

  private toMap(names: (string | undefined)[]): void {
    const map = new Map<unknown, Value>();
    for (let place = 0; place < names.length; place++) {
      if (names[place] !== undefined) map.set(names[place], this.fields[place]!);
    }
    this.map = map;
    this.names = null;
    this.fields = noValues;
  }

  // ---------------------------------------------------------------- slots

  private asSlots(): Slots {
    if (this.slots !== null) return this.slots;
    const slots = new Slots();
    if (this.size > 0) {
      const keys = this.storedKeys();
      const values = this.valueArray();
      for (let index = 0; index < keys.length; index++) slots.append(keys[index]!, values[index]!);
    }
    this.names = null;
    this.fields = noValues;
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

function placeOf(names: readonly (string | undefined)[], key: string): number {
  for (let place = 0; place < names.length; place++) if (names[place] === key) return place;
  return -1;
}
