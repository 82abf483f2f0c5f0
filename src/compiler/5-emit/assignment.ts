/** Assignment: names, attributes, items, unpacking, augmented assignment and `del`. */
import type * as ast from '#language/ast';
import type { Binding } from '../3-resolve/scope.ts';
import { isAtom } from '../4-check/kinds/kind.ts';
import { inPlace } from './arithmetic.ts';
import type { FunctionContext } from './context.ts';
import {
  expression,
  loadItem,
  mayBeInt,
  memberName,
  readReference,
  rootExpression,
  storeTests,
} from './expressions.ts';
import { attributeAccess, rawAttributeAccess, stringLiteral } from './names.ts';
import { operand, receiver } from './operands.ts';
import { raw } from './raw-floats.ts';

/** `x = value` for a value given as text: an expression that stores and has the value. */
export function assignTarget(f: FunctionContext, target: ast.Name, value: string): string {
  const reference = f.module.referenceOf(target.id);
  if (reference?.kind !== 'binding' && reference?.kind !== 'class')
    throw new Error(`'${target.name}' was not resolved`);
  return storeBinding(f, reference.binding, value);
}

/** Stores into a variable; in a class body into the class's namespace as well. */
export function storeBinding(f: FunctionContext, binding: Binding, value: string): string {
  const [before, after] = storage(f, binding);
  return `${before}${value}${after}`;
}

/** What stands before and after a value that is stored into a variable. */
export function storage(f: FunctionContext, binding: Binding): readonly [string, string] {
  const name = f.module.variable(binding);
  if (binding.scope === f.scope && f.namespace !== null)
    return [`${name}=${f.namespace}.set(${stringLiteral(f.module.memberName(binding.name, f.scope))},`, ')'];
  if (f.module.checked.kinds.isRaw(binding)) return [`${name}=${f.help('floatValue')}(`, ')'];
  return [`${name}=`, ''];
}

/** `targets = value` */
export function assign(
  f: FunctionContext,
  targets: readonly ast.Expression[],
  value: ast.Expression,
  isConst = false,
): void {
  const [target] = targets;
  if (targets.length === 1 && target!.kind === 'Name') return assignName(f, target as ast.Name, value, isConst);
  if (targets.length === 1 && isPair(target!, value))
    return assignInParallel(f, target as ast.TupleExpression, value as ast.TupleExpression);
  if (targets.length === 1 && target!.kind === 'Attribute' && isRawAttribute(f, target as ast.Attribute)) {
    const t = f.temporary();
    f.line(`${t}=${raw(f, value)};`);
    return storeAttribute(f, target as ast.Attribute, t, true);
  }
  const t = f.temporary();
  const text = rootExpression(f, value);
  f.line(`${t}=${isConst ? `${f.help('freeze')}(${text})` : text};`);
  for (const each of targets) assignValue(f, each, t);
}

function assignName(f: FunctionContext, target: ast.Name, value: ast.Expression, isConst: boolean): void {
  const binding = bindingOf(f, target);
  if (f.namespace === null && binding !== null && f.module.checked.kinds.isRaw(binding)) {
    f.line(`${f.module.variable(binding)}=${raw(f, value)};`);
    return;
  }
  const text = rootExpression(f, value);
  f.line(
    `${assignTarget(f, target, isConst && !isAtom(f.module.kindOf(value)) ? `${f.help('freeze')}(${text})` : text)};`,
  );
}

function bindingOf(f: FunctionContext, target: ast.Name): Binding | null {
  const reference = f.module.referenceOf(target.id);
  return reference?.kind === 'binding' ? reference.binding : null;
}

/** `a, b = b, a`: two displays of the same length without stars need no tuple. */
function isPair(target: ast.Expression, value: ast.Expression): boolean {
  if (target.kind !== 'TupleExpression' && target.kind !== 'ListExpression') return false;
  if (value.kind !== 'TupleExpression' && value.kind !== 'ListExpression') return false;
  return (
    target.elements.length === value.elements.length &&
    ![...target.elements, ...value.elements].some((element) => element.kind === 'Starred')
  );
}

