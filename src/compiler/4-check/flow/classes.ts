/** Classes as objects: their members, what they inherit, and how instances are made of arguments. */
import type * as ast from '#language/ast';
import type { AbstractObject } from './abstract-object.ts';
import { noArguments } from './arguments.ts';
import { classCallable } from './callable.ts';
import { evaluate, siteOf } from './expressions.ts';
import { callOperator } from './operators.ts';
import { nothing, objectValue, type Value, valueOf } from './value.ts';
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
  for (const member of file.resolved.scopes.get(node.id)?.bindings.values() ?? []) {
    const held = frame.environment.peek(member);
    object.add(`.${member.name}`, held);
    callOperator(held, ['__set_name__'], [value, nothing], siteOf(node), frame.placeOf(node), frame);
  }
  tellBases(node, object, walker);
  if (isRecord(node)) object.fieldNames = [...inheritedFields(object), ...ownFields(node)];
  return value;
}

/** `class C(Base, option=value)` calls `Base.__init_subclass__`. */
function tellBases(node: ast.ClassDef, object: AbstractObject, walker: Walker): void {
  const { frame } = walker;
  const named = new Map(
    node.keywords.flatMap(({ name, value }) => (name === null ? [] : [[name.name, evaluate(value, walker)] as const])),
  );
  for (const base of object.classes) {
    const { callables } = frame.read(objectValue(base), '.__init_subclass__');
    const given = { ...noArguments, named };
    frame.callAll(valueOf({ callables }), given, `${siteOf(node)}subclass`, frame.placeOf(node));
  }
}

function inherit(object: AbstractObject, base: ast.Expression, walker: Walker): void {
  const name = walker.file.libraryName(base);
  if (name !== null || base.kind === 'Subscript') {
    const isKnown = name === 'builtins.object' || name === 'abc.ABC' || name === 'typing.Protocol';
    object.isOpen ||= !isKnown;
    object.isEnumeration ||= name?.startsWith('enum.') ?? false;
    return;
  }
  const value = evaluate(base, walker);
  for (const each of value.objects) {
    if (each.form !== 'class' || each === object || object.classes.includes(each)) continue;
    object.classes.push(each);
    each.subclasses.push(object);
    object.isOpen ||= each.isOpen;
    object.isEnumeration ||= each.isEnumeration;
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
