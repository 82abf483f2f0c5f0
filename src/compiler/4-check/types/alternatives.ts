/** Types that stand for a closed list of others: bool, enums and tagged unions. */
import { builtinClass } from './builtins.ts';
import { membersOf, type Type } from './type.ts';

/** More members than this are not told apart. */
const mostAlternatives = 64;

/** The type with each enum, bool and tagged union replaced by what it can be. */
export function expandAlternatives(type: Type): Type {
  const members = membersOf(type).map((member) => (member.kind === 'instance' ? alternativesOf(member) : null));
  if (members.every((each) => each === null)) return type;
  const all = membersOf(type).flatMap((member, at) => members[at] ?? [member]);
  return { kind: 'union', members: all, soft: type.kind === 'union' && type.soft };
}

/** The values or variants of an instance's class; null where it has no closed list of them. */
function alternativesOf(type: Extract<Type, { kind: 'instance' }>): readonly Type[] | null {
  const { class: of } = type;
  if (of === builtinClass('bool')) return ['False', 'True'].map((text) => ({ kind: 'literal', class: of, text }));
  if (of.variants.length > 0)
    return of.variants.map((variant) => ({ kind: 'instance', class: variant, arguments: type.arguments }));
  const { isEnum, alternatives } = of.facts;
  if (!isEnum || alternatives.length < 2 || alternatives.length > mostAlternatives) return null;
  return alternatives.map((text) => ({ kind: 'literal', class: of, text }));
}
