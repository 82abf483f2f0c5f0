/** `super()`: attributes looked up after a given class in the order of the receiver's class. */
import { bindMethod } from '../values/bound-methods.ts';
import { defineHidden, defineNativeType, isClass, isSubclass, lookUpEpoch } from '../values/classes.ts';
import { memberOfClass, memberOfInstance } from '../values/descriptors.ts';
import { error } from '../values/exceptions.ts';
import { isInstance, typeOf } from '../values/type-of.ts';
import type { ClassValue, FunctionValue, Value } from '../values/value.ts';
import { getAttribute, missingAttribute } from './attribute.ts';

export class Super {
  constructor(
    /** The class after which the search begins. */
    readonly after: ClassValue,
    readonly self: Value,
    /** The class whose order is searched: that of `self`, or `self` itself in class methods. */
    readonly start: ClassValue,
  ) {}
}

/** `super()` in a method of `after` whose first argument is `self`. @throws TypeError when they do not belong together */
export function superOf(after: Value, self: Value): Super {
  if (after === undefined) throw error('RuntimeError', 'super(): empty __class__ cell');
  if (!isClass(after)) throw error('TypeError', 'super() argument 1 must be a type');
  if (isClass(self) && isSubclass(self, after)) return new Super(after, self, self);
  if (!isInstance(self, after))
    throw error('TypeError', 'super(type, obj): obj must be an instance or subtype of type');
  return new Super(after, self, typeOf(self));
}

/** A member after `after` in the order of `start`, raw. */
export function lookUpAfter(start: ClassValue, after: ClassValue, name: string): Value | undefined {
  const { order } = start.classInfo;
  for (let index = order.indexOf(after) + 1; index < order.length; index++) {
    const member = order[index]!.classInfo.namespace.get(name);
    if (member !== undefined) return member;
  }
  return undefined;
}

/** An attribute of a `super()` object; undefined when no class has it. */
export function superAttribute(target: Super, name: string): Value | undefined {
  const member = lookUpAfter(target.start, target.after, name);
  if (member === undefined) return undefined;
  if (target.self === target.start) return memberOfClass(member, target.start);
  return memberOfInstance(member, target.self, target.start);
}

/** What was found for `super().name` on one class, valid while no class changes. */
interface Remembered {
  readonly start: ClassValue;
  readonly epoch: number;
  readonly plain: FunctionValue;
}
const remembered = new WeakMap<ClassValue, Map<string, Remembered>>();

/**
 * `super().name` as something to call.
 *
 * @throws AttributeError when no class after `after` has it
 */
export function superMethod(after: ClassValue, self: Value, name: string): FunctionValue {
  const start = typeof self === 'function' && isClass(self) ? null : typeOf(self);
  if (start !== null && isClass(after)) {
    const known = remembered.get(after)?.get(name);
    if (known !== undefined && known.start === start && known.epoch === lookUpEpoch.current) {
      return bindMethod(known.plain, self);
    }
    if (isInstance(self, after)) remember(after, start, name);
  }
  const target = superOf(after, self);
  const value = superAttribute(target, name);
  if (value === undefined) throw missingAttribute(target, name);
  return typeof value === 'function' ? (value as FunctionValue) : (getAttribute(value, '__call__') as FunctionValue);
}

function remember(after: ClassValue, start: ClassValue, name: string): void {
  const member = lookUpAfter(start, after, name);
  if (typeof member !== 'function') return;
  const plain = member as FunctionValue;
  if (plain.method === undefined) return;
  let names = remembered.get(after);
  if (names === undefined) {
    names = new Map();
    remembered.set(after, names);
  }
  names.set(name, { start, epoch: lookUpEpoch.current, plain });
}

export const superType: ClassValue = defineNativeType({
  name: 'super',
  prototype: Super.prototype,
  parameters: '(type, object, /)',
  construct: (after: Value, self: Value) => superOf(after, self),
  methods: {
    __repr__(this: Super) {
      return `<super: <class '${this.after.classInfo.name}'>, <${this.start.classInfo.name} object>>`;
    },
  },
  isFinal: true,
});

// `super(C, x).__init__(…)` means the method after C, never that of the `super` object itself.
for (const name of ['__new__', '__init__', '__init_subclass__', '__setattr__', '__delattr__', '__eq__', '__ne__']) {
  defineHidden(Super.prototype, `$${name}`, undefined);
}
