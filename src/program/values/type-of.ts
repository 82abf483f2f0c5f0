/**
 * The type of a value, its name in messages, and `isinstance`. Instances and value classes carry `type` on their
 * JavaScript prototype; primitives are told apart by `typeof`.
 */
import { isLabelled, refuse } from '../taint.ts';
import { basesOf, namedClassOf, reaches } from './class-like.ts';
import {
  defineNativeType,
  isClass,
  isClosed,
  isSubclass,
  primitiveTypes,
  receivers,
  typePrototype,
  upper,
} from './classes.ts';
import { error } from './exceptions.ts';
import { Keywords } from './functions.ts';
import {
  type ClassValue,
  ellipsis,
  type FunctionValue,
  notImplemented,
  Singleton,
  type ThisForm,
  Tuple,
  type Value,
} from './value.ts';

/** The JavaScript prototype that `realm.ts` copies onto `Function.prototype`. */
export const functionPrototype: object = {};
const nonePrototype: object = {};

const refuseConstruction = (name: string) => () => {
  throw error('TypeError', `cannot create '${name}' instances`);
};

export const functionType = defineNativeType({
  name: 'function',
  prototype: functionPrototype,
  parameters: '(*args, **kwargs)',
  construct: refuseConstruction('function'),
  isFinal: true,
});
/** Functions written in TypeScript. */
export const builtinFunctionType = defineNativeType({
  name: 'builtin_function_or_method',
  prototype: {},
  parameters: '(*args, **kwargs)',
  construct: refuseConstruction('builtin_function_or_method'),
  isFinal: true,
});
export const methodType = defineNativeType({
  name: 'method',
  prototype: {},
  parameters: '(*args, **kwargs)',
  construct: refuseConstruction('method'),
  isFinal: true,
});
/** `list.append` as read from the class. */
export const methodDescriptorType = defineNativeType({
  name: 'method_descriptor',
  prototype: {},
  parameters: '(*args, **kwargs)',
  construct: refuseConstruction('method_descriptor'),
  isFinal: true,
});
export const noneType = defineNativeType({
  name: 'NoneType',
  prototype: nonePrototype,
  parameters: '()',
  construct: () => null,
  isFinal: true,
});
const singletonPrototype = Singleton.prototype as object;
export const ellipsisType = defineNativeType({
  name: 'ellipsis',
  prototype: Object.create(singletonPrototype) as object,
  parameters: '()',
  construct: () => ellipsis,
  isFinal: true,
});
export const notImplementedType = defineNativeType({
  name: 'NotImplementedType',
  prototype: Object.create(singletonPrototype) as object,
  parameters: '()',
  construct: () => notImplemented,
  isFinal: true,
});
Object.setPrototypeOf(ellipsis, ellipsisType.classInfo.prototype);
Object.setPrototypeOf(notImplemented, notImplementedType.classInfo.prototype);

/** `type` itself: one argument gives the type of a value; classes are not made by calling it. */
export const typeType = defineNativeType({
  name: 'type',
  prototype: typePrototype,
  parameters: '(*args, **kwargs)',
  construct: (value?: Value, ...more: Value[]) => {
    if (value === undefined || value instanceof Keywords || more.length === 1)
      throw error('TypeError', 'type() takes 1 or 3 arguments');
    if (more.length > 0) throw error('TypeError', 'classes are not made at run time: write a class statement');
    return typeOf(value);
  },
  isFinal: true,
});

/** The class of a value. */
export function typeOf(value: Value): ClassValue {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return primitiveTypes.int;
    case 'string':
      return primitiveTypes.str;
    case 'boolean':
      return primitiveTypes.bool;
    case 'function':
      return typeOfFunction(value as FunctionValue);
    default:
      if (value === null) return noneType;
      if (Array.isArray(value)) return primitiveTypes.list;
      return (value as { type: ClassValue }).type;
  }
}

function typeOfFunction(f: FunctionValue): ClassValue {
  if (f.classInfo !== undefined) return (f as unknown as { type: ClassValue }).type;
  if (f.boundFunction !== undefined) {
    return f.boundFunction.signature?.kind === 'builtin' || f.boundFunction.owner ? builtinFunctionType : methodType;
  }
  if (f.owner !== undefined) return methodDescriptorType;
  const { signature } = f;
  return signature == null || signature.kind === 'builtin' ? builtinFunctionType : functionType;
}

