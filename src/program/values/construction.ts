/**
 * What happens when a class is called: `__new__`, then `__init__`, with CPython's checks of the arguments. Classes written
 * in Aegis with a plain `__init__` skip all this (see `class-creation.ts`).
 */
import { bindArguments, callKeywords } from '../operators/call.ts';
import { isSubclass, lookUp, objectType, upper } from './classes.ts';
import { memberOfClass, memberOfInstance } from './descriptors.ts';
import { applied, part } from './engine-shortcuts.ts';
import { bareException, error, exceptionTypes } from './exceptions.ts';
import { Keywords, type Signature } from './functions.ts';
import { holdsBase } from './opened-base.ts';
import { isInstance, typeName, typeOf } from './type-of.ts';
import type { ClassValue, FunctionValue, Value } from './value.ts';

/** Calls a class with JavaScript arguments whose last may be a `Keywords`. */
export function construct(cls: ClassValue, args: readonly Value[]): Value {
  const last = args[args.length - 1];
  if (last instanceof Keywords)
    return constructWithKeywords(cls, part(args, 0, args.length - 1), last.names, last.values);
  return constructWithKeywords(cls, args, noNames, noValues);
}

const noNames: readonly string[] = [];
const noValues: readonly Value[] = [];

/** Calls a class with keywords still by name. */
export function constructWithKeywords(
  cls: ClassValue,
  positional: readonly Value[],
  names: readonly string[],
  values: readonly Value[],
): Value {
  refuseAbstract(cls);
  const make = lookUp(cls, '__new__')!;
  let made: Value;
  const { constructs } = make as FunctionValue;
  if (make === objectNew.current) {
    made = bareInstance(cls, positional, names.length);
  } else if (constructs !== undefined) {
    // Keywords that the built-in does not know are for the class's own `__init__`.
    const forInit = takesNoKeywords(constructs.signature) && lookUp(cls, '__init__') !== lookUp(constructs, '__init__');
    made = newNative(constructs, cls, positional, names.length === 0 || forInit ? null : new Keywords(names, values));
  } else {
    made = callKeywords(memberOfClass(make, cls), [cls, ...positional], names, values);
    if (!isInstance(made, cls)) return made;
  }
  const type = typeOf(made);
  const init = lookUp(type, '__init__');
  if (init === undefined || init === objectInit.current) return made;
  // … and those that a built-in `__init__` does not know were for the class's own `__new__`.
  const forNew = (make as FunctionValue).constructs === undefined && make !== objectNew.current;
  const isLeftOut =
    forNew && (init as FunctionValue).owner !== undefined && takesNoKeywords((init as FunctionValue).signature);
  const result = callKeywords(
    memberOfInstance(init, made, type),
    positional,
    isLeftOut ? noNames : names,
    isLeftOut ? noValues : values,
  );
  if (result !== null) throw error('TypeError', `__init__() should return None, not '${typeName(result)}'`);
  return made;
}

function takesNoKeywords(signature: Signature | null | undefined): boolean {
  if (signature == null) return false;
  const { keywords, keywordOnly, positional, positionalOnly } = signature;
  return keywords === null && keywordOnly.length === 0 && positionalOnly === positional.length;
}

/** `object.__new__` and `object.__init__` in plain form; set by `object-methods.ts`. */
export const objectNew: { current: Value | null } = { current: null };
export const objectInit: { current: Value | null } = { current: null };

export function refuseAbstract(cls: ClassValue): void {
  const { abstract, name } = cls.classInfo;
  if (abstract.length === 0) return;
  const plural = abstract.length === 1 ? '' : 's';
  throw error(
    'TypeError',
    `Can't instantiate abstract class ${name} with abstract method${plural} ${abstract.join(', ')}`,
  );
}

/** `object.__new__(cls, …)`: arguments are fine only when `__init__` takes them. */
export function bareInstance(cls: ClassValue, positional: readonly Value[], keywords: number): Value {
  if (positional.length > 0 || keywords > 0) {
    if (lookUp(cls, '__new__') !== objectNew.current) {
      throw error('TypeError', 'object.__new__() takes exactly one argument (the type to instantiate)');
    }
    if (lookUp(cls, '__init__') === objectInit.current) {
      throw error('TypeError', `${cls.classInfo.name}() takes no arguments`);
    }
  }
  refuseAbstract(cls);
  const { layout } = cls.classInfo;
  if (layout !== objectType) {
    const name = layout.classInfo.name;
    throw error('TypeError', `object.__new__(${cls.classInfo.name}) is not safe, use ${name}.__new__()`);
  }
  return new cls.classInfo.instance();
}

/**
 * `T.__new__(cls, …)` of a native type: a value of the type, adopted by `cls` when that derives from it.
 *
 * @throws TypeError when `cls` is no subclass
 */
export function newNative(
  type: ClassValue,
  cls: Value | undefined,
  args: readonly Value[],
  keywords: Keywords | null = null,
): Value {
  if (cls === undefined) throw error('TypeError', `${type.classInfo.name}.__new__(): not enough arguments`);
  if (typeof cls !== 'function' || (cls as FunctionValue).classInfo === undefined) {
    throw error('TypeError', `${type.classInfo.name}.__new__(X): X is not a type object (${typeName(cls)})`);
  }
  const target = cls as ClassValue;
  const { name } = type.classInfo;
  if (!isSubclass(target, type)) {
    const shown = target.classInfo.name;
    throw error('TypeError', `${name}.__new__(${shown}): ${shown} is not a subtype of ${name}`);
  }
  if (isSubclass(type, exceptionTypes.BaseException)) return bareException(target, args);
  if (target !== type && target.classInfo.isNative) {
    const shown = target.classInfo.name;
    throw error('TypeError', `${name}.__new__(${shown}) is not safe, use ${shown}.__new__()`);
  }
  const made = makeNative(type, args, keywords);
  return target === type ? made : adopt(made, target);
}

/** Types that define `__init__` take their arguments there. */
function makeNative(type: ClassValue, args: readonly Value[], keywords: Keywords | null): Value {
  if (lookUp(type, '__init__') !== objectInit.current) return type.classInfo.construct!();
  // The type itself is the constructor that checks how many arguments it is given.
  if (keywords === null) return applied(type, args);
  return applied(type, bindArguments(type.signature!, args, keywords.names, keywords.values));
}

/** Makes a fresh native value an instance of a subclass. Shared values (empty tuples, small constants) are copied. */
function adopt(made: Value, cls: ClassValue): Value {
  const { instance, layout } = cls.classInfo;
  if (holdsBase(layout)) {
    const holder = new instance() as { base: Value };
    const inner =
      typeof made === 'object' && made !== null && !Array.isArray(made) ? (made as { base?: Value }).base : undefined;
    Object.defineProperty(holder, 'base', {
      value: inner ?? made,
      writable: true,
      enumerable: false,
      configurable: false,
    });
    return holder;
  }
  if (lookUp(layout, '__init__') !== objectInit.current)
    return Object.setPrototypeOf(made, cls.classInfo.prototype) as Value;
  const adopted = Object.assign(new instance(), made);
  // What `__bytes__` gave may be of a subclass as well: its own attributes stay with it.
  if (Object.getPrototypeOf(made) !== layout.classInfo.prototype) {
    for (const key of Object.keys(adopted)) if (key[0] === '$') Reflect.deleteProperty(adopted, key);
  }
  return adopted;
}

upper.newNative = newNative;
upper.newObject = (args) => {
  if (args.length > 0) throw error('TypeError', 'object() takes no arguments');
  return new objectType.classInfo.instance();
};
