/** Tagged unions: `type Shape = Circle(radius: float) | Square(side: float)` declares a class and one subclass per variant. */
import type * as ast from '#language/ast';
import { ClassInfo, type Member, unknownFacts } from './class-info.ts';
import type { Declarations } from './declarations.ts';
import { any, functionType, type Type } from './type.ts';

/** The class of the union under its statement, and those of the variants under theirs. */
export function declareVariants(node: ast.TypeDef, declarations: Declarations): Map<ast.Node, ClassInfo> {
  const typeParameters = declarations.ownTypeParameters(node);
  const alternatives = node.variants.map((variant) => variant.name.name);
  const closed = { ...unknownFacts, isOpen: false };
  const union = new ClassInfo(node.name.name, declarations.moduleName, typeParameters, () => ({
    ...closed,
    alternatives,
  }));
  const classes = new Map<ast.Node, ClassInfo>([[node, union]]);
  const names = declarations.typeNamesOf(node);
  for (const variant of node.variants) {
    const fields = variant.fields.map((field) => ({
      name: field.name.name,
      type: field.annotation === null ? any : declarations.annotation(field.annotation, names),
    }));
    const describe = () => ({
      ...closed,
      bases: [{ kind: 'instance', class: union, arguments: typeParameters } as const],
      members: new Map(fields.map((field) => [field.name, attribute(field.type)])),
      constructorType: () =>
        functionType(variant.name.name, {
          typeParameters: [],
          parameters: fields.map((field) => ({ ...field, kind: 'either' as const, isRequired: true })),
          rest: null,
          keywords: null,
          returns: () => any,
        }),
      matchFields: fields.map((field) => field.name),
    });
    const info = new ClassInfo(variant.name.name, declarations.moduleName, typeParameters, describe, union);
    union.variants.push(info);
    classes.set(variant, info);
  }
  return classes;
}

function attribute(type: Type): Member {
  return { kind: 'attribute', type: () => type, isDeclared: true, isSettable: true };
}