/**
 * The name of a value's type as messages show it. CPython names types that are written in C with their module, others without;
 * our native types are of the first kind, and so are a few that the library writes in Aegis.
 *
 * @throws TaintError, SecretError for a labelled value: whoever complains about its type was given something that it may
 *   not use, and the label's own message says what to do about it
 */
export function typeName(value: Value): string {
  if (isLabelled(value)) return refuse(value, 'use');
  const { name, module, isNative } = typeOf(value).classInfo;
  if (module === 'builtins' || module === '__main__') return name;
  const full = `${module}.${name}`;
  return isNative ? full : (namedWithModule[full] ?? name);
}

const namedWithModule: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  'collections.OrderedDict': 'collections.OrderedDict',
  'collections.defaultdict': 'collections.defaultdict',
  'decimal.Context': 'decimal.Context',
  'decimal.Decimal': 'decimal.Decimal',
  'functools.partial': 'functools.partial',
  'io.BytesIO': '_io.BytesIO',
  'io.StringIO': '_io.StringIO',
} satisfies Record<string, string>);

/** True when the value's class is `cls` or derives from it (or an abstract class recognises it). */
export function isInstance(value: Value, cls: ClassValue): boolean {
  const type = typeOf(value) as ClassValue | undefined;
  // What was thrown may be an error of the engine, which has no type.
  if (type === cls) return true;
  if (type === undefined) return false;
  const { recognisesValue } = cls.classInfo;
  return recognisesValue === undefined ? derivesFrom(type, cls) : isSubclass(type, cls) || recognisesValue(value);
}

/** `issubclass` for one class: inheritance, then what abstract classes register or recognise. */
export function derivesFrom(type: ClassValue, cls: ClassValue): boolean {
  const info = cls.classInfo;
  // Asked first, because a protocol with members that are no methods refuses the question, whoever derives from it.
  if (info.recognises?.(type) === true || isSubclass(type, cls)) return true;
  if (info.registered?.some((registered) => derivesFrom(type, registered)) === true) return true;
  if (info.registered === null && info.recognises === null && !hasAbstractSubclass(cls)) return false;
  return info.subclasses.some(
    (subclass) => subclass !== type && isAbstractBase(subclass) && derivesFrom(type, subclass),
  );
}

function isAbstractBase(cls: ClassValue): boolean {
  return cls.classInfo.registered !== null || cls.classInfo.recognises !== null;
}

function hasAbstractSubclass(cls: ClassValue): boolean {
  return cls.classInfo.registered !== null && cls.classInfo.subclasses.some(isAbstractBase);
}

/** The second argument of `isinstance`: a class, a union of classes, or a (nested) tuple of them. */
export function isInstanceOfAny(value: Value, classes: Value): boolean {
  if (isClass(classes)) {
    const type = typeOf(value);
    if (type === classes) return true;
    // A value of a built-in type cannot pass for another class, and an ordinary built-in class has no register.
    if (
      type?.classInfo.isNative &&
      classes.classInfo.isNative &&
      !isAbstractBase(classes) &&
      !hasAbstractSubclass(classes)
    ) {
      return isSubclass(type, classes);
    }
  }
  return anyClass(
    classes,
    'isinstance() arg 2 must be a type, a tuple of types, or a union',
    (cls) => isInstance(value, cls) || isNamedInstance(value, cls),
    (cls) => reaches(namedClassOf(value) ?? typeOf(value), cls),
  );
}

/** A property `__class__` of the value may name another class. */
function isNamedInstance(value: Value, cls: ClassValue): boolean {
  const named = namedClassOf(value);
  return named !== undefined && isClass(named) && derivesFrom(named, cls);
}

/** `issubclass(type, classes)`; TypeError when an argument is no class. */
export function isSubclassOfAny(type: Value, classes: Value): boolean {
  if (!isClass(type) && basesOf(type) === null) {
    const stood = typeof type === 'object' && type !== null && !isClass(classes) ? standIns.get(type) : undefined;
    if (stood?.items.length === 1) return isSubclassOfAny(stood.items[0]!, classes);
    throw error('TypeError', 'issubclass() arg 1 must be a class');
  }
  return anyClass(
    classes,
    'issubclass() arg 2 must be a class, a tuple of classes, or a union',
    (cls) => (isClass(type) ? derivesFrom(type, cls) : reaches(type, cls)),
    (cls) => reaches(type, cls),
  );
}

