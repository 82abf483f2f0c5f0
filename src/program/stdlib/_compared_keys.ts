/** What `functools.cmp_to_key` makes: keys that ask an old-style comparison, which answers a negative, zero or positive number. */
import { call } from '../operators/call.ts';
import * as comparison from '../operators/comparison.ts';
import { defineNativeType } from '../values/classes.ts';
import { error } from '../values/exceptions.ts';
import { native } from '../values/functions.ts';
import type { FunctionValue, ThisForm, Value } from '../values/value.ts';

class ComparedKey {
  constructor(
    readonly compare: Value,
    readonly obj: Value,
  ) {}
}

/** One of the comparisons: what the answer is to zero. */
function asked(relation: (answer: Value, zero: Value) => Value): readonly [string, ThisForm] {
  return [
    '(other, /)',
    function (this: ComparedKey, other: Value) {
      if (!(other instanceof ComparedKey)) throw error('TypeError', 'other argument must be K instance');
      return relation(call(this.compare, this.obj, other.obj), 0);
    },
  ];
}

defineNativeType({
  name: 'KeyWrapper',
  module: 'functools',
  prototype: ComparedKey.prototype,
  parameters: '(*args)',
  construct: () => {
    throw error('TypeError', "cannot create 'functools.KeyWrapper' instances");
  },
  isFinal: true,
  statics: { __hash__: null },
  methods: {
    __lt__: asked(comparison.less),
    __gt__: asked(comparison.greater),
    __eq__: asked(comparison.equal),
    __le__: asked(comparison.lessEqual),
    __ge__: asked(comparison.greaterEqual),
  },
  properties: {
    obj(this: ComparedKey) {
      return this.obj;
    },
  },
});

/** `cmp_to_key(mycmp)` */
export const comparedKeys: FunctionValue = native('cmp_to_key', '(mycmp)', (compare: Value) =>
  native('K', '(obj)', (obj: Value) => new ComparedKey(compare, obj)),
);
