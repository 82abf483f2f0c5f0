/**
 * Classes: how a type is described and how native types are defined in TypeScript. Classes written in Aegis are made
 * by `class-creation.ts` on top of this.
 *
 * A class has two faces that JavaScript engines make fast: its *prototype* carries what instances see (`$name` slots in
 * this-form), the class function itself carries what `C.name` sees (plain functions and data). Both follow JavaScript
 * prototype chains along the first base; neither chain contains anything of JavaScript's own.
 */
import { type Keywords, native } from './functions.ts';
import { linearise } from './linearisation.ts';
import { Text } from './text.ts';
import type { ClassValue, FunctionValue, ThisForm, Value } from './value.ts';

export interface ClassInfo {
  name: string;
  qualname: string;
  module: string;
  /** Where the class statement stands, whatever `__module__` says. */
  readonly definedIn?: string;
  doc: Value;
  readonly bases: readonly ClassValue[];
  /** The class itself, then its ancestors in C3 order, `object` last. */
  readonly order: readonly ClassValue[];
  /** What the class itself defines, by Aegis name, in order of definition: functions in plain form, descriptors as such. */
  readonly namespace: Map<string, Value>;
  /** Native types: what `namespace` gets when it is first read. */
  readonly undescribed?: UndescribedMember[];
  /** Native types: their own class methods, without which hardly any type has to look at what it inherits. */
  readonly classMethods?: Map<string, NativeClassMethod>;
  /** The JavaScript prototype of its instances; carries `$name` slots and `type`. */
  readonly prototype: object;
  readonly subclasses: ClassValue[];
  /** Written in TypeScript: its attributes cannot be assigned. */
  readonly isNative: boolean;
  /** Programs may not derive from it. */
  readonly isFinal: boolean;
  /** The native class whose JavaScript fields its instances have. */
  readonly layout: ClassValue;
  /** Makes a bare instance: `new instance()`. */
  readonly instance: new () => object;
  /** Native types: makes a complete value from constructor arguments. */
  readonly construct: FunctionValue | null;
  /** Holds no state of its own, so that it can stand beside any other base. */
  readonly isMixin: boolean;
  /** Annotated names of the class body in order; values are made only for who asks. */
  readonly annotations: Annotation[];
  /** Names that must be overridden before the class can be instantiated, sorted. */
  abstract: readonly string[];
  /** Abstract base classes: `C.register(other)` and structural checks. */
  registered: ClassValue[] | null;
  readonly recognises: ((candidate: ClassValue) => boolean) | null;
  /** Asked about values instead of their classes (protocols, whose members instances may have themselves). */
  recognisesValue?: (value: Value) => boolean;
  /** The bases as written, where some of them only stood for classes (`Generic[T]`). */
  givenBases?: readonly Value[];
  /** Run for every class that derives from this one, when it is complete (enumerations). */
  derived: ((cls: ClassValue) => void) | null;
  /** Exception types: how many stacks were kept. */
  captures: number;
  /** What `lookUp` found, valid while `lookUpEpoch` is current. */
  found: Map<string, Value | typeof absent>;
  foundEpoch: number;
}

/** Stands for what no class of an order has. */
const absent = Symbol('absent');

export interface Annotation {
  readonly name: string;
  /** As written. */
  readonly text: string;
  readonly value: () => Value;
}

/** What every prototype chain of Aegis ends in; `object`'s methods are its slots. */
export const objectPrototype: object = Object.create(null);
/** What the chain of class functions ends in: attributes of `type` (`__name__` …). */
export const typePrototype: object = Object.create(null);

/** What a type written in TypeScript gives its instances and itself. */
export interface NativeMembers {
  /** Methods in this-form by Aegis name; value is [parameters, function] for checked ones. */
  readonly methods?: Readonly<Record<string, ThisForm | readonly [string, ThisForm]>>;
  /** Read-only attributes computed from the receiver. */
  readonly properties?: Readonly<Record<string, ThisForm>>;
  /** Plain class attributes and static methods (functions that take no receiver). */
  readonly statics?: Readonly<Record<string, Value>>;
  /** Class methods: [parameters without the class, function that takes the class first]. */
  readonly classMethods?: Readonly<Record<string, readonly [string, (cls: ClassValue, ...args: never[]) => Value]>>;
}

