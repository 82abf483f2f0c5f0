/** Assignment: what a variable, attribute or item takes, and what is known of it afterwards. */
import type * as ast from '#language/ast';
import type { Binding } from '../../3-resolve/scope.ts';
import { applies } from './apply.ts';
import { assignable } from './assignable.ts';
import type { Expressions } from './expressions.ts';
import { expectType } from './findings.ts';
import { plain } from './items.ts';
import { withoutArguments } from './join.ts';
import { augmented } from './operator.ts';
import { showFound, showType } from './show.ts';
import { any, type Type } from './type.ts';

/** @param value the expression that gives the type, where one does; what is wrong is shown there */
export function bindTarget(target: ast.Expression, type: Type, value: ast.Expression | null, infer: Expressions): void {
  switch (target.kind) {
    case 'Name': {
      const binding = infer.bindingOf(target);
      if (binding !== null) bindName(binding, type, value ?? target, infer);
      return;
    }
    case 'TupleExpression':
    case 'ListExpression': {
      const parts = infer.unpack(target, type, target.elements);
      for (const [at, element] of target.elements.entries()) bindTarget(element, parts[at] ?? any, null, infer);
      return;
    }
    case 'Starred':
      return bindTarget(target.value, type, null, infer);
    case 'Attribute':
      return bindAttribute(target, type, value, infer);
    case 'Subscript':
      return bindItem(target, type, value, infer);
  }
}

function bindName(binding: Binding, type: Type, node: ast.Expression, infer: Expressions): void {
  const { file, environment } = infer;
  environment.forgetPaths(`${file.numberOf(binding)}.`);
  const declared = file.declarations.annotationOf(binding);
  if (declared === null) environment.set(binding, binding.boundElsewhere ? any : file.settled(binding, type));
  else {
    const fits = expectType(infer.reporter, node, type, declared, `'${binding.name}'`);
    environment.set(binding, fits ? afterAssignment(declared, type) : declared);
  }
}

/** What is known of a declared variable that has just been given a value. */
function afterAssignment(declared: Type, type: Type): Type {
  if (declared.kind !== 'union') return declared;
  return type.kind === 'any' || type.kind === 'never' ? declared : narrowed(declared, type);
}

/** The members of the declared union that the value belongs to. */
function narrowed(declared: Extract<Type, { kind: 'union' }>, type: Type): Type {
  const taken = declared.members.filter((member) => assignable(type, member));
  return taken.length === 1 ? taken[0]! : type.kind === 'union' || taken.length === 0 ? type : declared;
}

function bindAttribute(target: ast.Attribute, type: Type, value: ast.Expression | null, infer: Expressions): void {
  const object = infer.expression(target.object);
  const place = infer.placeOf(target);
  // Without an annotation an attribute's container may be filled with anything elsewhere.
  let known = withoutArguments(type);
  if (object.kind === 'instance') {
    const found = object.class.find(target.name.name, object.arguments);
    if (found !== null && found.member.kind === 'attribute' && found.member.isDeclared) {
      expectType(infer.reporter, value ?? target, type, found.type, `'${target.name.name}' of ${object.class.name}`);
      known =
        found.type.kind === 'union' && assignable(type, found.type) ? afterAssignment(found.type, type) : found.type;
    } else if (found !== null && found.member.kind === 'property') known = any;
  } else known = any;
  if (typeof place === 'string') {
    infer.environment.forgetPaths(`${place}.`);
    infer.environment.set(place, infer.file.isOpenAttribute(target.name.name) ? any : known);
  }
}

function bindItem(target: ast.Subscript, type: Type, value: ast.Expression | null, infer: Expressions): void {
  const object = plain(infer.expression(target.object));
  const index = infer.expression(target.index);
  const place = infer.placeOf(target);
  if (typeof place === 'string') infer.environment.forgetPaths(place);
  if (object.kind !== 'instance') return;
  const field =
    index.kind === 'literal'
      ? object.class.facts.record?.get(
          JSON.parse(index.text.startsWith('"') ? index.text : `"${index.text}"`) as string,
        )
      : undefined;
  if (field !== undefined)
    return void expectType(
      infer.reporter,
      value ?? target,
      type,
      field.type(),
      target.index.kind === 'Constant' ? `this key of ${object.class.name}` : object.class.name,
    );
  const method = object.class.find('__setitem__', object.arguments);
  if (method === null) {
    if (!object.class.isOpen)
      infer.reporter.report(
        'type/not-subscriptable',
        target.span,
        `items of ${showFound(object, any)} cannot be assigned`,
      );
    return;
  }
  if (method.type.kind !== 'function') return;
  const fits = (given: readonly Type[]): boolean =>
    method.type.kind === 'function' && method.type.signatures.some((signature) => applies(signature, given) !== null);
  if (fits([index, type])) return;
  if (fits([index, any])) {
    infer.reporter.report(
      'type/mismatch',
      (value ?? target).span,
      `items of ${showType(object)} cannot be ${showFound(type, any)}`,
    );
  } else
    infer.reporter.report(
      'type/index',
      target.index.span,
      `${showFound(object, any)} is not indexed with ${showFound(index, any)}`,
    );
}

export function augmentedAssign(node: ast.AugAssign, infer: Expressions): void {
  const left = infer.expression(node.target);
  const right = infer.expression(node.value);
  const type = augmented(node.operator, left, right);
  if (type === null) infer.reportOperator(`${node.operator}=`, node, left, right);
  bindTarget(node.target, type ?? any, node.value, infer);
}
