/**
 * Iterators that pass on, select or transform the items of others.
 */
import { add } from '../../operators/arithmetic.ts';
import { callable, callStar } from '../../operators/call.ts';
import { integerOf } from '../../operators/indexing.ts';
import { iterate, toArray } from '../../operators/iteration.ts';
import { truth } from '../../operators/truth.ts';
import { addNativeMembers } from '../../values/classes.ts';
import { error } from '../../values/exceptions.ts';
import { native } from '../../values/functions.ts';
import { ListIterator } from '../../values/iterators.ts';
import type { FunctionValue, IteratorObject, Value } from '../../values/value.ts';
import { keywordIn, lazyType, positionalIn } from './lazy.ts';

class Chain {
  private current: IteratorObject | null = null;
  private sources: IteratorObject | null;
  constructor(sources: IteratorObject) {
    this.sources = sources;
  }
  next(): Value | undefined {
    for (;;) {
      if (this.current !== null) {
        const item = this.current.next();
        if (item !== undefined) return item;
        this.current = null;
      }
      const source = this.sources?.next();
      if (source === undefined) {
        this.sources = null;
        return undefined;
      }
      this.current = iterate(source);
    }
  }
}

export const chainType = lazyType(
  'chain',
  '(*iterables)',
  Chain.prototype,
  (...iterables: Value[]) => new Chain(new ListIterator(iterables)),
);
addNativeMembers(chainType, {
  statics: {
    from_iterable: native('chain.from_iterable', '(iterable, /)', (iterables: Value) => new Chain(iterate(iterables))),
  },
});

class Accumulate {
  private total: Value | undefined;
  private started = false;
  constructor(
    private readonly source: IteratorObject,
    private readonly combine: FunctionValue,
    private readonly initial: Value | undefined,
  ) {}
  next(): Value | undefined {
    if (!this.started) {
      this.started = true;
      this.total = this.initial ?? this.source.next();
      return this.total;
    }
    const item = this.source.next();
    if (item === undefined) return undefined;
    this.total = this.combine(this.total!, item);
    return this.total;
  }
}

export const accumulateType = lazyType(
  'accumulate',
  '(iterable, func_=None, *, initial=None)',
  Accumulate.prototype,
  (...args: Value[]) => {
    const initial = keywordIn(args, 'initial');
    const combine = positionalIn(args)[1] ?? null;
    return new Accumulate(iterate(args[0]!), combine === null ? add : callable(combine), initial ?? undefined);
  },
);

class Compress {
  constructor(
    private readonly data: IteratorObject,
    private readonly selectors: IteratorObject,
  ) {}
  next(): Value | undefined {
    for (;;) {
      const item = this.data.next();
      if (item === undefined) return undefined;
      const selector = this.selectors.next();
      if (selector === undefined) return undefined;
      if (truth(selector)) return item;
    }
  }
}

export const compressType = lazyType(
  'compress',
  '(data, selectors)',
  Compress.prototype,
  (data: Value, selectors: Value) => new Compress(iterate(data), iterate(selectors)),
);

class DropWhile {
  private started = false;
  constructor(
    private readonly predicate: FunctionValue,
    private readonly source: IteratorObject,
  ) {}
  next(): Value | undefined {
    let item = this.source.next();
    while (!this.started && item !== undefined && truth(this.predicate(item))) item = this.source.next();
    this.started = true;
    return item;
  }
}

export const dropWhileType = lazyType(
  'dropwhile',
  '(predicate, iterable, /)',
  DropWhile.prototype,
  (predicate: Value, iterable: Value) => new DropWhile(called(predicate), iterate(iterable)),
);

class TakeWhile {
  private ended = false;
  constructor(
    private readonly predicate: FunctionValue,
    private readonly source: IteratorObject,
  ) {}
  next(): Value | undefined {
    if (this.ended) return undefined;
    const item = this.source.next();
    if (item !== undefined && truth(this.predicate(item))) return item;
    this.ended = item !== undefined;
    return undefined;
  }
}

export const takeWhileType = lazyType(
  'takewhile',
  '(predicate, iterable, /)',
  TakeWhile.prototype,
  (predicate: Value, iterable: Value) => new TakeWhile(called(predicate), iterate(iterable)),
);

class FilterFalse {
  constructor(
    private readonly predicate: FunctionValue | null,
    private readonly source: IteratorObject,
  ) {}
  next(): Value | undefined {
    for (;;) {
      const item = this.source.next();
      if (item === undefined || !truth(this.predicate === null ? item : this.predicate(item))) return item;
    }
  }
}

export const filterFalseType = lazyType(
  'filterfalse',
  '(function, iterable, /)',
  FilterFalse.prototype,
  (predicate: Value, iterable: Value) =>
    new FilterFalse(predicate === null ? null : called(predicate), iterate(iterable)),
);

class StarMap {
  constructor(
    private readonly f: Value,
    private readonly source: IteratorObject,
  ) {}
  next(): Value | undefined {
    const item = this.source.next();
    return item === undefined ? undefined : callStar(this.f, toArray(item), null);
  }
}

export const starMapType = lazyType(
  'starmap',
  '(function, iterable, /)',
  StarMap.prototype,
  (f: Value, iterable: Value) => new StarMap(f, iterate(iterable)),
);

class Slice {
  private position = 0;
  private source: IteratorObject | null;
  constructor(
    source: IteratorObject,
    private wanted: number,
    private readonly stop: number,
    private readonly step: number,
  ) {
    this.source = source;
  }
  next(): Value | undefined {
    const { source } = this;
    if (source === null) return undefined;
    const until = Math.min(this.wanted, this.stop);
    while (this.position < until) {
      this.position++;
      if (source.next() === undefined) return this.finish();
    }
    if (this.position >= this.stop) return this.finish();
    const item = source.next();
    if (item === undefined) return this.finish();
    this.position++;
    this.wanted += this.step;
    return item;
  }
  private finish(): undefined {
    this.source = null;
    return undefined;
  }
}

function bound(x: Value, absent: number, message: string): number {
  if (x === null) return absent;
  const integer = integerOf(x);
  if (typeof integer !== 'number' || integer < 0) throw error('ValueError', message);
  return integer;
}

export const sliceType = lazyType(
  'islice',
  '(iterable, *bounds)',
  Slice.prototype,
  (iterable: Value, ...bounds: Value[]) => {
    if (bounds.length === 0) throw error('TypeError', 'islice expected at least 2 arguments, got 1');
    if (bounds.length > 3) throw error('TypeError', `islice expected at most 4 arguments, got ${bounds.length + 1}`);
    const [start, stop, step] =
      bounds.length === 1 ? [null, bounds[0]!, null] : [bounds[0]!, bounds[1]!, bounds[2] ?? null];
    const indices = 'Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.';
    const last = bound(
      stop,
      Number.POSITIVE_INFINITY,
      bounds.length === 1 || stop === -1 || integerOf(stop) === undefined
        ? 'Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.'
        : indices,
    );
    const first = bound(start, 0, indices);
    const every = bound(step, 1, 'Step for islice() must be a positive integer or None.');
    if (every === 0) throw error('ValueError', 'Step for islice() must be a positive integer or None.');
    return new Slice(iterate(iterable), first, last, every);
  },
);

/** A callee that is looked for at the first call, as CPython does. */
function called(f: Value): FunctionValue {
  return (item: Value) => callable(f)(item);
}
