/** Functions of class bodies: what their decorators make of them, and how an instance sees them. */
import type { Member } from './class-info.ts';
import { transparentDecorators } from './decorators.ts';
import { once } from './once.ts';
import { any, type FunctionType, functionType } from './type.ts';

/** Null when a decorator makes something unknown of the method. */
export function kindOfMember(words: readonly string[], name: string): Member['kind'] | null {
  if (!words.every((word) => transparentDecorators.has(word) || word in memberKinds)) return null;
  for (const word of words) if (word in memberKinds) return memberKinds[word]!;
  if (name === '__new__') return 'class-method';
  return name === '__init_subclass__' || name === '__class_getitem__' ? 'class-method' : 'method';
}

const memberKinds: Readonly<Record<string, Member['kind']>> = {
  staticmethod: 'static',
  classmethod: 'class-method',
  property: 'property',
  cached_property: 'property',
  abstractproperty: 'property',
};

/** A method as it is seen through an instance. */
export function withoutFirst(type: FunctionType): FunctionType {
  return functionType(
    type.name,
    ...type.signatures.map((signature) => ({
      ...signature,
      parameters: signature.parameters[0]?.kind === 'keyword' ? signature.parameters : signature.parameters.slice(1),
    })),
  );
}

/** A method that the library declares several times, once for each form of its arguments. */
export function overloaded(first: Member, second: Member): Member {
  const type = once(() => {
    const [left, right] = [first.type(), second.type()];
    if (left.kind !== 'function' || right.kind !== 'function') return any;
    return functionType(left.name, ...left.signatures, ...right.signatures);
  });
  return { ...first, type };
}
