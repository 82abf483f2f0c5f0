/**
 * Functions and lambdas: signature, prologue (argument counts, defaults, keyword-only parameters), body. Methods are
 * written in this-form (docs/runtime.md §4).
 */
import type * as ast from '#language/ast';
import { allParameters } from '../3-resolve/parameters.ts';
import type { Binding, Scope } from '../3-resolve/scope.ts';
import type { ClosedFunction } from '../4-check/kinds/closed-functions.ts';
import { canFallThrough } from '../4-check/kinds/falls-through.ts';
import { storage } from './assignment.ts';
import { FunctionContext } from './context.ts';
import { addContracts } from './contracts.ts';
import { declaredAuthority, declaredRecord, decorated } from './decorators.ts';
import { expression } from './expressions.ts';
import { Lines } from './lines.ts';
import { functionName, stringLiteral } from './names.ts';
import { raw } from './raw-floats.ts';
import { block, docstring } from './statements.ts';

/** Stands for a value while what is around it is written. */
export const hole = '\0';

type FunctionNode = ast.FunctionDef | ast.Lambda;

export function functionDef(f: FunctionContext, node: ast.FunctionDef): void {
  const isMethod =
    f.namespace !== null && node.parameters.positionalOnly.length + node.parameters.positional.length > 0;
  const binding = f.module.resolved.declarations.get(node.id);
  if (binding === undefined) return;
  const isAsked = hasAnnotations(node) && f.module.asksForAnnotations;
  if (node.decorators.length === 0 && !isAsked) return storeLines(f, binding, functionLines(f, node, isMethod));
  storeLines(f, binding, functionLines(f, node, isMethod), (value) => {
    const annotated = hasAnnotations(node) ? `${f.help('annotate')}(${value},${annotationThunk(f, node)})` : value;
    return decorated(f, node.decorators, annotated);
  });
}

/**
 * Stores a value of many lines without putting them together first: text is copied once, at the end.
 * @param around writes what stands around the value
 */
export function storeLines(
  f: FunctionContext,
  binding: Binding,
  lines: Lines,
  around: ((value: string) => string) | null = null,
): void {
  const [before, after] = storage(f, binding);
  if (around === null) lines.wrap(before, `${after};`);
  else {
    const [outer, inner] = around(hole).split(hole) as [string, string];
    lines.wrap(before + outer, `${inner}${after};`);
  }
  f.append(lines);
}

export function lambda(f: FunctionContext, node: ast.Lambda): string {
  return functionLines(f, node, false).text;
}

/** The function as a value, line by line. Defaults that are not constants are evaluated once, around it. */
function functionLines(f: FunctionContext, node: FunctionNode, isMethod: boolean): Lines {
  const scope = f.module.scopeOf(node.id);
  const closed = closedFunction(f, node);
  if (closed !== undefined) return closedLines(f, closed);
  const defaults = new Map<ast.Parameter, string>();
  const outer: { name: string; value: string }[] = [];
  for (const parameter of allParameters(node.parameters)) {
    if (parameter.defaultValue === null) continue;
    const value = expression(f, parameter.defaultValue);
    if (isConstantText(value)) defaults.set(parameter, value);
    else {
      const name = `d${outer.length + 1}`;
      outer.push({ name, value });
      defaults.set(parameter, name);
    }
  }
  const signature = signatureOf(f, node, scope);
  const lines = writeFunction(f, node, scope, isMethod, signature, defaults);
  lines.wrap(`${f.help(isMethod ? 'methodFunction' : 'func')}(`, `,${signature})`);
  const [before, after] = declaredAuthority(f, node, hole).split(hole) as [string, string];
  if (before !== '') lines.wrap(before, after);
  if (node.kind === 'FunctionDef') {
    const [open, close] = declaredRecord(f, node, hole).split(hole) as [string, string];
    if (open !== '') lines.wrap(open, close);
    addContracts(f, lines, node, () => openFunction(f, node, false, signature, defaults));
  }
  const names = outer.map((each) => each.name).join(',');
  if (outer.length > 0) lines.wrap(`((${names})=>`, `)(${outer.map((each) => each.value).join(',')})`);
  return lines;
}

