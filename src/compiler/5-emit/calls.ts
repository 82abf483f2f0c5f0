/**
 * Calls. A call of a function that is known and never re-bound is a plain JavaScript call with keywords put in place; a
 * method call goes straight to the receiver's slot; everything else is tested once (docs/runtime.md §3, §4).
 */
import type * as ast from '#language/ast';
import { isTaintContext } from '#language/taint';
import { takesBareWord } from '../3-resolve/parameters.ts';
import type { Binding } from '../3-resolve/scope.ts';
import type { ClosedFunction } from '../4-check/kinds/closed-functions.ts';
import { builtinCall, loopCall } from './builtin-calls.ts';
import type { FunctionContext } from './context.ts';
import { expression, items, memberName, readReference } from './expressions.ts';
import { stringLiteral } from './names.ts';
import { after, operand, receiver } from './operands.ts';
import { raw } from './raw-floats.ts';

export function call(f: FunctionContext, node: ast.Call): string {
  return callText(f, node);
}

/** A call of a closed function that returns raw floats, as the raw number; null for every other call. */
export function rawCall(f: FunctionContext, node: ast.Call): string | null {
  const called = calledFunction(f, node);
  if (called === undefined || f.module.checked.kinds.resultOf(called) !== 'float') return null;
  return closedCall(f, node, called);
}

/** Floats go to a closed function as raw numbers; its argument count was checked when it was found to be closed. */
function closedCall(f: FunctionContext, node: ast.Call, called: ClosedFunction): string {
  const passed = node.arguments.map((argument, index) => {
    const parameter = f.module.resolved.declarations.get(called.parameters[index]!.id)!;
    return f.module.checked.kinds.isRaw(parameter) ? raw(f, argument) : expression(f, argument);
  });
  return `${directCallee(f, node.callee)}(${passed.join(',')})`;
}

function calledFunction(f: FunctionContext, { callee }: ast.Call): ClosedFunction | undefined {
  const reference = callee.kind === 'Name' ? f.module.referenceOf(callee.id) : undefined;
  return reference?.kind === 'binding' ? f.module.checked.kinds.closedFunction(reference.binding) : undefined;
}

function callText(f: FunctionContext, node: ast.Call): string {
  const { callee } = node;
  const called = calledFunction(f, node);
  if (called !== undefined) {
    const text = closedCall(f, node, called);
    return f.module.checked.kinds.resultOf(called) === 'float' ? `new ${f.help('Float')}(${text})` : text;
  }
  const old = f.module.oldValues.get(node.id);
  if (old !== undefined) return old;
  if (isSuperCall(f, node)) return superObject(f);
  if (hasStars(node)) return starCall(f, node);
  if (callee.kind === 'Attribute') return methodCall(f, node, callee);
  const loop = loopCall(f, node);
  if (loop !== null) return loop;
  if (node.keywords.length > 0) return keywordCall(f, node);
  return builtinCall(f, node) ?? `${directCallee(f, callee)}(${argumentList(f, node.arguments)})`;
}

function argumentList(f: FunctionContext, nodes: readonly ast.Expression[]): string {
  let list = '';
  for (const node of nodes) list = list === '' ? expression(f, node) : `${list},${expression(f, node)}`;
  return list;
}

function hasStars(node: ast.Call): boolean {
  for (const argument of node.arguments) if (argument.kind === 'Starred') return true;
  for (const keyword of node.keywords) if (keyword.name === null) return true;
  return false;
}

// ---------------------------------------------------------------- plain calls

/** Something that can stand before `(`: a name known to be a function, or a test that falls to `callable`. */
function directCallee(f: FunctionContext, callee: ast.Expression): string {
  if (callee.kind === 'Name') {
    const reference = f.module.referenceOf(callee.id);
    if (reference?.kind === 'builtin') return expression(f, callee);
    if (reference?.kind === 'binding' && knownFunction(reference.binding) !== null) {
      // Where the definition may still be ahead in the same code; elsewhere the engine's complaint is put into our words.
      const mayBeAhead =
        f.module.resolved.mayBeUnbound.has(callee.id) && reference.binding.scope.frame === f.scope.frame;
      return mayBeAhead ? readReference(f, reference, callee) : f.module.variable(reference.binding);
    }
  }
  const value = operand(f, callee);
  return after(value, `typeof ${value.use}==='function'?${value.use}:${f.help('callable')}(${value.use})`);
}

