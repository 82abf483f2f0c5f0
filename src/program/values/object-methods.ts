/** What every value has from `object`. */
import {
  deleteOwnAttribute,
  objectDeleteAttributeSlot,
  objectSetAttributeSlot,
  setOwnAttribute,
} from '../operators/attribute.ts';
import { identityOf } from '../operators/hash.ts';
import { truth } from '../operators/truth.ts';
import { addNativeMembers, defineHidden, isClass, lookUp, objectPrototype, objectType } from './classes.ts';
import { bareInstance, objectInit, objectNew } from './construction.ts';
import { error } from './exceptions.ts';
import type { Keywords } from './functions.ts';
import { stringIn } from './str/receiver.ts';
import { isStr } from './text.ts';
import { typeName, typeOf } from './type-of.ts';
import { type ClassValue, type FunctionValue, notImplemented, type ThisForm, type Value } from './value.ts';

/** `<__main__.C object at 0x…>`: the number is an identity of ours, never an address. */
export function defaultRepresentation(self: Value): string {
  const { module, qualname } = typeOf(self).classInfo;
  return `<${module === 'builtins' ? '' : `${module}.`}${qualname} object at ${fakeAddress(self)}>`;
}

export function fakeAddress(self: Value): string {
  const identity = identityOf(self as object);
  return `0x${(0x7f0000000000 + identity).toString(16)}`;
}

/** A method that every value has. */
export function inherited(self: Value, name: '__repr__' | '__str__' | '__eq__'): ThisForm {
  const slot = (typeOf(self).classInfo.prototype as Record<string, unknown>)['$' + name];
  return slot as ThisForm;
}

const unordered: readonly [string, ThisForm] = ['(value, /)', () => notImplemented];

addNativeMembers(objectType, {
  methods: {
    __init__(this: Value, ...args: Value[]) {
      if (args.length > 0) refuseArguments(typeOf(this));
      return null;
    },
    __repr__: [
      '()',
      function (this: Value) {
        return defaultRepresentation(this);
      },
    ],
    __str__: [
      '()',
      function (this: Value) {
        // The test keeps this from being a tail call: two methods that ask each other must run out of stack.
        const text: Value = inherited(this, '__repr__').call(this);
        if (stringIn(text) === undefined)
          throw error('TypeError', `__str__ returned non-string (type ${typeName(text)})`);
        return text;
      },
    ],
    __format__: [
      '(format_spec, /)',
      function (this: Value, spec: Value) {
        if (!isStr(spec)) throw error('TypeError', `__format__() argument must be str, not ${typeName(spec)}`);
        if (spec !== '') throw error('TypeError', `unsupported format string passed to ${typeName(this)}.__format__`);
        return inherited(this, '__str__').call(this);
      },
    ],
    __eq__: [
      '(value, /)',
      function (this: Value, other: Value) {
        return this === other ? true : notImplemented;
      },
    ],
    __ne__: [
      '(value, /)',
      function (this: Value, other: Value) {
        const equal = inherited(this, '__eq__').call(this, other);
        return equal === notImplemented ? notImplemented : !truth(equal);
      },
    ],
    __lt__: unordered,
    __le__: unordered,
    __gt__: unordered,
    __ge__: unordered,
    __hash__: [
      '()',
      function (this: Value) {
        return identityOf(this as object);
      },
    ],
    __setattr__: [
      '(name, value, /)',
      function (this: Value, name: Value, value: Value) {
        refuseClass(this, '__setattr__');
        setOwnAttribute(this, attributeName(name), value);
        return null;
      },
    ],
    __delattr__: [
      '(name, /)',
      function (this: Value, name: Value) {
        refuseClass(this, '__delattr__');
        deleteOwnAttribute(this, attributeName(name));
        return null;
      },
    ],
  },
  classMethods: {
    __init_subclass__: [
      '(**kwargs)',
      ((cls: ClassValue, keywords?: Keywords) => {
        if (keywords !== undefined) {
          throw error('TypeError', `${cls.classInfo.qualname}.__init_subclass__() takes no keyword arguments`);
        }
        return null;
      }) as never,
    ],
  },
  statics: {
    __new__: ((cls?: Value, ...args: Value[]) => {
      if (cls === undefined) throw error('TypeError', 'object.__new__(): not enough arguments');
      if (typeof cls !== 'function' || (cls as FunctionValue).classInfo === undefined) {
        throw error('TypeError', `object.__new__(X): X is not a type object (${typeName(cls)})`);
      }
      return bareInstance(cls as ClassValue, args, 0);
    }) as FunctionValue,
  },
});

objectNew.current = lookUp(objectType, '__new__')!;
objectInit.current = lookUp(objectType, '__init__')!;
objectSetAttributeSlot.current = (objectPrototype as Record<string, ThisForm>).$__setattr__;
objectDeleteAttributeSlot.current = (objectPrototype as Record<string, ThisForm>).$__delattr__;
defineHidden(objectType.classInfo, 'doc', 'The base class of the class hierarchy.');

/** The methods of `object` work on instances: what a class has is its metaclass's to change. @throws TypeError */
function refuseClass(receiver: Value, method: string): void {
  if (isClass(receiver)) throw error('TypeError', `can't apply this ${method} to type object`);
}

/** A name given as a value. @throws TypeError when it is no str */
export function attributeName(name: Value): string {
  const text = stringIn(name);
  if (text === undefined) throw error('TypeError', `attribute name must be string, not '${typeName(name)}'`);
  return String(text);
}

/** Arguments that neither `__new__` nor `__init__` of the class takes. */
function refuseArguments(cls: ClassValue): void {
  if (lookUp(cls, '__init__') !== objectInit.current) {
    throw error('TypeError', 'object.__init__() takes exactly one argument (the instance to initialize)');
  }
  if (lookUp(cls, '__new__') === objectNew.current) {
    throw error(
      'TypeError',
      `${cls.classInfo.name}.__init__() takes exactly one argument (the instance to initialize)`,
    );
  }
}
