/**
 * Expressions. `expression(f, node)` returns JavaScript text whose value is the Aegis value; families with more to say have
 * files of their own.
 */
import type * as ast from '#language/ast';
import type { Binding, Reference } from '../3-resolve/scope.ts';
import { binary, unary } from './arithmetic.ts';
import { assignTarget } from './assignment.ts';
import { call } from './calls.ts';
import { compare } from './comparison.ts';
import { comprehension } from './comprehensions.ts';
import { reasonExpression } from './constructs.ts';
import type { FunctionContext } from './context.ts';
import { lambda } from './functions.ts';
import { awaitExpression, yieldExpression, yieldFromExpression } from './generators.ts';
import { numberTest } from './int-operations.ts';
import { rawAttributeAccess, stringLiteral } from './names.ts';
import { after, afterBoth, operand, receiver } from './operands.ts';
import { numberLiteral, raw } from './raw-floats.ts';
import { joinedString } from './strings.ts';
import { booleanValue, condition } from './truth.ts';

export function expression(f: FunctionContext, node: ast.Expression): string {
  switch (node.kind) {
    case 'Name':
      return name(f, node);
    case 'Constant':
      return constant(f, node);
    case 'JoinedString':
      return joinedString(f, node);
    case 'UnaryOp':
      return unary(f, node);
    case 'BinOp':
      return binary(f, node);
    case 'BoolOp':
      return booleanValue(f, node);
    case 'Compare':
      return compare(f, node);
    case 'Call':
      return call(f, node);
    case 'Attribute':
      return attribute(f, node);
    case 'Subscript':
      return subscript(f, node);
    case 'Slice':
      return slice(f, node);
    case 'TupleExpression':
      return tuple(f, node);
    case 'ListExpression':
      return items(f, node.elements);
    case 'SetExpression':
      return setDisplay(f, node.elements);
    case 'DictExpression':
      return dict(f, node);
    case 'Comprehension':
      return comprehension(f, node);
    case 'Lambda':
      return lambda(f, node);
    case 'Conditional':
      return `(${condition(f, node.test)}?${expression(f, node.body)}:${expression(f, node.orelse)})`;
    case 'NamedExpression':
      return walrus(f, node);
    case 'Await':
      return awaitExpression(f, node);
    case 'Yield':
      return yieldExpression(f, node);
    case 'YieldFrom':
      return yieldFromExpression(f, node);
    case 'Reason':
      return reasonExpression(f, node);
    case 'Starred':
    case 'ErrorExpression':
      throw new Error(`${node.kind} reached the emitter`);
  }
}

/**
 * An expression that is the first thing its statement evaluates: a comprehension that is the whole of it, or the only
 * argument of a call by name, may be written as a loop before the statement.
 */
export function rootExpression(f: FunctionContext, node: ast.Expression): string {
  f.canHoist = isRootComprehension(node) || (isCallOfOne(node) && isRootComprehension(node.arguments[0]!));
  const text = expression(f, node);
  f.canHoist = false;
  return text;
}

function isRootComprehension(node: ast.Expression): boolean {
  return node.kind === 'Comprehension';
}

function isCallOfOne(node: ast.Expression): node is ast.Call {
  if (node.kind !== 'Call' || node.arguments.length !== 1 || node.keywords.length > 0) return false;
  const { callee } = node;
  return (
    callee.kind === 'Name' ||
    (callee.kind === 'Attribute' && (callee.object.kind === 'Name' || callee.object.kind === 'Constant'))
  );
}

// ---------------------------------------------------------------- names and constants

function name(f: FunctionContext, node: ast.Name): string {
  return readReference(f, f.module.referenceOf(node.id), node);
}

/** A variable of an enclosing function. */
function isFree({ scope }: Binding): boolean {
  return scope.kind === 'function';
}

export function readReference(f: FunctionContext, reference: Reference | undefined, node: ast.Name): string {
  switch (reference?.kind) {
    case 'binding':
      return readBinding(f, reference.binding, node, f.module.resolved.mayBeUnbound.has(node.id));
    case 'class': {
      const own = f.module.variable(reference.binding);
      return `(${own}!==undefined?${own}:${readAround(f, reference.otherwise, node)})`;
    }
    case 'builtin':
      return builtin(f, node.name);
    case 'star':
      return starName(f, reference.name, reference.isBuiltin);
    default:
      throw new Error(`'${node.name}' was not resolved`);
  }
}

