/**
 * How the iterators of `itertools` become Aegis types.
 */
import { defineNativeType } from '../../values/classes.ts';
import { part } from '../../values/engine-shortcuts.ts';
import { error } from '../../values/exceptions.ts';
import { Keywords } from '../../values/functions.ts';
import { iteratorMethods } from '../../values/iterators.ts';
import type { ClassValue, IteratorObject, ThisForm, Value } from '../../values/value.ts';

/** Defines an iterator type that programs call to make one. */
export function lazyType(
  name: string,
  parameters: string,
  prototype: IteratorObject,
  construct: (...args: never[]) => IteratorObject,
  more: Readonly<Record<string, ThisForm | readonly [string, ThisForm]>> = {},
): ClassValue {
  return defineNativeType({
    name,
    module: 'itertools',
    parameters,
    prototype,
    construct,
    methods: { ...iteratorMethods(), ...more },
  });
}

/** A keyword-only argument, taken from the end of the arguments. */
export function keywordIn(args: readonly Value[], name: string): Value | undefined {
  const last = args[args.length - 1];
  if (!(last instanceof Keywords)) return undefined;
  const index = last.names.indexOf(name);
  return index < 0 ? undefined : last.values[index];
}

/** The positional arguments of a call that may end in keywords. */
export function positionalIn(args: readonly Value[]): readonly Value[] {
  return args[args.length - 1] instanceof Keywords ? part(args, 0, args.length - 1) : args;
}

/** A size that may not be negative. */
export function refuseNegative(size: number, name: string): void {
  if (size < 0) throw error('ValueError', `${name} must be non-negative`);
}
