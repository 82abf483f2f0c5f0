/** Puts types in place of type variables. What no variable occurs in is given back as it is. */

import { unionOf } from './join.ts';
import type { Signature, Type, TypeVariable } from './type.ts';
import { any } from './type.ts';

/** @param types one for each variable; missing ones are `Any` */
export function substitute(type: Type, variables: readonly TypeVariable[], types: readonly Type[]): Type {
  if (variables.length === 0) return type;
  switch (type.kind) {
    case 'variable': {
      const index = variables.indexOf(type);
      return index < 0 ? type : (types[index] ?? any);
    }
    case 'instance':
    case 'class': {
      if (type.arguments === null || type.arguments.length === 0) return type;
      const inside = each(type.arguments, variables, types);
      return inside === type.arguments ? type : { ...type, arguments: inside };
    }
    case 'tuple': {
      const elements = each(type.elements, variables, types);
      return elements === type.elements ? type : { kind: 'tuple', elements };
    }
    case 'union': {
      const members = each(type.members, variables, types);
      return members === type.members ? type : unionOf(members, type.soft);
    }
    case 'labelled': {
      const inner = substitute(type.inner, variables, types);
      return inner === type.inner ? type : { ...type, inner };
    }
    case 'function':
      return {
        ...type,
        signatures: type.signatures.map((signature) => substituteSignature(signature, variables, types)),
      };
    default:
      return type;
  }
}

export function substituteSignature(
  signature: Signature,
  variables: readonly TypeVariable[],
  types: readonly Type[],
): Signature {
  if (variables.length === 0) return signature;
  const put = (type: Type): Type => substitute(type, variables, types);
  return {
    typeParameters: signature.typeParameters,
    parameters: signature.parameters.map((parameter) => ({ ...parameter, type: put(parameter.type) })),
    rest: signature.rest && put(signature.rest),
    keywords: signature.keywords && put(signature.keywords),
    returns: () => put(signature.returns()),
  };
}

function each(list: readonly Type[], variables: readonly TypeVariable[], types: readonly Type[]): readonly Type[] {
  let changed: Type[] | null = null;
  for (const [index, type] of list.entries()) {
    const put = substitute(type, variables, types);
    if (put === type) continue;
    changed ??= [...list];
    changed[index] = put;
  }
  return changed ?? list;
}
