/**
 * What the checker says about a value: one of these types. `Any` means that nothing is known, and everything that meets it
 * is silent; `Never` is the type of what has no value (the result of a function that always raises). A union is `soft`
 * where the checker put it together itself, from branches or from results: then an operation is wrong only if it is wrong
 * for every member, for the members may never meet it. A union that was written counts in full.
 */
import type { ClassInfo } from './class-info.ts';

export type Type =
  | { readonly kind: 'any' }
  | { readonly kind: 'never' }
  | { readonly kind: 'none' }
  | LiteralType
  | InstanceType
  | ClassObjectType
  | TupleType
  | FunctionType
  | UnionType
  | TypeVariable
  | ModuleType
  | LabelledType
  | AliasType
  | FormType;

/** One value of `int`, `str`, `bool` or `bytes`, or one member of an enum. */
export interface LiteralType {
  readonly kind: 'literal';
  readonly class: ClassInfo;
  /** As it is written in source, which tells values of one class apart. */
  readonly text: string;
}

/** An instance of a class, with its type arguments (as many as the class has parameters). */
export interface InstanceType {
  readonly kind: 'instance';
  readonly class: ClassInfo;
  readonly arguments: readonly Type[];
}

/** A class itself, as a value: `type[C]`. */
export interface ClassObjectType {
  readonly kind: 'class';
  readonly class: ClassInfo;
  /** Null where the class is named without type arguments. */
  readonly arguments: readonly Type[] | null;
}

/** A tuple whose length is known; `tuple[T, ...]` is an instance of the class `tuple`. */
export interface TupleType {
  readonly kind: 'tuple';
  readonly elements: readonly Type[];
}

/** Something callable; more than one signature where it is overloaded. */
export interface FunctionType {
  readonly kind: 'function';
  readonly name: string;
  readonly signatures: readonly Signature[];
}

export interface UnionType {
  readonly kind: 'union';
  /** At least two, none of them a union, `Any` or `Never`. */
  readonly members: readonly Type[];
  readonly soft: boolean;
}

export interface TypeVariable {
  readonly kind: 'variable';
  readonly name: string;
  readonly bound: Type | null;
}

/** A module, whether a file or a `module` block. */
export interface ModuleType {
  readonly kind: 'module';
  readonly name: string;
  /** The type of a member; null where the module surely has none of that name. */
  readonly member: (name: string) => Type | null;
}

/** `tainted[T]` and `secret[T]`. */
export interface LabelledType {
  readonly kind: 'labelled';
  readonly label: 'tainted' | 'secret';
  readonly inner: Type;
}

/** The name of a type alias: what `type Names = list[str]` binds. */
export interface AliasType {
  readonly kind: 'alias';
  readonly parameters: readonly TypeVariable[];
  readonly type: () => Type;
}

/** A name that means something only in annotations: `Optional`, `Callable`, `Literal`. */
export interface FormType {
  readonly kind: 'form';
  readonly name: string;
}

export interface ParameterType {
  readonly name: string;
  readonly type: Type;
  readonly kind: 'positional' | 'either' | 'keyword';
  readonly isRequired: boolean;
}

export interface Signature {
  readonly typeParameters: readonly TypeVariable[];
  readonly parameters: readonly ParameterType[];
  /** Type of each further positional argument; null where none is taken. */
  readonly rest: Type | null;
  /** Type of each further keyword argument; null where none is taken. */
  readonly keywords: Type | null;
  /** Found out only when asked for: it may have to be inferred from the body. */
  readonly returns: () => Type;
}

export const any: Type = { kind: 'any' };
export const never: Type = { kind: 'never' };
export const none: Type = { kind: 'none' };

/** A function of which nothing is known but what it returns. */
export function openSignature(returns: Type): Signature {
  return { typeParameters: [], parameters: [], rest: any, keywords: any, returns: () => returns };
}

export function functionType(name: string, ...signatures: readonly Signature[]): FunctionType {
  return { kind: 'function', name, signatures };
}

export function labelled(label: LabelledType['label'], inner: Type): Type {
  return { kind: 'labelled', label, inner };
}

/** The members of a union, or the type alone. */
export function membersOf(type: Type): readonly Type[] {
  return type.kind === 'union' ? type.members : [type];
}