function closedFunction(f: FunctionContext, node: FunctionNode): ClosedFunction | undefined {
  const binding = f.module.resolved.declarations.get(node.id);
  return binding === undefined ? undefined : f.module.checked.kinds.closedFunction(binding);
}

/** A function that only visible calls reach: nobody asks for its signature, every call passes what it takes. */
function closedLines(f: FunctionContext, closed: ClosedFunction): Lines {
  const { definition, scope, parameters } = closed;
  const { kinds } = f.module.checked;
  const inner = new FunctionContext(f.module, scope, f, 'plain');
  inner.returnsRaw = kinds.resultOf(closed) === 'float';
  const bindings = parameters.map((parameter) => f.module.resolved.declarations.get(parameter.id)!);
  const names = bindings.map((binding) => f.module.variable(binding)).join(',');
  const lines = new Lines(f.module.places);
  lines.push(`function ${functionName(definition.name.name)}(${names}){`);
  parameters.forEach(({ defaultValue }, index) => {
    if (defaultValue === null) return;
    const binding = bindings[index]!;
    const name = f.module.variable(binding);
    const value = kinds.isRaw(binding) ? raw(f, defaultValue) : expression(f, defaultValue);
    lines.push(`if(${name}===undefined)${name}=${value};`, '\n\t');
  });
  writeBody(inner, definition.body);
  lines.append(inner.finish());
  lines.push('}');
  return lines;
}

/** The variables of a function and its statements. */
function writeBody(f: FunctionContext, body: readonly ast.Statement[]): void {
  for (const binding of f.scope.bindings.values()) {
    if (binding.kind !== 'parameter' && !f.scope.globals.has(binding.name)) f.declare(binding);
  }
  block(f, body);
  if (canFallThrough(body)) f.line('return null;');
}

/** Text that means the same whenever it is evaluated: literals and hoisted constants. */
function isConstantText(text: string): boolean {
  return /^(-?[\d.]+n?|\(-\d+n?\)|true|false|null|k\d+|"[^"\\]*")$/.test(text);
}

/** The constant that holds the function's signature. */
export function signatureOf(f: FunctionContext, node: FunctionNode, scope: Scope): string {
  const { signatures } = f.module;
  let name = signatures.get(scope);
  if (name === undefined) {
    const text = signatureText(f, node, scope);
    // Lambdas of one function look alike; definitions hardly ever do.
    name = node.kind === 'Lambda' ? f.module.constant(text) : f.module.ownConstant(text);
    signatures.set(scope, name);
  }
  return name;
}

function signatureText(f: FunctionContext, node: FunctionNode, scope: Scope): string {
  const { positionalOnly, positional, rest, keywordOnly, keywords } = node.parameters;
  const all = positionalOnly.length === 0 ? positional : [...positionalOnly, ...positional];
  const name = node.kind === 'Lambda' ? '<lambda>' : node.name.name;
  const doc = node.kind === 'Lambda' ? 'null' : docstring(f, node.body);
  const own = f.module.spelling(name).literal;
  const qualified = scope.parent?.kind === 'file' ? own : stringLiteral(qualifiedName(scope, name));
  const counts = `${positionalOnly.length},${requiredCount(all)}`;
  const isSimple = rest === null && keywordOnly.length === 0 && keywords === null;
  const named = isSimple
    ? 'null,[],[],null'
    : `${nameOf(rest)},${namesOf(f, keywordOnly)},${namesOf(f, keywordOnly, true)},${nameOf(keywords)}`;
  const selfContained = f.module.selfContained.has(scope) ? ',true' : '';
  return `${f.help('signature')}(${own},${qualified},${f.module.spelling(f.module.name).literal},${namesOf(f, all)},${counts},${named},${doc},"${functionKind(node, scope)}"${selfContained})`;
}

/** `["a","b"]`: all of them, or those without a default. */
function namesOf(f: FunctionContext, parameters: readonly ast.Parameter[], onlyRequired = false): string {
  let names = '';
  for (const { name, defaultValue } of parameters) {
    if (onlyRequired && defaultValue !== null) continue;
    const { literal } = f.module.spelling(name.name);
    names = names === '' ? literal : `${names},${literal}`;
  }
  return `[${names}]`;
}