/** The definition of a plain function or class that the binding always holds; null where that is not sure. */
export function knownFunction(binding: Binding): ast.FunctionDef | ast.ClassDef | null {
  const { definition } = binding;
  if (!binding.isFixed || binding.scope.kind === 'class') return null;
  if (definition?.kind !== 'FunctionDef' && definition?.kind !== 'ClassDef') return null;
  return definition.decorators.length === 0 ? definition : null;
}

// ---------------------------------------------------------------- keywords

function keywordCall(f: FunctionContext, node: ast.Call): string {
  const { callee } = node;
  if (callee.kind === 'Name') {
    const reference = f.module.referenceOf(callee.id);
    if (reference?.kind === 'binding') {
      const definition = knownFunction(reference.binding);
      const bound = definition?.kind === 'FunctionDef' ? bindKeywords(f, node, definition.parameters) : null;
      if (bound !== null) return `${f.module.variable(reference.binding)}${bound}`;
    }
  }
  return `${f.help('callKeywords')}(${expression(f, callee)},${keywordArguments(f, node)})`;
}

/** `[positional],[names],[values]` for `callKeywords`. */
function keywordArguments(f: FunctionContext, node: ast.Call): string {
  const names = f.module.constant(`[${node.keywords.map((keyword) => stringLiteral(keyword.name!.name)).join(',')}]`);
  return `[${argumentList(f, node.arguments)}],${names},[${node.keywords.map((keyword) => keywordValue(f, node, keyword)).join(',')}]`;
}

/** The value of a keyword argument; the context of `sanitize` may be a bare word. */
function keywordValue(f: FunctionContext, node: ast.Call, keyword: ast.KeywordArgument): string {
  if (takesBareWord(node, keyword) && keyword.value.kind === 'Name') {
    const { name, id } = keyword.value;
    if (isTaintContext(name) || f.module.referenceOf(id)?.kind === 'unknown') return stringLiteral(name);
  }
  return expression(f, keyword.value);
}

/** `(a,b,c)` with every keyword in its parameter's place, or null where that cannot be decided here. */
function bindKeywords(f: FunctionContext, node: ast.Call, parameters: ast.Parameters): string | null {
  if (parameters.rest !== null || parameters.keywordOnly.length > 0 || parameters.keywords !== null) return null;
  const names = [
    ...parameters.positionalOnly.map(() => null),
    ...parameters.positional.map((parameter) => parameter.name.name),
  ];
  if (node.arguments.length > names.length) return null;
  const places = node.keywords.map((keyword) => names.indexOf(keyword.name!.name));
  if (places.some((place) => place < node.arguments.length) || new Set(places).size < places.length) return null;
  const required = [...parameters.positionalOnly, ...parameters.positional].filter(
    (parameter) => parameter.defaultValue === null,
  ).length;
  for (let place = node.arguments.length; place < required; place++) if (!places.includes(place)) return null;
  const inOrder = places.every((place, index) => index === 0 || place > places[index - 1]!);
  const setups: string[] = [];
  const values = node.keywords.map((keyword) => {
    if (inOrder) return expression(f, keyword.value);
    const t = f.temporary();
    setups.push(`${t}=${expression(f, keyword.value)}`);
    return t;
  });
  if (!inOrder && node.arguments.length > 0) return null;
  const slots: string[] = [...node.arguments.map((argument) => expression(f, argument))];
  places.forEach((place, index) => {
    while (slots.length < place) slots.push('undefined');
    slots[place] = values[index]!;
  });
  for (let index = 0; index < slots.length; index++) slots[index] ??= 'undefined';
  if (setups.length === 0) return `(${slots.join(',')})`;
  slots[0] = `(${setups.join(',')},${slots[0]})`;
  return `(${slots.join(',')})`;
}

