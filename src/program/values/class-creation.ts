/**
 * Classes written in Aegis (docs/runtime.md §5). The body fills a namespace; the order of ancestors is computed; every
 * member becomes a slot on the prototype of instances and on the class. With one base JavaScript's prototype chain does the
 * inheriting; with several, what the chain cannot express is copied down.
 */
import { inheritContracts } from '../contracts/inheritance.ts';
import { findSpecial } from '../operators/attribute.ts';
import { callKeywords } from '../operators/call.ts';
import { toArray } from '../operators/iteration.ts';
import { lookUpAfter } from '../operators/super.ts';
import { hooksOf, isAbstractMetaclass, isMetaclass } from './abstract.ts';
import { constructorOf } from './class-constructors.ts';
import { ancestorsOf, layoutOf } from './class-order.ts';
import {
  type Annotation,
  type ClassInfo,
  defineHidden,
  isClass,
  lookUp,
  lookUpEpoch,
  NativeClassMethod,
  objectType,
} from './classes.ts';
import {
  ClassMethod,
  inheritsByChain,
  installSlot,
  isAbstract,
  memberOfClass,
  Property,
  StaticMethod,
} from './descriptors.ts';
import { ExceptionObject, error, exceptionInstance, exceptionTypes } from './exceptions.ts';
import { GenericAlias } from './generic-alias.ts';
import { prototypeUnder } from './opened-base.ts';
import { identifier } from './str/tests.ts';
import { isStr } from './text.ts';
import { typeName, typeOf, typeType } from './type-of.ts';
import { type ClassValue, Float, type FunctionValue, type ThisForm, Tuple, type Value } from './value.ts';

export interface ClassDescription {
  readonly name: string;
  readonly qualname: string;
  readonly module: string;
  readonly doc: Value;
}

/** What the body of a class sees as `ns`. */
export class Namespace {
  readonly members = new Map<string, Value>();
  readonly annotations: Annotation[] = [];

  /** @param adapt what a metaclass makes of each assigned value */
  constructor(private readonly adapt: ((name: string, value: Value) => Value) | null = null) {}

  set(name: string, value: Value): Value {
    const kept = this.adapt === null ? value : this.adapt(name, value);
    this.members.set(name, kept);
    return kept;
  }
  get(name: string): Value | undefined {
    return this.members.get(name);
  }
  delete(name: string): void {
    if (!this.members.delete(name)) throw error('NameError', `name '${name}' is not defined`);
  }
  annotate(name: string, text: string, value: () => Value): void {
    this.annotations.push({ name, text, value });
  }
}

/** What the emitter writes for a class: a bare instance, and a constructor with the parameters of `__init__`. */
export interface OwnConstructor {
  readonly instance: new () => object;
  readonly construct: ((instance: new () => object) => FunctionValue) | null;
}

/**
 * Makes a class.
 *
 * @param keywords alternating names and values of the class header (`metaclass=` and those of `__init_subclass__`)
 * @param body fills the namespace; may return a function that is told the class (for `super()`)
 * @throws TypeError when the bases do not go together
 */
export function makeClass(
  description: ClassDescription,
  bases: readonly Value[],
  keywords: readonly Value[] | null,
  body: (namespace: Namespace) => ((made: ClassValue) => void) | undefined,
  own: OwnConstructor,
): ClassValue {
  const parents = baseClasses(resolvedBases(bases));
  const ancestors = ancestorsOf(parents);
  const layout = layoutOf(parents);
  const { metaclass, named } = classKeywords(keywords, parents);
  const hooks = hooksOf(metaclass);
  const namespace = new Namespace(hooks === null ? null : hooks.begin(description.name, parents, named));
  const tell = body(namespace);
  hooks?.settle(namespace.members);
  inheritContracts(description.name, parents, namespace.members);
  const cls = assemble(description, parents, ancestors, layout, namespace, own, metaclass);
  cls.classInfo.givenBases = bases;
  tell?.(cls);
  announceNames(cls);
  hooks?.complete(cls);
  const hook = memberOfClass(lookUpAfter(cls, cls, '__init_subclass__')!, cls);
  callKeywords(hook, [], [...named.keys()], [...named.values()]);
  for (const ancestor of ancestors) ancestor.classInfo.derived?.(cls);
  return cls;
}

/** Objects among the bases that stand for classes (`Generic[T]`) name those by `__mro_entries__`. */
function resolvedBases(bases: readonly Value[]): readonly Value[] {
  if (bases.every((base) => isClass(base) || base instanceof GenericAlias)) return bases;
  const given = new Tuple(bases);
  return bases.flatMap((base) => {
    const entries = isClass(base) || base instanceof GenericAlias ? undefined : findSpecial(base, '__mro_entries__');
    if (entries === undefined) return [base];
    const stand: Value = entries.call(base, given);
    if (!(stand instanceof Tuple)) throw error('TypeError', '__mro_entries__ must return a tuple');
    return stand.items;
  });
}

