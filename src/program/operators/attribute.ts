/**
 * Attributes: the full protocol behind the inline fast paths of emitted code (docs/runtime.md §3). An attribute is the
 * property `$name`; what is found on an instance's own object is its value, what is found on a prototype belongs to the
 * class and may have to be bound. Nothing without `$` can be reached.
 */
import { bannedAttributes } from '#language/banned-attributes';
import { requireNoQuarantine } from '../taint/quarantine.ts';
import { isLabelled, refuse } from '../taint.ts';
import {
  defineHidden,
  forgetFound,
  isClass,
  isClosed,
  lookUp,
  lookUpEpoch,
  NativeProperty,
  nativeReceiver,
  typePrototype,
  upper,
} from '../values/classes.ts';
import {
  deleteProperty,
  forgetPending,
  isDataDescriptor,
  memberOfClass,
  memberOfInstance,
  Property,
  refreshSlots,
  writeProperty,
} from '../values/descriptors.ts';
import { error, exceptionTypes, isException } from '../values/exceptions.ts';
import { ModuleObject } from '../values/module-object.ts';
import { slotMember } from '../values/slot-members.ts';
import { isStr } from '../values/text.ts';
import { functionType, isInstance, methodType, typeName, typeOf } from '../values/type-of.ts';
import type { ClassValue, FunctionValue, ThisForm, Value } from '../values/value.ts';
import { callable } from './call.ts';
import { labelledAttribute, labelledMethod } from './labelled-attribute.ts';
import { Super, superAttribute } from './super.ts';

type Slots = Record<string, Value | undefined>;

/** Property keys of attribute names: concatenating each time would intern a new string each time. */
const keys = new Map<string, string>();

export function keyOf(name: string): string {
  let key = keys.get(name);
  if (key === undefined) {
    key = '$' + name;
    // getattr with made-up names must not fill the memory.
    if (keys.size > 20_000) keys.clear();
    keys.set(name, key);
  }
  return key;
}

/**
 * `o.name`.
 *
 * @throws AttributeError with CPython's message, or what a property or `__getattr__` raises
 */
export function getAttribute(o: Value, name: string): Value {
  const value = findAttribute(o, name);
  if (value === undefined) throw missingAttribute(o, name);
  return value;
}

/** The same, `undefined` when the attribute is missing (`getattr` with a default, pattern matching). */
export function attributeOrUndefined(o: Value, name: string): Value | undefined {
  try {
    return findAttribute(o, name);
  } catch (problem) {
    if (isException(problem) && isInstance(problem, exceptionTypes.AttributeError)) return undefined;
    throw problem;
  }
}

function findAttribute(o: Value, name: string): Value | undefined {
  if (bannedAttributes.has(name)) return undefined;
  if (typeof o === 'function') return functionAttribute(o as FunctionValue, name);
  if (o === null) return nullAttribute(name);
  const key = keyOf(name);
  const value = (o as Slots)[key];
  if (value !== undefined && typeof value !== 'function') {
    if (typeof o === 'object' && isLabelled(o)) return labelledAttribute(o, name);
    return value;
  }
  if (value === undefined) return missing(o, name);
  if (typeof o === 'object' && Object.hasOwn(o, key)) return value;
  const type = typeOf(o);
  const member = lookUp(type, name);
  if (member === undefined) return value;
  if (typeof member === 'function') return memberOfInstance(member, o, type);
  // The slot has computed it, perhaps at the inline reading before.
  forgetPending();
  return value;
}

/** Neither the instance nor its class has the name. */
function missing(o: Exclude<Value, null>, name: string): Value | undefined {
  if (o instanceof Super) return superAttribute(o, name);
  if (isLabelled(o)) return labelledAttribute(o, name);
  if (o instanceof ModuleObject && o.complete !== null) {
    o.complete();
    return (o as unknown as Slots)[keyOf(name)];
  }
  const fallback = (o as { $__getattr__?: ThisForm }).$__getattr__;
  if (typeof fallback === 'function') return fallback.call(o, name);
  return undefined;
}

function nullAttribute(name: string): Value | undefined {
  const type = typeOf(null);
  const member = lookUp(type, name);
  return member === undefined ? undefined : memberOfInstance(member, null, type);
}

