/** The native part of `typing`: what of classes and values only it may see or say. */
import { moduleVariable } from '../modules.ts';
import { attributeOrUndefined } from '../operators/attribute.ts';
import { call } from '../operators/call.ts';
import { toArray } from '../operators/iteration.ts';
import { truth } from '../operators/truth.ts';
import { isClass } from '../values/classes.ts';
import { native } from '../values/functions.ts';
import { GenericAlias } from '../values/generic-alias.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { standIns, UnionType } from '../values/type-of.ts';
import { type ClassValue, type FunctionValue, Tuple, type Value } from '../values/value.ts';
import { classArgument } from './arguments.ts';

/** Origin and arguments of `list[int]` and `int | str`; None for everything else. */
function nativeAlias(x: Value): Value {
  if (x instanceof GenericAlias) return new Tuple([x.origin, x.parameters, x.isUnpacked]);
  return null;
}

function isObject(x: Value): x is object {
  return typeof x === 'object' && x !== null;
}

/** `check(value)` answers isinstance, `check_class(cls)` issubclass, both for what does not derive from `cls`. */
function recognise(cls: ClassValue, check: FunctionValue, checkClass: FunctionValue): Value {
  Object.assign(cls.classInfo, {
    recognises: (candidate: ClassValue) => truth(call(checkClass, candidate)),
    recognisesValue: (value: Value) => truth(call(check, value)),
  });
  return null;
}

/**
 * A variable of the module that defines a function or class, as `(value,)`, None when it has none of that name. The module is
 * the one where the definition stands: `__module__`, which a program may set, does not count.
 */
function variable(owner: Value, name: string): Value {
  const defined = owner as Partial<FunctionValue>;
  const module = isClass(owner) ? owner.classInfo.definedIn : (defined.boundFunction ?? defined)?.signature?.module;
  const value = module === undefined ? undefined : moduleVariable(module, name);
  return value === undefined ? null : new Tuple([value]);
}

const signatures = new WeakMap<object, number>();
let signaturesSeen = 0;

function idOfSignature(signature: object | undefined): Value {
  if (signature === undefined) return null;
  let id = signatures.get(signature);
  if (id === undefined) signatures.set(signature, (id = ++signaturesSeen));
  return id;
}

export default makeModuleObject('_typing', {
  classes_for: native('classes_for', '(x, /)', (x: Value) => (isObject(x) ? (standIns.get(x) ?? null) : null)),
  stand_for: native('stand_for', '(x, classes, /)', (x: object, classes: Tuple) => {
    standIns.set(x, classes);
    return null;
  }),
  given_bases: native(
    'given_bases',
    '(cls, /)',
    (cls: Value) => new Tuple(classArgument(cls).classInfo.givenBases ?? []),
  ),
  native_alias: native('native_alias', '(x, /)', nativeAlias),
  new_alias: native(
    'new_alias',
    '(origin, args, /)',
    (origin: ClassValue, args: Value) => new GenericAlias(origin, new Tuple(toArray(args))),
  ),
  has_attribute: native(
    'has_attribute',
    '(x, name, /)',
    (x: Value, name: string) => attributeOrUndefined(x, name) !== undefined,
  ),
  /** Something that tells definitions of functions apart: made again by the same statement, a function has the same. */
  place_of: native('place_of', '(f, /)', (f: Value) => idOfSignature((f as FunctionValue).signature)),
  recognise: native('recognise', '(cls, check, check_class, /)', recognise),
  variable: native('variable', '(owner, name, /)', variable),
  union_members: native('union_members', '(x, /)', (x: Value) =>
    x instanceof UnionType ? new Tuple(x.members) : null,
  ),
});
