/**
 * Abstract base classes: the metaclass `ABCMeta`, the class `ABC`, `register`. Native abstract types (those of
 * `collections.abc`) recognise classes by their methods, see `recognises` of `NativeType`.
 */
import { type ClassInfo, defineHidden, defineNativeType, isClass, isSubclass } from './classes.ts';
import { error } from './exceptions.ts';
import { derivesFrom, typeType } from './type-of.ts';
import type { ClassValue, Value } from './value.ts';

/** What a metaclass does while one of its classes is made. */
export interface ClassHooks {
  /**
   * Before the body runs: takes its keywords out of the header.
   *
   * @returns what the body's assignments go through; gives the value to keep
   */
  begin(
    name: string,
    bases: readonly ClassValue[],
    keywords: Map<string, Value>,
  ): (name: string, value: Value) => Value;
  /** After the body has run: takes out of its members what does not become an attribute. */
  settle(members: Map<string, Value>): void;
  /** After members have been told their names, before `__init_subclass__`. */
  complete(cls: ClassValue): void;
}

/** The abstract classes that a class was registered with. */
const registrations = new WeakMap<ClassValue, ClassValue[]>();

export function registeredWith(cls: ClassValue): readonly ClassValue[] {
  return registrations.get(cls) ?? [];
}

/** Metaclasses that a class may name. */
const metaclasses = new Map<Value, ClassHooks | null>();

/** Makes a native type one that classes may name as `metaclass=` and that its instances' subclasses inherit. */
export function allowMetaclass(metaclass: ClassValue, hooks: ClassHooks | null = null): void {
  metaclasses.set(metaclass, hooks);
}

export function hooksOf(metaclass: ClassValue): ClassHooks | null {
  return metaclasses.get(metaclass) ?? null;
}

export function isMetaclass(value: Value): value is ClassValue {
  return metaclasses.has(value);
}

export const abstractMetaclass: ClassValue = defineNativeType({
  name: 'ABCMeta',
  module: 'abc',
  bases: [typeType],
  prototype: {},
  parameters: '(*args, **kwargs)',
  construct: () => {
    throw error('TypeError', 'classes are not made at run time: write a class statement');
  },
  methods: {
    register: [
      '(subclass, /)',
      function (this: ClassValue, subclass: Value) {
        if (!isClass(subclass)) throw error('TypeError', 'Can only register classes');
        if (derivesFrom(this, subclass)) throw error('RuntimeError', 'Refusing to create an inheritance cycle');
        this.classInfo.registered ??= [];
        if (!isSubclass(subclass, this)) this.classInfo.registered.push(subclass);
        registrations.set(subclass, [...registeredWith(subclass), this]);
        return subclass;
      },
    ],
  },
  isFinal: true,
});
allowMetaclass(typeType);
allowMetaclass(abstractMetaclass);

export function isAbstractMetaclass(metaclass: ClassValue): boolean {
  return metaclass.classInfo.order.includes(abstractMetaclass);
}

/** Gives a native class the metaclass ABCMeta. */
export function makeAbstract(cls: ClassValue): ClassValue {
  defineHidden(cls, 'type', abstractMetaclass);
  (cls.classInfo as ClassInfo).registered ??= [];
  return cls;
}

/** `abc.ABC` */
export const abstractBase: ClassValue = makeAbstract(
  defineNativeType({
    name: 'ABC',
    module: 'abc',
    prototype: {},
    parameters: '()',
    construct: () => new abstractBase.classInfo.instance(),
    isMixin: true,
  }),
);
