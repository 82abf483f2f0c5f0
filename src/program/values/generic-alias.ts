/** `list[int]`, `dict[str, int]`: a class with arguments that only annotations and readers of code look at. */

import { getAttribute, missingAttribute } from '../operators/attribute.ts';
import { call } from '../operators/call.ts';
import { equals } from '../operators/comparison.ts';
import { hash } from '../operators/hash.ts';
import { iteratorOf } from '../operators/iteration.ts';
import { addNativeMembers, defineNativeType, isClass } from './classes.ts';
import { error } from './exceptions.ts';
import { repr } from './representation.ts';
import { unionOf } from './unions.ts';
import { type ClassValue, ellipsis, notImplemented, Tuple, type Value } from './value.ts';

export class GenericAlias {
  constructor(
    readonly origin: ClassValue,
    readonly parameters: Tuple,
    /** Written with a star: `*tuple[int]`. */
    readonly isUnpacked = false,
  ) {}
}

/** `cls[parameters]` */
export function genericAlias(origin: ClassValue, parameters: Value): GenericAlias {
  return new GenericAlias(origin, parameters instanceof Tuple ? parameters : new Tuple([parameters]));
}

/** How an argument of an alias is shown: classes by their names. */
export function showTypeArgument(value: Value): string {
  if (value === ellipsis) return '...';
  if (value === null) return 'None';
  if (!isClass(value)) return String(repr(value));
  const { module, qualname } = value.classInfo;
  return module === 'builtins' ? qualname : `${module}.${qualname}`;
}

export const genericAliasType: ClassValue = defineNativeType({
  name: 'GenericAlias',
  module: 'types',
  prototype: GenericAlias.prototype,
  parameters: '(*args)',
  construct: () => {
    throw error('TypeError', "cannot create 'GenericAlias' instances");
  },
  isFinal: true,
});

addNativeMembers(genericAliasType, {
  methods: {
    __repr__(this: GenericAlias) {
      const items = this.parameters.items.map(showTypeArgument).join(', ');
      return `${this.isUnpacked ? '*' : ''}${showTypeArgument(this.origin)}[${items === '' ? '()' : items}]`;
    },
    __call__(this: GenericAlias, ...args: Value[]) {
      return call(this.origin, ...args);
    },
    __eq__(this: GenericAlias, other: Value) {
      if (!(other instanceof GenericAlias)) return notImplemented;
      return (
        this.origin === other.origin &&
        this.isUnpacked === other.isUnpacked &&
        equals(this.parameters, other.parameters)
      );
    },
    __iter__(this: GenericAlias) {
      return iteratorOf([new GenericAlias(this.origin, this.parameters, true)]);
    },
    // Class methods and other attributes are those of the class.
    __getattr__(this: GenericAlias, name: string) {
      if (typeof name !== 'string') throw error('TypeError', 'attribute name must be string');
      if (name.startsWith('__') && name.endsWith('__')) throw missingAttribute(this, name);
      return getAttribute(this.origin, name);
    },
    __or__(this: GenericAlias, other: Value) {
      return unionOf(this, other);
    },
    __ror__(this: GenericAlias, other: Value) {
      return unionOf(other, this);
    },
    __hash__(this: GenericAlias) {
      return hash(new Tuple([this.origin, this.parameters]));
    },
  },
});
