/**
 * Descriptors: `property`, `staticmethod`, `classmethod` and programs' own (`__get__`, `__set__`), and how a member of a
 * class becomes a slot on the prototype of its instances and on the class itself.
 */
import { bindMethod } from './bound-methods.ts';
import {
  defineHidden,
  describesClass,
  isClass,
  lookUp,
  NativeClassMethod,
  NativeProperty,
  nativeReceiver,
  upper,
} from './classes.ts';
import { applied } from './engine-shortcuts.ts';
import { type ExceptionObject, error, exceptionTypes } from './exceptions.ts';
import { carriesMembersOf, openedForm } from './opened-base.ts';
import { isInstance, typeName, typeOf } from './type-of.ts';
import type { ClassValue, FunctionValue, ThisForm, Value } from './value.ts';

export class StaticMethod {
  isAbstract = false;
  constructor(readonly inner: Value) {}
}

export class ClassMethod {
  isAbstract = false;
  constructor(readonly inner: Value) {}
}

/** `property`: its four parts, replaced by `getter`, `setter` and `deleter` in copies. */
export class Property {
  isAbstract = false;
  /** The attribute it was first assigned to; messages name it. */
  name: string | null = null;
  constructor(
    public getter: Value,
    public setter: Value,
    public deleter: Value,
    public doc: Value,
  ) {}
}

/** A special method found on the type of a member that a program wrote. */
function descriptorMethod(member: Value, name: '__get__' | '__set__' | '__delete__'): ThisForm | undefined {
  if (typeof member !== 'object' || member === null || Array.isArray(member)) return undefined;
  const method = (member as Record<string, unknown>)['$' + name];
  return typeof method === 'function' ? (method as ThisForm) : undefined;
}

function isNativeDescriptor(member: Value): boolean {
  return member instanceof StaticMethod || member instanceof ClassMethod || member instanceof Property;
}

/** An object of a program's class (or of functools) that has `__get__`, `__set__` or `__delete__`. */
export function isOwnDescriptor(member: Value): boolean {
  return (
    !isNativeDescriptor(member) &&
    (descriptorMethod(member, '__get__') ??
      descriptorMethod(member, '__set__') ??
      descriptorMethod(member, '__delete__')) !== undefined
  );
}

/** True when assignments to the attribute go to the member and never to the instance. */
export function isDataDescriptor(member: Value): boolean {
  return (
    member instanceof Property ||
    member instanceof NativeProperty ||
    (isOwnDescriptor(member) &&
      (descriptorMethod(member, '__set__') ?? descriptorMethod(member, '__delete__')) !== undefined)
  );
}

/** True for functions that become methods; built-in functions and classes stay what they are. */
function becomesMethod(f: FunctionValue): boolean {
  if (f.method !== undefined) return true;
  if (f.classInfo !== undefined || f.boundFunction !== undefined) return false;
  return f.signature != null && f.signature.kind !== 'builtin';
}

/** What reading a class's member through an instance gives. */
export function memberOfInstance(member: Value, self: Value, type: ClassValue): Value {
  if (typeof member === 'function')
    return becomesMethod(member as FunctionValue) ? bindMethod(member as FunctionValue, self) : member;
  if (typeof member !== 'object' || member === null) return member;
  if (member instanceof Property) return readProperty(member, self);
  if (member instanceof StaticMethod) return member.inner;
  if (member instanceof ClassMethod) return boundToClass(member, type);
  if (member instanceof NativeProperty) return member.get.call(nativeReceiver(self));
  if (member instanceof NativeClassMethod) return member.bind(type);
  const get = descriptorMethod(member, '__get__');
  if (get !== undefined) return get.call(member, self, type);
  return member;
}

/** What reading a class's member through the class gives. */
export function memberOfClass(member: Value, cls: ClassValue): Value {
  if (typeof member !== 'object' || member === null) return member;
  if (member instanceof StaticMethod) return member.inner;
  if (member instanceof ClassMethod) return boundToClass(member, cls);
  if (member instanceof NativeClassMethod) return member.bind(cls);
  if (member instanceof Property || member instanceof NativeProperty) return member;
  const get = descriptorMethod(member, '__get__');
  return get === undefined ? member : get.call(member, null, cls);
}

