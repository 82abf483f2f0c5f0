/**
 * The native part of `enum`: the metaclass, through which the class itself is a container of its members, and the hooks
 * that run while an enumeration is made. What the hooks do is written in `enum.aegis`, which installs it here.
 */
import { attributeNames } from '../builtins/types.ts';
import { deleteClassAttribute, getAttribute, setClassAttribute } from '../operators/attribute.ts';
import { call, callKeywords } from '../operators/call.ts';

import { iteratorOf, toArray, unpack } from '../operators/iteration.ts';
import { allowMetaclass } from '../values/abstract.ts';
import { makeClass } from '../values/class-creation.ts';
import { defineNativeType, isClass, lookUp, objectType } from '../values/classes.ts';
import { ClassMethod, isOwnDescriptor, memberOfClass, Property, StaticMethod } from '../values/descriptors.ts';
import { type Dict, keyError } from '../values/dict.ts';
import { error } from '../values/exceptions.ts';
import { Keywords, native } from '../values/functions.ts';
import { MappingProxy } from '../values/mapping-proxy.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { isStr } from '../values/text.ts';
import { isInstance, typeName, typeOf, typeType } from '../values/type-of.ts';
import { type ClassValue, type FunctionValue, Tuple, type Value } from '../values/value.ts';
import { ownClass } from './arguments.ts';
import { EnumProperty, enumPropertyType, membersOf } from './enum/property.ts';

/** Written in Aegis; see `enum.aegis`. */
const behaviour: Record<'prepare' | 'leftOut' | 'complete' | 'create', FunctionValue> = Object.create(null);

function install(
  prepare: FunctionValue,
  leftOut: FunctionValue,
  complete: FunctionValue,
  create: FunctionValue,
): Value {
  Object.assign(behaviour, { prepare, leftOut, complete, create });
  return null;
}

/** Members without aliases, in order of definition. */
function canonicalMembers(cls: ClassValue): Value[] {
  const map = membersOf(cls);
  return (lookUp(cls, '_member_names_') as Value[]).map((name) => map.get(name)!);
}

function isFlag(cls: ClassValue): boolean {
  return lookUp(cls, '_flag_mask_') !== undefined;
}

/** `Color(1)` looks a member up; `Enum('Color', 'RED GREEN')` makes an enumeration. */
function callClass(this: ClassValue, value: Value, ...more: Value[]): Value {
  const keywords = more[more.length - 1] instanceof Keywords ? (more.pop() as Keywords) : null;
  const names = more[0] ?? null;
  if (names === null) {
    const known = typeof value === 'string' || typeof value === 'number' ? valuesOf(this)?.get(value) : undefined;
    if (known !== undefined) return known;
    return call(memberOfClass(lookUp(this, '__new__')!, this), this, value);
  }
  return callKeywords(behaviour.create, [this, value, names], keywords?.names ?? [], keywords?.values ?? []);
}

/** What every enumeration offers; the machinery behind it is nobody's business. */
const offered = ['__contains__', '__doc__', '__getitem__', '__init_subclass__', '__iter__', '__len__', '__members__'];
const names = ['__module__', '__name__', '__qualname__'];

/** `dir(Color)`: the members, and what their data type has. */
function directoryOf(cls: ClassValue): Value[] {
  const dataType = lookUp(cls, '_member_type_') as ClassValue;
  const inherited = dataType === objectType ? [] : [...attributeNames(dataType), '__new__'];
  return [...new Set([...(lookUp(cls, '_member_names_') as Value[]), ...offered, ...names, ...inherited])];
}

function valuesOf(cls: ClassValue): Dict | undefined {
  return lookUp(cls, '_value2member_map_') as Dict | undefined;
}