function nameOf(parameter: ast.Parameter | null): string {
  return parameter === null ? 'null' : stringLiteral(parameter.name.name);
}

function requiredCount(parameters: readonly ast.Parameter[]): number {
  let count = 0;
  for (const parameter of parameters) if (parameter.defaultValue === null) count++;
  return count;
}

/** `Outer.method`, `f.<locals>.g`. */
export function qualifiedName(scope: Scope, name: string): string {
  let qualified = name;
  for (let outer = scope.parent; outer !== null && outer.kind !== 'file'; outer = outer.parent) {
    if (outer.kind === 'comprehension') continue;
    const { node } = outer;
    const outerName =
      node.kind === 'Lambda'
        ? '<lambda>'
        : 'name' in node && typeof node.name === 'object' && node.name !== null
          ? node.name.name
          : '';
    qualified = outer.isFunctionLike ? `${outerName}.<locals>.${qualified}` : `${outerName}.${qualified}`;
  }
  return qualified;
}

function functionKind(
  node: FunctionNode,
  scope: Scope,
): 'function' | 'generator' | 'coroutine' | 'async generator' | 'lambda' {
  if (node.kind === 'Lambda') return scope.yields ? 'generator' : 'lambda';
  if (node.isAsync) return scope.yields ? 'async generator' : 'coroutine';
  return scope.yields ? 'generator' : 'function';
}

function writeFunction(
  f: FunctionContext,
  node: FunctionNode,
  scope: Scope,
  isMethod: boolean,
  signature: string,
  defaults: ReadonlyMap<ast.Parameter, string>,
): Lines {
  const kind = functionKind(node, scope);
  const resumable = kind !== 'function' && kind !== 'lambda';
  const isInline = node.kind === 'Lambda';
  const inner = new FunctionContext(f.module, scope, f, resumable ? (kind as 'generator') : 'plain', isInline);
  const first = node.parameters.positionalOnly[0] ?? node.parameters.positional[0];
  if (f.namespace !== null && first !== undefined) {
    inner.className = f.className;
    inner.selfName = parameterVariable(f, first);
  }
  const lines = openFunction(f, node, isMethod, signature, defaults);
  if (node.kind === 'Lambda') {
    for (const binding of scope.bindings.values()) if (binding.kind !== 'parameter') inner.declare(binding);
    inner.line(`return ${expression(inner, node.body)};`);
  } else writeBody(inner, node.body);

  if (!resumable) {
    lines.append(inner.finish());
    lines.push('}');
    return lines;
  }
  const name = functionName(node.kind === 'Lambda' ? 'lambda' : node.name.name);
  const passed = allParameters(node.parameters)
    .map((parameter) => parameterVariable(f, parameter))
    .join(',');
  const driver = kind === 'generator' ? 'generator' : kind === 'coroutine' ? 'coroutine' : 'asyncGenerator';
  lines.push(`\treturn ${f.help(driver)}((function*${name}(${passed}){`);
  lines.append(inner.finish());
  lines.push(`})(${passed}),${signature});`);
  lines.push('}');
  return lines;
}

function parameterVariable(f: FunctionContext, parameter: ast.Parameter): string {
  return f.module.variable(f.module.resolved.declarations.get(parameter.id)!);
}

