/**
 * Which values are plain data: those of which every part is known, and whose methods are all of the runtime. Only they may
 * be worked on under a label, since a method of a program's own (`__eq__`, `__format__`, `__getitem__` …) or a function
 * that runs later would get to see what is inside. The list is closed: a type that is not on it is not plain.
 */
import { Text } from '../values/text.ts';
import {
  ByteArray,
  Bytes,
  type ClassValue,
  Complex,
  Float,
  type FunctionValue,
  Range,
  Singleton,
  SliceValue,
  Tuple,
  type Value,
} from '../values/value.ts';

/** What a value is made of. */
type Parts<Type> = (value: Type) => readonly Value[];

/** By JavaScript prototype, so that instances of derived classes are not among them. */
const dataTypes = new Map<object, Parts<never>>();

const none: readonly Value[] = [];

/**
 * Says that values of a type are plain data when their parts are. What can be changed in place must be copied by
 * `mapLeaves`, or a quarantined frame could carry a value out in it.
 *
 * @param prototype of the JavaScript class
 * @param parts what such a value holds; without it nothing
 */
export function definePlainData<Type extends object>(prototype: Type, parts: Parts<Type> = () => none): void {
  dataTypes.set(prototype, parts as Parts<never>);
}

definePlainData(Float.prototype);
definePlainData(Complex.prototype);
definePlainData(Text.prototype);
definePlainData(Bytes.prototype);
definePlainData(ByteArray.prototype);
definePlainData(Range.prototype);
definePlainData(Tuple.prototype, ({ items }) => items);
definePlainData(SliceValue.prototype, ({ start, stop, step }) => [start, stop, step]);

/** Deeper nesting than this counts as not plain: it could be endless. */
const deepestNesting = 200;

/** True for values, however nested, that are plain data. Built-in classes count, as do labelled parts: they stay closed. */
export function isPlainData(value: Value, depth = 0): boolean {
  if (typeof value === 'function') return (value as FunctionValue as Partial<ClassValue>).classInfo?.isNative ?? false;
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return areAllPlain(value, depth);
  const parts = dataTypes.get(Object.getPrototypeOf(value) as object) as Parts<Value> | undefined;
  return parts === undefined ? value instanceof Singleton : areAllPlain(parts(value), depth);
}

function areAllPlain(values: readonly Value[], depth: number): boolean {
  if (values.length > 0 && depth >= deepestNesting) return false;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (typeof value === 'string' || typeof value === 'number') continue;
    if (!isPlainData(value, depth + 1)) return false;
  }
  return true;
}