export const enumType: ClassValue = defineNativeType({
  name: 'EnumType',
  module: 'enum',
  bases: [typeType],
  prototype: {},
  parameters: '(*args, **kwargs)',
  construct: () => {
    throw error('TypeError', 'classes are not made at run time: write a class statement');
  },
  methods: {
    __call__: ['(value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None)', callClass],
    __bool__() {
      return true;
    },
    __contains__: [
      '(member, /)',
      function (this: ClassValue, member: Value) {
        if (!(typeOf(typeOf(member)) === enumType)) {
          const types = `'${typeOf(member).classInfo.qualname}' and '${typeOf(this).classInfo.qualname}'`;
          throw error('TypeError', `unsupported operand type(s) for 'in': ${types}`);
        }
        if (!isInstance(member, this)) return false;
        const name = getAttribute(member, '_name_');
        return membersOf(this).has(name) || name === null || isFlag(this);
      },
    ],
    __getitem__: [
      '(name, /)',
      function (this: ClassValue, name: Value) {
        const member = membersOf(this).get(name);
        if (member === undefined) throw keyError(name);
        return member;
      },
    ],
    __iter__(this: ClassValue) {
      return iteratorOf(canonicalMembers(this));
    },
    __reversed__(this: ClassValue) {
      return iteratorOf(canonicalMembers(this).reverse());
    },
    __len__(this: ClassValue) {
      return (lookUp(this, '_member_names_') as Value[]).length;
    },
    __dir__(this: ClassValue) {
      return directoryOf(this);
    },
    __repr__(this: ClassValue) {
      return `<${isFlag(this) ? 'flag' : 'enum'} '${this.classInfo.name}'>`;
    },
    __getattr__: [
      '(name, /)',
      function (this: ClassValue, name: string) {
        throw error('AttributeError', name);
      },
    ],
    __setattr__: [
      '(name, value, /)',
      function (this: ClassValue, name: string, value: Value) {
        if (membersOf(this).has(name)) throw error('AttributeError', `cannot reassign member '${name}'`);
        setClassAttribute(this, name, value);
        return null;
      },
    ],
    __delattr__: [
      '(name, /)',
      function (this: ClassValue, name: string) {
        if (membersOf(this).has(name))
          throw error('AttributeError', `'${this.classInfo.name}' cannot delete member '${name}'.`);
        deleteClassAttribute(this, name);
        return null;
      },
    ],
  },
  properties: {
    __members__(this: ClassValue) {
      return new MappingProxy(membersOf(this));
    },
  },
  isFinal: true,
});

allowMetaclass(enumType, {
  begin(name, bases, keywords) {
    const boundary = keywords.get('boundary') ?? null;
    keywords.delete('boundary');
    const body = behaviour.prepare(name, new Tuple(bases), boundary);
    pending.push(body);
    const put = getAttribute(body, 'put') as FunctionValue;
    return (member, value) => put(member, value);
  },
  settle(members) {
    for (const name of toArray(behaviour.leftOut(pending.at(-1)!))) members.delete(String(name));
  },
  complete(cls) {
    behaviour.complete(cls, pending.pop()!);
  },
});

/** What was prepared for the classes whose bodies are running, innermost last. */
const pending: Value[] = [];

/** True for what stays an attribute of the class and does not become a member. */
function isDescriptor(value: Value): boolean {
  if (value instanceof Property || value instanceof StaticMethod || value instanceof ClassMethod) return true;
  if (typeof value !== 'function') return value instanceof EnumProperty || isOwnDescriptor(value);
  const f = value as FunctionValue;
  return !isClass(value) && (f.method !== undefined || (f.signature != null && f.signature.kind !== 'builtin'));
}

/** Makes a class at run time: for the functional form of enumerations, whose body is a list of names and values. */
function newClass(name: Value, bases: Tuple, pairs: Value, module: Value, qualname: Value, boundary: Value): Value {
  const called = nameText(name);
  return makeClass(
    {
      name: called,
      qualname: qualname === null ? called : nameText(qualname),
      module: module === null ? '__main__' : nameText(module),
      doc: null,
    },
    bases.items,
    boundary === null ? null : ['boundary', boundary],
    (namespace) => {
      for (const pair of toArray(pairs)) {
        const [member, value] = unpack(pair, 2);
        namespace.set(nameText(member!), value!);
      }
      return undefined;
    },
    { instance: function () {} as unknown as new () => object, construct: null },
  );
}

/** @throws TypeError for what is no text, TaintError for a labelled one */
function nameText(name: Value): string {
  if (isStr(name)) return String(name);
  throw error('TypeError', `a name must be str, not ${typeName(name)}`);
}

export default makeModuleObject('_enum', {
  EnumType: enumType,
  property: enumPropertyType,
  install: native('install', '(prepare, left_out, complete, create, /)', install),
  is_descriptor: native('is_descriptor', '(value, /)', isDescriptor),
  is_property: native('is_property', '(value, /)', (value: Value) => value instanceof EnumProperty),
  new_class: native('new_class', '(name, bases, pairs, module, qualname, boundary, /)', newClass),
  /** `put(cls, name, value, name, value, …)` */
  put: native('put', '(cls, /, *members)', (cls: Value, ...members: Value[]) => {
    for (let index = 0; index < members.length; index += 2) {
      const name = String(members[index]);
      setClassAttribute(ownClass(cls, name), name, members[index + 1]!);
    }
    return null;
  }),
  remove: native('remove', '(cls, name, /)', (value: Value, name: string) => {
    const cls = ownClass(value, name);
    if (cls.classInfo.namespace.has(name)) deleteClassAttribute(cls, name);
    return null;
  }),
});
