/** Bound methods: what `o.method` gives when it is read and not called at once. */
import { nativeReceiver, objectType } from './classes.ts';
import type { FunctionValue, Value } from './value.ts';

/**
 * A function that gives `self` to `plain` as first argument. It is a new function each time; `==` compares receiver
 * and function (see `boundMethodsEqual`).
 */
export function bindMethod(plain: FunctionValue, self: Value): FunctionValue {
  const { method, owner } = plain;
  const receiver = owner !== undefined && owner !== objectType ? nativeReceiver(self) : self;
  const bound: FunctionValue =
    method === undefined
      ? (...args: Value[]) => plain(self, ...args)
      : (...args: Value[]) => method.apply(receiver, args);
  bound.boundSelf = self;
  bound.boundFunction = plain;
  return bound;
}

/** True when two functions are the same, or bound methods of the same function and receiver. */
export function boundMethodsEqual(left: FunctionValue, right: FunctionValue): boolean {
  if (left === right) return true;
  return (
    left.boundFunction !== undefined && left.boundFunction === right.boundFunction && left.boundSelf === right.boundSelf
  );
}
