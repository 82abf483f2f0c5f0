/**
 * Classes: how a type is described, how native types are defined in TypeScript, and `typeOf`. Classes written in Aegis
 * are made by `class-creation.ts` on top of this.
 */
import { native } from './functions.ts';
import type { ClassValue, FunctionValue, ThisForm, Value } from './value.ts';

export interface ClassInfo {
  readonly name: string;
  readonly qualname: string;
  readonly module: string;
  doc: string | null;
  readonly bases: readonly ClassValue[];
  /** The class itself, then its ancestors in C3 order, `object` last. */
  readonly order: readonly ClassValue[];
  /** What the class itself defines, by Aegis name, in order of definition: functions in plain form, descriptors as such. */
  readonly namespace: Map<string, Value>;
  /** The JavaScript prototype of its instances; carries `$name` slots and `type`. */
  readonly prototype: object;
  readonly subclasses: ClassValue[];
  /** Written in TypeScript: its attributes cannot be assigned. */
  readonly isNative: boolean;
  /** Programs may derive from it. */
  readonly isFinal: boolean;
}

/** What every prototype chain of Aegis ends in; `object`'s methods are its slots. */
export const objectPrototype: object = Object.create(null);

export interface NativeType {
  readonly name: string;
  readonly module?: string;
  readonly bases?: readonly ClassValue[];
  readonly doc?: string;
  /** The prototype of the JavaScript class that implements it; its own prototype becomes that of the first base. */
  readonly prototype: object;
  /** Python's parameter list of the constructor. */
  readonly parameters: string;
  /** Makes an instance; `cls` is the class that was called (a subclass perhaps). */
  readonly construct: (...args: never[]) => Value;
  /** Methods in this-form by Aegis name; value is [parameters, function] for checked ones. */
  readonly methods?: Readonly<Record<string, ThisForm | readonly [string, ThisForm]>>;
  /** Read-only attributes computed from the receiver. */
  readonly properties?: Readonly<Record<string, ThisForm>>;
  /** Plain class attributes, static and class methods as functions that take no receiver. */
  readonly statics?: Readonly<Record<string, Value>>;
  readonly isFinal?: boolean;
}

/** Defines a type written in TypeScript and puts its methods on the prototype. */
export function defineNativeType(type: NativeType): ClassValue {
  const bases = type.bases ?? [objectType];
  const cls = native(type.name, type.parameters, type.construct as FunctionValue) as ClassValue;
  const parent = bases[0]?.classInfo.prototype ?? null;
  if (type.prototype !== objectPrototype) Object.setPrototypeOf(type.prototype, parent);
  const order = [cls];
  for (const base of bases) for (const ancestor of base.classInfo.order) if (!order.includes(ancestor)) order.push(ancestor);
  const info: ClassInfo = {
    name: type.name,
    qualname: type.name,
    module: type.module ?? 'builtins',
    doc: type.doc ?? null,
    bases,
    order,
    namespace: new Map(),
    prototype: type.prototype,
    subclasses: [],
    isNative: true,
    isFinal: type.isFinal ?? false,
  };
  Object.defineProperty(cls, 'classInfo', { value: info });
  for (const base of bases) base.classInfo.subclasses.push(cls);
  defineHidden(type.prototype, 'type', cls);
  addNativeMembers(cls, type);
  return cls;
}

/** Adds members to a native type after its definition (families of methods live in files of their own). */
export function addNativeMembers(cls: ClassValue, members: Pick<NativeType, 'methods' | 'properties' | 'statics'>): void {
  const { prototype, namespace, name } = cls.classInfo;
  for (const [member, definition] of Object.entries(members.methods ?? {})) {
    const thisForm: ThisForm =
      typeof definition === 'function' ? definition : native(`${name}.${member}`, definition[0], definition[1]);
    defineHidden(prototype, '$' + member, thisForm);
    namespace.set(member, plainForm(`${name}.${member}`, thisForm));
  }
  for (const [member, get] of Object.entries(members.properties ?? {})) {
    Object.defineProperty(prototype, '$' + member, { get, configurable: true, enumerable: false });
    namespace.set(member, new NativeProperty(member, get));
  }
  for (const [member, value] of Object.entries(members.statics ?? {})) {
    defineHidden(prototype, '$' + member, value);
    namespace.set(member, value);
  }
}

/** A read-only attribute of a native type, seen on the class itself. */
export class NativeProperty {
  constructor(
    readonly name: string,
    readonly get: ThisForm,
  ) {}
}

/** `Type.method`: takes the receiver as its first argument. */
function plainForm(name: string, thisForm: ThisForm): FunctionValue {
  const plain: FunctionValue = (self: Value, ...rest: Value[]) => thisForm.apply(self, rest);
  plain.method = thisForm;
  const inner = (thisForm as FunctionValue).signature;
  const signature = inner && { ...inner, positional: ['self', ...inner.positional], positionalOnly: inner.positionalOnly + 1, required: inner.required + 1 };
  Object.defineProperty(plain, 'signature', { value: signature ?? null });
  Object.defineProperty(plain, 'name', { value: name });
  return plain;
}

export function defineHidden(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, configurable: true, enumerable: false });
}

export function isClass(value: unknown): value is ClassValue {
  return typeof value === 'function' && (value as FunctionValue).classInfo !== undefined;
}

/** True when `cls` is `ancestor` or derives from it. */
export function isSubclass(cls: ClassValue, ancestor: ClassValue): boolean {
  return cls === ancestor || cls.classInfo.order.includes(ancestor);
}

/** `object`. Defined first: every native type derives from it. */
export const objectType: ClassValue = defineNativeType({
  name: 'object',
  bases: [],
  prototype: objectPrototype,
  parameters: '()',
  construct: () => Object.create(objectPrototype) as object,
});