function assignInParallel(f: FunctionContext, target: ast.TupleExpression, value: ast.TupleExpression): void {
  const stores = target.elements.map((element, index) => {
    const t = f.temporary();
    const source = value.elements[index]!;
    const binding = element.kind === 'Name' ? bindingOf(f, element) : null;
    const isRaw = f.namespace === null && binding !== null && f.module.checked.kinds.isRaw(binding);
    f.line(`${t}=${isRaw ? raw(f, source) : expression(f, source)};`);
    return () => (isRaw ? f.line(`${f.module.variable(binding)}=${t};`) : assignValue(f, element, t));
  });
  for (const store of stores) store();
}

/** Assigns a value that is text without effects (a temporary) to any target. */
export function assignValue(f: FunctionContext, target: ast.Expression, value: string): void {
  switch (target.kind) {
    case 'Name':
      f.line(`${assignTarget(f, target, value)};`);
      return;
    case 'Attribute':
      return storeAttribute(f, target, value);
    case 'Subscript':
      return storeItem(f, target, value);
    case 'TupleExpression':
    case 'ListExpression':
      return unpack(f, target, value);
    default:
      throw new Error(`${target.kind} is not a target`);
  }
}

function unpack(f: FunctionContext, target: ast.TupleExpression | ast.ListExpression, value: string): void {
  const { elements } = target;
  const star = elements.findIndex((element) => element.kind === 'Starred');
  const array = f.temporary();
  const call =
    star < 0
      ? `${f.help('unpack')}(${value},${elements.length})`
      : `${f.help('unpackStar')}(${value},${star},${elements.length - star - 1})`;
  f.line(`${array}=${call};`);
  elements.forEach((element, index) =>
    assignValue(f, element.kind === 'Starred' ? element.value : element, `${array}[${index}]`),
  );
}

function isRawAttribute(f: FunctionContext, target: ast.Attribute): boolean {
  return f.module.checked.kinds.isRawAttribute(target);
}

/** @param value a raw number, as text without effects */
function storeRawAttribute(f: FunctionContext, object: string, target: ast.Attribute, value: string): void {
  const name = memberName(f, target);
  const slow = `${f.help('setAttribute')}(${object},${stringLiteral(name)},new ${f.help('Float')}(${value}))`;
  f.line(`${object}.writable===true?${object}${rawAttributeAccess(name)}=${value}:${slow};`);
}

/** @param isRaw the value is a raw number, which only an attribute that is held so takes */
function storeAttribute(f: FunctionContext, target: ast.Attribute, value: string, isRaw = false): void {
  const object = operand(f, target.object);
  if (object.setup !== null) f.line(`${object.setup};`);
  if (isRawAttribute(f, target)) return storeRawAttribute(f, object.use, target, isRaw ? value : `${value}.value`);
  const use = receiver(object.use);
  const { access, literal } = f.module.spelling(memberName(f, target));
  const test = use === f.selfName ? '.writable===true?' : '?.writable===true?';
  f.line(`${use}${test}${use}${access}=${value}:${f.help('setAttribute')}(${use},${literal},${value});`);
}

function storeItem(f: FunctionContext, target: ast.Subscript, value: string): void {
  const object = operand(f, target.object, [target.index]);
  if (object.setup !== null) f.line(`${object.setup};`);
  const at = operand(f, target.index);
  if (at.setup !== null) f.line(`${at.setup};`);
  f.line(`${storeItemText(f, target, object.use, at.use, value)};`);
}

function storeItemText(f: FunctionContext, target: ast.Subscript, use: string, at: string, value: string): string {
  const object = receiver(use);
  const slow = `${f.help('setItem')}(${object},${at},${value})`;
  const { index } = target;
  if (!mayBeInt(index)) return slow;
  return `${storeTests(f, target, object, at)}?${object}[${at}]=${value}:${slow}`;
}

function loadTargetItem(f: FunctionContext, target: ast.Subscript, use: string, at: string): string {
  const { index } = target;
  return mayBeInt(index) ? loadItem(f, target, receiver(use), at) : `${f.help('getItem')}(${use},${at})`;
}

// ---------------------------------------------------------------- augmented assignment

