/** `list[int]`, `dict[str, int]`: a class with arguments that only annotations and readers of code look at. */

import { getAttribute, missingAttribute } from '../operators/attribute.ts';
import { callKeywords, callWith } from '../operators/call.ts';
import { equals } from '../operators/comparison.ts';
import { hash } from '../operators/hash.ts';
import { iteratorOf } from '../operators/iteration.ts';
import { addNativeMembers, defineNativeType, isClass } from './classes.ts';
import { part } from './engine-shortcuts.ts';
import { error } from './exceptions.ts';
import { Keywords } from './functions.ts';
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

/** The type variables among the arguments, also of aliases inside: what knows how to be substituted. */
function variablesOf(alias: GenericAlias, found: Value[]): Value[] {
  for (const argument of alias.parameters.items) {
    if (argument instanceof GenericAlias) variablesOf(argument, found);
    else if (isVariable(argument) && !found.includes(argument)) found.push(argument);
  }
  return found;
}

function isVariable(value: Value): boolean {
  return !isClass(value) && typeof (value as { $__typing_subst__?: unknown } | null)?.$__typing_subst__ === 'function';
}

function substituted(alias: GenericAlias, variables: readonly Value[], chosen: readonly Value[]): GenericAlias {
  const items = alias.parameters.items.map((argument) => {
    if (argument instanceof GenericAlias) return substituted(argument, variables, chosen);
    const place = variables.indexOf(argument);
    if (place < 0) return argument;
    return (argument as unknown as { $__typing_subst__(value: Value): Value }).$__typing_subst__(chosen[place]!);
  });
  return new GenericAlias(alias.origin, new Tuple(items), alias.isUnpacked);
}

/** Parameters and result stand in one tuple; the parameters alone when they are left open. */
function showCallable(origin: ClassValue, items: readonly Value[]): string {
  const shown = items.map(showTypeArgument);
  const result = shown.pop();
  const open =
    items.length === 2 && (items[0] === ellipsis || !(isClass(items[0]) || items[0] instanceof GenericAlias));
  return `${showTypeArgument(origin)}[${open ? shown[0] : `[${shown.join(', ')}]`}, ${result}]`;
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
      if (this.origin.classInfo.module === 'collections.abc' && this.origin.classInfo.name === 'Callable')
        return showCallable(this.origin, this.parameters.items);
      const items = this.parameters.items.map(showTypeArgument).join(', ');
      return `${this.isUnpacked ? '*' : ''}${showTypeArgument(this.origin)}[${items === '' ? '()' : items}]`;
    },
    /** `list[T][int]`: arguments for the type variables, in the order in which they first stand. */
    __getitem__: [
      '(parameters, /)',
      function (this: GenericAlias, given: Value) {
        const variables = variablesOf(this, []);
        if (variables.length === 0) throw error('TypeError', `${String(repr(this))} is not a generic class`);
        const chosen = given instanceof Tuple ? given.items : [given];
        if (chosen.length !== variables.length) {
          const much = chosen.length > variables.length ? 'many' : 'few';
          const counts = `actual ${chosen.length}, expected ${variables.length}`;
          throw error('TypeError', `Too ${much} arguments for ${String(repr(this))}; ${counts}`);
        }
        return substituted(this, variables, chosen);
      },
    ],
    __call__: [
      '(*args, **kwargs)',
      function (this: GenericAlias, ...args: Value[]) {
        const last = args.at(-1);
        if (!(last instanceof Keywords)) return callWith(this.origin, args);
        return callKeywords(this.origin, part(args, 0, args.length - 1), last.names, last.values);
      },
    ],
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
