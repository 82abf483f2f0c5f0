/**
 * The third argument of `__exit__` and its kin. In Python it leads to frames, and from them to everything; here it is a
 * token without attributes, which says that there was an exception and can be handed on.
 */
import { defineNativeType } from './classes.ts';
import { type ExceptionObject, error } from './exceptions.ts';
import type { Value } from './value.ts';

class Traceback {}

defineNativeType({
  name: 'traceback',
  prototype: Traceback.prototype,
  parameters: '(*args)',
  construct: () => {
    throw error('TypeError', "cannot create 'traceback' instances");
  },
  isFinal: true,
  methods: {},
});

const tokens = new WeakMap<ExceptionObject, Traceback>();

/** The token of an exception, always the same one. */
export function tracebackOf(problem: ExceptionObject): Value {
  let token = tokens.get(problem);
  if (token === undefined) tokens.set(problem, (token = new Traceback()));
  return token;
}

export function isTraceback(x: Value): boolean {
  return x instanceof Traceback;
}
