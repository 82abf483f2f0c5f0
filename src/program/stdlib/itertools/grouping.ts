/**
 * `groupby`, `pairwise`, `tee`, `zip_longest`: iterators that look at several items, or at several sources, together.
 */
import { callable } from '../../operators/call.ts';
import { equals } from '../../operators/comparison.ts';
import { requireSize } from '../../operators/indexing.ts';
import { iterate } from '../../operators/iteration.ts';
import { error } from '../../values/exceptions.ts';
import { defineIteratorType } from '../../values/iterators.ts';
import { type FunctionValue, type IteratorObject, Tuple, type Value } from '../../values/value.ts';
import { keywordIn, lazyType, positionalIn } from './lazy.ts';

class GroupBy {
  item: Value | undefined;
  key: Value | undefined;
  private target: Value | undefined;
  private started = false;
  /** The group that may still give items: a new one ends those before. */
  current: Group | null = null;

  constructor(
    private readonly source: IteratorObject,
    private readonly keyOf: FunctionValue | null,
  ) {}

  next(): Value | undefined {
    this.current = null;
    if (!this.started) {
      this.started = true;
      this.advance();
    } else {
      while (this.item !== undefined && this.isSameGroup()) this.advance();
    }
    if (this.item === undefined) return undefined;
    this.target = this.key;
    this.current = new Group(this);
    return new Tuple([this.key!, this.current]);
  }

  advance(): void {
    this.item = this.source.next();
    if (this.item !== undefined) this.key = this.keyOf === null ? this.item : this.keyOf(this.item);
  }

  isSameGroup(): boolean {
    return this.key === this.target || equals(this.key!, this.target!);
  }
}

class Group {
  constructor(private readonly parent: GroupBy) {}
  next(): Value | undefined {
    const { parent } = this;
    if (parent.current !== this || parent.item === undefined || !parent.isSameGroup()) return undefined;
    const { item } = parent;
    parent.advance();
    return item;
  }
}
defineIteratorType('_grouper', Group.prototype);

/** What cannot be called is told when the first key is asked for. */
function keyFunction(key: Value): FunctionValue {
  return typeof key === 'function' ? (key as FunctionValue) : (((item: Value) => callable(key)(item)) as FunctionValue);
}

export const groupByType = lazyType(
  'groupby',
  '(iterable, key=None)',
  GroupBy.prototype,
  (iterable: Value, key: Value = null) => new GroupBy(iterate(iterable), key === null ? null : keyFunction(key)),
);

class Pairwise {
  private previous: Value | undefined;
  constructor(private readonly source: IteratorObject) {}
  next(): Value | undefined {
    if (this.previous === undefined) this.previous = this.source.next();
    if (this.previous === undefined) return undefined;
    const first = this.previous;
    this.previous = this.source.next();
    return this.previous === undefined ? undefined : new Tuple([first, this.previous]);
  }
}

export const pairwiseType = lazyType(
  'pairwise',
  '(iterable, /)',
  Pairwise.prototype,
  (iterable: Value) => new Pairwise(iterate(iterable)),
);

/** A link of the chain that tees of one source share: what all have read is dropped with its link. */
class Link {
  item: Value | undefined;
  following: Link | null = null;
}

class SharedSource {
  private busy = false;
  constructor(private readonly source: IteratorObject) {}
  /** The link after `link`, read from the source when nobody has yet. */
  after(link: Link): Link {
    if (link.following === null) {
      if (this.busy) throw error('RuntimeError', 'cannot re-enter the tee iterator');
      this.busy = true;
      try {
        link.item = this.source.next();
      } finally {
        this.busy = false;
      }
      link.following = link.item === undefined ? link : new Link();
    }
    return link.following;
  }
}

class Tee {
  constructor(
    private readonly source: SharedSource,
    private link: Link,
  ) {}
  next(): Value | undefined {
    const { link } = this;
    this.link = this.source.after(link);
    return link.item;
  }
  copy(): Tee {
    return new Tee(this.source, this.link);
  }
}

lazyType(
  '_tee',
  '(iterable, /)',
  Tee.prototype,
  (iterable: Value) => new Tee(new SharedSource(iterate(iterable)), new Link()),
  {
    __copy__(this: Tee) {
      return this.copy();
    },
  },
);

/** `tee(iterable, n=2)`: independent iterators over one source. */
export function tee(iterable: Value, count: Value = 2): Tuple {
  const copies = requireSize(count);
  if (copies < 0) throw error('ValueError', 'n must be >= 0');
  if (copies > 1_000_000) throw error('MemoryError');
  if (copies === 0) return new Tuple([]);
  const first = iterable instanceof Tee ? iterable : new Tee(new SharedSource(iterate(iterable)), new Link());
  const tees: Tee[] = [first];
  while (tees.length < copies) tees.push(first.copy());
  return new Tuple(tees);
}

class ZipLongest {
  private active: number;
  constructor(
    private readonly sources: (IteratorObject | null)[],
    private readonly filler: Value,
  ) {
    this.active = sources.length;
  }
  next(): Value | undefined {
    if (this.active === 0) return undefined;
    const items: Value[] = [];
    for (let index = 0; index < this.sources.length; index++) {
      const item = this.sources[index]?.next();
      if (item === undefined && this.sources[index] !== null) {
        this.sources[index] = null;
        if (--this.active === 0) return undefined;
      }
      items.push(item === undefined ? this.filler : item);
    }
    return new Tuple(items);
  }
}

export const zipLongestType = lazyType(
  'zip_longest',
  '(*iterables, fillvalue=None)',
  ZipLongest.prototype,
  (...args: Value[]) => {
    const filler = keywordIn(args, 'fillvalue') ?? null;
    return new ZipLongest(positionalIn(args).map(iterate), filler);
  },
);