export interface NativeType extends NativeMembers {
  readonly name: string;
  readonly module?: string;
  readonly bases?: readonly ClassValue[];
  readonly doc?: string;
  /** The prototype of the JavaScript class that implements it; its own prototype becomes that of the first base. */
  readonly prototype: object;
  /** A JavaScript prototype to stand between this one and that of the first base: what the runtime's classes share. */
  readonly shared?: object;
  /** Python's parameter list of the constructor. */
  readonly parameters: string;
  /** What messages about arguments call the constructor; else by the type's name. */
  readonly constructorName?: 'function' | '__new__';
  /** Makes an instance from the arguments; subclasses adopt what it returns. */
  readonly construct: (...args: never[]) => Value;
  readonly isFinal?: boolean;
  /** Instances can be filled again: `__init__` is made from the constructor (unless `methods` has one). */
  readonly isMutable?: boolean;
  readonly isMixin?: boolean;
  readonly recognises?: (candidate: ClassValue) => boolean;
  readonly derived?: (cls: ClassValue) => void;
}

/** Types whose values are JavaScript primitives, arrays or functions, filled as they are defined. */
export const primitiveTypes = Object.create(null) as Record<'int' | 'str' | 'bool' | 'list', ClassValue>;

const enginePrototypes: readonly object[] = [
  Array.prototype,
  String.prototype,
  Number.prototype,
  BigInt.prototype,
  Boolean.prototype,
  Function.prototype,
];

/**
 * Defines a type written in TypeScript. Its members are put in place at once: only a Proxy in the prototype chain would notice
 * a first use, and one Proxy there makes the engine take every array of the realm for one whose items may be intercepted,
 * which costs a factor of ten wherever lists are made.
 */
export function defineNativeType(type: NativeType): ClassValue {
  const bases = type.bases ?? [objectType];
  const cls = native(type.constructorName ?? type.name, type.parameters, type.construct as FunctionValue) as ClassValue;
  // The engine's own prototypes keep their chain: realm.ts copies the slots of a stand-in onto them.
  const prototype = enginePrototypes.includes(type.prototype) ? {} : type.prototype;
  const ancestors = linearise(bases);
  if (ancestors === null) throw new Error(`the bases of ${type.name} contradict each other`);
  const order = [cls, ...ancestors];
  const instance = function () {} as unknown as new () => object;
  Object.defineProperty(instance, 'prototype', { value: prototype });
  const members = new Map<string, Value>();
  const undescribed: UndescribedMember[] = [];
  const info: ClassInfo = {
    name: type.name,
    qualname: type.name,
    module: type.module ?? 'builtins',
    doc: type.doc ?? null,
    bases,
    order,
    get namespace() {
      return describedMembers(cls, undescribed, members);
    },
    undescribed,
    classMethods: new Map(),
    prototype,
    subclasses: [],
    isNative: true,
    isFinal: type.isFinal ?? false,
    layout: cls,
    instance,
    construct: type.construct as FunctionValue,
    isMixin: type.isMixin ?? false,
    annotations: [],
    abstract: [],
    registered: null,
    recognises: type.recognises ?? null,
    derived: type.derived ?? null,
    captures: 0,
    found: new Map(),
    foundEpoch: -1,
  };
  Object.defineProperty(cls, 'classInfo', { value: info });
  const beyond = type.shared ?? bases[0]?.classInfo.prototype ?? null;
  if (type.shared !== undefined) Object.setPrototypeOf(eldest(type.shared), bases[0]!.classInfo.prototype);
  Object.setPrototypeOf(prototype, beyond);
  Object.setPrototypeOf(cls, bases[0] ?? typePrototype);
  for (const base of bases) base.classInfo.subclasses.push(cls);
  defineHidden(prototype, 'type', cls);
  if (info.module === 'builtins') adoptPrimitive(type.name, cls);
  addNativeMembers(cls, type);
  if (type.isMutable === true)
    addNativeMembers(cls, { methods: { __init__: [type.parameters, refill(type.construct)] } });
  if (bases.length > 0 && !info.isMixin) {
    const make: FunctionValue = (target: Value, ...args: Value[]) => upper.newNative(cls, target, args, null);
    make.constructs = cls;
    addNativeMembers(cls, { statics: { __new__: make } });
  }
  for (const base of bases.slice(1)) inheritSlots(cls, base);
  rebindClassMethods(cls);
  return cls;
}