/** Bases as classes; `list[int]` and the like stand for the class they were made from. */
function baseClasses(bases: readonly Value[]): ClassValue[] {
  const classes = bases.map((base) => {
    const cls = base instanceof GenericAlias ? base.origin : base;
    if (!isClass(cls)) throw error('TypeError', refusedBase(base));
    if (cls.classInfo.isFinal) throw error('TypeError', `type '${cls.classInfo.name}' is not an acceptable base type`);
    return cls;
  });
  return classes.length === 0 ? [objectType] : classes;
}

/** CPython calls the type of a base that is no class with name, bases and members: what `int` says to that is known to many. */
function refusedBase(base: Value): string {
  const name = typeName(base);
  return name === 'int' ? 'int() takes at most 2 arguments (3 given)' : `a base must be a class, not '${name}'`;
}

interface ClassKeywords {
  readonly metaclass: ClassValue;
  /** All others. */
  readonly named: Map<string, Value>;
}

function classKeywords(keywords: readonly Value[] | null, parents: readonly ClassValue[]): ClassKeywords {
  const named = new Map<string, Value>();
  let metaclass = typeType;
  const consider = (candidate: ClassValue): void => {
    if (candidate.classInfo.order.includes(metaclass)) metaclass = candidate;
    else if (!metaclass.classInfo.order.includes(candidate)) {
      throw error(
        'TypeError',
        'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases',
      );
    }
  };
  for (let index = 0; keywords !== null && index < keywords.length; index += 2) {
    const name = keywords[index] as string;
    const value = keywords[index + 1]!;
    if (name !== 'metaclass') {
      named.set(name, value);
    } else if (isMetaclass(value)) consider(value);
    else throw error('TypeError', 'metaclasses other than ABCMeta and EnumMeta do not exist');
  }
  for (const parent of parents) consider(typeOf(parent));
  return { metaclass, named };
}

// ---------------------------------------------------------------- assembling

function assemble(
  description: ClassDescription,
  bases: readonly ClassValue[],
  ancestors: readonly ClassValue[],
  layout: ClassValue,
  { members, annotations }: Namespace,
  own: OwnConstructor,
  metaclass: ClassValue,
): ClassValue {
  adaptMembers(members);
  const chained = followsChain(bases, ancestors) ? bases[0]! : layout;
  const prototype = Object.create(chained === layout ? prototypeUnder(layout) : chained.classInfo.prototype) as object;
  if (prototype instanceof Float) defineHidden(prototype, 'isFloat', false);
  const order: ClassValue[] = [];
  const info: ClassInfo = {
    name: description.name,
    qualname: textMember(members, '__qualname__') ?? description.qualname,
    module: textMember(members, '__module__') ?? description.module,
    definedIn: description.module,
    doc: members.get('__doc__') ?? description.doc,
    bases,
    order,
    namespace: members,
    prototype,
    subclasses: [],
    isNative: false,
    isFinal: false,
    layout,
    instance: instanceOf(layout, prototype, own),
    construct: null,
    isMixin: false,
    annotations,
    abstract: [],
    registered: isAbstractMetaclass(metaclass) ? [] : null,
    recognises: null,
    derived: null,
    captures: 0,
    found: new Map(),
    foundEpoch: -1,
  };
  const cls = constructorOf(info, own, metaclass, ancestors);
  order.push(cls, ...ancestors);
  Object.defineProperty(cls, 'classInfo', { value: info });
  Object.setPrototypeOf(cls, chained);
  // Else it would be found on the base.
  if (!Object.hasOwn(cls, 'signature')) Object.defineProperty(cls, 'signature', { value: null, writable: true });
  if ((chained as unknown as { type: ClassValue }).type !== metaclass) defineHidden(cls, 'type', metaclass);
  defineHidden(prototype, 'type', cls);
  defineHidden(prototype, '$__doc__', info.doc);
  defineHidden(prototype, '$__module__', info.module);
  for (const base of bases) base.classInfo.subclasses.push(cls);
  lookUpEpoch.current++;
  installMembers(cls, chained);
  applyRules(cls);
  if (info.registered !== null) info.abstract = abstractNames(cls);
  return cls;
}

function instanceOf(layout: ClassValue, prototype: object, own: OwnConstructor): new () => object {
  if (layout.classInfo.order.includes(exceptionTypes.BaseException)) return exceptionInstance(prototype);
  own.instance.prototype = prototype;
  return own.instance;
}

/** Members that Python wraps by name, and the rule that `__eq__` alone makes a class unhashable. */
function adaptMembers(members: Map<string, Value>): void {
  const make = members.get('__new__');
  if (typeof make === 'function') members.set('__new__', new StaticMethod(make));
  for (const name of ['__init_subclass__', '__class_getitem__']) {
    const member = members.get(name);
    if (typeof member === 'function') members.set(name, new ClassMethod(member));
  }
  if (members.has('__eq__') && !members.has('__hash__')) members.set('__hash__', null);
}