function functionAttribute(f: FunctionValue, name: string): Value | undefined {
  if (isClass(f)) return classAttribute(f, name);
  const key = keyOf(name);
  if (Object.hasOwn(f, key)) return (f as unknown as Slots)[key];
  if (f.boundFunction !== undefined && Object.hasOwn(f.boundFunction, key))
    return (f.boundFunction as unknown as Slots)[key];
  const type = typeOf(f);
  const member = lookUp(type, name) ?? lookUp(functionType, name);
  return member === undefined ? undefined : memberOfInstance(member, f, type);
}

/** `C.name`: the class's own and inherited members, then what every class has from `type`. */
export function classAttribute(cls: ClassValue, name: string): Value | undefined {
  const ofType = Object.getOwnPropertyDescriptor(typePrototype, keyOf(name));
  if (ofType?.get !== undefined) return ofType.get.call(cls) as Value;
  const member = lookUp(cls, name);
  if (member !== undefined) return memberOfClass(member, cls);
  const slot = slotMember(cls, name);
  if (slot !== undefined) return slot;
  const metaclass = typeOf(cls);
  const typeMember = lookUp(metaclass, name);
  if (typeMember !== undefined) return memberOfInstance(typeMember, cls, metaclass);
  const fallback = (metaclass.classInfo.prototype as { $__getattr__?: ThisForm }).$__getattr__;
  return fallback === undefined ? undefined : fallback.call(cls, name);
}

/** The error for an attribute that is not there. */
export function missingAttribute(o: Value, name: string): Value {
  let message: string;
  if (isClass(o)) message = `type object '${o.classInfo.name}' has no attribute '${name}'`;
  else if (o instanceof ModuleObject) message = `module '${o.name}' has no attribute '${name}'`;
  else if (o instanceof Super) message = `'super' object has no attribute '${name}'`;
  else message = `'${isLabelled(o) ? typeOf(o).classInfo.name : typeName(o)}' object has no attribute '${name}'`;
  const problem = error('AttributeError', message) as unknown as Slots;
  problem.$name = name;
  problem.$obj = o;
  return problem;
}

/**
 * What a method call is made on when the receiver's slot is no function: an object whose `$name` can be called
 * without a receiver.
 *
 * @throws AttributeError when there is no such attribute, TypeError when it cannot be called
 */
export function method(o: Value, name: string): object {
  if (isLabelled(o)) return { __proto__: null, [keyOf(name)]: labelledMethod(o, name) };
  const value = getAttribute(o, name);
  return { __proto__: null, [keyOf(name)]: typeof value === 'function' ? value : callable(value) };
}

/**
 * A special method as the operators look it up: on the type, never on the instance.
 *
 * @returns its this-form, to be called with the value as receiver; undefined when absent or None
 */
export function findSpecial(x: Value, name: string): ThisForm | undefined {
  if (x === null || typeof x === 'function') return specialOfType(typeOf(x), x, name);
  if (typeof x === 'object' && isLabelled(x)) return undefined;
  const key = keyOf(name);
  const value = (x as Slots)[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'function' && !(typeof x === 'object' && Object.hasOwn(x, key))) return value as ThisForm;
  return specialOfType(typeOf(x), x, name);
}

/**
 * The same for operators, where a method set to None forbids the operation instead of leaving it to the other operand.
 */
export function findOperator(x: Value, name: string): ThisForm | undefined {
  if (typeof x === 'object' && x !== null && (x as Slots)[keyOf(name)] === null) return refuseOperator;
  return findSpecial(x, name);
}

const refuseOperator: ThisForm = () => {
  throw error('TypeError', "'NoneType' object is not callable");
};

function specialOfType(type: ClassValue, x: Value, name: string): ThisForm | undefined {
  const slot = (type.classInfo.prototype as Slots)[keyOf(name)];
  if (typeof slot === 'function') return slot as ThisForm;
  const member = lookUp(type, name);
  if (member === undefined || member === null) return undefined;
  const bound = memberOfInstance(member, x, type);
  const f = typeof bound === 'function' ? (bound as FunctionValue) : callable(bound);
  return (...args: Value[]) => f(...args);
}

// ---------------------------------------------------------------- assignment

