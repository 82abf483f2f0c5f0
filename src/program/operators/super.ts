/** `super()`: attributes looked up after a given class in the order of the receiver's class. */
import { bindMethod } from '../values/bound-methods.ts';
import { defineHidden, defineNativeType, isClass, isSubclass, lookUpEpoch, nativeReceiver } from '../values/classes.ts';
import { memberOfClass, memberOfInstance } from '../values/descriptors.ts';
import { error } from '../values/exceptions.ts';
import { isInstance, typeName, typeOf } from '../values/type-of.ts';
import type { ClassValue, FunctionValue, ThisForm, Value } from '../values/value.ts';
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
  if (self === undefined) throw error('RuntimeError', 'super(): arg[0] deleted');
  if (!isClass(after)) throw error('TypeError', `super() argument 1 must be a type, not ${typeName(after)}`);
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

/** What was found for `super().name`, by class of the receiver and name; valid while no class changes. */
interface Remembered {
  epoch: number;
  readonly found: Map<ClassValue, Map<string, FunctionValue>>;
}
const remembered = new WeakMap<ClassValue, Remembered>();

/**
 * `super().name` as something to call.
 *
 * @throws AttributeError when no class after `after` has it
 */
export function superMethod(after: ClassValue, self: Value, name: string): FunctionValue {
  const plain = superFunction(after, self, name);
  if (plain !== undefined) return bindMethod(plain, self);
  const target = superOf(after, self);
  const value = superAttribute(target, name);
  if (value === undefined) throw missingAttribute(target, name);
  return typeof value === 'function' ? (value as FunctionValue) : (getAttribute(value, '__call__') as FunctionValue);
}

/**
 * `super().name` as something to call with `self` as JavaScript's receiver: a method needs no binding then.
 *
 * @throws AttributeError when no class after `after` has it
 */
export function superSlot(after: ClassValue, self: Value, name: string): ThisForm {
  const plain = superFunction(after, self, name);
  if (plain === undefined) return superMethod(after, self, name);
  // Methods of list, str and int work on what an instance of a subclass holds.
  return plain.owner !== undefined && nativeReceiver(self) !== self ? bindMethod(plain, self) : plain.method!;
}

/** The method that `super().name` means, in plain form; undefined when it is none, or not for this receiver. */
function superFunction(after: ClassValue, self: Value, name: string): FunctionValue | undefined {
  if (self === undefined || typeof self === 'function' || !isClass(after)) return undefined;
  const start = typeOf(self);
  let known = remembered.get(after);
  if (known === undefined) remembered.set(after, (known = { epoch: lookUpEpoch.current, found: new Map() }));
  else if (known.epoch !== lookUpEpoch.current) {
    known.epoch = lookUpEpoch.current;
    known.found.clear();
  }
  return known.found.get(start)?.get(name) ?? remember(known, after, self, start, name);
}

function remember(
  { found }: Remembered,
  after: ClassValue,
  self: Value,
  start: ClassValue,
  name: string,
): FunctionValue | undefined {
  if (!isInstance(self, after)) return undefined;
  const member = lookUpAfter(start, after, name);
  if (typeof member !== 'function' || (member as FunctionValue).method === undefined) return undefined;
  let names = found.get(start);
  if (names === undefined) found.set(start, (names = new Map()));
  names.set(name, member as FunctionValue);
  return member as FunctionValue;
}

export const superType: ClassValue = defineNativeType({
  name: 'super',
  prototype: Super.prototype,
  parameters: '(*args)',
  construct: (...args: Value[]) => {
    const [after, self] = args;
    if (args.length > 2) throw error('TypeError', `super() expected at most 2 arguments, got ${args.length}`);
    if (after === undefined) throw error('RuntimeError', 'super(): no arguments');
    if (self === undefined) throw error('TypeError', 'super() needs an object or class after the class');
    return superOf(after, self);
  },
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
