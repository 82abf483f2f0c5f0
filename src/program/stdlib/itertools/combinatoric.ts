/**
 * `product`, `permutations`, `combinations`: every arrangement of a pool, in the order of positions.
 */
import { requireSize } from '../../operators/indexing.ts';
import { toArray } from '../../operators/iteration.ts';
import { error } from '../../values/exceptions.ts';
import { type ClassValue, Tuple, type Value } from '../../values/value.ts';
import { keywordIn, lazyType, positionalIn, refuseNegative } from './lazy.ts';

/** Positions into pools; `advance` moves to the next arrangement and says whether there is one. */
interface Arrangement {
  /** False when there is not even a first one. */
  readonly isPossible: boolean;
  advance(): boolean;
  items(): Value[];
}

/** Defines an iterator type over the arrangements that `arrange` makes. */
function arrangementType(name: string, parameters: string, arrange: (...args: never[]) => Arrangement): ClassValue {
  class Arrangements {
    private started = false;
    private ended: boolean;
    constructor(private readonly arrangement: Arrangement) {
      this.ended = !arrangement.isPossible;
    }
    next(): Value | undefined {
      if (this.ended) return undefined;
      if (this.started && !this.arrangement.advance()) {
        this.ended = true;
        return undefined;
      }
      this.started = true;
      return new Tuple(this.arrangement.items());
    }
  }
  return lazyType(name, parameters, Arrangements.prototype, (...args: never[]) => new Arrangements(arrange(...args)));
}

class Product implements Arrangement {
  readonly isPossible: boolean;
  private readonly positions: number[];
  constructor(private readonly pools: readonly (readonly Value[])[]) {
    this.positions = new Array(pools.length).fill(0);
    this.isPossible = pools.every((pool) => pool.length > 0);
  }
  advance(): boolean {
    for (let place = this.positions.length - 1; place >= 0; place--) {
      if (++this.positions[place]! < this.pools[place]!.length) return true;
      this.positions[place] = 0;
    }
    return false;
  }
  items(): Value[] {
    return this.positions.map((position, place) => this.pools[place]![position]!);
  }
}

const mostPools = 10_000_000;

export const productType = arrangementType('product', '(*iterables, repeat=1)', (...args: Value[]) => {
  const repeat = requireSize(keywordIn(args, 'repeat') ?? 1);
  if (repeat < 0) throw error('ValueError', 'repeat argument cannot be negative');
  const once = positionalIn(args).map(toArray);
  if (once.length * repeat > mostPools) throw error('OverflowError', 'repeat argument too large');
  const pools: Value[][] = [];
  for (let round = 0; round < repeat; round++) pools.push(...once);
  return new Product(pools);
});

class Permutations implements Arrangement {
  readonly isPossible: boolean;
  private readonly positions: number[];
  private readonly cycles: number[];
  constructor(
    private readonly pool: readonly Value[],
    private readonly length: number,
  ) {
    this.positions = pool.map((_, index) => index);
    this.isPossible = length <= pool.length;
    this.cycles = Array.from({ length: Math.min(length, pool.length) }, (_, index) => pool.length - index);
  }
  advance(): boolean {
    const { positions, cycles } = this;
    for (let place = this.length - 1; place >= 0; place--) {
      if (--cycles[place]! === 0) {
        positions.push(...positions.splice(place, 1));
        cycles[place] = positions.length - place;
      } else {
        const other = positions.length - cycles[place]!;
        [positions[place], positions[other]] = [positions[other]!, positions[place]!];
        return true;
      }
    }
    return false;
  }
  items(): Value[] {
    const items: Value[] = [];
    for (let place = 0; place < this.length; place++) items.push(this.pool[this.positions[place]!]!);
    return items;
  }
}

export const permutationsType = arrangementType(
  'permutations',
  '(iterable, r=None)',
  (iterable: Value, length: Value = null) => {
    const pool = toArray(iterable);
    if (length !== null && typeof length !== 'number' && typeof length !== 'boolean')
      throw error('TypeError', 'Expected int as r');
    const size = length === null ? pool.length : Number(length);
    refuseNegative(size, 'r');
    return new Permutations(pool, size);
  },
);

class Combinations implements Arrangement {
  readonly isPossible: boolean;
  private readonly positions: number[];
  constructor(
    private readonly pool: readonly Value[],
    length: number,
  ) {
    this.isPossible = length <= pool.length;
    this.positions = this.isPossible ? Array.from({ length }, (_, index) => index) : [];
  }
  advance(): boolean {
    const { positions, pool } = this;
    let place = positions.length - 1;
    while (place >= 0 && positions[place] === pool.length - positions.length + place) place--;
    if (place < 0) return false;
    let position = positions[place]!;
    for (; place < positions.length; place++) positions[place] = ++position;
    return true;
  }
  items(): Value[] {
    return this.positions.map((position) => this.pool[position]!);
  }
}

export const combinationsType = arrangementType('combinations', '(iterable, r)', (iterable: Value, length: Value) => {
  const pool = toArray(iterable);
  const size = requireSize(length);
  refuseNegative(size, 'r');
  return new Combinations(pool, size);
});

class CombinationsWithReplacement implements Arrangement {
  readonly isPossible: boolean;
  private readonly positions: number[];
  constructor(
    private readonly pool: readonly Value[],
    length: number,
  ) {
    this.isPossible = pool.length > 0 || length === 0;
    this.positions = this.isPossible ? new Array(length).fill(0) : [];
  }
  advance(): boolean {
    const { positions, pool } = this;
    let place = positions.length - 1;
    while (place >= 0 && positions[place] === pool.length - 1) place--;
    if (place < 0) return false;
    positions.fill(positions[place]! + 1, place);
    return true;
  }
  items(): Value[] {
    return this.positions.map((position) => this.pool[position]!);
  }
}

export const replacementType = arrangementType(
  'combinations_with_replacement',
  '(iterable, r)',
  (iterable: Value, length: Value) => {
    const pool = toArray(iterable);
    const size = requireSize(length);
    refuseNegative(size, 'r');
    if (size > mostPools) throw error('MemoryError');
    return new CombinationsWithReplacement(pool, size);
  },
);