function readBinding(f: FunctionContext, binding: Binding, node: ast.Name, mayBeUnbound: boolean): string {
  const text = f.module.variable(binding);
  if (!mayBeUnbound) return boxed(f, binding, text);
  const helper = isLocalTo(f, binding) ? 'unboundLocal' : isFree(binding) ? 'unboundFree' : 'unbound';
  return boxed(f, binding, `(${text}===undefined?${f.help(helper)}(${stringLiteral(node.name)}):${text})`);
}

/** What a name of a class body means while the class has not bound it. */
function readAround(f: FunctionContext, around: Reference | null, node: ast.Name): string {
  if (around === null) return `${f.help('unbound')}(${stringLiteral(node.name)})`;
  return around.kind === 'binding' ? readBinding(f, around.binding, node, true) : readReference(f, around, node);
}

/** What a star import brings; in a session, whose entries are modules of their own, it is looked up each time. */
function starName(f: FunctionContext, name: string, isBuiltin: boolean): string {
  if (f.module.isSession) return `${f.help('importMember')}(null,${stringLiteral(name)})`;
  const variable = f.module.starVariable(name, isBuiltin);
  return isBuiltin ? variable : `(${variable}===undefined?${f.help('unbound')}(${stringLiteral(name)}):${variable})`;
}

function isLocalTo(f: FunctionContext, binding: Binding): boolean {
  return binding.scope.kind !== 'file' && binding.scope.kind !== 'module' && binding.scope.frame === f.scope.frame;
}

/** A variable held as a raw number is boxed when it is read as a value. */
function boxed(f: FunctionContext, binding: Binding, text: string): string {
  return f.module.checked.kinds.isRaw(binding) ? `new ${f.help('Float')}(${text})` : text;
}

function builtin(f: FunctionContext, text: string): string {
  if (text === '__name__') return stringLiteral(f.module.name);
  if (text === '__debug__') return 'true';
  if (text === '__doc__') return f.module.documentation;
  return f.module.builtin(text);
}

export function constant(f: FunctionContext, node: ast.Constant): string {
  const { value } = node;
  switch (value.type) {
    case 'none':
      return 'null';
    case 'bool':
      return String(value.value);
    case 'ellipsis':
      return f.help('ellipsis');
    case 'int':
      return value.value <= 9007199254740991n ? String(value.value) : `${value.value}n`;
    case 'float':
      return f.module.constant(`new ${f.help('Float')}(${numberLiteral(value.value)})`);
    case 'complex':
      return f.module.constant(`${f.help('complex')}(${numberLiteral(value.imaginary)})`);
    case 'str':
      return text(f, value.value);
    case 'bytes':
      return f.module.constant(`${f.help('bytes')}(${stringLiteral(String.fromCharCode(...value.value))})`);
    case 'duration':
      return f.module.constant(`${f.help('duration')}(${value.seconds})`);
    case 'rate':
      throw new Error('a rate stands outside a clause');
  }
}

/** A string constant: plain, or by code points where it holds surrogates. */
export function text(f: FunctionContext, value: string): string {
  if (!/[\ud800-\udfff]/.test(value)) return stringLiteral(value);
  const points: number[] = [];
  for (let index = 0; index < value.length; index++) {
    const point = value.codePointAt(index)!;
    if (point > 0xffff) index++;
    points.push(point);
  }
  return f.module.constant(`${f.help('text')}([${points.join(',')}])`);
}

// ---------------------------------------------------------------- attributes and items

/** The attribute's name, private ones as their class spells them. */
export function memberName(f: FunctionContext, node: ast.Attribute): string {
  return f.module.memberName(node.name.name, f.scope);
}

