/** What calling a class takes and gives: from `__init__` (or `__new__`), or from the form of the class (dataclass, enum …). */
import type { ClassInfo } from './class-info.ts';
import { type FunctionType, functionType, type Signature, type Type } from './type.ts';

/** @returns null when it is not known how the class is made */
export function constructorOf(of: ClassInfo, typeArguments: readonly Type[] | null): FunctionType | null {
  for (const base of of.linearised) {
    const { facts } = base.class;
    if (facts.constructorType !== null) {
      const type = facts.constructorType();
      return type.kind === 'function' ? makes(of, type.signatures, typeArguments) : null;
    }
    const own = facts.members.get('__init__') ?? facts.members.get('__new__');
    if (own !== undefined) {
      // The runtime asks both; which one matters then depends on both, so nothing is said.
      if (facts.members.has('__new__') && facts.members.has('__init__')) return null;
      const type = of.find(facts.members.has('__init__') ? '__init__' : '__new__', typeArguments)!.type;
      return type.kind === 'function' ? makes(of, type.signatures, typeArguments) : null;
    }
    if (facts.isOpen) return null;
    if (base.class.name === 'object' && base.class.moduleName === '') break;
  }
  return makes(
    of,
    [{ typeParameters: [], parameters: [], rest: null, keywords: null, returns: () => of.self }],
    typeArguments,
  );
}

/** The same parameters, with the class as result. */
function makes(of: ClassInfo, signatures: readonly Signature[], typeArguments: readonly Type[] | null): FunctionType {
  const made: Type = typeArguments === null ? of.self : { kind: 'instance', class: of, arguments: typeArguments };
  const typeParameters = typeArguments === null ? of.typeParameters : [];
  return functionType(
    of.name,
    ...signatures.map((signature) => ({
      ...signature,
      typeParameters: [...typeParameters, ...signature.typeParameters],
      returns: () => resultOf(signature, made),
    })),
  );
}

/** An overload of a built-in constructor may say more than the class: `dict(a=1)` has keys of type str. */
function resultOf(signature: Signature, made: Type): Type {
  const said = signature.returns();
  return said.kind === 'instance' && made.kind === 'instance' && said.class === made.class ? said : made;
}