/**
 * `o.name = value`.
 *
 * @throws AttributeError, TypeError (types of the runtime), ConstError (frozen), TaintError (labelled)
 */
export function setAttribute(o: Value, name: string, value: Value): void {
  if (bannedAttributes.has(name)) throw missingAttribute(o, name);
  if (typeof o === 'function') return setFunctionAttribute(o as FunctionValue, name, value);
  if (isLabelled(o)) return refuse(o, 'mutate');
  const own = typeof o === 'object' && o !== null ? (o as { $__setattr__?: ThisForm }).$__setattr__ : undefined;
  if (own !== undefined && own !== objectSetAttributeSlot.current) {
    own.call(o, name, value);
    return;
  }
  setOwnAttribute(o, name, value);
}

/** `object.__setattr__` as its slot; `setAttribute` skips the call when nothing overrides it. */
export const objectSetAttributeSlot: { current: ThisForm | undefined } = { current: undefined };

/** What `object.__setattr__` does. */
export function setOwnAttribute(o: Value, name: string, value: Value): void {
  if (bannedAttributes.has(name)) throw missingAttribute(o, name);
  if (isClass(o)) return setFunctionAttribute(o, name, value);
  const type = typeOf(o);
  const member = lookUp(type, name);
  if (member !== undefined && isDataDescriptor(member)) return setByDescriptor(member, o, name, value);
  requireAttributes(o, name, member);
  const key = keyOf(name);
  // An inherited slot may be read-only or a property; where there is none, assignment does the same and is much faster.
  if (Object.hasOwn(o as object, key) || !(key in (o as object))) (o as Slots)[key] = value;
  else Object.defineProperty(o, key, { value, writable: true, configurable: true, enumerable: true });
}

function setByDescriptor(member: Value, o: Value, name: string, value: Value): void {
  if (member instanceof Property) return writeProperty(member, o, value);
  if (member instanceof NativeProperty) {
    const descriptor = Object.getOwnPropertyDescriptor(member.owner.classInfo.prototype, keyOf(name));
    descriptor?.set?.call(nativeReceiver(o), value);
    return;
  }
  const set = (member as { $__set__?: ThisForm }).$__set__;
  if (set === undefined) throw error('AttributeError', '__set__');
  set.call(member, o, value);
}

/** Attributes that may be assigned: any on ordinary instances, those of `__slots__` where the class says so. */
interface AttributeRules {
  readonly writable?: boolean;
  readonly slotNames?: ReadonlySet<string>;
}

function requireAttributes(o: Value, name: string, member: Value | undefined): void {
  if (typeof o === 'object' && o !== null && !Array.isArray(o)) {
    const rules = o as AttributeRules;
    if (Object.hasOwn(o, 'writable') && rules.writable === false) {
      throw error('ConstError', `cannot assign to attribute '${name}': the '${typeName(o)}' object is const`);
    }
    if (rules.slotNames === undefined ? rules.writable !== undefined : rules.slotNames.has(name)) return;
    if (o instanceof ModuleObject) {
      throw error('AttributeError', `cannot assign to '${name}' of module '${o.name}' from outside`);
    }
  }
  if (member === undefined) throw missingAttribute(o, name);
  throw error('AttributeError', `'${typeName(o)}' object attribute '${name}' is read-only`);
}

function setFunctionAttribute(f: FunctionValue, name: string, value: Value): void {
  requireNoQuarantine('set an attribute of a function or class');
  if (isClass(f)) {
    requireOpenClass(f, name);
    const own = (typeOf(f).classInfo.prototype as { $__setattr__?: ThisForm }).$__setattr__;
    if (own !== undefined && own !== objectSetAttributeSlot.current) own.call(f, name, value);
    else setClassAttribute(f, name, value);
    return;
  }
  if (typeOf(f) === methodType) throw missingAttribute(f, name);
  if (typeOf(f) !== functionType) throw missingAttribute(f, name);
  if ((name === '__name__' || name === '__qualname__') && !isStr(value)) {
    throw error('TypeError', `${name} must be set to a string object`);
  }
  defineHidden(f, keyOf(name), value);
}

function requireOpenClass(cls: ClassValue, name: string): void {
  if (isClosed(cls)) {
    throw error('TypeError', `cannot set '${name}' attribute of immutable type '${cls.classInfo.name}'`);
  }
}

