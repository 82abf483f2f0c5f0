/**
 * Calls: which argument goes to which parameter, whether it fits, and what comes back. Arguments are inferred with the
 * type of their parameter in mind; lambdas come last, when the other arguments have said what type variables stand for.
 */

import { nearestName } from '#diagnostics/suggest';
import type * as ast from '#language/ast';
import type { Span } from '#language/source';
import { assignable } from './assignable.ts';
import { constructorOf } from './constructor.ts';
import type { Expressions } from './expressions.ts';
import { awaitHelp, noneHelp, protocolHelp } from './help.ts';
import { same } from './same.ts';
import { showFound, showType } from './show.ts';
import { Solution } from './solve.ts';
import { substitute } from './substitute.ts';
import { any, type FunctionType, type ParameterType, type Signature, type Type } from './type.ts';

/** The type of a call whose callee has type `callee`; reports what is wrong with it. */
export function callResult(callee: Type, node: ast.Call, infer: Expressions): Type {
  switch (callee.kind) {
    case 'function':
      return callFunction(callee, node, infer);
    case 'class':
      return callClass(callee, node, infer);
    case 'instance': {
      const call = callee.class.find('__call__', callee.arguments);
      if (call?.type.kind === 'function') return callFunction(call.type, node, infer);
      if (call !== null || callee.class.isOpen) return inferArguments(node, infer);
      return refuse(callee, node, infer);
    }
    case 'literal':
      return callee.class.isOpen || callee.class.find('__call__', null) !== null
        ? inferArguments(node, infer)
        : refuse(callee, node, infer);
    case 'none':
    case 'tuple':
    case 'module':
      return refuse(callee, node, infer);
    case 'union': {
      const members = callee.members.filter(isCallable);
      if (members.length === 0 || (!callee.soft && members.length < callee.members.length))
        return refuse(callee, node, infer);
      return inferArguments(node, infer);
    }
    default:
      return inferArguments(node, infer);
  }
}

function isCallable(type: Type): boolean {
  if (type.kind === 'instance' || type.kind === 'literal')
    return type.class.isOpen || type.class.find('__call__', null) !== null;
  return type.kind !== 'none' && type.kind !== 'tuple';
}

function refuse(callee: Type, node: ast.Call, infer: Expressions): Type {
  infer.reporter.report(
    'type/not-callable',
    node.callee.span,
    `a value of type ${showFound(callee, any)} cannot be called`,
  );
  return inferArguments(node, infer);
}

function inferArguments(node: ast.Call, infer: Expressions): Type {
  for (const argument of node.arguments) infer.expression(argument);
  for (const keyword of node.keywords) infer.argument(node, keyword);
  return any;
}

function callClass(callee: Extract<Type, { kind: 'class' }>, node: ast.Call, infer: Expressions): Type {
  const { class: of } = callee;
  if (of.moduleName === '' && of.name === 'type' && node.arguments.length === 1) {
    const value = infer.expression(node.arguments[0]!);
    return value.kind === 'instance' ? { kind: 'class', class: value.class, arguments: value.arguments } : any;
  }
  if (of.moduleName === '' && of.name === 'super') return inferArguments(node, infer);
  const constructed = constructorOf(of, callee.arguments);
  if (constructed === null) {
    inferArguments(node, infer);
    return of.isOpen ? any : { kind: 'instance', class: of, arguments: of.typeParameters.map(() => any) };
  }
  return callFunction(constructed, node, infer);
}

function callFunction(callee: FunctionType, node: ast.Call, infer: Expressions): Type {
  if (callee.signatures.length === 1) return callSignature(nameOf(callee, node), callee.signatures[0]!, node, infer);
  return callOverloaded(callee, node, infer);
}

/** What messages call it: a value of a written `Callable[…]` goes by the name that is called. */
function nameOf(callee: FunctionType, { callee: written }: ast.Call): string {
  if (callee.name !== 'Callable') return callee.name;
  return written.kind === 'Name' ? written.name : written.kind === 'Attribute' ? written.name.name : 'this function';
}

// -------------------------------------------------------------------- one signature

interface Passed {
  readonly node: ast.Expression;
  readonly parameter: { readonly name: string; readonly type: Type };
  readonly span: Span;
}

