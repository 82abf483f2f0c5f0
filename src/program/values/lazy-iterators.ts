/**
 * `zip`, `map`, `filter`, `enumerate` and `reversed`: types whose instances are iterators over iterators.
 */
import { findSpecial } from '../operators/attribute.ts';
import { callable } from '../operators/call.ts';
import { requireInteger } from '../operators/indexing.ts';
import { isStopIteration, iterate } from '../operators/iteration.ts';
import { truth } from '../operators/truth.ts';
import { isLabelled, refuse } from '../taint.ts';
import { defineNativeType } from './classes.ts';
import { applied, part } from './engine-shortcuts.ts';
import { error } from './exceptions.ts';
import { Keywords } from './functions.ts';
import { iteratorMethods } from './iterators.ts';
import { normalInteger } from './range.ts';
import { typeName } from './type-of.ts';
import { type ClassValue, type FunctionValue, type IteratorObject, Tuple, type Value } from './value.ts';

export class Enumerate {
  constructor(
    private readonly items: IteratorObject,
    private index: number | bigint,
  ) {}

  next(): Value | undefined {
    const item = this.items.next();
    if (item === undefined) return undefined;
    const { index } = this;
    this.index =
      typeof index === 'number' && index < Number.MAX_SAFE_INTEGER ? index + 1 : normalInteger(BigInt(index) + 1n);
    return new Tuple([index, item]);
  }
}

export const enumerateType: ClassValue = defineNativeType({
  name: 'enumerate',
  prototype: Enumerate.prototype,
  parameters: '(iterable=None, start=0)',
  construct: (iterable?: Value, start?: Value) => {
    if (iterable === undefined) throw error('TypeError', "enumerate() missing required argument 'iterable'");
    const first = start === undefined ? 0 : requireInteger(start);
    return new Enumerate(iterate(iterable), first);
  },
  methods: iteratorMethods(),
});

export class Zip {
  constructor(
    private readonly sources: readonly IteratorObject[],
    private readonly isStrict: boolean,
  ) {}

  next(): Value | undefined {
    const { sources } = this;
    const { length } = sources;
    if (length === 0) return undefined;
    const items = new Array<Value>(length);
    for (let index = 0; index < length; index++) {
      const item = sources[index]!.next();
      if (item === undefined) {
        if (this.isStrict) this.requireAllEnded(index);
        return undefined;
      }
      items[index] = item;
    }
    return new Tuple(items);
  }

  /** @throws ValueError when the source at `index` is not the first to end with all others */
  private requireAllEnded(index: number): void {
    const range = (count: number) => (count === 1 ? 'argument 1' : `arguments 1-${count}`);
    if (index > 0) throw error('ValueError', `zip() argument ${index + 1} is shorter than ${range(index)}`);
    for (let other = 1; other < this.sources.length; other++) {
      if (this.sources[other]!.next() === undefined) continue;
      throw error('ValueError', `zip() argument ${other + 1} is longer than ${range(other)}`);
    }
  }
}

export const zipType: ClassValue = defineNativeType({
  name: 'zip',
  prototype: Zip.prototype,
  parameters: '(*iterables, **options)',
  construct: (...args: Value[]) => {
    const last = args[args.length - 1];
    if (!(last instanceof Keywords)) return new Zip(args.map(iterate), false);
    const unknown = last.names.find((name) => name !== 'strict');
    if (unknown !== undefined) throw error('TypeError', `'${unknown}' is an invalid keyword argument for zip()`);
    return new Zip(part(args, 0, args.length - 1).map(iterate), truth(last.values[0]!));
  },
  methods: iteratorMethods(),
});

export class MapIterator {
  private f: FunctionValue | null;
  /** What the function raised to end the iteration. */
  stop: unknown = null;
  constructor(
    private readonly given: Value,
    private readonly sources: readonly IteratorObject[],
  ) {
    this.f = typeof given === 'function' ? (given as FunctionValue) : null;
  }

