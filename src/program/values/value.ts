/**
 * What an Aegis value is in JavaScript (docs/runtime.md §2). Small value classes stand here; containers and text have
 * files of their own. Nothing here knows how values behave: behaviour stands on the prototypes (see `classes.ts`).
 */
import type { ClassInfo } from './classes.ts';
import type { Signature } from './functions.ts';

/**
 * Any Aegis value. `undefined` is never one: it means unbound, absent, or the end of an iteration.
 * (`object` covers the value classes and instances, which have nothing in common that TypeScript could name.)
 */
export type Value = number | bigint | boolean | null | string | Value[] | FunctionValue | object;

/** A JavaScript function that a program may call: positional parameters, no use of `this`. */
// biome-ignore lint/suspicious/noExplicitAny: parameters are positional and differ from function to function
export type FunctionValue = ((...args: any[]) => Value) & {
  signature?: Signature;
  /** The this-form of a function that was written as a method. */
  method?: ThisForm;
  /** Bound methods: the receiver and the plain function it is given to. */
  boundSelf?: Value;
  boundFunction?: FunctionValue;
  /** Methods of native types: the type that defines them. */
  owner?: ClassValue;
  /** `__new__` of a native type: the type. */
  constructs?: ClassValue;
  /** Alternating names and values; kept only for decorated functions. */
  annotations?: () => Value[];
  classInfo?: ClassInfo;
};

/** A function that takes its receiver as `this`: what stands under `$name` on prototypes. */
// biome-ignore lint/suspicious/noExplicitAny: receivers and parameters differ from method to method
export type ThisForm = (this: any, ...args: any[]) => Value;

/** A class: a JavaScript function (calling it constructs) that carries its description. */
export type ClassValue = FunctionValue & { classInfo: ClassInfo };

/**
 * Makes the first object of a class while its prototype has nothing but methods. The engine lays out all objects of a class
 * when it makes the first, with a place for whatever its prototype has that is no function: for a float and a labelled
 * value, which operations make by the million, that would be half of the memory.
 */
export function settleLayout(make: () => object): void {
  make();
}

export class Float {
  /**
   * How emitted code recognises a float: `instanceof` across realms is 13 times slower than this property. It is false
   * in instances of subclasses, which may have operators of their own.
   */
  declare readonly isFloat: boolean;
  constructor(readonly value: number) {}
}
settleLayout(() => new Float(0));
Object.defineProperty(Float.prototype, 'isFloat', { value: true });

export class Complex {
  constructor(
    readonly real: number,
    readonly imaginary: number,
  ) {}
}

export class Tuple {
  /** Cached by `hash`; 0 when not computed yet. */
  hashed = 0;
  constructor(readonly items: readonly Value[]) {}
}

export class Range {
  constructor(
    readonly start: number | bigint,
    readonly stop: number | bigint,
    readonly step: number | bigint,
  ) {}
}

export class SliceValue {
  constructor(
    readonly start: Value,
    readonly stop: Value,
    readonly step: Value,
  ) {}
}

export class Bytes {
  hashed = 0;
  constructor(readonly data: Uint8Array) {}
}

export class ByteArray {
  constructor(public data: Uint8Array) {}
}

/** `...` and `NotImplemented`. */
export class Singleton {
  constructor(readonly name: string) {}
}
export const ellipsis = new Singleton('Ellipsis');
export const notImplemented = new Singleton('NotImplemented');

/** An iterator object: what `iterate` returns and `for` drives. */
export interface IteratorObject {
  next(): Value | undefined;
}