/** A class method's function with the class as first argument. */
function boundToClass(member: ClassMethod, cls: ClassValue): Value {
  const { inner } = member;
  if (typeof inner === 'function') return bindMethod(inner as FunctionValue, cls);
  const get = descriptorMethod(inner, '__get__');
  if (get !== undefined) return get.call(inner, cls, cls);
  if (inner instanceof Property) return readProperty(inner, cls);
  throw error('TypeError', `'${typeName(inner)}' object is not callable`);
}

// ---------------------------------------------------------------- properties

export function readProperty(property: Property, self: Value): Value {
  if (property.getter === null) throw refusedProperty(property, self, 'getter');
  return callMember(property.getter, self);
}

export function writeProperty(property: Property, self: Value, value: Value): void {
  if (property.setter === null) throw refusedProperty(property, self, 'setter');
  callMember(property.setter, self, value);
}

export function deleteProperty(property: Property, self: Value): void {
  if (property.deleter === null) throw refusedProperty(property, self, 'deleter');
  callMember(property.deleter, self);
}

function callMember(f: Value, ...args: Value[]): Value {
  if (typeof f === 'function') return applied(f as FunctionValue, args);
  const call = typeof f === 'object' && f !== null ? (f as { $__call__?: ThisForm }).$__call__ : undefined;
  if (typeof call === 'function') return call.apply(f, args);
  throw error('TypeError', `'${typeName(f)}' object is not callable`);
}

function refusedProperty(property: Property, self: Value, part: string): ExceptionObject {
  const { qualname } = typeOf(self).classInfo;
  const named = property.name === null ? 'property' : `property '${property.name}'`;
  return error('AttributeError', `${named} of '${qualname}' object has no ${part}`);
}

// ---------------------------------------------------------------- slots

/**
 * Emitted code reads `o.$x` inline and asks again (by `getAttribute`, or by calling `o.$x`) when it found a function.
 * A computed attribute whose value is a function would then be computed twice, so its accessor leaves the value here
 * for the second reading, which always follows at once.
 */
const pending: { self: Value | undefined; member: Value; value: Value } = {
  self: undefined,
  member: null,
  value: null,
};

function takePending(self: Value, member: Value): Value | undefined {
  if (pending.self !== self || pending.member !== member) return undefined;
  const { value } = pending;
  forgetPending();
  return value;
}

/** Ends the wait for a second reading, where the first was not an inline one. */
export function forgetPending(): void {
  pending.self = undefined;
  pending.member = null;
  pending.value = null;
}

/** Reads for the accessor of a slot. A failing getter falls back on `__getattr__`, as any missing attribute does. */
function readComputed(self: Value, name: string, member: Value): Value {
  const kept = takePending(self, member);
  if (kept !== undefined) return kept;
  let value: Value;
  try {
    value =
      member instanceof Property && typeof member.getter === 'function'
        ? (member.getter as FunctionValue)(self)
        : memberOfInstance(member, self, typeOf(self));
  } catch (problem) {
    const fallback = (self as { $__getattr__?: ThisForm }).$__getattr__;
    if (typeof fallback !== 'function' || !isInstance(problem as Value, exceptionTypes.AttributeError)) throw problem;
    value = fallback.call(self, name);
  }
  if (typeof value === 'function') {
    pending.self = self;
    pending.member = member;
    pending.value = value;
  }
  return value;
}

/** Puts a member where instances of `cls` find it. */
export function installSlot(cls: ClassValue, name: string, member: Value): void {
  const key = '$' + name;
  const { prototype } = cls.classInfo;
  installOnClass(cls, key, member);
  if (typeof member === 'function') {
    const f = member as FunctionValue;
    return defineHidden(prototype, key, becomesMethod(f) ? thisFormOf(f, cls) : f);
  }
  if (member instanceof StaticMethod) return defineHidden(prototype, key, member.inner);
  if (member instanceof ClassMethod && typeof member.inner === 'function') {
    return defineHidden(prototype, key, bindMethod(member.inner as FunctionValue, cls));
  }
  if (member instanceof NativeClassMethod) return defineHidden(prototype, key, member.bind(cls));
  if (
    !(
      member instanceof Property ||
      member instanceof NativeProperty ||
      member instanceof ClassMethod ||
      isOwnDescriptor(member)
    )
  ) {
    return defineHidden(prototype, key, member);
  }
  Object.defineProperty(prototype, key, {
    configurable: true,
    enumerable: false,
    get(this: Value) {
      return readComputed(this, name, member);
    },
    set(this: Value, value: Value) {
      writeComputed(this, name, member, value);
    },
  });
}

