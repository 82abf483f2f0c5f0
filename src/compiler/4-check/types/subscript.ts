/** What `value[index]` is; reports indexes that cannot be right. */

import { nearestName } from '#diagnostics/suggest';
import type * as ast from '#language/ast';
import { applies } from './apply.ts';
import { asInstance } from './assignable.ts';
import { overUnion } from './attribute.ts';
import { builtinClass } from './builtins.ts';
import type { Expressions } from './expressions.ts';
import { showFound } from './show.ts';
import { any, type InstanceType, type Type } from './type.ts';

export function subscriptType(node: ast.Subscript, infer: Expressions): Type {
  const object = infer.expression(node.object);
  if (object.kind === 'class' || object.kind === 'form' || object.kind === 'alias')
    return classSubscript(node, object, infer);
  const index = infer.expression(node.index);
  if (object.kind === 'tuple') return tupleItem(node, object.elements, index, infer);
  if (object.kind === 'instance' && object.class.facts.record !== null) return recordItem(node, object, index, infer);
  let wrongIndex = false;
  const operate = (type: Type): Type | null => {
    const items = itemAt(type, index);
    if (items === 'wrong index') wrongIndex = true;
    return items === 'wrong index' ? null : items;
  };
  const result = object.kind === 'union' ? overUnion(object, operate) : operate(object);
  if (result !== null) return result;
  if (wrongIndex)
    infer.reporter.report(
      'type/index',
      node.index.span,
      `${showFound(object, any)} is not indexed with ${showFound(index, any)}`,
    );
  else {
    const isNone = object.kind === 'union' && object.members.some((member) => member.kind === 'none');
    infer.reporter.report(
      'type/not-subscriptable',
      node.span,
      `a value of type ${showFound(object, any)} has no items`,
      {
        help: isNone ? 'it may be None here; test it with `is not None` first' : null,
      },
    );
  }
  return any;
}

/** `list[int]` as a value: a class with type arguments. */
function classSubscript(node: ast.Subscript, object: Type, infer: Expressions): Type {
  const type = infer.file.declarations.annotation(node);
  if (type.kind === 'instance') return { kind: 'class', class: type.class, arguments: type.arguments };
  if (object.kind === 'class' && object.class.isEnum) infer.expression(node.index);
  return any;
}

function itemAt(type: Type, index: Type): Type | null | 'wrong index' {
  switch (type.kind) {
    case 'tuple':
      return itemAt(asInstance(type.elements), index);
    case 'literal':
      return itemAt(type.class.self, index);
    case 'instance': {
      const method = type.class.find('__getitem__', type.arguments);
      if (method === null) return type.class.isOpen ? any : null;
      if (method.type.kind !== 'function') return any;
      for (const signature of method.type.signatures) {
        const result = applies(signature, [index]);
        if (result !== null) return index.kind === 'any' && method.type.signatures.length > 1 ? any : result;
      }
      return isDictKey(type, index) ? (type.arguments[1] ?? any) : 'wrong index';
    }
    case 'none':
    case 'function':
      return null;
    case 'variable':
      return type.bound === null ? any : itemAt(type.bound, index);
    default:
      return any;
  }
}

/** `1`, `1.0` and `True` are one key, also inside tuples. */
function isDictKey(type: InstanceType, index: Type): boolean {
  const [key] = type.arguments;
  return type.class === builtinClass('dict') && key !== undefined && isNumberOrTuple(key) && isNumberOrTuple(index);
}

function isNumberOrTuple(type: Type): boolean {
  if (type.kind === 'tuple') return true;
  const of = type.kind === 'instance' || type.kind === 'literal' ? type.class : null;
  return of !== null && ['int', 'bool', 'float', 'complex', 'tuple', 'frozenset'].includes(of.name);
}

function tupleItem(node: ast.Subscript, elements: readonly Type[], index: Type, infer: Expressions): Type {
  if (node.index.kind === 'Slice') return tupleSlice(node.index, elements);
  if (index.kind === 'literal' && index.class.name === 'int') {
    const at = Number(index.text);
    const element = elements.at(at);
    if (element !== undefined) return element;
    infer.reporter.report(
      'type/index',
      node.index.span,
      `the tuple has ${elements.length} items, there is none at ${at}`,
    );
    return any;
  }
  const found = itemAt(asInstance(elements), index);
  if (found !== 'wrong index') return found ?? any;
  infer.reporter.report('type/index', node.index.span, `a tuple is not indexed with ${showFound(index, any)}`);
  return any;
}

function tupleSlice(slice: ast.Slice, elements: readonly Type[]): Type {
  const bound = (node: ast.Expression | null): number | null | undefined => {
    if (node === null) return undefined;
    const sign = node.kind === 'UnaryOp' && node.operator === '-' ? -1 : 1;
    const plain = sign < 0 ? (node as ast.UnaryOp).operand : node;
    return plain.kind === 'Constant' && plain.value.type === 'int' ? sign * Number(plain.value.value) : null;
  };
  const [lower, upper] = [bound(slice.lower), bound(slice.upper)];
  if (lower === null || upper === null || slice.step !== null) return asInstance(elements);
  return { kind: 'tuple', elements: elements.slice(lower, upper) };
}

function recordItem(node: ast.Subscript, record: InstanceType, index: Type, infer: Expressions): Type {
  const fields = record.class.facts.record!;
  if (index.kind !== 'literal') return any;
  const name = JSON.parse(index.text) as string;
  const field = fields.get(name);
  if (field !== undefined) return field.type();
  const near = nearestName(name, [...fields.keys()]);
  infer.reporter.report('type/index', node.index.span, `${record.class.name} has no key '${name}'`, {
    help: near === null ? `its keys are ${[...fields.keys()].join(', ')}` : `did you mean '${near}'?`,
  });
  return any;
}
