/**
 * `@invariant`: what is true of an object whenever nobody is at work on it. It is judged after `__init__`, and before and
 * after every public method that is called from outside the object; subclasses inherit it. A method may break it for a
 * while, and so may those that it calls on the same object.
 */
import { setAttribute } from '../operators/attribute.ts';
import { superMethod } from '../operators/super.ts';
import { programSettings } from '../program-settings.ts';
import { lookUp } from '../values/classes.ts';
import { typeOf } from '../values/type-of.ts';
import type { ClassValue, FunctionValue, Value } from '../values/value.ts';
import type { BrokenContract } from './broken.ts';
import { demand, isJudging } from './judging.ts';

type Invariant = (self: Value) => BrokenContract | null;

/** By the class that declares them. */
const declared = new WeakMap<ClassValue, readonly Invariant[]>();
/** Functions that already check. */
const guards = new WeakSet<FunctionValue>();
/** Objects whose methods are running. */
const atWork = new Set<Value>();

/** Forgets objects at work: those of a program before this one. */
export function forgetObjectsAtWork(): void {
  atWork.clear();
}

/** The class with its invariants; unchanged when contracts are off. */
export function withInvariants(cls: ClassValue, invariants: readonly Invariant[]): ClassValue {
  if (programSettings().contracts === 'off') return cls;
  declared.set(cls, invariants);
  guard(cls);
  const info = cls.classInfo;
  const before = info.derived;
  info.derived = (subclass) => {
    before?.(subclass);
    guard(subclass);
  };
  return cls;
}

/** Puts guards on the methods that a class has or inherits and that do not check yet. */
function guard(cls: ClassValue): void {
  const names = new Set<string>();
  for (const ancestor of cls.classInfo.order) {
    if (!ancestor.classInfo.isNative) for (const name of ancestor.classInfo.namespace.keys()) names.add(name);
  }
  for (const name of names) {
    const member = lookUp(cls, name);
    if (!isGuarded(name) || typeof member !== 'function' || guards.has(member as FunctionValue)) continue;
    const own = cls.classInfo.namespace.get(name) as FunctionValue | undefined;
    if ((member as FunctionValue).method === undefined) continue;
    setAttribute(cls, name, guarded(cls, name, member as FunctionValue, own));
  }
}

/** Methods that change things by their nature; the other special methods only look. */
const changing =
  /^__(?:init|call|setitem|delitem|enter|exit|i(?:add|sub|mul|truediv|floordiv|mod|pow|and|or|xor|lshift|rshift))__$/;

function isGuarded(name: string): boolean {
  return !name.startsWith('_') || changing.test(name);
}

/** @param own the class's own method; undefined for one it inherits, which is looked up at each call */
function guarded(cls: ClassValue, name: string, found: FunctionValue, own: FunctionValue | undefined): FunctionValue {
  const isConstructor = name === '__init__';
  const staysAtWork = found.signature?.kind === 'function';
  const f: FunctionValue = (self: Value, ...args: Value[]) => {
    const run = () => (own === undefined ? superMethod(cls, self, name)(...args) : own(self, ...args));
    if (isJudging() || atWork.has(self)) return run();
    if (!isConstructor) demandAll(self);
    // What a generator or coroutine does later is judged when the object is next used.
    if (!staysAtWork) return run();
    atWork.add(self);
    let result: Value;
    try {
      result = run();
    } finally {
      atWork.delete(self);
    }
    demandAll(self);
    return result;
  };
  if (found.signature !== undefined) f.signature = found.signature;
  f.method = function (this: Value, ...args: Value[]) {
    return f(this, ...args);
  };
  guards.add(f);
  return f;
}

function demandAll(self: Value): void {
  const { order } = typeOf(self).classInfo;
  for (const cls of order) for (const invariant of declared.get(cls) ?? []) demand(() => invariant(self));
}
