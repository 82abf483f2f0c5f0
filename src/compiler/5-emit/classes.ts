/** Classes (docs/runtime.md §5): the body as a function over a namespace, and a constructor of the class's own where it is simple. */
import type * as ast from '#language/ast';
import { children } from '../2-parse/walk.ts';
import type { Scope } from '../3-resolve/scope.ts';
import { FunctionContext } from './context.ts';
import { declaredInvariants } from './contracts.ts';
import { decorated, withDeclarations } from './decorators.ts';
import { expression, items } from './expressions.ts';
import { hole, qualifiedName, refusal, signatureOf, storeLines } from './functions.ts';
import { Lines } from './lines.ts';
import { functionName, stringLiteral } from './names.ts';
import { block, docstring } from './statements.ts';

export function classDef(f: FunctionContext, node: ast.ClassDef): void {
  const scope = f.module.scopeOf(node.id);
  const binding = f.module.resolved.declarations.get(node.id);
  if (binding === undefined) return;
  if (node.decorators.length === 0) return storeLines(f, binding, classLines(f, node, scope));
  storeLines(f, binding, classLines(f, node, scope), (value) =>
    declaredInvariants(f, node, decorated(f, node.decorators, value)),
  );
}

function classLines(f: FunctionContext, node: ast.ClassDef, scope: Scope): Lines {
  const { name } = node.name;
  const description = f.module.ownConstant(
    `{name:${stringLiteral(name)},qualname:${stringLiteral(qualifiedName(scope, name))},module:${stringLiteral(f.module.name)},doc:${docstring(f, node.body)}}`,
  );
  const keywords =
    node.keywords.length === 0
      ? 'null'
      : `[${node.keywords.map((keyword) => `${stringLiteral(keyword.name?.name ?? '')},${expression(f, keyword.value)}`).join(',')}]`;
  const lines = classBody(f, node, scope);
  const made = `${f.help('makeClass')}(${description},${items(f, node.bases)},${keywords},`;
  const [before, after] = withDeclarations(f, node, hole).split(hole) as [string, string];
  lines.wrap(`${made}${before}`, `${after},${ownConstructor(f, node)})`);
  return lines;
}

/** `(ns)=>{…}`; returns a function that is told the class, where methods use `super()`. */
function classBody(f: FunctionContext, node: ast.ClassDef, scope: Scope): Lines {
  const inner = new FunctionContext(f.module, scope, f, 'body');
  inner.namespace = 'ns';
  if (scope.classCell !== null) inner.className = f.module.variable(scope.classCell);
  else if (scope.usesSuper) inner.className = f.module.freshName('c');
  for (const binding of scope.bindings.values()) inner.declare(binding);
  block(inner, node.body);
  const { className } = inner;
  const lines = new Lines(f.module.places);
  lines.push(`function ${functionName(node.name.name)}b(ns){`);
  if (className !== null) lines.push(`\tvar ${className};`);
  lines.append(inner.finish());
  if (className !== null) lines.push(`\treturn (made)=>{${className}=made;};`);
  lines.push('}');
  return lines;
}

/**
 * A constructor whose parameters are those of `__init__`, so that making an object costs no argument array. The runtime
 * uses it only when nothing on the way overrides construction.
 */
function ownConstructor(f: FunctionContext, node: ast.ClassDef): string {
  const name = functionName(node.name.name);
  const instance = `function ${name}i(){}`;
  const init = onlyInitialiser(node);
  if (init === null || init.decorators.length > 0 || mayReturnValue(f, init))
    return `{instance:${instance},construct:null}`;
  const { positionalOnly, positional, rest, keywordOnly, keywords } = init.parameters;
  const parameters = [...positionalOnly, ...positional].slice(1);
  if (rest !== null || keywordOnly.length > 0 || keywords !== null || positionalOnly.length + positional.length === 0) {
    return `{instance:${instance},construct:null}`;
  }
  const names = parameters.map((_, index) => `p${index}`).join(',');
  const hasDefaults = parameters.some((parameter) => parameter.defaultValue !== null);
  const signature = signatureOf(f, init, f.module.scopeOf(init.id));
  const refused = refusal(
    f,
    signature,
    parameters.map((_, index) => `p${index}`),
    1,
  );
  const test = `if(arguments.length${hasDefaults ? '>' : '!=='}${parameters.length})${refused};`;
  const construct = `(I)=>function ${name}(${names}){${test}const o=new I();o.$__init__(${names});return o;}`;
  return `{instance:${instance},construct:${construct}}`;
}

/** The `__init__` of a class that defines exactly one. */
function onlyInitialiser(node: ast.ClassDef): ast.FunctionDef | null {
  let found: ast.FunctionDef | null = null;
  for (const statement of node.body) {
    if (statement.kind !== 'FunctionDef' || statement.name.name !== '__init__') continue;
    if (found !== null) return null;
    found = statement;
  }
  return found;
}

/** An `__init__` that gives something other than None is a mistake, which only the general constructor reports. */
function mayReturnValue(f: FunctionContext, init: ast.FunctionDef): boolean {
  return init.isAsync || f.module.scopeOf(init.id).yields || init.body.some(returnsValue);
}

const blocks: ReadonlySet<ast.Node['kind']> = new Set([
  'If',
  'For',
  'While',
  'Try',
  'ExceptHandler',
  'With',
  'Match',
  'MatchCase',
]);

function returnsValue(node: ast.Node): boolean {
  if (node.kind === 'Return') return node.value !== null && !isNone(node.value);
  return blocks.has(node.kind) && children(node).some(returnsValue);
}

function isNone(node: ast.Expression): boolean {
  return node.kind === 'Constant' && node.value.type === 'none';
}