/** The end of a chain of JavaScript prototypes that are the runtime's own. */
function eldest(prototype: object): object {
  const next = Object.getPrototypeOf(prototype) as object | null;
  return next === null || next === Object.prototype || next === objectPrototype ? prototype : eldest(next);
}

/** Class methods of a native base, called on the class itself: `datetime.fromordinal` makes a datetime. */
function rebindClassMethods(cls: ClassValue): void {
  for (const ancestor of cls.classInfo.order) {
    // Those of `object` do nothing for a native type, and every type would have to describe its members for them.
    if (ancestor === cls || ancestor === objectType) continue;
    for (const [name, method] of ancestor.classInfo.classMethods ?? []) {
      const definer = cls.classInfo.order.find((candidate) => candidate.classInfo.namespace.has(name));
      if (definer !== ancestor) continue;
      put(cls.classInfo.prototype, '$' + name, method.bind(cls));
      put(cls, '$' + name, method.bind(cls));
    }
  }
}

/** `__init__` of types whose instances are only their fields. */
function refill(construct: NativeType['construct']): ThisForm {
  return function (this: object, ...args: Value[]) {
    Object.assign(this, (construct as FunctionValue)(...args));
    return null;
  };
}

function adoptPrimitive(name: string, cls: ClassValue): void {
  if (name === 'int' || name === 'str' || name === 'bool' || name === 'list') primitiveTypes[name] = cls;
  const { prototype } = cls.classInfo;
  if (name === 'str' && prototype !== Text.prototype) {
    Object.setPrototypeOf(Text.prototype, prototype);
  }
}

/** A second native base: its slots are copied, since JavaScript's chain follows the first one. */
function inheritSlots(cls: ClassValue, base: ClassValue): void {
  for (const ancestor of base.classInfo.order) {
    if (ancestor === objectType) continue;
    for (const name of ancestor.classInfo.namespace.keys()) {
      const definer = cls.classInfo.order.find((candidate) => candidate.classInfo.namespace.has(name));
      if (definer !== ancestor) continue;
      copyProperty(ancestor.classInfo.prototype, cls.classInfo.prototype, '$' + name);
      copyProperty(ancestor, cls, '$' + name);
    }
  }
}

function copyProperty(from: object, to: object, key: string): void {
  const descriptor = Object.getOwnPropertyDescriptor(from, key);
  if (descriptor !== undefined) Object.defineProperty(to, key, descriptor);
}

/** A member as it was given; methods become plain functions only when someone looks them up on the class. */
interface UndescribedMember {
  readonly name: string;
  readonly value: Value;
  readonly isMethod: boolean;
}

/** Adds members to a native type after its definition (families of methods live in files of their own). */
export function addNativeMembers(cls: ClassValue, members: NativeMembers): void {
  const { prototype, name } = cls.classInfo;
  const undescribed = cls.classInfo.undescribed!;
  const { methods, properties, statics, classMethods } = members;
  for (const member in methods) {
    const definition = methods[member]!;
    const thisForm =
      typeof definition === 'function' ? definition : native(`${name}.${member}`, definition[0], definition[1]);
    const key = '$' + member;
    put(prototype, key, thisForm);
    defineGetter.call(cls, key, classSlot(member));
    undescribed.push({ name: member, value: thisForm, isMethod: true });
  }
  for (const member in properties) {
    const get = properties[member]!;
    defineComputed(prototype, '$' + member, get);
    const property = new NativeProperty(member, cls, get);
    if (!describesClass(member)) putOnClass(cls, '$' + member, property);
    undescribed.push({ name: member, value: property, isMethod: false });
  }
  for (const member in statics) {
    const value = statics[member]!;
    const key = '$' + member;
    put(prototype, key, value);
    putOnClass(cls, key, value);
    undescribed.push({ name: member, value, isMethod: false });
  }
  for (const member in classMethods) {
    const [parameters, f] = classMethods[member]!;
    const method = new NativeClassMethod(`${name}.${member}`, parameters, f as FunctionValue);
    put(prototype, '$' + member, method.bind(cls));
    putOnClass(cls, '$' + member, method.bind(cls));
    cls.classInfo.classMethods!.set(member, method);
    undescribed.push({ name: member, value: method, isMethod: false });
  }
  lookUpEpoch.current++;
}