function callSignature(name: string, signature: Signature, node: ast.Call, infer: Expressions): Type {
  const passed = bind(name, signature, node, infer);
  const solution = new Solution(signature.typeParameters);
  const found = new Map<Passed, Type>();
  const inferOne = (each: Passed): void => {
    const wanted = substitute(each.parameter.type, signature.typeParameters, solution.types);
    const type = infer.expression(each.node, wanted);
    found.set(each, type);
    solution.learn(each.parameter.type, type);
  };
  for (const each of passed) if (each.node.kind !== 'Lambda') inferOne(each);
  for (const each of passed) if (each.node.kind === 'Lambda') inferOne(each);
  const { types } = solution;
  for (const [each, type] of found) {
    const wanted = substitute(each.parameter.type, signature.typeParameters, types);
    if (!assignable(type, wanted)) reportArgument(name, each, type, wanted, infer);
  }
  const result = substitute(signature.returns(), signature.typeParameters, types);
  return result.kind === 'labelled' && result.inner.kind === 'never' ? any : result;
}

function reportArgument(name: string, passed: Passed, type: Type, wanted: Type, infer: Expressions): void {
  const help = awaitHelp(type, wanted) ?? noneHelp(type, wanted) ?? protocolHelp(type, wanted);
  const parameter = /^\d+$/.test(passed.parameter.name)
    ? `argument ${passed.parameter.name}`
    : `'${passed.parameter.name}'`;
  infer.reporter.report(
    'type/argument',
    passed.span,
    `${parameter} of ${name}() takes ${showType(wanted)}, found ${showFound(type, wanted)}`,
    { help },
  );
}

/** Gives each argument its parameter; reports those that have none, and parameters left without. */
function bind(name: string, signature: Signature, node: ast.Call, infer: Expressions): Passed[] {
  const passed: Passed[] = [];
  const { parameters } = signature;
  const places = parameters.filter((parameter) => parameter.kind !== 'keyword');
  const filled = new Set<ParameterType>();
  const star = node.arguments.findIndex((argument) => argument.kind === 'Starred');
  const spreads = star >= 0;
  const plain = spreads ? node.arguments.slice(0, star) : node.arguments;
  for (const [at, argument] of plain.entries()) {
    const place = places[at];
    if (place !== undefined) {
      filled.add(place);
      passed.push({ node: argument, parameter: place, span: argument.span });
    } else if (signature.rest !== null) {
      passed.push({ node: argument, parameter: { name: `${at + 1}`, type: signature.rest }, span: argument.span });
    } else {
      infer.expression(argument);
      if (at === places.length) reportTooMany(name, signature, plain.length, node, argument, infer);
    }
  }
  if (spreads) for (const argument of node.arguments.slice(star)) infer.expression(argument);
  let spreadsKeywords = false;
  for (const keyword of node.keywords) {
    if (keyword.name === null) {
      spreadsKeywords = true;
      infer.expression(keyword.value);
    } else bindKeyword(name, signature, node, keyword, keyword.name, filled, passed, infer);
  }
  if (!spreadsKeywords) reportMissing(name, parameters, filled, spreads, node, infer);
  return passed;
}

function bindKeyword(
  name: string,
  signature: Signature,
  call: ast.Call,
  keyword: ast.KeywordArgument,
  written: ast.Identifier,
  filled: Set<ParameterType>,
  passed: Passed[],
  infer: Expressions,
): void {
  const parameter = signature.parameters.find((each) => each.kind !== 'positional' && each.name === written.name);
  if (parameter !== undefined && !filled.has(parameter)) {
    filled.add(parameter);
    if (infer.isBareWord(call, keyword)) return;
    passed.push({ node: keyword.value, parameter, span: keyword.value.span });
    return;
  }
  infer.argument(call, keyword);
  if (parameter !== undefined) {
    infer.reporter.report('type/repeated-argument', written.span, `'${written.name}' of ${name}() is passed twice`);
  } else if (signature.keywords !== null) {
    passed.push({
      node: keyword.value,
      parameter: { name: written.name, type: signature.keywords },
      span: keyword.value.span,
    });
  } else reportKeyword(name, signature, written, infer);
}

function reportKeyword(name: string, signature: Signature, written: ast.Identifier, infer: Expressions): void {
  const byPosition = signature.parameters.some((each) => each.kind === 'positional' && each.name === written.name);
  const names = signature.parameters.filter((each) => each.kind !== 'positional').map((each) => each.name);
  const near = nearestName(written.name, names);
  infer.reporter.report('type/unknown-keyword', written.span, `${name}() has no parameter '${written.name}'`, {
    help: byPosition
      ? 'it is passed by its position only'
      : near !== null
        ? `did you mean '${near}'?`
        : names.length > 0
          ? `its parameters are ${names.join(', ')}`
          : 'it takes no arguments by name',
    fix: near === null ? null : { title: `Change to '${near}'`, edits: [{ span: written.span, replacement: near }] },
  });
}

