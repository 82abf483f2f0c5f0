/** Whether two types are written alike. */
import type { Type } from './type.ts';

export function same(left: Type, right: Type): boolean {
  if (left === right) return true;
  switch (left.kind) {
    case 'any':
    case 'never':
    case 'none':
      return right.kind === left.kind;
    case 'literal':
      return right.kind === 'literal' && left.class === right.class && left.text === right.text;
    case 'instance':
      return right.kind === 'instance' && left.class === right.class && allSame(left.arguments, right.arguments);
    case 'class':
      return (
        right.kind === 'class' && left.class === right.class && allSame(left.arguments ?? [], right.arguments ?? [])
      );
    case 'tuple':
      return right.kind === 'tuple' && allSame(left.elements, right.elements);
    case 'union':
      return (
        right.kind === 'union' &&
        left.members.length === right.members.length &&
        left.members.every((member) => right.members.some((other) => same(member, other)))
      );
    case 'labelled':
      return right.kind === 'labelled' && left.label === right.label && same(left.inner, right.inner);
    default:
      return false;
  }
}

function allSame(left: readonly Type[], right: readonly Type[]): boolean {
  return left.length === right.length && left.every((type, index) => same(type, right[index]!));
}
