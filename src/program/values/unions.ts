/** `int | None` as a value. */
import { hash } from '../operators/hash.ts';
import { defineNativeType, isClass } from './classes.ts';
import { error } from './exceptions.ts';
import { GenericAlias, showTypeArgument } from './generic-alias.ts';
import { noneType, UnionType } from './type-of.ts';
import { notImplemented, type Value } from './value.ts';

/** `int | None`: nested unions are flattened, repetitions dropped. */
export function unionOf(left: Value, right: Value): Value {
  if (!isUnionMember(left) || !isUnionMember(right)) return notImplemented;
  const members: Value[] = [];
  for (const side of [left, right]) {
    for (const given of side instanceof UnionType ? side.members : [side]) {
      const member = given === noneType ? null : given;
      if (!members.includes(member)) members.push(member);
    }
  }
  return members.length === 1 ? members[0]! : new UnionType(members);
}

function isUnionMember(value: Value): boolean {
  return value === null || isClass(value) || value instanceof UnionType || value instanceof GenericAlias;
}

export const unionType = defineNativeType({
  name: 'UnionType',
  module: 'types',
  prototype: UnionType.prototype,
  parameters: '(*args)',
  construct: () => {
    throw error('TypeError', "cannot create 'types.UnionType' instances");
  },
  methods: {
    __repr__(this: UnionType) {
      return this.members.map(showTypeArgument).join(' | ');
    },
    __or__(this: UnionType, other: Value) {
      return unionOf(this, other);
    },
    __ror__(this: UnionType, other: Value) {
      return unionOf(other, this);
    },
    __eq__(this: UnionType, other: Value) {
      if (!(other instanceof UnionType)) return notImplemented;
      return (
        this.members.length === other.members.length && this.members.every((member) => other.members.includes(member))
      );
    },
    __hash__(this: UnionType) {
      return this.members.reduce<number>((sum, member) => (sum ^ Number(hash(member))) | 0, 0);
    },
  },
});