/**
 * Asks one question of the classes in a class, tuple or union, another of objects that only pass for classes.
 *
 * @throws TypeError with the message for anything else
 */
function anyClass(
  classes: Value,
  message: string,
  test: (cls: ClassValue) => boolean,
  testLike: (cls: Value) => boolean,
): boolean {
  if (isClass(classes)) return test(classes);
  if (classes instanceof Tuple) {
    for (const member of classes.items) if (anyClass(member, message, test, testLike)) return true;
    return false;
  }
  if (classes instanceof UnionType) {
    for (const member of classes.members) {
      if (anyClass(member === null ? noneType : member, message, test, testLike)) return true;
    }
    return false;
  }
  if (basesOf(classes) !== null) return testLike(classes);
  const stood = typeof classes === 'object' && classes !== null ? standIns.get(classes) : undefined;
  if (stood !== undefined) return anyClass(stood, message, test, testLike);
  if (typeOf(classes).classInfo.name === 'GenericAlias') {
    const name = message.slice(0, message.indexOf('('));
    throw error('TypeError', `${name}() argument 2 cannot be a parameterized generic`);
  }
  refuseForm(classes, message);
  throw error('TypeError', message);
}

/** Forms of `typing` that are no classes say so themselves. */
function refuseForm(form: Value, message: string): void {
  // Only forms of the library: a method of a program's own is asked about nothing here.
  if (!isClosed(typeOf(form))) return;
  const { $__instancecheck__, $__subclasscheck__ } = Object(form) as Record<string, ThisForm | undefined>;
  const check = message.startsWith('isinstance') ? $__instancecheck__ : $__subclasscheck__;
  if (typeof form === 'object' && typeof check === 'function') check.call(form, null);
}

/** Objects of `typing` that isinstance takes for the classes beside them (`typing.List`, `typing.Union[int, str]`). */
export const standIns = new WeakMap<object, Tuple>();

/** `int | str` as a value. Members are classes or None, flattened and without repetition. */
export class UnionType {
  constructor(readonly members: readonly Value[]) {}
}

receivers.accepts = (value, cls) => isInstance(value, cls);
upper.receiver = (cls, method, receiver) => {
  const [, name] = method.split('.') as [string, string];
  const owner = cls.classInfo.name;
  const isSlot = isSlotWrapper(owner, name);
  if (receiver === undefined) {
    throw error(
      'TypeError',
      isSlot
        ? `descriptor '${name}' of '${owner}' object needs an argument`
        : `unbound method ${method}() needs an argument`,
    );
  }
  if (!isSlot) throw foreignReceiver(cls, name, receiver);
  throw error('TypeError', `descriptor '${name}' requires a '${owner}' object but received a '${typeName(receiver)}'`);
};

/** The error for a member that was asked to work on a value of another type. */
export function foreignReceiver(cls: ClassValue, name: string, receiver: Value): Value {
  const owner = cls.classInfo.name;
  return error(
    'TypeError',
    `descriptor '${name}' for '${owner}' objects doesn't apply to a '${typeName(receiver)}' object`,
  );
}

/** Special methods that CPython keeps as methods like any other, not as wrappers of a slot of the type. */
const plainSpecialMethods: ReadonlySet<string> = new Set(
  `__format__ __sizeof__ __reversed__ __round__ __trunc__ __floor__ __ceil__ __length_hint__ __bytes__ __complex__ __copy__
  __deepcopy__ __enter__ __exit__ __dir__ __missing__ __class_getitem__ __init_subclass__ __getnewargs__ __reduce__
  __reduce_ex__ __setstate__ list.__getitem__ dict.__getitem__ dict.__contains__ set.__contains__ frozenset.__contains__`.split(
    /\s+/,
  ),
);

/** Whether a native method is what CPython calls a slot wrapper; those have messages of their own. */
export function isSlotWrapper(owner: string, name: string): boolean {
  if (!name.startsWith('__')) return false;
  return !plainSpecialMethods.has(name) && !plainSpecialMethods.has(`${owner}.${name}`);
}
