/** Unions of types: flat, without repetition, bounded in size. */
import { same } from './same.ts';
import { any, membersOf, never, type Type } from './type.ts';

/** More different members than this are not worth following: the union becomes `Any`. */
const mostMembers = 12;
/** From here on literals are taken for their class while a union is being made. */
const mostCompared = 64;
/** More different literals of one class than this become the class. */
const mostLiterals = 8;

/** @param soft see `type.ts`; a union of which one part is soft is soft as a whole */
export function unionOf(types: readonly Type[], soft = false): Type {
  if (types.length === 1) return types[0]!;
  let members: Type[] = [];
  for (const type of types) {
    if (type.kind === 'any') return any;
    if (type.kind === 'union' && type.soft) soft = true;
    for (const member of membersOf(type)) {
      if (member.kind === 'any') return any;
      if (member.kind === 'never' || members.some((other) => same(other, member))) continue;
      members.push(member);
      // A long tuple of texts must not be compared each with each.
      if (members.length > mostCompared) members = withoutRepetition(members.map(widen));
      if (members.length > mostMembers + mostCompared) return any;
    }
  }
  const folded = foldLiterals(members);
  if (folded.length === 0) return never;
  if (folded.length === 1) return folded[0]!;
  return folded.length > mostMembers ? any : { kind: 'union', members: folded, soft };
}

function withoutRepetition(types: readonly Type[]): Type[] {
  const different: Type[] = [];
  for (const type of types) if (!different.some((other) => same(other, type))) different.push(type);
  return different;
}

/** What two branches of a program leave behind. */
export function join(left: Type, right: Type): Type {
  return left === right ? left : unionOf([left, right], true);
}

/** A literal beside its own class says nothing; too many literals say less than their class. */
function foldLiterals(members: readonly Type[]): readonly Type[] {
  if (!members.some((member) => member.kind === 'literal')) return members;
  const folded: Type[] = [];
  for (const member of members) {
    if (member.kind === 'literal') {
      const { class: of } = member;
      const isCovered = members.some((other) => other.kind === 'instance' && other.class === of);
      if (isCovered) continue;
      const count = members.filter((other) => other.kind === 'literal' && other.class === of).length;
      if (count > mostLiterals && !of.isEnum) {
        if (!folded.some((other) => other.kind === 'instance' && other.class === of)) folded.push(of.self);
        continue;
      }
    }
    folded.push(member);
  }
  return folded;
}

/** The type without literals: what a variable is good for that starts with this value. */
export function widen(type: Type): Type {
  switch (type.kind) {
    case 'literal':
      return type.class.self;
    case 'tuple':
      return { kind: 'tuple', elements: type.elements.map(widen) };
    case 'union':
      return unionOf(type.members.map(widen), type.soft);
    default:
      return type;
  }
}

/** A container without what is known of its items. */
export function withoutArguments(type: Type): Type {
  switch (type.kind) {
    case 'instance':
      return type.arguments.length === 0 ? type : { ...type, arguments: type.arguments.map(() => any) };
    case 'tuple':
      return { kind: 'tuple', elements: type.elements.map(withoutArguments) };
    case 'union':
      return unionOf(type.members.map(withoutArguments), type.soft);
    default:
      return type;
  }
}