/** The this-form of a function; base values of native types are opened for the native's own methods. */
function thisFormOf(f: FunctionValue, cls: ClassValue): ThisForm {
  const { method, owner } = f;
  if (method === undefined) {
    return function (this: Value, ...args: Value[]) {
      return f(this, ...args);
    };
  }
  if (owner === undefined || owner === cls || owner.classInfo.order.length === 1) return method;
  if (cls.classInfo.order.includes(owner)) return openedForm(method);
  // Taken from a class that this one does not derive from: it refuses every receiver it will get.
  return function (this: Value, ...args: Value[]) {
    return f(this, ...args);
  };
}

function writeComputed(self: Value, name: string, member: Value, value: Value): void {
  if (member instanceof Property) return writeProperty(member, self, value);
  if (member instanceof NativeProperty) return upper.readOnly(self, name);
  const set = descriptorMethod(member, '__set__');
  if (set !== undefined) {
    set.call(member, self, value);
    return;
  }
  if (descriptorMethod(member, '__delete__') !== undefined) throw error('AttributeError', '__set__');
  Object.defineProperty(self, '$' + name, { value, writable: true, configurable: true, enumerable: true });
}

/** The same name as seen on the class itself. */
function installOnClass(cls: ClassValue, key: string, member: Value): void {
  if (
    typeof member === 'object' &&
    member !== null &&
    !isNativeDescriptor(member) &&
    descriptorMethod(member, '__get__')
  ) {
    Object.defineProperty(cls, key, {
      configurable: true,
      enumerable: false,
      get(this: ClassValue) {
        return memberOfClass(member, this);
      },
    });
  } else if (member instanceof ClassMethod || member instanceof NativeClassMethod) {
    defineHidden(cls, key, memberOfClass(member, cls));
  } else if (!describesClass(key.slice(1))) {
    defineHidden(cls, key, memberOfClass(member, cls));
  }
}

/** Assigns or removes a class attribute and brings the slots of all subclasses up to date. */
export function refreshSlots(cls: ClassValue, name: string): void {
  const own = cls.classInfo.namespace.get(name);
  if (own !== undefined) installSlot(cls, name, own);
  else {
    const key = '$' + name;
    delete (cls.classInfo.prototype as Record<string, unknown>)[key];
    delete (cls as unknown as Record<string, unknown>)[key];
    const member = lookUp(cls, name);
    if (member !== undefined && !inheritsByChain(cls, name)) installSlot(cls, name, member);
  }
  for (const subclass of cls.classInfo.subclasses) if (!subclass.classInfo.isNative) refreshSlots(subclass, name);
}

/** True when JavaScript's own chain already leads to the right definition of `name`. */
export function inheritsByChain(cls: ClassValue, name: string): boolean {
  const { order, prototype } = cls.classInfo;
  const definer = order.find((candidate) => candidate.classInfo.namespace.has(name));
  if (definer === undefined || definer === cls) return false;
  const member = definer.classInfo.namespace.get(name)!;
  // Functions bound to a class differ for each class.
  if (member instanceof ClassMethod || member instanceof NativeClassMethod) return false;
  let holder: object | null = Object.getPrototypeOf(prototype) as object | null;
  while (holder !== null && !Object.hasOwn(holder, '$' + name)) holder = Object.getPrototypeOf(holder) as object | null;
  if (holder === null || !carriesMembersOf(definer, holder)) return false;
  let face: object | null = Object.getPrototypeOf(cls) as object | null;
  while (face !== null && !Object.hasOwn(face, '$' + name)) face = Object.getPrototypeOf(face) as object | null;
  return face === definer;
}

export function isAbstract(member: Value): boolean {
  if (member instanceof Property) {
    return (
      member.isAbstract ||
      [member.getter, member.setter, member.deleter].some((part) => part !== null && isAbstract(part))
    );
  }
  if (member instanceof StaticMethod || member instanceof ClassMethod)
    return member.isAbstract || isAbstract(member.inner);
  return typeof member === 'function' && (member as { isAbstract?: boolean }).isAbstract === true;
}

/** `@abstractmethod`: the class cannot be instantiated until a subclass overrides the member. */
export function markAbstract(member: Value): Value {
  if (typeof member === 'function' && !isClass(member)) defineHidden(member, 'isAbstract', true);
  else if (member instanceof Property || member instanceof StaticMethod || member instanceof ClassMethod)
    member.isAbstract = true;
  return member;
}
