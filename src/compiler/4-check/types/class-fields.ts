/** The fields of a dataclass, a named tuple or a typed record, and the constructor that they give. */
import type * as ast from '#language/ast';
import type { ClassInfo } from './class-info.ts';
import { any, functionType, type InstanceType, type Type } from './type.ts';

export interface Field {
  readonly name: string;
  readonly type: Type;
  readonly isRequired: boolean;
  readonly isKeywordOnly: boolean;
  readonly isInitialised: boolean;
}

const known = new WeakMap<ClassInfo, readonly Field[]>();

/** Own and inherited fields, in the order of the constructor. @param annotation reads a type as the class sees it */
export function fieldsOf(
  node: ast.ClassDef,
  self: ClassInfo,
  bases: readonly InstanceType[],
  annotation: (node: ast.Expression) => Type,
): readonly Field[] {
  const fields = new Map<string, Field>();
  for (const base of bases.toReversed())
    for (const each of base.class.linearised.toReversed())
      for (const field of known.get(each.class) ?? []) fields.set(field.name, field);
  const allKeywordOnly = hasFlag(node, 'kw_only');
  const isPartial = node.keywords.some(({ name, value }) => name?.name === 'total' && isFalse(value));
  let afterMark = allKeywordOnly;
  for (const statement of node.body) {
    const field = readField(statement, annotation);
    if (field === null) continue;
    if (field === 'mark') afterMark = true;
    else
      fields.set(field.name, {
        ...field,
        isKeywordOnly: field.isKeywordOnly || afterMark,
        isRequired: field.isRequired && !isPartial,
      });
  }
  const list = [...fields.values()];
  known.set(self, list);
  return list;
}

/** A function that takes the fields. */
export function constructorOfFields(self: ClassInfo, fields: readonly Field[], allByKeyword: boolean): Type {
  const taken = fields.filter((field) => field.isInitialised);
  const parameters = taken.map((field) => ({
    name: field.name,
    type: field.type,
    kind: field.isKeywordOnly || allByKeyword ? ('keyword' as const) : ('either' as const),
    isRequired: field.isRequired,
  }));
  const ordered = [
    ...parameters.filter((each) => each.kind === 'either'),
    ...parameters.filter((each) => each.kind === 'keyword'),
  ];
  // A record is also made of another mapping.
  const rest = allByKeyword ? any : null;
  return functionType(self.name, { typeParameters: [], parameters: ordered, rest, keywords: null, returns: () => any });
}

/** `mark` for `_: KW_ONLY`; null for what is no field. */
function readField(statement: ast.Statement, annotation: (node: ast.Expression) => Type): Field | 'mark' | null {
  const isLet = statement.kind === 'Let' && statement.targets.length === 1;
  if (statement.kind !== 'AnnAssign' && !isLet) return null;
  const target = statement.kind === 'AnnAssign' ? statement.target : (statement as ast.Let).targets[0]!;
  const written = (statement as ast.AnnAssign | ast.Let).annotation;
  if (target.kind !== 'Name' || written === null) return null;
  const word = wordOf(written);
  if (word === 'KW_ONLY') return 'mark';
  if (word === 'ClassVar') return null;
  const { value } = statement as ast.AnnAssign | ast.Let;
  const options = value?.kind === 'Call' && wordOf(value.callee) === 'field' ? value : null;
  const option = (name: string): ast.Expression | null =>
    options?.keywords.find((keyword) => keyword.name?.name === name)?.value ?? null;
  const hasDefault =
    options === null ? value !== null : option('default') !== null || option('default_factory') !== null;
  return {
    name: target.name,
    type: word === 'InitVar' ? any : annotation(written),
    isRequired: !hasDefault && word !== 'NotRequired',
    isKeywordOnly: isTrue(option('kw_only')),
    isInitialised: !isFalse(option('init')),
  };
}

function wordOf(node: ast.Expression): string {
  const plain = node.kind === 'Subscript' ? node.object : node;
  if (plain.kind === 'Attribute') return plain.name.name;
  return plain.kind === 'Name' ? plain.name : '';
}

function hasFlag(node: ast.ClassDef, flag: string): boolean {
  return node.decorators.some(
    (decorator) =>
      decorator.kind === 'Call' && decorator.keywords.some(({ name, value }) => name?.name === flag && isTrue(value)),
  );
}

function isTrue(node: ast.Expression | null): boolean {
  return node?.kind === 'Constant' && node.value.type === 'bool' && node.value.value;
}

function isFalse(node: ast.Expression | null): boolean {
  return node?.kind === 'Constant' && node.value.type === 'bool' && !node.value.value;
}
