/**
 * Exceptions as values: one JavaScript class with a prototype for each type, made by `error` and thrown as they are
 * (no `Error` subclass: that costs three times as much). `exception-members.ts` gives them their methods.
 */
import { type BuiltinExceptionName, exceptionParents } from '#language/builtin-names';
import { wrongArity } from './arity.ts';
import { addNativeMembers, type ClassInfo, defineNativeType, type NativeMembers, objectType } from './classes.ts';
import { Keywords, onWrongArity } from './functions.ts';
import { beingHandled } from './handling.ts';
import { type ClassValue, type ThisForm, Tuple, type Value } from './value.ts';

const noArguments = new Tuple([]);

/** Any exception. Fields without `$` are the runtime's; programs see `args`, `__cause__` … through accessors. */
export class ExceptionObject {
  args: Tuple = noArguments;
  declare cause: ExceptionObject | null;
  declare context: ExceptionObject | null;
  declare suppressContext: boolean;
  /** Where it was first raised; its text is made only when shown. */
  declare trace: Error | null;
  declare readonly type: ClassValue;
}

// Most exceptions are caught soon and have none of these: what stands on the prototype is not written at each raise.
for (const [field, value] of Object.entries({ cause: null, context: null, suppressContext: false, trace: null }))
  Object.defineProperty(ExceptionObject.prototype, field, { value, writable: true });

/** What a built-in exception type does with the arguments beyond keeping them in `args`. */
export type Initialise = (exception: ExceptionObject, args: readonly Value[]) => void;

/** By type name; filled by `exception-members.ts`: what `__new__` does, and what `__init__` does. */
export const makers = Object.create(null) as Record<string, Initialise | undefined>;
export const initialisers = Object.create(null) as Record<string, Initialise | undefined>;

/** `BaseException.__init__` as its slot; classes that do not override it skip the call. */
export const baseInit: { current: ThisForm | undefined } = { current: undefined };

/** A class whose `new` makes a bare exception with the given prototype. */
export function exceptionInstance(prototype: object): new () => ExceptionObject {
  function Instance(this: ExceptionObject) {
    this.args = noArguments;
  }
  Instance.prototype = prototype;
  return Instance as unknown as new () => ExceptionObject;
}

/** Makes a built-in exception from positional arguments, as calling its type does. */
export function makeException(cls: ClassValue, args: readonly Value[]): ExceptionObject {
  const exception = bareException(cls, args);
  initialiserOf(cls)?.(exception, args);
  return exception;
}

/** What `BaseException.__new__` does: keeps the arguments. */
export function bareException(cls: ClassValue, args: readonly Value[]): ExceptionObject {
  const exception = new cls.classInfo.instance() as ExceptionObject;
  if (args.length > 0) exception.args = new Tuple(args);
  rulesOf(cls).make?.(exception, args);
  return exception;
}

/** What `__init__` of a type, or of the nearest built-in ancestor that has one, does. */
export function initialiserOf(cls: ClassValue): Initialise | undefined {
  return rulesOf(cls).initialise;
}

/** What the nearest built-in ancestors of an exception class do. */
interface Rules {
  readonly make: Initialise | undefined;
  readonly initialise: Initialise | undefined;
}

/** By class; a class never changes its ancestors. */
const rules = new Map<ClassValue, Rules>();

function rulesOf(cls: ClassValue): Rules {
  let known = rules.get(cls);
  if (known === undefined) {
    known = { make: nearest(makers, cls), initialise: nearest(initialisers, cls) };
    rules.set(cls, known);
  }
  return known;
}

function nearest(table: Record<string, Initialise | undefined>, cls: ClassValue): Initialise | undefined {
  const owner = cls.classInfo.order.find(({ classInfo }) => classInfo.isNative && table[classInfo.name] !== undefined);
  return owner === undefined ? undefined : table[owner.classInfo.name];
}

/** Keyword arguments that a few types take, as attributes. */
const exceptionKeywords: Partial<Record<BuiltinExceptionName, readonly string[]>> = {
  ImportError: ['name', 'path'],
  ModuleNotFoundError: ['name', 'path'],
  NameError: ['name'],
  UnboundLocalError: ['name'],
  AttributeError: ['name', 'obj'],
};