export function augmentedAssign(f: FunctionContext, node: ast.AugAssign): void {
  const { target, operator, value } = node;
  switch (target.kind) {
    case 'Name': {
      const binding = bindingOf(f, target);
      if (f.namespace === null && binding !== null && f.module.checked.kinds.isRaw(binding)) {
        f.line(
          `${f.module.variable(binding)}=${raw(f, { kind: 'BinOp', id: -1, span: node.span, left: target, operator, right: value })};`,
        );
        return;
      }
      let current = readReference(f, f.module.referenceOf(target.id), target);
      if (!/^[\w$]+$/.test(current) || binding?.boundElsewhere === true) {
        const t = f.temporary();
        f.line(`${t}=${current};`);
        current = t;
      }
      f.line(`${assignTarget(f, target, inPlace(f, node, current))};`);
      return;
    }
    case 'Attribute': {
      const object = operand(f, target.object, [value]);
      if (object.setup !== null) f.line(`${object.setup};`);
      const use = receiver(object.use);
      const t = f.temporary();
      const current = f.temporary();
      const name = stringLiteral(memberName(f, target));
      const isRaw = isRawAttribute(f, target);
      const access = isRaw ? rawAttributeAccess(memberName(f, target)) : attributeAccess(memberName(f, target));
      const isData = isRaw ? '' : `&&typeof ${t}!=='function'`;
      const loaded = isRaw ? `new ${f.help('Float')}(${t})` : t;
      if (isRaw && object.setup === null) {
        f.line(`${t}=${raw(f, { kind: 'BinOp', id: -1, span: node.span, left: target, operator, right: value })};`);
        return storeRawAttribute(f, use, target, t);
      }
      f.line(
        `${current}=(${t}=${use}${access})!==undefined${isData}?${loaded}:${f.help('getAttribute')}(${use},${name});`,
      );
      f.line(`${current}=${inPlace(f, node, current)};`);
      if (isRaw) return storeRawAttribute(f, use, target, `${current}.value`);
      f.line(
        `${use}?.writable===true?${use}${access}=${current}:${f.help('setAttribute')}(${use},${name},${current});`,
      );
      return;
    }
    case 'Subscript': {
      const object = operand(f, target.object, [target.index, value]);
      if (object.setup !== null) f.line(`${object.setup};`);
      const at = operand(f, target.index, [value]);
      if (at.setup !== null) f.line(`${at.setup};`);
      const current = f.temporary();
      f.line(`${current}=${loadTargetItem(f, target, object.use, at.use)};`);
      f.line(`${current}=${inPlace(f, node, current)};`);
      f.line(`${storeItemText(f, target, object.use, at.use, current)};`);
      return;
    }
    default:
      throw new Error(`${target.kind} is not a target`);
  }
}

// ---------------------------------------------------------------- del

export function deleteTarget(f: FunctionContext, target: ast.Expression): void {
  switch (target.kind) {
    case 'Name': {
      const reference = f.module.referenceOf(target.id);
      if (reference?.kind !== 'binding' && reference?.kind !== 'class')
        throw new Error(`'${target.name}' was not resolved`);
      const name = f.module.variable(reference.binding);
      const helper = reference.binding.scope.kind === 'file' ? 'unbound' : 'unboundLocal';
      f.line(`if(${name}===undefined)${`${f.help(helper)}(${stringLiteral(target.name)})`};`);
      if (f.namespace !== null && reference.binding.scope === f.scope)
        f.line(`${f.namespace}.delete(${stringLiteral(f.module.memberName(target.name, f.scope))});`);
      f.line(`${name}=undefined;`);
      return;
    }
    case 'Attribute':
      f.line(
        `${`${f.help('deleteAttribute')}(${expression(f, target.object)},${stringLiteral(memberName(f, target))})`};`,
      );
      return;
    case 'Subscript':
      f.line(`${`${f.help('deleteItem')}(${expression(f, target.object)},${expression(f, target.index)})`};`);
      return;
    case 'TupleExpression':
    case 'ListExpression':
      for (const element of target.elements) deleteTarget(f, element);
      return;
    default:
      throw new Error(`${target.kind} cannot be deleted`);
  }
}
