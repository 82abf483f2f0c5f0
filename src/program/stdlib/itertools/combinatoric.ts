/**
 * `product`, `permutations`, `combinations`: every arrangement of a pool, in the order of positions.
 */
import { requireSize } from '../../operators/indexing.ts';
import { toArray } from '../../operators/iteration.ts';
import { error } from '../../values/exceptions.ts';
import { Tuple, type Value } from '../../values/value.ts';
import { keywordIn, lazyType, positionalIn, refuseNegative } from './lazy.ts';

/** Arrangements as positions into pools; `advance` moves to the next one and says whether there is one. */
abstract class Arrangements {
  private started = false;
  protected constructor(
    protected readonly positions: number[],
    private ended: boolean,
  ) {}
  protected abstract advance(): boolean;
  protected abstract items(): Value[];
  next(): Value | undefined {
    if (this.ended) return undefined;
    if (this.started && !this.advance()) {
      this.ended = true;
      return undefined;
    }
    this.started = true;
    return new Tuple(this.items());
  }
}

class Product extends Arrangements {
  constructor(private readonly pools: readonly (readonly Value[])[]) {
    super(
      new Array(pools.length).fill(0),
      pools.some((pool) => pool.length === 0),
    );
  }
  protected advance(): boolean {
    for (let place = this.positions.length - 1; place >= 0; place--) {
      if (++this.positions[place]! < this.pools[place]!.length) return true;
      this.positions[place] = 0;
    }
    return false;
  }
  protected items(): Value[] {
    return this.positions.map((position, place) => this.pools[place]![position]!);
  }
}

const mostPools = 10_000_000;

export const productType = lazyType('product', '(*iterables, repeat=1)', Product.prototype, (...args: Value[]) => {
  const repeat = requireSize(keywordIn(args, 'repeat') ?? 1);
  if (repeat < 0) throw error('ValueError', 'repeat argument cannot be negative');
  const once = positionalIn(args).map(toArray);
  if (once.length * repeat > mostPools) throw error('OverflowError', 'repeat argument too large');
  const pools: Value[][] = [];
  for (let round = 0; round < repeat; round++) pools.push(...once);
  return new Product(pools);
});

class Permutations extends Arrangements {
  private readonly cycles: number[];
  constructor(
    private readonly pool: readonly Value[],
    private readonly length: number,
  ) {
    super(
      pool.map((_, index) => index),
      length > pool.length,
    );
    this.cycles = Array.from({ length: Math.min(length, pool.length) }, (_, index) => pool.length - index);
  }
  protected advance(): boolean {
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
  protected items(): Value[] {
    const items: Value[] = [];
    for (let place = 0; place < this.length; place++) items.push(this.pool[this.positions[place]!]!);
    return items;
  }
}

export const permutationsType = lazyType(
  'permutations',
  '(iterable, r=None)',
  Permutations.prototype,
  (iterable: Value, length: Value = null) => {
    const pool = toArray(iterable);
    if (length !== null && typeof length !== 'number' && typeof length !== 'boolean')
      throw error('TypeError', 'Expected int as r');
    const size = length === null ? pool.length : Number(length);
    refuseNegative(size, 'r');
    return new Permutations(pool, size);
  },
);

class Combinations extends Arrangements {
  constructor(
    protected readonly pool: readonly Value[],
    length: number,
  ) {
    const fits = length <= pool.length;
    super(fits ? Array.from({ length }, (_, index) => index) : [], !fits);
  }
  protected advance(): boolean {
    const { positions, pool } = this;
    let place = positions.length - 1;
    while (place >= 0 && positions[place] === pool.length - positions.length + place) place--;
    if (place < 0) return false;
    let position = positions[place]!;
    for (; place < positions.length; place++) positions[place] = ++position;
    return true;
  }
  protected items(): Value[] {
    return this.positions.map((position) => this.pool[position]!);
  }
}

export const combinationsType = lazyType(
  'combinations',
  '(iterable, r)',
  Combinations.prototype,
  (iterable: Value, length: Value) => {
    const pool = toArray(iterable);
    const size = requireSize(length);
    refuseNegative(size, 'r');
    return new Combinations(pool, size);
  },
);

class CombinationsWithReplacement extends Arrangements {
  constructor(
    private readonly pool: readonly Value[],
    length: number,
  ) {
    const possible = pool.length > 0 || length === 0;
    super(possible ? new Array(length).fill(0) : [], !possible);
  }
  protected advance(): boolean {
    const { positions, pool } = this;
    let place = positions.length - 1;
    while (place >= 0 && positions[place] === pool.length - 1) place--;
    if (place < 0) return false;
    positions.fill(positions[place]! + 1, place);
    return true;
  }
  protected items(): Value[] {
    return this.positions.map((position) => this.pool[position]!);
  }
}

export const replacementType = lazyType(
  'combinations_with_replacement',
  '(iterable, r)',
  CombinationsWithReplacement.prototype,
  (iterable: Value, length: Value) => {
    const pool = toArray(iterable);
    const size = requireSize(length);
    refuseNegative(size, 'r');
    if (size > mostPools) throw error('MemoryError');
    return new CombinationsWithReplacement(pool, size);
  },
);
