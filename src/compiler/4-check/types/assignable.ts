/**
 * Whether a value of one type may stand where another is expected. Gradual: `Any` on either side, or a class that is not
 * wholly known, is always accepted. Type arguments are compared covariantly, also of lists and dicts: stricter rules find
 * little and refuse much that is right. Labels do not matter here; they are followed on their own.
 */

import { builtinClass } from './builtins.ts';
import type { ClassInfo } from './class-info.ts';
import { constructorOf } from './constructor.ts';
import { unionOf } from './join.ts';
import { any, type FunctionType, type InstanceType, type Signature, type Type } from './type.ts';

/** Recursive protocols end here; deeper than this nothing is refused. */
const deepest = 16;

export function assignable(from: Type, to: Type, depth = 0): boolean {
  if (from === to || depth > deepest) return true;
  if (accepts(to.kind) || accepts(from.kind) || from.kind === 'never') return true;
  if (from.kind === 'labelled') return assignable(from.inner, to, depth);
  if (to.kind === 'labelled') return assignable(from, to.inner, depth);
  if (from.kind === 'variable') return from.bound === null || assignable(from.bound, to, depth + 1);
  if (from.kind === 'union') {
    const fits = (member: Type): boolean => assignable(member, to, depth + 1);
    return from.soft ? from.members.some(fits) : from.members.every(fits);
  }
  switch (to.kind) {
    case 'union':
      return to.members.some((member) => assignable(from, member, depth + 1));
    case 'never':
      return false;
    case 'none':
      return from.kind === 'none';
    case 'literal':
      if (from.kind === 'literal') return from.class === to.class && from.text === to.text;
      return from.kind === 'instance' && from.class.isOpen;
    case 'tuple':
      return toTuple(from, to.elements, depth);
    case 'class':
      return toClass(from, to.class);
    case 'function':
      return toFunction(from, to, depth);
    case 'instance':
      return toInstance(from, to, depth);
    default:
      return true;
  }
}

/** Kinds of types against which nothing can be said. */
function accepts(kind: Type['kind']): boolean {
  return kind === 'any' || kind === 'form' || kind === 'alias';
}

function toTuple(from: Type, elements: readonly Type[], depth: number): boolean {
  if (from.kind === 'tuple')
    return (
      from.elements.length === elements.length &&
      from.elements.every((element, index) => assignable(element, elements[index]!, depth + 1))
    );
  if (from.kind !== 'instance') return false;
  const items = from.class.argumentsFor(builtinClass('tuple'), from.arguments);
  if (items === null) return from.class.isOpen;
  return elements.every((element) => assignable(items[0] ?? any, element, depth + 1));
}

function toClass(from: Type, to: ClassInfo): boolean {
  if (from.kind === 'class') return to.facts.isProtocol || from.class.isSubclassOf(to) || from.class.isOpen;
  return from.kind === 'instance' && (from.class.name === 'type' || from.class.isOpen);
}

function toInstance(from: Type, to: InstanceType, depth: number): boolean {
  const name = to.class.moduleName === '' ? to.class.name : '';
  if (name === 'object') return true;
  switch (from.kind) {
    case 'literal':
      return toInstance(from.class.self, to, depth);
    case 'tuple':
      return instanceToInstance(asInstance(from.elements, false), to, depth);
    case 'instance':
      return instanceToInstance(from, to, depth);
    case 'none':
      return to.class.facts.isProtocol && name === 'Hashable';
    case 'class':
      return name === 'type' || to.class.facts.isProtocol || to.class.isOpen || hasMetaclass(from.class);
    case 'function':
      return to.class.facts.isProtocol || to.class.isOpen;
    default:
      return true;
  }
}

/** Classes of enums are iterable and have a length; `EnumMeta` gives them that. */
function hasMetaclass(of: ClassInfo): boolean {
  return of.isEnum;
}

/** A tuple as an instance of the class `tuple`. @param soft false where every element counts */
export function asInstance(elements: readonly Type[], soft = true): InstanceType {
  const item = elements.length === 0 ? any : unionOf(elements, soft);
  return { kind: 'instance', class: builtinClass('tuple'), arguments: [item] };
}