/** The attribute that all instances of a class hold as a raw float, as the raw number; null for every other one. */
export function rawAttribute(f: FunctionContext, node: ast.Attribute): string | null {
  if (!f.module.checked.kinds.isRawAttribute(node)) return null;
  const object = operand(f, node.object);
  const t = f.temporary();
  const name = memberName(f, node);
  const load = `(${t}=${object.use}${rawAttributeAccess(name)})!==undefined?${t}`;
  return after(object, `${load}:${f.help('getAttribute')}(${object.use},${f.module.spelling(name).literal})`);
}

function attribute(f: FunctionContext, node: ast.Attribute): string {
  const number = rawAttribute(f, node);
  if (number !== null) return `new ${f.help('Float')}(${number})`;
  const object = operand(f, node.object);
  const { access, literal } = f.module.spelling(memberName(f, node));
  const t = f.temporary();
  const slow = f.help('getAttribute');
  if (f.module.kindOf(node.object) === 'instance' && f.module.kindOf(node) !== 'any')
    return after(object, `(${t}=${object.use}${access})!==undefined?${t}:${slow}(${object.use},${literal})`);
  return after(object, `(${t}=${receiver(object.use)}${access})${isData(t)}${slow}(${object.use},${literal})`);
}

const dataTests = new Map<string, string>();

/** What follows an attribute that was loaded into a temporary, up to its slow path; the same text each time. */
function isData(t: string): string {
  let text = dataTests.get(t);
  if (text === undefined) {
    text = `!==undefined&&typeof ${t}!=='function'?${t}:`;
    dataTests.set(t, text);
  }
  return text;
}

function subscript(f: FunctionContext, node: ast.Subscript): string {
  const { index } = node;
  if (!mayBeInt(index)) return `${f.help('getItem')}(${expression(f, node.object)},${expression(f, index)})`;
  const object = operand(f, node.object, [index]);
  const at = operand(f, index);
  return afterBoth(object, at, loadItem(f, node, receiver(object.use), at.use));
}

/** False for an index that is plainly something else: a slice, a tuple, a string. */
export function mayBeInt(index: ast.Expression): boolean {
  if (index.kind === 'Constant') return index.value.type === 'int';
  return index.kind !== 'Slice' && index.kind !== 'TupleExpression' && index.kind !== 'JoinedString';
}

/**
 * `object[at]` for operands free of effects. JavaScript finds an element at a number only in lists and strings, where it
 * is the item; nothing there means that the item is missing, counted from the end, or no list's, which the helper sorts out.
 */
export function loadItem(f: FunctionContext, node: ast.Subscript, object: string, at: string): string {
  const t = f.temporary();
  const access = f.module.kindOf(node.object) === 'list' ? '' : '?.';
  const fromEnd = /^\(-(\d+)\)$/.exec(at);
  const place = fromEnd === null ? at : `${object}.length-${fromEnd[1]}`;
  const slow = `${f.help('getItem')}(${object},${at})`;
  return `${numberTest(f, { text: at, node: node.index })}(${t}=${object}${access}[${place}])!==undefined?${t}:${slow}`;
}

/** Tests that make `object[at]=…` a plain JavaScript store of an element. */
export function storeTests(f: FunctionContext, node: ast.Subscript, object: string, at: string): string {
  const lower = node.index.kind === 'Constant' ? '' : `${at}>=0&&`;
  const isList = f.module.kindOf(node.object) === 'list' ? '' : `${object}?.isList===true&&`;
  return `${numberTest(f, { text: at, node: node.index })}${isList}${lower}${at}<${object}.length`;
}

function slice(f: FunctionContext, node: ast.Slice): string {
  const part = (bound: ast.Expression | null) => (bound === null ? 'null' : expression(f, bound));
  return `${f.help('sliceOf')}(${part(node.lower)},${part(node.upper)},${part(node.step)})`;
}

// ---------------------------------------------------------------- displays

function tuple(f: FunctionContext, node: ast.TupleExpression): string {
  const made = `new ${f.help('Tuple')}(${items(f, node.elements)})`;
  return node.elements.every(isLiteral) ? f.module.constant(made) : made;
}

/** A constant, or the negative of one: emitted without an operation. */
export function isLiteral(node: ast.Expression): boolean {
  if (node.kind === 'UnaryOp' && node.operator === '-')
    return (
      node.operand.kind === 'Constant' && (node.operand.value.type === 'int' || node.operand.value.type === 'float')
    );
  return node.kind === 'Constant';
}