/** The beginning of a function: its head, and the prologue that binds its parameters. */
function openFunction(
  f: FunctionContext,
  node: FunctionNode,
  isMethod: boolean,
  signature: string,
  defaults: ReadonlyMap<ast.Parameter, string>,
): Lines {
  const { positionalOnly, positional, rest, keywordOnly, keywords } = node.parameters;
  const all = positionalOnly.length === 0 ? positional : [...positionalOnly, ...positional];
  const variable = (parameter: ast.Parameter) => parameterVariable(f, parameter);
  const names = all.map(variable);
  const self = isMethod ? names.shift()! : null;
  const open = keywordOnly.length > 0 || keywords !== null;
  const restName = rest !== null ? variable(rest) : open ? 'rest' : null;
  const name = functionName(node.kind === 'Lambda' ? 'lambda' : node.name.name);
  const lines = new Lines(f.module.places, node.kind === 'Lambda');
  const prologue = (text: string) => lines.push(text, '\n\t');
  const rests = restName === null ? '' : names.length === 0 ? `...${restName}` : `,...${restName}`;
  lines.push(`function ${name}(${names.join(',')}${rests}){`);
  if (self !== null) prologue(`let ${self}=this;`);
  const counted = all.length - (isMethod ? 1 : 0);
  const required = Math.max(0, requiredCount(all) - (isMethod ? 1 : 0));
  if (open) prologue(`const keywords=${f.help('takeKeywords')}(${restName});`);
  const tests: string[] = [];
  const taken = restName === null ? [] : [`...${restName}`, ...(open ? ['keywords'] : [])];
  if (restName === null)
    tests.push(required === counted ? `arguments.length!==${counted}` : `arguments.length>${counted}`);
  else if (rest === null) tests.push('rest.length!==0');
  if (required > 0 && (restName !== null || required < counted)) tests.push(`${names[required - 1]}===undefined`);
  if (tests.length > 0)
    prologue(`if(${tests.join('||')})${refusal(f, signature, [...names, ...taken], isMethod ? 1 : 0)};`);
  for (const parameter of all) {
    const value = defaults.get(parameter);
    if (value === undefined) continue;
    const name = variable(parameter);
    prologue(`if(${name}===undefined)${name}=${value};`);
  }
  for (const parameter of keywordOnly) {
    const value = defaults.get(parameter);
    const name = variable(parameter);
    prologue(
      `let ${name}=${f.help('keywordOnly')}(keywords,${stringLiteral(parameter.name.name)},${value === undefined ? signature : 'null'});`,
    );
    if (value !== undefined) prologue(`if(${name}===undefined)${name}=${value};`);
  }
  if (keywords !== null || open) {
    const rest = `${f.help('keywordRest')}(keywords,${signature})`;
    prologue(keywords === null ? `${rest};` : `let ${variable(keywords)}=${rest};`);
  }
  if (rest !== null && f.module.resolved.declarations.get(rest.id) !== undefined) {
    prologue(`${restName}=new ${f.help('Tuple')}(${restName});`);
  }
  return lines;
}

/** What a prologue does with arguments that do not fit; with a rest parameter all of them are in sight. */
export function refusal(f: FunctionContext, signature: string, taken: readonly string[], receiver: 0 | 1): string {
  const given = taken.some((name) => name.startsWith('...')) ? '0' : 'arguments.length';
  return `${f.help('arity')}(${signature},[${taken.join(',')}],${given},${receiver})`;
}

function hasAnnotations(node: ast.FunctionDef): boolean {
  return node.returns !== null || allParameters(node.parameters).some((parameter) => parameter.annotation !== null);
}

/** `()=>[name,value,…]`: evaluated only by who asks: decorators, and modules that can call `typing.get_type_hints`. */
function annotationThunk(f: FunctionContext, node: ast.FunctionDef): string {
  const pairs: string[] = [];
  for (const parameter of allParameters(node.parameters)) {
    if (parameter.annotation !== null)
      pairs.push(`${stringLiteral(parameter.name.name)},${annotation(f, parameter.annotation)}`);
  }
  if (node.returns !== null) pairs.push(`"return",${annotation(f, node.returns)}`);
  return `()=>[${pairs.join(',')}]`;
}

/** The value of an annotation; null where it names something that exists only for the checker. */
export function annotation(f: FunctionContext, node: ast.Expression): string {
  return namesOnlyKnown(f, node) ? expression(f, node) : 'null';
}

function namesOnlyKnown(f: FunctionContext, node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return true;
  if ('kind' in node && node.kind === 'Name') {
    const reference = f.module.referenceOf((node as ast.Name).id);
    return reference !== undefined && reference.kind !== 'unknown';
  }
  return Object.values(node).every((child) =>
    Array.isArray(child) ? child.every((item) => namesOnlyKnown(f, item)) : namesOnlyKnown(f, child),
  );
}