// ---------------------------------------------------------------- stars

function starCall(f: FunctionContext, node: ast.Call): string {
  const callee = node.callee.kind === 'Attribute' ? methodValue(f, node.callee) : expression(f, node.callee);
  const [first] = node.arguments;
  const isOnlyStar = node.arguments.length === 1 && first?.kind === 'Starred';
  const positional = isOnlyStar ? expression(f, first.value) : items(f, node.arguments);
  if (node.keywords.length === 0) return `${f.help('callStar')}(${callee},${positional},null)`;
  const pieces = node.keywords.map(
    (keyword) => `${keyword.name === null ? 'null' : stringLiteral(keyword.name.name)},${expression(f, keyword.value)}`,
  );
  return `${f.help('callStar')}(${callee},${positional},${f.help('keywordsFrom')}(${pieces.join(',')}))`;
}

// ---------------------------------------------------------------- methods

function methodCall(f: FunctionContext, node: ast.Call, callee: ast.Attribute): string {
  const name = memberName(f, callee);
  if (callee.object.kind === 'Call' && isSuperCall(f, callee.object)) {
    const target = `(${superArguments(f)},${stringLiteral(name)})`;
    if (node.keywords.length > 0)
      return `${f.help('callKeywords')}(${f.help('superMethod')}${target},${keywordArguments(f, node)})`;
    const receiver = [methodContext(f)!.selfName, argumentList(f, node.arguments)].filter((text) => text !== '');
    return `${f.help('superSlot')}${target}.call(${receiver.join(',')})`;
  }
  if (node.keywords.length > 0)
    return `${f.help('callKeywords')}(${methodValue(f, callee)},${keywordArguments(f, node)})`;
  const object = operand(f, callee.object, node.arguments);
  const { access, literal } = f.module.spelling(name);
  const target = `typeof ${receiver(object.use)}${access}==='function'?${object.use}:${f.help('method')}(${object.use},${literal}`;
  const setup = object.setup === null ? '' : `${object.setup},`;
  return `(${setup}${target}))${access}(${argumentList(f, node.arguments)})`;
}

function methodValue(f: FunctionContext, callee: ast.Attribute): string {
  if (callee.object.kind === 'Call' && isSuperCall(f, callee.object)) {
    return `${f.help('superMethod')}(${superArguments(f)},${stringLiteral(memberName(f, callee))})`;
  }
  return `${f.help('getAttribute')}(${expression(f, callee.object)},${f.module.spelling(memberName(f, callee)).literal})`;
}

// ---------------------------------------------------------------- super

/** `super()` without arguments, inside a method. */
function isSuperCall(f: FunctionContext, node: ast.Call): boolean {
  if (
    node.callee.kind !== 'Name' ||
    node.callee.name !== 'super' ||
    node.arguments.length > 0 ||
    node.keywords.length > 0
  )
    return false;
  return f.module.referenceOf(node.callee.id)?.kind === 'builtin' && methodContext(f) !== null;
}

function superObject(f: FunctionContext): string {
  return `${f.help('superOf')}(${superArguments(f)})`;
}

function superArguments(f: FunctionContext): string {
  const method = methodContext(f)!;
  return `${method.className},${method.selfName}`;
}

interface SuperContext {
  readonly className: string;
  readonly selfName: string;
}

/**
 * What `super()` works with: the class around, and the first parameter of the innermost function, which in a function inside
 * a method is that function's own. Null where either is missing: the call itself then says so.
 */
function methodContext(f: FunctionContext): SuperContext | null {
  let selfName: string | null = null;
  for (let context: FunctionContext | null = f; context !== null; context = context.parent) {
    if (context.className !== null && context.selfName !== null)
      return { className: context.className, selfName: selfName ?? context.selfName };
    const { node } = context.scope;
    if (selfName !== null || (node.kind !== 'FunctionDef' && node.kind !== 'Lambda')) continue;
    const first = node.parameters.positionalOnly[0] ?? node.parameters.positional[0];
    if (first === undefined) return null;
    selfName = f.module.variable(f.module.resolved.declarations.get(first.id)!);
  }
  return null;
}
