/** What `value.name` is. Null means that it surely does not exist; what is not known is `Any`. */
import { bannedAttributes } from '#language/banned-attributes';
import { asInstance } from './assignable.ts';
import { builtinClass } from './builtins.ts';
import type { ClassInfo } from './class-info.ts';
import { unionOf } from './join.ts';
import { any, type FunctionType, functionType, type Type } from './type.ts';

export function attributeOf(type: Type, name: string): Type | null {
  switch (type.kind) {
    case 'literal':
      return instanceAttribute(type.class, [], name);
    case 'instance':
      return instanceAttribute(type.class, type.arguments, name);
    case 'tuple':
      return attributeOf(asInstance(type.elements), name);
    case 'none':
      return builtinClass('object').find(name, [])?.type ?? (isOrdinary(name) ? null : any);
    case 'class':
      return classAttribute(type.class, type.arguments, name);
    case 'module':
      return type.member(name);
    case 'union':
      return overUnion(type, (member) => attributeOf(member, name));
    case 'variable':
      return type.bound === null ? any : attributeOf(type.bound, name);
    default:
      return any;
  }
}

/**
 * What an operation gives on a union: null where it fails for a member that was written, or, in a union that the checker
 * put together, for all of them.
 */
export function overUnion(type: Extract<Type, { kind: 'union' }>, operate: (member: Type) => Type | null): Type | null {
  const results = type.members.map(operate);
  const found = results.filter((result) => result !== null);
  if (found.length === 0 || (!type.soft && found.length < results.length)) return null;
  return found.length < results.length ? any : unionOf(found, true);
}

function instanceAttribute(of: ClassInfo, typeArguments: readonly Type[], name: string): Type | null {
  const found = of.find(name, typeArguments);
  if (found === null) return of.isOpen || !isOrdinary(name) ? any : null;
  // An enum's member has the class of its value behind `value`; a protocol says only what it says.
  return found.type;
}

function classAttribute(of: ClassInfo, typeArguments: readonly Type[] | null, name: string): Type | null {
  const found = of.find(name, typeArguments);
  if (found === null) {
    const isKnown = isOrdinary(name) && !of.isOpen && !of.hasMetaclass && name !== 'mro';
    return isKnown ? null : any;
  }
  // Called by hand, `__new__` takes the class as its first argument.
  if (name === '__new__') return any;
  if (found.member.kind === 'method') return found.type.kind === 'function' ? unbound(found.type) : any;
  return found.member.kind === 'property' ? any : found.type;
}

/** A method seen through its class takes the instance first. */
function unbound(type: FunctionType): FunctionType {
  return functionType(
    type.name,
    ...type.signatures.map((signature) => ({
      ...signature,
      parameters: [{ name: 'self', type: any, kind: 'positional' as const, isRequired: true }, ...signature.parameters],
    })),
  );
}

/** Names with two underscores belong to the language, which has more of them than declarations list. */
function isOrdinary(name: string): boolean {
  const isMangled = /^_[^_]\w*__/.test(name);
  return !(name.startsWith('__') && name.endsWith('__')) && !isMangled && !bannedAttributes.has(name);
}