  next(): Value | undefined {
    const { sources } = this;
    this.f ??= callable(this.given);
    const first = sources[0]!.next();
    if (first === undefined) return undefined;
    const args = [first];
    for (let index = 1; index < sources.length; index++) {
      const item = sources[index]!.next();
      if (item === undefined) return undefined;
      args.push(item);
    }
    return endingAtStop(this, this.f, args);
  }
}

/** A function that raises StopIteration ends the iterator it works for, which passes on what it raised. */
function endingAtStop(iterator: { stop: unknown }, f: FunctionValue, args: readonly Value[]): Value | undefined {
  try {
    return args.length === 1 ? f(args[0]!) : applied(f, args);
  } catch (problem) {
    if (!isStopIteration(problem)) throw problem;
    iterator.stop = problem;
    return undefined;
  }
}

const stoppableMethods = iteratorMethods({
  __next__(this: MapIterator | Filter) {
    const item = this.next();
    if (item !== undefined) return item;
    const { stop } = this;
    this.stop = null;
    throw stop ?? error('StopIteration');
  },
});

export const mapType: ClassValue = defineNativeType({
  name: 'map',
  prototype: MapIterator.prototype,
  parameters: '(*args)',
  construct: (...args: Value[]) => {
    if (args.length < 2) throw error('TypeError', 'map() must have at least two arguments.');
    return new MapIterator(args[0]!, args.slice(1).map(iterate));
  },
  methods: stoppableMethods,
});

export class Filter {
  private readonly f: FunctionValue | null;
  /** What the function raised to end the iteration. */
  stop: unknown = null;
  constructor(
    test: Value,
    private readonly items: IteratorObject,
  ) {
    this.f =
      test === null
        ? null
        : typeof test === 'function'
          ? (test as FunctionValue)
          : (item: Value) => callable(test)(item);
  }

  next(): Value | undefined {
    for (;;) {
      const item = this.items.next();
      if (item === undefined) return undefined;
      const answer = this.f === null ? item : endingAtStop(this, this.f, [item]);
      if (answer === undefined) return undefined;
      if (truth(answer)) return item;
    }
  }
}

export const filterType: ClassValue = defineNativeType({
  name: 'filter',
  prototype: Filter.prototype,
  parameters: '(function, iterable, /)',
  construct: (test: Value, iterable: Value) => new Filter(test, iterate(iterable)),
  methods: stoppableMethods,
});

/** Backwards over anything with `__len__` and `__getitem__`. */
export class Reversed {
  constructor(
    private position: number,
    private readonly item: (position: number) => Value,
  ) {}

  next(): Value | undefined {
    if (this.position <= 0) return undefined;
    this.position--;
    try {
      return this.item(this.position);
    } catch (problem) {
      this.position = 0;
      if (isStopIteration(problem) || typeName(problem as Value) === 'IndexError') return undefined;
      throw problem;
    }
  }

  remaining(): number {
    return this.position;
  }
}

function reversed(x: Value): Value {
  if (isLabelled(x)) refuse(x, 'iterate');
  const own = findSpecial(x, '__reversed__');
  if (own !== undefined) return own.call(x);
  const isForbidden = typeof x === 'object' && x !== null && (x as { $__reversed__?: unknown }).$__reversed__ === null;
  const item = findSpecial(x, '__getitem__');
  const length = findSpecial(x, '__len__');
  if (isForbidden || item === undefined) throw error('TypeError', `'${typeName(x)}' object is not reversible`);
  if (length === undefined) throw error('TypeError', `object of type '${typeName(x)}' has no len()`);
  const size = length.call(x) as number;
  return new Reversed(size, (position) => item.call(x, position));
}

export const reversedType: ClassValue = defineNativeType({
  name: 'reversed',
  prototype: Reversed.prototype,
  parameters: '(sequence, /)',
  construct: reversed,
  methods: iteratorMethods({
    __length_hint__(this: Reversed) {
      return this.remaining();
    },
  }),
});