function textMember(members: Map<string, Value>, name: string): string | undefined {
  const value = members.get(name);
  if (value === undefined) return undefined;
  members.delete(name);
  if (!isStr(value)) throw error('TypeError', `type ${name} must be a str, not ${typeName(value)}`);
  return String(value);
}

/** True when the first base's order is ours: JavaScript's chain then finds everything. */
function followsChain(bases: readonly ClassValue[], ancestors: readonly ClassValue[]): boolean {
  const first = bases[0]!.classInfo.order;
  return first.length === ancestors.length && first.every((ancestor, index) => ancestor === ancestors[index]);
}

/** What a class inherits costs it nothing, but for functions that are bound to each class and what JavaScript's chain misses. */
function installMembers(cls: ClassValue, chained: ClassValue): void {
  const { order, namespace } = cls.classInfo;
  const followed = chained.classInfo.order;
  for (let index = 1; index < order.length; index++) {
    const ancestor = order[index]!;
    if (ancestor === objectType) continue;
    const isFollowed = followed.includes(ancestor);
    const { classMethods } = ancestor.classInfo;
    const members = isFollowed && classMethods !== undefined ? classMethods : ancestor.classInfo.namespace;
    for (const [name, member] of members) {
      const isBound = member instanceof ClassMethod || member instanceof NativeClassMethod;
      if ((!isFollowed || isBound) && !namespace.has(name) && !inheritsByChain(cls, name)) {
        installSlot(cls, name, lookUp(cls, name)!);
      }
    }
  }
  for (const [name, member] of namespace) installSlot(cls, name, member);
}

/** Which attributes may be assigned, and whether emitted code may do so inline. */
export function applyRules(cls: ClassValue): void {
  const { order, prototype } = cls.classInfo;
  const written = order.filter((ancestor) => !ancestor.classInfo.isNative);
  const slotted = written.every((ancestor) => ancestor.classInfo.namespace.has('__slots__'));
  const native = order.find((ancestor) => ancestor.classInfo.isNative)!;
  const nativeAllows = (native.classInfo.prototype as { writable?: boolean }).writable === true;
  const names = new Set<string>();
  if (slotted && !nativeAllows) {
    for (const ancestor of written) for (const name of slotNames(ancestor)) names.add(name);
  }
  const isLimited = slotted && !nativeAllows && !names.has('__dict__');
  if (isLimited) defineHidden(prototype, 'slotNames', names);
  const hasOwnAssignment = written.some((ancestor) => ancestor.classInfo.namespace.has('__setattr__'));
  defineHidden(prototype, 'writable', !isLimited && !hasOwnAssignment);
  if (!isLimited) defineHidden(prototype, 'slotNames', undefined);
}

function slotNames(cls: ClassValue): string[] {
  const slots = cls.classInfo.namespace.get('__slots__')!;
  return (isStr(slots) ? [slots] : toArray(slots)).map((name) => {
    if (!isStr(name)) throw error('TypeError', `__slots__ items must be strings, not '${typeName(name)}'`);
    if (!identifier.test(String(name))) throw error('TypeError', '__slots__ must be identifiers');
    if (cls.classInfo.namespace.has(String(name))) {
      throw error('ValueError', `'${String(name)}' in __slots__ conflicts with class variable`);
    }
    return String(name);
  });
}

/** Abstract members that neither the class nor an ancestor has overridden. */
export function abstractNames(cls: ClassValue): string[] {
  const names = new Set<string>();
  for (const ancestor of cls.classInfo.order) {
    for (const [name, member] of ancestor.classInfo.namespace) if (isAbstract(member)) names.add(name);
  }
  return [...names].filter((name) => isAbstract(lookUp(cls, name)!)).sort();
}

// ---------------------------------------------------------------- announcing

/** Tells properties and descriptors their names. */
function announceNames(cls: ClassValue): void {
  for (const [name, member] of cls.classInfo.namespace) {
    if (typeof member !== 'object' || member === null || Array.isArray(member)) continue;
    if (member instanceof Property) {
      member.name ??= name;
      continue;
    }
    const hook = (member as { $__set_name__?: ThisForm }).$__set_name__;
    if (typeof hook !== 'function') continue;
    try {
      hook.call(member, cls, name);
    } catch (problem) {
      throw failedAnnouncement(problem, cls, member, name);
    }
  }
}

function failedAnnouncement(problem: unknown, cls: ClassValue, member: Value, name: string): unknown {
  if (!(problem instanceof ExceptionObject)) return problem;
  const failure = error(
    'RuntimeError',
    `Error calling __set_name__ on '${typeName(member)}' instance '${name}' in '${cls.classInfo.name}'`,
  );
  failure.cause = problem;
  failure.suppressContext = true;
  return failure;
}