/** Moves what waits into the namespace of a native type. */
function describedMembers(cls: ClassValue, undescribed: UndescribedMember[], members: Map<string, Value>) {
  for (const { name, value, isMethod } of undescribed) {
    members.set(name, isMethod ? plainForm(cls, `${cls.classInfo.name}.${name}`, value as ThisForm) : value);
  }
  undescribed.length = 0;
  return members;
}

const classSlots = new Map<string, () => Value>();
// Half the work of `Object.defineProperty`: there is no description to be read.
const { __defineGetter__: defineGetter } = Object.prototype as unknown as {
  __defineGetter__: (this: object, key: string, get: () => unknown) => void;
};

/** The slot of a native method on its class, one for all types: finds the plain form when it is first read and stays it. */
function classSlot(member: string): () => Value {
  let slot = classSlots.get(member);
  if (slot === undefined) {
    slot = function (this: ClassValue) {
      const definer = this.classInfo.order.find(({ classInfo }) => classInfo.namespace.has(member))!;
      const plain = definer.classInfo.namespace.get(member)!;
      if (definer.classInfo.isNative) defineHidden(definer, '$' + member, plain);
      return plain;
    };
    classSlots.set(member, slot);
  }
  return slot;
}

/** Names that, read from a class, describe the class itself, whatever its instances have under them. */
export function describesClass(name: string): boolean {
  return name === '__name__' || name === '__qualname__' || name === '__module__' || name === '__doc__';
}

/** A read-only slot. Writing raises the error of `refuseReadOnly`. */
function defineComputed(prototype: object, key: string, get: ThisForm): void {
  Object.defineProperty(prototype, key, {
    get,
    set(this: Value) {
      upper.readOnly(this, key.slice(1));
    },
    configurable: true,
    enumerable: false,
  });
}

/** A read-only attribute of a native type, seen on the class itself. */
export class NativeProperty {
  constructor(
    readonly name: string,
    readonly owner: ClassValue,
    readonly get: ThisForm,
  ) {}
}

/** A class method of a native type: every class that inherits it gets a function bound to itself. */
export class NativeClassMethod {
  private readonly bound = new Map<ClassValue, FunctionValue>();

  constructor(
    readonly name: string,
    readonly parameters: string,
    readonly f: FunctionValue,
  ) {}

  bind(cls: ClassValue): FunctionValue {
    let bound = this.bound.get(cls);
    if (bound === undefined) {
      const f = this.f;
      bound = native(this.name, this.parameters, ((...args: Value[]) => f(cls, ...args)) as FunctionValue);
      this.bound.set(cls, bound);
    }
    return bound;
  }
}

/** Filled by `operators/attribute.ts`, `type-of.ts` and `construction.ts`, which stand above this file. */
export const upper = {
  newObject: (_args: readonly Value[]): Value => {
    throw new Error('construction is not loaded');
  },
  newNative: (_type: ClassValue, _cls: Value, _args: readonly Value[], _keywords: Keywords | null): Value => {
    throw new Error('construction is not loaded');
  },
  readOnly: (_receiver: Value, _name: string): never => {
    throw new Error('attributes are not loaded');
  },
  receiver: (_cls: ClassValue, _method: string, _receiver: Value | undefined): never => {
    throw new Error('types are not loaded');
  },
};

/** Tells whether a value may be the receiver of a native type's methods; filled by `type-of.ts`. */
export const receivers = { accepts: (_value: Value, _cls: ClassValue): boolean => true };

