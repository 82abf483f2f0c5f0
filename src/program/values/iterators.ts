/**
 * Iterators of the built-in containers. Each is an Aegis value with `$__next__` and, for our own loops, a `next()` that
 * gives `undefined` at the end. An iterator that has ended stays ended.
 */

import { integerOf } from '../operators/indexing.ts';
import { defineNativeType } from './classes.ts';
import { error, exceptionTypes } from './exceptions.ts';
import { type Text, textFromPoints } from './text.ts';
import type { ClassValue, IteratorObject, ThisForm, Tuple, Value } from './value.ts';

/**
 * Makes a class of iterator objects (with `next()`) an Aegis type.
 *
 * @param more further methods in this-form
 */
export function defineIteratorType(
  name: string,
  prototype: IteratorObject,
  more: Readonly<Record<string, ThisForm>> = {},
): ClassValue {
  return defineNativeType({
    name,
    prototype,
    parameters: '(*args)',
    construct: () => {
      throw error('TypeError', `cannot create '${name}' instances`);
    },
    methods: iteratorMethods(more),
    isFinal: true,
  });
}

/** `__iter__` and `__next__` over `next()`. */
export function iteratorMethods(more: Readonly<Record<string, ThisForm>> = {}): Readonly<Record<string, ThisForm>> {
  return {
    __iter__(this: Value) {
      return this;
    },
    __next__(this: IteratorObject) {
      const item = this.next();
      if (item === undefined) throw exceptionTypes.StopIteration();
      return item;
    },
    ...more,
  };
}

export class ListIterator {
  private position = 0;
  constructor(private list: Value[] | null) {}

  next(): Value | undefined {
    const { list } = this;
    if (list === null) return undefined;
    // The list may grow while we walk; its length counts at each step.
    if (this.position < list.length) return list[this.position++];
    this.list = null;
    return undefined;
  }

  remaining(): number {
    return this.list === null ? 0 : Math.max(0, this.list.length - this.position);
  }

  setPosition(state: Value): null {
    const position = integerOf(state);
    if (typeof position !== 'number') throw error('TypeError', 'an integer is required');
    if (this.list !== null) this.position = Math.min(Math.max(position, 0), this.list.length);
    return null;
  }
}

export class ReverseListIterator {
  private position: number;
  constructor(private list: Value[] | null) {
    this.position = list === null ? -1 : list.length - 1;
  }

  next(): Value | undefined {
    const { list, position } = this;
    if (list === null) return undefined;
    if (position >= 0 && position < list.length) {
      this.position--;
      return list[position];
    }
    this.list = null;
    return undefined;
  }

  remaining(): number {
    return this.list === null || this.position >= this.list.length ? 0 : this.position + 1;
  }

  setPosition(state: Value): null {
    const position = integerOf(state);
    if (typeof position !== 'number') throw error('TypeError', 'an integer is required');
    if (this.list !== null) this.position = Math.min(Math.max(position, -1), this.list.length - 1);
    return null;
  }
}

export class TupleIterator {
  private position = 0;
  private readonly items: readonly Value[];
  constructor(tuple: Tuple) {
    this.items = tuple.items;
  }

  next(): Value | undefined {
    return this.position < this.items.length ? this.items[this.position++] : undefined;
  }

  remaining(): number {
    return this.items.length - this.position;
  }

  setPosition(state: Value): null {
    const position = integerOf(state);
    if (typeof position !== 'number') throw error('TypeError', 'an integer is required');
    this.position = Math.min(Math.max(position, 0), this.items.length);
    return null;
  }
}

export class StringIterator {
  private position = 0;
  constructor(private readonly text: string) {}

  next(): Value | undefined {
    return this.position < this.text.length ? this.text[this.position++] : undefined;
  }

  remaining(): number {
    return this.text.length - this.position;
  }
}

export class TextIterator {
  private position = 0;
  private readonly points: readonly number[];
  constructor(text: Text) {
    this.points = text.points;
  }

  next(): Value | undefined {
    return this.position < this.points.length ? textFromPoints([this.points[this.position++]!]) : undefined;
  }

  remaining(): number {
    return this.points.length - this.position;
  }
}

export class BytesIterator {
  private position = 0;
  /** @param data gives the bytes at each step: a bytearray may change meanwhile */
  constructor(private readonly owner: { readonly data: Uint8Array }) {}

  next(): Value | undefined {
    return this.position < this.owner.data.length ? this.owner.data[this.position++] : undefined;
  }

  remaining(): number {
    return Math.max(0, this.owner.data.length - this.position);
  }
}

/** Over anything with `__getitem__`: items 0, 1, 2 … until IndexError or StopIteration. */
export class SequenceIterator {
  private position = 0;
  constructor(
    private readonly item: ((position: number) => Value) | null,
    private readonly isEnd: (problem: unknown) => boolean,
  ) {}
  private ended = false;

  next(): Value | undefined {
    if (this.ended || this.item === null) return undefined;
    try {
      return this.item(this.position++);
    } catch (problem) {
      if (!this.isEnd(problem)) throw problem;
      this.ended = true;
      return undefined;
    }
  }
}

/** `iter(f, sentinel)`: calls f until it gives the sentinel. */
export class CallIterator {
  private ended = false;
  constructor(
    private readonly produce: () => Value,
    private readonly isSentinel: (value: Value) => boolean,
    private readonly isEnd: (problem: unknown) => boolean,
  ) {}

  next(): Value | undefined {
    if (this.ended) return undefined;
    try {
      const value = this.produce();
      if (!this.isSentinel(value)) return this.ended ? undefined : value;
    } catch (problem) {
      if (!this.isEnd(problem)) throw problem;
    }
    this.ended = true;
    return undefined;
  }
}

const lengthHint = {
  __length_hint__(this: { remaining(): number }) {
    return this.remaining();
  },
};
const movable = {
  ...lengthHint,
  __setstate__(this: { setPosition(state: Value): null }, state: Value) {
    return this.setPosition(state);
  },
};

defineIteratorType('list_iterator', ListIterator.prototype, movable);
defineIteratorType('list_reverseiterator', ReverseListIterator.prototype, movable);
defineIteratorType('tuple_iterator', TupleIterator.prototype, movable);
defineIteratorType('str_iterator', TextIterator.prototype, lengthHint);
defineIteratorType('str_ascii_iterator', StringIterator.prototype, lengthHint);
defineIteratorType('bytes_iterator', BytesIterator.prototype, lengthHint);
defineIteratorType('iterator', SequenceIterator.prototype);
defineIteratorType('callable_iterator', CallIterator.prototype);
