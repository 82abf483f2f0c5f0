/** What a value holds: what walking over it gives, what an index gives, what awaiting gives. Null means: it cannot. */
import { asInstance } from './assignable.ts';
import { overUnion } from './attribute.ts';
import { builtinClass } from './builtins.ts';
import { unionOf } from './join.ts';
import { any, type InstanceType, labelled, type Type } from './type.ts';

/** What each step of a `for` gives. */
export function itemsOf(type: Type): Type | null {
  switch (type.kind) {
    case 'literal':
      return type.class.isEnum ? null : instanceItems(type.class.self);
    case 'instance':
      return instanceItems(type);
    case 'tuple':
      return type.elements.length === 0 ? any : unionOf(type.elements, true);
    case 'class':
      return type.class.isEnum || type.class.isOpen ? any : hasMetaclassItems(type);
    case 'none':
    case 'function':
      return null;
    case 'union':
      return overUnion(type, itemsOf);
    case 'variable':
      return type.bound === null ? any : itemsOf(type.bound);
    default:
      return any;
  }
}

function hasMetaclassItems(type: Extract<Type, { kind: 'class' }>): Type | null {
  return type.class.find('__class_getitem__', null) === null ? null : any;
}

function instanceItems(type: InstanceType): Type | null {
  const seen = type.class.argumentsFor(builtinClass('Iterable'), type.arguments);
  if (seen !== null) return seen[0] ?? any;
  const iter = type.class.find('__iter__', type.arguments);
  if (iter !== null) return iter.type.kind === 'function' ? stepsOf(iter.type.signatures[0]!.returns()) : any;
  if (type.class.find('__getitem__', null) !== null || type.class.isOpen) return any;
  return null;
}

/** What an iterator gives. */
export function stepsOf(iterator: Type): Type {
  if (iterator.kind !== 'instance') return any;
  const seen = iterator.class.argumentsFor(builtinClass('Iterator'), iterator.arguments);
  if (seen !== null) return seen[0] ?? any;
  const next = iterator.class.find('__next__', iterator.arguments);
  return next?.type.kind === 'function' ? next.type.signatures[0]!.returns() : any;
}

/** What each step of an `async for` gives. */
export function asyncItemsOf(type: Type): Type | null {
  if (type.kind === 'none' || type.kind === 'tuple' || type.kind === 'function') return null;
  if (type.kind === 'union') return overUnion(type, asyncItemsOf);
  if (type.kind !== 'instance') return any;
  const seen = type.class.argumentsFor(builtinClass('AsyncIterable'), type.arguments);
  if (seen !== null) return seen[0] ?? any;
  return type.class.find('__aiter__', null) !== null || type.class.isOpen ? any : null;
}

/** What `await value` gives. */
export function awaited(type: Type): Type | null {
  switch (type.kind) {
    case 'instance': {
      const seen = type.class.argumentsFor(builtinClass('Awaitable'), type.arguments);
      if (seen !== null) return seen[0] ?? any;
      return type.class.find('__await__', null) !== null || type.class.isOpen ? any : null;
    }
    case 'none':
    case 'tuple':
    case 'literal':
    case 'function':
    case 'class':
    case 'module':
      return null;
    case 'union':
      return overUnion(type, awaited);
    case 'labelled':
      // A tool's answer: `await tool(…)` gives what the plain call gives.
      return labelled(type.label, type.inner);
    default:
      return any;
  }
}

/** The items that unpacking into `count` targets gives; a number where the value surely has another number of them. */
export function unpacked(type: Type, count: number, star: number | null): readonly Type[] | number {
  const spread = (item: Type): Type[] => Array.from({ length: count }, (_, at) => (at === star ? listOf(item) : item));
  if (type.kind === 'tuple') {
    const { elements } = type;
    if (star === null) return elements.length === count ? elements : elements.length;
    if (elements.length < count - 1) return elements.length;
    const after = count - star - 1;
    const middle = elements.slice(star, elements.length - after);
    return [
      ...elements.slice(0, star),
      listOf(middle.length === 0 ? any : unionOf(middle, true)),
      ...elements.slice(elements.length - after),
    ];
  }
  return spread(itemsOf(type) ?? any);
}

export function listOf(item: Type): Type {
  return { kind: 'instance', class: builtinClass('list'), arguments: [item] };
}

/** A tuple as what its class says of it; everything else as it is. */
export function plain(type: Type): Type {
  return type.kind === 'tuple' ? asInstance(type.elements) : type.kind === 'literal' ? type.class.self : type;
}
