/**
 * What library modules written in Aegis need to know of objects and programs may not: the order of a class, the attributes
 * of an instance, annotations. Only files of the standard library can import it.
 */
import { attributeOrUndefined, keyOf, setAttribute } from '../operators/attribute.ts';
import { iterate, unpack } from '../operators/iteration.ts';
import { defineHidden, isClass, objectType } from '../values/classes.ts';
import { newNative } from '../values/construction.ts';
import { ClassMethod, isAbstract, StaticMethod } from '../values/descriptors.ts';
import { type Dict, dict } from '../values/dict.ts';
import { isException } from '../values/exceptions.ts';
import { native } from '../values/functions.ts';
import { MappingProxy } from '../values/mapping-proxy.ts';
import { makeModuleObject } from '../values/module-object.ts';
import { typeOf } from '../values/type-of.ts';
import { ByteArray, type ClassValue, type FunctionValue, Tuple, type Value } from '../values/value.ts';
import { classArgument, ownClass } from './arguments.ts';

/** Attributes that an object itself holds, as [name, value]. */
function ownAttributes(x: Value): [string, Value][] {
  if ((typeof x !== 'object' && typeof x !== 'function') || x === null) return [];
  const attributes: [string, Value][] = [];
  // Those of functions are not enumerable.
  for (const key of typeof x === 'function' ? Object.getOwnPropertyNames(x) : Object.keys(x)) {
    if (key.startsWith('$') && (x as Record<string, Value | undefined>)[key] !== undefined) {
      attributes.push([key.slice(1), (x as Record<string, Value>)[key]!]);
    }
  }
  return attributes;
}

/** Containers of which a clone starts empty; instances over any other native type keep the value that they stand for. */
const containers: ReadonlySet<string> = new Set(['list', 'dict', 'set']);

/**
 * A bare instance of the same class: without attributes and items, but with the value that it stands for, or another one.
 * An exception keeps its arguments. Values of other native types are given back as they are.
 *
 * @param inside what the instance stands for; of an exception a tuple with its arguments
 */
function clone(x: Value, inside: Value = x): Value {
  const cls = typeOf(x);
  const { layout, isNative } = cls.classInfo;
  if (isException(x)) return newNative(layout, cls, inside instanceof Tuple ? inside.items : x.args.items);
  if (isNative) return x;
  if (layout === objectType) return new cls.classInfo.instance();
  if (x instanceof ByteArray) {
    const copy = newNative(layout, cls, []) as ByteArray;
    copy.data = x.data.slice();
    return copy;
  }
  return newNative(layout, cls, containers.has(layout.classInfo.name) ? [] : [inside]);
}

/** Gives `wrapper` the name, documentation, annotations and attributes of what it wraps. */
function copyIdentity(wrapper: FunctionValue, wrapped: Value): Value {
  for (const name of ['__module__', '__name__', '__qualname__', '__doc__']) {
    const value = attributeOrUndefined(wrapped, name);
    if (value !== undefined) defineHidden(wrapper, keyOf(name), value);
  }
  if (typeof wrapped === 'function') {
    const { annotations } = wrapped as FunctionValue;
    if (annotations !== undefined) wrapper.annotations = annotations;
  }
  for (const [name, value] of ownAttributes(wrapped)) {
    if (!name.startsWith('__') && !isClass(wrapped)) setAttribute(wrapper, name, value);
  }
  return wrapper;
}

/** Annotations by name, in order: of a function, a static or class method, or of a class body (not of its bases). */
function annotationsOf(x: Value): Dict {
  if (x instanceof StaticMethod || x instanceof ClassMethod) return annotationsOf(x.inner);
  const entries: Value[] = [];
  if (isClass(x)) for (const { name, value } of x.classInfo.annotations) entries.push(name, value());
  else if (typeof x === 'function') entries.push(...((x as FunctionValue).annotations?.() ?? []));
  return dict(...entries);
}

function rename(value: Value, name: string, module: Value = null, doc: Value = null): Value {
  const cls = ownClass(value, '__name__');
  const info = cls.classInfo;
  info.name = name;
  info.qualname = name;
  if (typeof module === 'string') info.module = module;
  if (doc !== null) info.doc = doc;
  return cls;
}

/** Classes that have all these methods (none of them None) count as derived from `cls`. */
function recogniseMethods(cls: ClassValue, names: Value): Value {
  const wanted: string[] = [];
  const items = iterate(names);
  for (let name = items.next(); name !== undefined; name = items.next()) wanted.push(String(name));
  const recognises = (candidate: ClassValue) =>
    wanted.every((name) => (definitionOf(candidate, name) ?? null) !== null);
  Object.assign(cls.classInfo, { recognises });
  return cls;
}

function definitionOf(cls: ClassValue, name: string): Value | undefined {
  for (const ancestor of cls.classInfo.order)
    if (ancestor.classInfo.namespace.has(name)) return ancestor.classInfo.namespace.get(name);
  return undefined;
}

/** Whether any attribute may be set on an instance: its class has no `__slots__`. */
/** True for functions of programs, whose name and module may change; built-in functions and classes belong to everybody. */
function isOwnFunction(x: Value): boolean {
  return typeof x === 'function' && !isClass(x) && (x as FunctionValue).signature?.kind !== 'builtin';
}

function takesAnyAttribute(x: Value): boolean {
  return (x as { slotNames?: ReadonlySet<string> }).slotNames === undefined;
}

export default makeModuleObject('_introspection', {
  annotations: native('annotations', '(x, /)', annotationsOf),
  class_bases: native('class_bases', '(cls, /)', (cls: Value) => new Tuple(classArgument(cls).classInfo.bases)),
  class_order: native('class_order', '(cls, /)', (cls: Value) => new Tuple(classArgument(cls).classInfo.order)),
  clone: native('clone', '(x, inside=None, /)', clone),
  copy_identity: native('copy_identity', '(wrapper, wrapped, /)', copyIdentity),
  fields: native('fields', '(x, /)', (x: Value) => ownAttributes(x).map((pair) => new Tuple(pair))),
  is_own_function: native('is_own_function', '(x, /)', isOwnFunction),
  is_abstract: native('is_abstract', '(member, /)', (member: Value) => isAbstract(member)),
  mapping_proxy: native('mapping_proxy', '(mapping, /)', (mapping: Value) => new MappingProxy(mapping as Dict)),
  name_of_module: native('name_of_module', '(x, /)', (x: Value) => attributeOrUndefined(x, '__module__') ?? null),
  /** What a class itself defines under a name, None when it does not: `own_members` would copy all that it defines. */
  own_member: native(
    'own_member',
    '(cls, name, /)',
    (cls: Value, name: string) => classArgument(cls).classInfo.namespace.get(name) ?? null,
  ),
  own_members: native('own_members', '(cls, /)', (cls: Value) =>
    dict(...[...classArgument(cls).classInfo.namespace].flat()),
  ),
  recognise_methods: native('recognise_methods', '(cls, names, /)', recogniseMethods),
  rename: native('rename', '(cls, name, module=None, doc=None, /)', rename),
  takes_any_attribute: native('takes_any_attribute', '(x, /)', takesAnyAttribute),
  set_fields: native('set_fields', '(x, fields, /)', (x: Value, pairs: Value) => {
    const items = iterate(pairs);
    for (let pair = items.next(); pair !== undefined; pair = items.next()) {
      const [name, value] = unpack(pair, 2);
      defineHidden(x as object, keyOf(String(name)), value);
      Object.defineProperty(x, keyOf(String(name)), { enumerable: true });
    }
    return null;
  }),
});
