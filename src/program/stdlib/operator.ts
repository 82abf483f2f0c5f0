/** `operator`: the operators as functions, under their two names each, and the callables that fetch (`operator/getters.ts`). */
import { absolute } from '../builtins/numbers.ts';
import * as arithmetic from '../operators/arithmetic.ts';
import { findSpecial } from '../operators/attribute.ts';
import { call, callKeywords } from '../operators/call.ts';
import * as comparison from '../operators/comparison.ts';
import { contains } from '../operators/containment.ts';
import { requireInteger } from '../operators/indexing.ts';
import { deleteItem, getItem, setItem } from '../operators/items.ts';
import { isIterable, iterate } from '../operators/iteration.ts';
import { truth } from '../operators/truth.ts';
import { error } from '../values/exceptions.ts';
import { Keywords, native } from '../values/functions.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { sameItem } from '../values/sequence-comparison.ts';
import { typeName } from '../values/type-of.ts';
import type { FunctionValue, Value } from '../values/value.ts';
import { attributeGetterType, itemGetterType, methodCallerType } from './operator/getters.ts';
import { lengthHint } from './operator/length-hint.ts';

type Members = Record<string, Value>;

const one = (operate: (x: Value) => Value) => ['(a, /)', operate] as const;
const two = (operate: (a: Value, b: Value) => Value) => ['(a, b, /)', operate] as const;

/** What concatenates must have items, whatever `+` would say. */
function joined(add: (a: Value, b: Value) => Value): (a: Value, b: Value) => Value {
  return (a, b) => {
    if (findSpecial(a, '__getitem__') === undefined)
      throw error('TypeError', `'${typeName(a)}' object can't be concatenated`);
    return add(a, b);
  };
}

const nothing = (action: () => void): null => {
  action();
  return null;
};

/** Those that are also there as `__add__` and so on, without the underscore at the end of some. */
const underBothNames = {
  lt: two(comparison.less),
  le: two(comparison.lessEqual),
  eq: two(comparison.equal),
  ne: two(comparison.notEqual),
  ge: two(comparison.greaterEqual),
  gt: two(comparison.greater),
  not_: one((a) => !truth(a)),
  abs: one(absolute),
  add: two(arithmetic.add),
  and_: two(arithmetic.bitAnd),
  floordiv: two(arithmetic.floorDivide),
  index: one((a) => requireInteger(a)),
  inv: one(arithmetic.invert),
  invert: one(arithmetic.invert),
  lshift: two(arithmetic.shiftLeft),
  mod: two(arithmetic.modulo),
  mul: two(arithmetic.multiply),
  matmul: two(arithmetic.matrixMultiply),
  neg: one(arithmetic.negate),
  or_: two(arithmetic.bitOr),
  pos: one(arithmetic.plus),
  pow: two(arithmetic.power),
  rshift: two(arithmetic.shiftRight),
  sub: two(arithmetic.subtract),
  truediv: two(arithmetic.divide),
  xor: two(arithmetic.bitXor),
  concat: two(joined(arithmetic.add)),
  contains: two(contains),
  delitem: two((a, b) => nothing(() => deleteItem(a, b))),
  getitem: two(getItem),
  setitem: ['(a, b, c, /)', (a: Value, b: Value, c: Value) => nothing(() => setItem(a, b, c))],
  iadd: two(arithmetic.addInPlace),
  iand: two(arithmetic.bitAndInPlace),
  iconcat: two(joined(arithmetic.addInPlace)),
  ifloordiv: two(arithmetic.floorDivideInPlace),
  ilshift: two(arithmetic.shiftLeftInPlace),
  imod: two(arithmetic.moduloInPlace),
  imul: two(arithmetic.multiplyInPlace),
  imatmul: two(arithmetic.matrixMultiplyInPlace),
  ior: two(arithmetic.bitOrInPlace),
  ipow: two(arithmetic.powerInPlace),
  irshift: two(arithmetic.shiftRightInPlace),
  isub: two(arithmetic.subtractInPlace),
  itruediv: two(arithmetic.divideInPlace),
  ixor: two(arithmetic.bitXorInPlace),
  call: [
    '(obj, /, *args, **kwargs)',
    (f: Value, ...args: Value[]) => {
      const last = args.at(-1);
      return last instanceof Keywords ? callKeywords(f, args.slice(0, -1), last.names, last.values) : call(f, ...args);
    },
  ],
} satisfies Record<string, readonly [string, (...args: never[]) => Value]>;

const underOneName = {
  truth: one((a) => truth(a)),
  is_: two(comparison.isSame),
  is_not: two((a, b) => !comparison.isSame(a, b)),
  countOf: two(countOf),
  indexOf: two(indexOf),
  length_hint: ['(obj, default=0, /)', lengthHint],
} satisfies Record<string, readonly [string, (...args: never[]) => Value]>;

function countOf(items: Value, wanted: Value): number {
  if (!isIterable(items)) throw error('TypeError', `argument of type '${typeName(items)}' is not iterable`);
  const iterator = iterate(items);
  let count = 0;
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) if (sameItem(item, wanted)) count++;
  return count;
}

function indexOf(items: Value, wanted: Value): number {
  if (!isIterable(items)) throw error('TypeError', `argument of type '${typeName(items)}' is not iterable`);
  const iterator = iterate(items);
  let position = 0;
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    if (sameItem(item, wanted)) return position;
    position++;
  }
  throw error('ValueError', 'sequence.index(x): x not in sequence');
}

function makeMembers(): Members {
  const members: Members = {};
  const define = (name: string, [parameters, f]: readonly [string, (...args: never[]) => Value]): FunctionValue =>
    (members[name] = native(name, parameters, f as FunctionValue));
  for (const [name, form] of Object.entries(underBothNames)) {
    members[`__${name.replace(/_$/, '')}__`] = define(name, form);
  }
  for (const [name, form] of Object.entries(underOneName)) define(name, form);
  const names = Object.keys(members).filter((name) => !name.startsWith('_'));
  return {
    ...members,
    attrgetter: attributeGetterType,
    itemgetter: itemGetterType,
    methodcaller: methodCallerType,
    __all__: [...names, 'attrgetter', 'itemgetter', 'methodcaller'].sort(),
  };
}

export default makeModuleObject('operator', makeMembers());