/** What assigning to a class does unless its metaclass has a `__setattr__`. */
export function setClassAttribute(cls: ClassValue, name: string, value: Value): void {
  const { classInfo } = cls;
  if (name === '__name__' || name === '__qualname__') {
    if (!isStr(value))
      throw error('TypeError', `can only assign string to ${classInfo.name}.${name}, not '${typeName(value)}'`);
    if (name === '__name__') classInfo.name = String(value);
    else classInfo.qualname = String(value);
    return;
  }
  if (name === '__module__') {
    classInfo.module = String(value);
    return;
  }
  if (name === '__doc__') {
    classInfo.doc = value;
    return;
  }
  const before = classInfo.namespace.get(name);
  classInfo.namespace.set(name, value);
  // Counters and settings kept on a class change often, and nothing but their value depends on them.
  if (before !== undefined && isPlain(before) && isPlain(value) && !name.startsWith('__')) forgetFound(cls, name);
  else lookUpEpoch.current++;
  refreshSlots(cls, name);
  refreshRules(cls, name);
}

/** No descriptor, and nothing that can be called. */
function isPlain(value: Value): boolean {
  return value === null || (typeof value !== 'object' && typeof value !== 'function');
}

/** Keeps the inline assignment of emitted code away from classes that get a `__setattr__`. */
function refreshRules(cls: ClassValue, name: string): void {
  if (name !== '__setattr__') return;
  defineHidden(cls.classInfo.prototype, 'writable', false);
}

// ---------------------------------------------------------------- deletion

/** `del o.name`. @throws AttributeError when it is not there */
export function deleteAttribute(o: Value, name: string): void {
  if (bannedAttributes.has(name)) throw missingAttribute(o, name);
  if (isLabelled(o)) return refuse(o, 'mutate');
  if (isClass(o)) {
    const own = (typeOf(o).classInfo.prototype as { $__delattr__?: ThisForm }).$__delattr__;
    if (own === undefined || own === objectDeleteAttributeSlot.current) return deleteClassAttribute(o, name);
    own.call(o, name);
    return;
  }
  const own = typeof o === 'object' && o !== null ? (o as { $__delattr__?: ThisForm }).$__delattr__ : undefined;
  if (own !== undefined && own !== objectDeleteAttributeSlot.current) {
    own.call(o, name);
    return;
  }
  deleteOwnAttribute(o, name);
}

export const objectDeleteAttributeSlot: { current: ThisForm | undefined } = { current: undefined };

/** What `object.__delattr__` does. */
export function deleteOwnAttribute(o: Value, name: string): void {
  const member = lookUp(typeOf(o), name);
  if (member instanceof Property) return deleteProperty(member, o);
  if (member !== undefined && isDataDescriptor(member)) {
    if (member instanceof NativeProperty && isException(o)) throw error('TypeError', `${name} may not be deleted`);
    if (member instanceof NativeProperty) return upper.readOnly(o, name);
    const remove = (member as { $__delete__?: ThisForm }).$__delete__;
    if (remove === undefined) throw error('AttributeError', '__delete__');
    remove.call(member, o);
    return;
  }
  const key = keyOf(name);
  if ((typeof o !== 'object' && typeof o !== 'function') || o === null || !Object.hasOwn(o, key)) {
    if (member !== undefined) throw error('AttributeError', `'${typeName(o)}' object attribute '${name}' is read-only`);
    if ((o as { slotNames?: ReadonlySet<string> } | null)?.slotNames?.has(name)) throw error('AttributeError', name);
    throw missingAttribute(o, name);
  }
  requireAttributes(typeof o === 'function' ? null : o, name, member ?? null);
  delete (o as unknown as Slots)[key];
}

/** What `del C.name` does unless the metaclass has a `__delattr__`. */
export function deleteClassAttribute(cls: ClassValue, name: string): void {
  requireOpenClass(cls, name);
  if (!cls.classInfo.namespace.delete(name)) throw missingAttribute(cls, name);
  lookUpEpoch.current++;
  refreshSlots(cls, name);
}

upper.readOnly = (receiver, name) => {
  throw error('AttributeError', `attribute '${name}' of '${typeName(receiver)}' objects is not writable`);
};