function instanceToInstance(from: InstanceType, to: InstanceType, depth: number): boolean {
  const seen = from.class.argumentsFor(to.class, from.arguments);
  if (seen !== null)
    return to.arguments.every((expected, index) => assignable(seen[index] ?? any, expected, depth + 1));
  if (isPromoted(from.class, to.class)) return true;
  if (to.class.facts.isProtocol && fitsProtocol(from, to, depth)) return true;
  // Python also walks over what has only `__getitem__`.
  if (to.class === builtinClass('Iterable') && from.class.find('__getitem__', null) !== null) return true;
  return from.class.isOpen;
}

/** Where an int stands for a float and the like, as in Python's type system. */
function isPromoted(from: ClassInfo, to: ClassInfo): boolean {
  if (to.moduleName !== '') return false;
  const below = promoted[to.name];
  return below?.some((name) => from.isSubclassOf(builtinClass(name))) ?? false;
}

const promoted: Readonly<Record<string, readonly string[]>> = {
  float: ['int'],
  complex: ['int', 'float'],
  bytes: ['bytearray', 'memoryview'],
};

function fitsProtocol(from: InstanceType, to: InstanceType, depth: number): boolean {
  return protocolGap(from, to, depth) === null;
}

/** A member that a protocol asks for: what the class has in its place, null where it has nothing of that name. */
export interface ProtocolGap {
  readonly name: string;
  readonly has: Type | null;
  readonly wanted: Type;
}

/** The first member of a protocol that a class lacks or has with another type; null when it fits. */
export function protocolGap(from: InstanceType, to: InstanceType, depth = 0): ProtocolGap | null {
  for (const base of to.class.linearised) {
    if (base.class.name === 'object' || !base.class.facts.isProtocol) continue;
    for (const name of base.class.facts.members.keys()) {
      const has = from.class.find(name, from.arguments);
      const wanted = to.class.find(name, to.arguments)!.type;
      if (has === null || !assignable(has.type, wanted, depth + 4)) return { name, has: has?.type ?? null, wanted };
    }
  }
  return null;
}

function toFunction(from: Type, to: FunctionType, depth: number): boolean {
  switch (from.kind) {
    case 'function':
      return to.signatures.every((wanted) =>
        from.signatures.some((signature) => signatureFits(signature, wanted, depth)),
      );
    case 'class': {
      const constructed = constructorOf(from.class, from.arguments);
      return constructed === null || toFunction(constructed, to, depth);
    }
    case 'instance':
      return from.class.isOpen || from.class.find('__call__', null) !== null || from.class.facts.isProtocol;
    case 'module':
      return true;
    default:
      return false;
  }
}

/** Whether a function with one signature can be called as another promises. */
function signatureFits(from: Signature, to: Signature, depth: number): boolean {
  if (to.rest?.kind === 'any' && to.keywords?.kind === 'any') return returnsFit(from, to, depth);
  const given = to.parameters.filter((parameter) => parameter.kind !== 'keyword');
  const taken = from.parameters.filter((parameter) => parameter.kind !== 'keyword');
  if (from.rest === null && given.length > taken.length) return false;
  if (to.rest === null && taken.slice(given.length).some((parameter) => parameter.isRequired)) return false;
  if (to.keywords === null && from.parameters.some((each) => each.kind === 'keyword' && each.isRequired)) {
    const named = new Set(to.parameters.filter((each) => each.kind === 'keyword').map((each) => each.name));
    if (from.parameters.some((each) => each.kind === 'keyword' && each.isRequired && !named.has(each.name)))
      return false;
  }
  for (const [index, parameter] of given.entries()) {
    const into = taken[index]?.type ?? from.rest ?? any;
    if (!assignable(parameter.type, into, depth + 1)) return false;
  }
  return returnsFit(from, to, depth);
}

function returnsFit(from: Signature, to: Signature, depth: number): boolean {
  const wanted = to.returns();
  // What a function gives back that nobody wants does no harm.
  return wanted.kind === 'any' || wanted.kind === 'none' || assignable(from.returns(), wanted, depth + 1);
}
