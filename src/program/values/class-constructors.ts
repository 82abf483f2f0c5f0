/**
 * The JavaScript function that a class written in Aegis is. Where nothing overrides construction it is the one the emitter
 * wrote, with the parameters of `__init__`; else a general one that asks at each call what there is now.
 */

import type { OwnConstructor } from './class-creation.ts';
import type { ClassInfo } from './classes.ts';
import { lookUp, lookUpEpoch, objectType } from './classes.ts';
import { construct, objectInit, objectNew, refuseAbstract } from './construction.ts';
import { applied } from './engine-shortcuts.ts';
import { bareException, baseInit, error, exceptionTypes, initialiserOf } from './exceptions.ts';
import { Keywords, type Signature } from './functions.ts';
import { typeName, typeType } from './type-of.ts';
import type { ClassValue, FunctionValue, ThisForm, Value } from './value.ts';

export function constructorOf(
  info: ClassInfo,
  own: OwnConstructor,
  metaclass: ClassValue,
  ancestors: readonly ClassValue[],
): ClassValue {
  const callOfType = (metaclass.classInfo.prototype as { $__call__?: ThisForm }).$__call__;
  const ofType = (typeType.classInfo.prototype as { $__call__?: ThisForm }).$__call__;
  if (callOfType !== undefined && callOfType !== ofType) {
    const cls = ((...args: Value[]) => callOfType.apply(cls, args)) as ClassValue;
    Object.defineProperty(cls, 'signature', { value: (callOfType as FunctionValue).signature, writable: true });
    return cls;
  }
  if (info.layout !== objectType) {
    return info.layout.classInfo.order.includes(exceptionTypes.BaseException)
      ? exceptionConstructor()
      : generalConstructor();
  }
  if (own.construct !== null && isPlain(info, ancestors) && info.registered === null) {
    const cls = own.construct(info.instance) as ClassValue;
    Object.defineProperty(cls, 'signature', {
      value: withoutReceiver(info.namespace.get('__init__') as FunctionValue),
      writable: true,
    });
    return cls;
  }
  return plainConstructor(info.instance);
}

/** No class on the way has a `__new__`, and `__init__` is a method. */
function isPlain(info: ClassInfo, ancestors: readonly ClassValue[]): boolean {
  const init = info.namespace.get('__init__');
  if (typeof init !== 'function' || (init as FunctionValue).method === undefined || info.namespace.has('__new__'))
    return false;
  return ancestors.every((ancestor) => ancestor === objectType || !ancestor.classInfo.namespace.has('__new__'));
}

/** The signature of `__init__` as callers of the class see it. */
function withoutReceiver(init: FunctionValue): Signature | null {
  const { signature } = init;
  if (signature == null) return null;
  return {
    ...signature,
    positional: signature.positional.slice(1),
    positionalOnly: Math.max(0, signature.positionalOnly - 1),
    required: Math.max(0, signature.required - 1),
  };
}

function generalConstructor(): ClassValue {
  const cls = ((...args: Value[]) => construct(cls, args)) as ClassValue;
  return cls;
}

/** Instances without a native part; `__new__`, `__init__` and abstract methods are looked up at each call. */
function plainConstructor(Instance: new () => object): ClassValue {
  let knownEpoch = -1;
  let hasNew = false;
  let hasInit = false;
  const cls = ((...args: Value[]) => {
    const { abstract } = cls.classInfo;
    if (knownEpoch !== lookUpEpoch.current) {
      knownEpoch = lookUpEpoch.current;
      hasNew = lookUp(cls, '__new__') !== objectNew.current;
      hasInit = lookUp(cls, '__init__') !== objectInit.current;
    }
    if (hasNew || args[args.length - 1] instanceof Keywords) return construct(cls, args);
    if (abstract.length > 0) refuseAbstract(cls);
    const made = new Instance() as { $__init__: ThisForm };
    if (!hasInit) return args.length === 0 ? made : construct(cls, args);
    const result = applied(made.$__init__, args, made);
    if (result !== null) throw error('TypeError', `__init__() should return None, not '${typeName(result)}'`);
    return made;
  }) as ClassValue;
  return cls;
}

/** Exceptions keep their arguments before `__init__` sees them. */
function exceptionConstructor(): ClassValue {
  let knownEpoch = -1;
  let isUsual = false;
  const cls = ((...args: Value[]) => {
    if (knownEpoch !== lookUpEpoch.current) {
      knownEpoch = lookUpEpoch.current;
      isUsual = typeof lookUp(cls, '__new__') === 'function';
    }
    if (!isUsual || args[args.length - 1] instanceof Keywords) return construct(cls, args);
    if (cls.classInfo.abstract.length > 0) refuseAbstract(cls);
    const made = bareException(cls, args);
    const { $__init__: init } = made as unknown as { $__init__: ThisForm };
    if (init === baseInit.current) initialiserOf(cls)?.(made, args);
    else {
      const result = args.length === 1 ? init.call(made, args[0]!) : init.apply(made, args);
      if (result !== null) throw error('TypeError', `__init__() should return None, not '${typeName(result)}'`);
    }
    return made;
  }) as ClassValue;
  return cls;
}