/** The value that native methods work on: the `base` of an instance whose class derives from list, str or int. */
export function nativeReceiver(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const { base } = value as { base?: Value };
    if (base !== undefined) return base;
  }
  return value;
}

/** `Type.method`: takes the receiver as its first argument and checks it. */
function plainForm(cls: ClassValue, name: string, thisForm: ThisForm): FunctionValue {
  const plain: FunctionValue = function (self: Value, ...rest: Value[]) {
    if (self === undefined || !receivers.accepts(self, cls)) upper.receiver(cls, name, self);
    return thisForm.apply(cls === objectType ? self : nativeReceiver(self), rest);
  };
  plain.method = thisForm;
  const inner = (thisForm as FunctionValue).signature;
  const signature = inner && {
    ...inner,
    positional: ['self', ...inner.positional],
    positionalOnly: inner.positionalOnly + 1,
    required: inner.required + 1,
  };
  if (signature !== undefined) plain.signature = signature;
  plain.owner = cls;
  return plain;
}

/** Like `defineHidden`, for the thousands of slots that are filled at every start: assignment is ten times as fast. */
function put(target: object, key: string, value: unknown): void {
  (target as Record<string, unknown>)[key] = value;
}

/** A slot of a class; the class of a base may have a getter there (`classSlot`), which takes no assignment. */
function putOnClass(cls: ClassValue, key: string, value: unknown): void {
  if (key in cls) defineHidden(cls, key, value);
  else put(cls, key, value);
}

export function defineHidden(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, configurable: true, enumerable: false });
}

export function isClass(value: unknown): value is ClassValue {
  return typeof value === 'function' && (value as FunctionValue).classInfo !== undefined;
}

const closedClasses = new WeakSet<ClassValue>();

/** Makes a class of the library what native types are: its attributes stay as they are. */
export function closeClass(cls: ClassValue): void {
  closedClasses.add(cls);
}

/** Whether a class belongs to everybody, so that no program may change it. */
export function isClosed(cls: ClassValue): boolean {
  return cls.classInfo.isNative || closedClasses.has(cls);
}

/** True when `cls` is `ancestor` or derives from it. */
export function isSubclass(cls: ClassValue, ancestor: ClassValue): boolean {
  if (cls === ancestor) return true;
  // The orders are short: a loop that is compiled into its caller beats `includes`.
  const { order } = cls.classInfo;
  for (let index = 0; index < order.length; index++) if (order[index] === ancestor) return true;
  return false;
}

/** Goes up whenever a class attribute changes: what `lookUp` remembered before is forgotten. */
export const lookUpEpoch = { current: 0 };

/** What `name` means in a class and its ancestors: the raw member, functions in plain form; undefined when absent. */
export function lookUp(cls: ClassValue, name: string): Value | undefined {
  const info = cls.classInfo;
  if (info.foundEpoch !== lookUpEpoch.current) {
    info.found.clear();
    info.foundEpoch = lookUpEpoch.current;
  }
  const remembered = info.found.get(name);
  if (remembered !== undefined) return remembered === absent ? undefined : (remembered as Value);
  const { order } = info;
  for (let index = 0; index < order.length; index++) {
    const member = order[index]!.classInfo.namespace.get(name);
    if (member !== undefined) {
      info.found.set(name, member);
      return member;
    }
  }
  // Attributes of instances are looked up again and again; made-up names must not fill the memory.
  if (info.found.size < 1000) info.found.set(name, absent);
  return undefined;
}

/** Forgets what `lookUp` found under one name in a class and its descendants. */
export function forgetFound(cls: ClassValue, name: string): void {
  cls.classInfo.found.delete(name);
  for (const subclass of cls.classInfo.subclasses) forgetFound(subclass, name);
}

/** `object`. Defined first: every native type derives from it. */
export const objectType: ClassValue = defineNativeType({
  name: 'object',
  bases: [],
  prototype: objectPrototype,
  parameters: '(*args)',
  construct: (...args: Value[]) => upper.newObject(args),
});
