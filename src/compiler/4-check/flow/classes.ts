/** Classes as objects: their members, what they inherit, and how instances are made of arguments. */
import type * as ast from '#language/ast';
import type { AbstractObject } from './abstract-object.ts';
import { classCallable } from './callable.ts';
import { evaluate, siteOf } from './expressions.ts';
import { nothing, type Value, valueOf } from './value.ts';
import type { Walker } from './walker.ts';

export function defineClass(node: ast.ClassDef, walker: Walker): Value {
  const { frame, file } = walker;
  const object = frame.objects.at(siteOf(node), 'class', node.name.name, null);
  file.noteClass(node, object);
  for (const keyword of node.keywords) evaluate(keyword.value, walker);
  for (const base of node.bases) inherit(object, base, walker);
  // A method may use the class before its body has come to the end.
  const value = valueOf({ objects: [object], callables: [classCallable(object)] });
  const binding = file.resolved.declarations.get(node.id);
  if (binding !== undefined) walker.set(binding, value);
  walker.block(node.body);
  for (const member of file.resolved.scopes.get(node.id)?.bindings.values() ?? [])
    object.add(`.${member.name}`, frame.environment.peek(member));
  if (isRecord(node)) object.fieldNames = [...inheritedFields(object), ...ownFields(node)];
  return value;
}

function inherit(object: AbstractObject, base: ast.Expression, walker: Walker): void {
  const name = walker.file.libraryName(base);
  if (name !== null || base.kind === 'Subscript') {
    const isKnown = name === 'builtins.object' || name === 'abc.ABC' || name === 'typing.Protocol';
    object.isOpen ||= !isKnown;
    return;
  }
  const value = evaluate(base, walker);
  for (const each of value.objects) {
    if (each.form !== 'class' || each === object || object.classes.includes(each)) continue;
    object.classes.push(each);
    each.subclasses.push(object);
    object.isOpen ||= each.isOpen;
  }
  if (value.objects.length === 0) object.isOpen = true;
}

/** A dataclass, or a typed tuple: its fields are arguments. */
function isRecord(node: ast.ClassDef): boolean {
  const names = [...node.decorators, ...node.bases].map((each) => {
    const callee = each.kind === 'Call' ? each.callee : each;
    return callee.kind === 'Name' ? callee.name : callee.kind === 'Attribute' ? callee.name.name : '';
  });
  return names.includes('dataclass') || names.includes('NamedTuple');
}

function ownFields(node: ast.ClassDef): string[] {
  return node.body.flatMap((statement) => {
    const target =
      statement.kind === 'AnnAssign'
        ? statement.target
        : statement.kind === 'Let'
          ? (statement.targets[0] ?? null)
          : null;
    const isField = statement.kind === 'AnnAssign' || (statement.kind === 'Let' && statement.annotation !== null);
    return isField && target?.kind === 'Name' ? [target.name] : [];
  });
}

function inheritedFields(object: AbstractObject): string[] {
  return object.classes.flatMap((base) => base.fieldNames ?? []);
}

/** A variant of a tagged union: a class with fields by position. */
export function defineVariant(node: ast.Variant, walker: Walker): Value {
  const object = walker.frame.objects.at(siteOf(node), 'class', node.name.name, null);
  object.fieldNames = node.fields.map((field) => field.name.name);
  return node.fields.length === 0 ? nothing : valueOf({ objects: [object], callables: [classCallable(object)] });
}
