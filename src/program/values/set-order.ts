/**
 * The order in which CPython would walk a set: that of the places its items take in a table with open addressing. For
 * items whose hash is the same in every run (numbers, tuples of numbers) programs can rely on it, and printed results
 * show it. The table here holds only places; whether an item is in a set is asked of the set's own table.
 *
 * The rules: a table has a power of two of places, at least eight; an item tries the ten places from its hash on
 * (only the first when the table's end is nearer), then jumps by a step that mixes in further bits of the hash; a removed
 * item leaves a mark in its place; at three fifths the table moves to one four times its items.
 */
import { stableHash, type Word } from './stable-hash.ts';
import type { Value } from './value.ts';

const REMOVED = Symbol('removed');

const smallestSize = 8;
/** Places tried one after the other before jumping, besides the first. */
const neighbours = 9;
/** From so many items on, tables grow by two instead of four. */
const manyItems = 50_000;

const word: Word = { high: 0, low: 0 };

export class SetOrder {
  private places: (Value | typeof REMOVED | undefined)[] = new Array(smallestSize).fill(undefined);
  /** Items and marks of removed ones. */
  private filled = 0;
  private live = 0;
  /** Where the next `pop` begins to look. */
  private finger = 0;

  /**
   * The order after adding keys one by one to an empty set; null when one has no hash to rely on.
   *
   * @param copied so many of the first were added to another set, of which this one is a copy
   */
  static of(keys: readonly Value[], copied: number): SetOrder | null {
    let made = new SetOrder();
    for (let index = 0; index < keys.length; index++) {
      if (!made.add(keys[index]!)) return null;
      if (index + 1 === copied) {
        const original = made;
        made = new SetOrder();
        made.take(original);
      }
    }
    return made;
  }

  /** Whether no key was ever placed in this table. */
  isUnused(): boolean {
    return this.filled === 0;
  }

  /** Places all keys of another set in this unused table. */
  take(other: SetOrder): void {
    this.reserve(other.live);
    const fits = this.places.length === other.places.length && other.filled === other.live;
    if (fits) this.places = other.places.slice();
    else for (const key of other.keys()) this.enter(key);
    this.filled = other.live;
    this.live = other.live;
  }

  /** Adds a key that is not there; false when it has no hash to rely on. */
  add(key: Value): boolean {
    if (!stableHash(key, word)) return false;
    const place = this.vacancy();
    const isMarked = this.places[place] === REMOVED;
    this.places[place] = key;
    this.live++;
    if (isMarked) return true;
    this.filled++;
    if (this.filled * 5 >= (this.places.length - 1) * 3) this.resize(this.roomy());
    return true;
  }

  /** Makes room for as many items as another set or dict is about to give. */
  reserve(count: number): void {
    if ((this.filled + count) * 5 >= (this.places.length - 1) * 3) this.resize((this.live + count) * 2);
  }

  /** Marks the place of a key that is there: the very value that was added. */
  remove(key: Value): void {
    stableHash(key, word);
    const { places } = this;
    const last = places.length - 1;
    let { high, low } = word;
    let at = low & last;
    for (;;) {
      const end = at + neighbours <= last ? at + neighbours : at;
      for (let place = at; place <= end; place++) {
        if (places[place] !== key) continue;
        places[place] = REMOVED;
        this.live--;
        return;
      }
      low = (low >>> 5) | (high << 27);
      high >>>= 5;
      at = (at * 5 + 1 + low) & last;
    }
  }

  /** Removes the key that `set.pop` gives. There must be one. */
  pop(): Value {
    const { places } = this;
    let place = this.finger & (places.length - 1);
    while (places[place] === undefined || places[place] === REMOVED) place = (place + 1) % places.length;
    const key = places[place] as Value;
    places[place] = REMOVED;
    this.live--;
    this.finger = place + 1;
    return key;
  }

  /** After the items of another set were taken away: drops the marks when they are many. */
  tidy(): void {
    if (this.filled - this.live > Math.floor((this.places.length - 1) / 4)) this.resize(this.roomy());
  }

  keys(): Value[] {
    const { places } = this;
    const keys: Value[] = [];
    for (let place = 0; place < places.length; place++) {
      const key = places[place];
      if (key !== undefined && key !== REMOVED) keys.push(key);
    }
    return keys;
  }

  private roomy(): number {
    return this.live > manyItems ? this.live * 2 : this.live * 4;
  }

  private resize(wanted: number): void {
    const keys = this.keys();
    let size = smallestSize;
    while (size <= wanted) size *= 2;
    this.places = new Array(size).fill(undefined);
    for (const key of keys) this.enter(key);
    this.filled = this.live;
  }

  private enter(key: Value): void {
    stableHash(key, word);
    this.places[this.vacancy()] = key;
  }

  /** The place for a new item with the hash in `word`: the first empty one, or the last mark passed on the way to it. */
  private vacancy(): number {
    const { places } = this;
    let marked = -1;
    const last = places.length - 1;
    let { high, low } = word;
    let at = low & last;
    for (;;) {
      const end = at + neighbours <= last ? at + neighbours : at;
      for (let place = at; place <= end; place++) {
        if (places[place] === undefined) return marked === -1 ? place : marked;
        if (places[place] === REMOVED) marked = place;
      }
      low = (low >>> 5) | (high << 27);
      high >>>= 5;
      at = (at * 5 + 1 + low) & last;
    }
  }
}