/** Constants that together are worth a constant: CPython makes the set at compile time, which shows in its order. */
const leastConstants = 3;

function setDisplay(f: FunctionContext, elements: readonly ast.Expression[]): string {
  const isConstantSet = elements.length >= leastConstants && elements.every(isConstant);
  return `${f.help('set')}(${items(f, elements)}${isConstantSet ? ',true' : ''})`;
}

function isConstant(node: ast.Expression): boolean {
  if (node.kind === 'UnaryOp') return isConstant(node.operand);
  if (node.kind === 'BinOp') return isConstant(node.left) && isConstant(node.right);
  return node.kind === 'TupleExpression' ? node.elements.every(isConstant) : node.kind === 'Constant';
}

/** A JavaScript array of the elements, with starred ones spread. */
export function items(f: FunctionContext, elements: readonly ast.Expression[]): string {
  if (!hasStar(elements)) {
    let list = '';
    for (const element of elements) list = list === '' ? expression(f, element) : `${list},${expression(f, element)}`;
    return `[${list}]`;
  }
  return spreadItems(f, elements);
}

function spreadItems(f: FunctionContext, elements: readonly ast.Expression[]): string {
  let list = '[]';
  let plain: string[] = [];
  const flush = () => {
    if (plain.length === 0) return;
    list = list === '[]' ? `[${plain.join(',')}]` : `${f.help('spread')}(${list},[${plain.join(',')}])`;
    plain = [];
  };
  for (const element of elements) {
    if (element.kind !== 'Starred') plain.push(expression(f, element));
    else {
      flush();
      list = `${f.help('spread')}(${list},${expression(f, element.value)})`;
    }
  }
  flush();
  return list;
}

export function hasStar(elements: readonly ast.Expression[]): boolean {
  for (const element of elements) if (element.kind === 'Starred') return true;
  return false;
}

function dict(f: FunctionContext, node: ast.DictExpression): string {
  const asRecord = dictRecord(f, node);
  if (asRecord !== null) return asRecord;
  let made = '';
  let pairs: string[] = [];
  for (const entry of node.entries) {
    if (entry.key !== null) {
      pairs.push(`${expression(f, entry.key)},${expression(f, entry.value)}`);
      continue;
    }
    made = joinDict(f, made, pairs);
    pairs = [];
    made = `${f.help('spreadDict')}(${made === '' ? `${f.help('dict')}()` : made},${expression(f, entry.value)})`;
  }
  if (made === '' || pairs.length > 0) made = joinDict(f, made, pairs);
  return made;
}

/** Entries that the runtime library searches one by one: its `record` takes no more. */
const recordLength = 8;

/** `{"a": x, "b": y}` with few keys, all different strings: the keys are written once for all dicts made here. */
function dictRecord(f: FunctionContext, { entries }: ast.DictExpression): string | null {
  if (entries.length === 0 || entries.length > recordLength) return null;
  const names = new Set<string>();
  for (const { key } of entries) {
    if (key?.kind !== 'Constant' || key.value.type !== 'str' || /[\ud800-\udfff]/.test(key.value.value)) return null;
    names.add(stringLiteral(key.value.value));
  }
  if (names.size < entries.length) return null;
  const values = entries.map((entry) => expression(f, entry.value));
  return `${f.help('record')}(${f.module.constant(`[${[...names].join(',')}]`)},[${values.join(',')}])`;
}

function joinDict(f: FunctionContext, made: string, pairs: readonly string[]): string {
  if (made === '') return `${f.help('dict')}(${pairs.join(',')})`;
  return pairs.length === 0 ? made : `${f.help('spreadDict')}(${made},${f.help('dict')}(${pairs.join(',')}))`;
}

function walrus(f: FunctionContext, node: ast.NamedExpression): string {
  const reference = f.module.referenceOf(node.target.id);
  if (reference?.kind === 'binding' && f.module.checked.kinds.isRaw(reference.binding)) {
    return `new ${f.help('Float')}(${raw(f, node)})`;
  }
  return `(${assignTarget(f, node.target, expression(f, node.value))})`;
}