function reportTooMany(
  name: string,
  signature: Signature,
  given: number,
  node: ast.Call,
  first: ast.Expression,
  infer: Expressions,
): void {
  const most = signature.parameters.filter((parameter) => parameter.kind !== 'keyword').length;
  infer.reporter.report(
    'type/too-many-arguments',
    { start: first.span.start, end: node.arguments.at(-1)!.span.end },
    `${name}() takes ${counted(most, 'argument')} by position, ${given} are passed`,
  );
}

function reportMissing(
  name: string,
  parameters: readonly ParameterType[],
  filled: ReadonlySet<ParameterType>,
  spreads: boolean,
  node: ast.Call,
  infer: Expressions,
): void {
  const missing = parameters.filter(
    (parameter) => parameter.isRequired && !filled.has(parameter) && !(spreads && parameter.kind !== 'keyword'),
  );
  if (missing.length === 0) return;
  const names = missing
    .map((parameter) => (/^\d+$/.test(parameter.name) ? `number ${parameter.name}` : `'${parameter.name}'`))
    .join(', ');
  infer.reporter.report(
    'type/missing-argument',
    { start: node.callee.span.start, end: node.span.end },
    `${name}() misses ${missing.length === 1 ? 'the argument' : 'the arguments'} ${names}`,
  );
}

function counted(count: number, what: string): string {
  return count === 0 ? `no ${what}s` : `${count} ${what}${count === 1 ? '' : 's'}`;
}

// -------------------------------------------------------------------- overloads

function callOverloaded(callee: FunctionType, node: ast.Call, infer: Expressions): Type {
  const positional = node.arguments.map((argument) => infer.expression(argument));
  const named = node.keywords.map((keyword) => infer.argument(node, keyword));
  const isSpread =
    node.arguments.some((argument) => argument.kind === 'Starred') ||
    node.keywords.some((keyword) => keyword.name === null);
  if (isSpread) return any;
  const results: Type[] = [];
  for (const signature of callee.signatures) {
    const result = tryOverload(signature, node, positional, named);
    if (result !== null) results.push(result);
  }
  const [first] = results;
  if (first === undefined) {
    const shown = [...positional, ...named].map((type) => showFound(type, any)).join(', ');
    infer.reporter.report('type/argument', node.span, `${callee.name}() does not take these arguments: (${shown})`);
    return any;
  }
  // An argument that is not known may belong to any of the overloads that take it.
  const isUnsure = [...positional, ...named].some(mentionsAny);
  return isUnsure && results.some((result) => !same(result, first)) ? any : first;
}

function mentionsAny(type: Type): boolean {
  if (type.kind === 'instance') return type.arguments.some(mentionsAny);
  if (type.kind === 'tuple') return type.elements.some(mentionsAny);
  return (
    type.kind === 'any' ||
    type.kind === 'union' ||
    type.kind === 'function' ||
    type.kind === 'labelled' ||
    type.kind === 'variable'
  );
}

function tryOverload(
  signature: Signature,
  node: ast.Call,
  positional: readonly Type[],
  named: readonly Type[],
): Type | null {
  const places = signature.parameters.filter((parameter) => parameter.kind !== 'keyword');
  const pairs: [Type, Type][] = [];
  const filled = new Set<ParameterType>();
  for (const [at, type] of positional.entries()) {
    const place = places[at];
    if (place === undefined && signature.rest === null) return null;
    if (place !== undefined) filled.add(place);
    pairs.push([place?.type ?? signature.rest!, type]);
  }
  for (const [at, keyword] of node.keywords.entries()) {
    const parameter = signature.parameters.find(
      (each) => each.kind !== 'positional' && each.name === keyword.name!.name,
    );
    if (parameter === undefined ? signature.keywords === null : filled.has(parameter)) return null;
    if (parameter !== undefined) filled.add(parameter);
    pairs.push([parameter?.type ?? signature.keywords!, named[at]!]);
  }
  if (signature.parameters.some((parameter) => parameter.isRequired && !filled.has(parameter))) return null;
  const solution = new Solution(signature.typeParameters);
  for (const [wanted, type] of pairs) solution.learn(wanted, type);
  const { types } = solution;
  const fits = pairs.every(([wanted, type]) => assignable(type, substitute(wanted, signature.typeParameters, types)));
  return fits ? substitute(signature.returns(), signature.typeParameters, types) : null;
}