/** Sets the attributes that were given by keyword. @throws TypeError for types that take none */
export function setKeywords(exception: ExceptionObject, keywords: Keywords): void {
  const native = exception.type.classInfo.order.find((cls) => cls.classInfo.isNative)!.classInfo;
  const known = exceptionKeywords[native.name as BuiltinExceptionName] ?? [];
  keywords.names.forEach((name, index) => {
    if (known.length === 0) throw error('TypeError', `${native.name}() takes no keyword arguments`);
    if (!known.includes(name)) {
      throw error('TypeError', `'${name}' is an invalid keyword argument for ${native.name}()`);
    }
    (exception as unknown as Record<string, Value>)['$' + name] = keywords.values[index]!;
  });
}

/**
 * Every built-in exception type by name. A type is defined when it is first read, because a program meets few of them
 * and defining them all is a fifth of the runtime library's start.
 */
export const exceptionTypes = Object.create(null) as Record<BuiltinExceptionName, ClassValue>;

for (const name of Object.keys(exceptionParents) as BuiltinExceptionName[]) {
  Object.defineProperty(exceptionTypes, name, { get: () => defineException(name), configurable: true });
}

/** Members that a type gets when it is defined. */
const awaitingMembers = new Map<BuiltinExceptionName, NativeMembers>();

/** Gives a built-in exception type its own members, without defining it before it is needed. */
export function addExceptionMembers(name: BuiltinExceptionName, members: NativeMembers): void {
  awaitingMembers.set(name, members);
}

function defineException(name: BuiltinExceptionName): ClassValue {
  const parent = exceptionParents[name];
  const bases = parent === 'object' ? [objectType] : [exceptionTypes[parent]];
  if (name === 'ExceptionGroup') bases.unshift(exceptionTypes.BaseExceptionGroup);
  const cls: ClassValue = defineNativeType({
    name,
    bases,
    prototype: name === 'BaseException' ? ExceptionObject.prototype : {},
    parameters: `(*args${(exceptionKeywords[name] ?? []).map((keyword) => `, ${keyword}=None`).join('')})`,
    construct: (...args: Value[]) => {
      const keywords = args[args.length - 1] instanceof Keywords ? (args.pop() as Keywords) : null;
      const exception = makeException(cls, args);
      if (keywords !== null) setKeywords(exception, keywords);
      return exception;
    },
  });
  const info = cls.classInfo as { -readonly [Key in keyof ClassInfo]: ClassInfo[Key] };
  info.instance = exceptionInstance(info.prototype);
  Object.defineProperty(exceptionTypes, name, { value: cls });
  const members = awaitingMembers.get(name);
  if (members !== undefined) addNativeMembers(cls, members);
  return cls;
}

/**
 * A built-in exception to be thrown: `throw error('TypeError', 'bad operand')`.
 *
 * @param name the type
 * @param args its arguments, usually one message
 */
export function error(name: BuiltinExceptionName, ...args: Value[]): ExceptionObject {
  const exception = makeException(exceptionTypes[name], args);
  const context = beingHandled();
  if (context !== null) exception.context = context;
  capture(exception);
  return exception;
}

export function isException(value: unknown): value is ExceptionObject {
  return value instanceof ExceptionObject;
}

/** A capture costs 0.4 µs: types that a program uses as control flow stop paying after this many. */
const capturesOfType = 10_000;

/** Remembers where an exception was raised, once. */
export function capture(exception: ExceptionObject): void {
  if (exception.trace !== null) return;
  const { classInfo } = exception.type;
  if (classInfo.captures >= capturesOfType) return;
  classInfo.captures++;
  exception.trace = new Error();
}

/** The engine's stack text of where an exception was raised; null when it was not kept. */
export function traceOf(exception: ExceptionObject): string | null {
  return exception.trace?.stack ?? null;
}

onWrongArity((signature, given) => {
  throw error('TypeError', wrongArity(signature, given, 0));
});
