/** Classes (docs/runtime.md §5): the body as a function over a namespace, and a constructor of the class's own where it is simple. */
import type * as ast from '#language/ast';
import type { Scope } from '../3-resolve/scope.ts';
import { storeBinding } from './assignment.ts';
import { FunctionContext } from './context.ts';
import { expression, items } from './expressions.ts';
import { decorated, qualifiedName, signatureText } from './functions.ts';
import { functionName, stringLiteral } from './names.ts';
import { marked } from './positions.ts';
import { block, docstring } from './statements.ts';

export function classDef(f: FunctionContext, node: ast.ClassDef): void {
  const scope = f.module.scopeOf(node.id);
  const decorators = node.decorators;
  const value = classValue(f, node, scope);
  const binding = f.module.resolved.declarations.get(node.id);
  if (binding !== undefined)
    f.line(`${storeBinding(f, binding, decorators.length === 0 ? value : decorated(f, decorators, value))};`);
}

function classValue(f: FunctionContext, node: ast.ClassDef, scope: Scope): string {
  const { name } = node.name;
  const description = f.module.constant(
    `{name:${stringLiteral(name)},qualname:${stringLiteral(qualifiedName(scope, name))},module:${stringLiteral(f.module.name)},doc:${docstring(f, node.body)}}`,
  );
  const keywords =
    node.keywords.length === 0
      ? 'null'
      : `[${node.keywords.map((keyword) => `${stringLiteral(keyword.name?.name ?? '')},${expression(f, keyword.value)}`).join(',')}]`;
  const made = `${f.help('makeClass')}(${description},${items(f, node.bases)},${keywords},${classBody(f, node, scope)},${ownConstructor(f, node)})`;
  return marked(node.span, made);
}

/** `(ns)=>{…}`; returns a function that is told the class, where methods use `super()`. */
function classBody(f: FunctionContext, node: ast.ClassDef, scope: Scope): string {
  const inner = new FunctionContext(f.module, scope, f, 'body');
  inner.namespace = 'ns';
  if (scope.usesSuper) inner.className = f.module.freshName('c');
  for (const binding of scope.bindings.values()) inner.declare(binding);
  block(inner, node.body);
  const { className } = inner;
  const head = className === null ? [] : [`\tvar ${className};`];
  const tail = className === null ? [] : [`\treturn (made)=>{${className}=made;};`];
  return `function ${functionName(node.name.name)}b(ns){\n${[...head, ...inner.declarations(), ...inner.lines, ...tail].join('\n')}\n}`;
}

/**
 * A constructor whose parameters are those of `__init__`, so that making an object costs no argument array. The runtime
 * uses it only when nothing on the way overrides construction.
 */
function ownConstructor(f: FunctionContext, node: ast.ClassDef): string {
  const name = functionName(node.name.name);
  const instance = `function ${name}i(){}`;
  const initialisers = node.body.filter(
    (statement) => statement.kind === 'FunctionDef' && statement.name.name === '__init__',
  );
  const [init] = initialisers as readonly ast.FunctionDef[];
  if (initialisers.length !== 1 || init!.decorators.length > 0) return `{instance:${instance},construct:null}`;
  const { positionalOnly, positional, rest, keywordOnly, keywords } = init!.parameters;
  const parameters = [...positionalOnly, ...positional].slice(1);
  if (rest !== null || keywordOnly.length > 0 || keywords !== null || positionalOnly.length + positional.length === 0) {
    return `{instance:${instance},construct:null}`;
  }
  const names = parameters.map((_, index) => `p${index}`).join(',');
  const hasDefaults = parameters.some((parameter) => parameter.defaultValue !== null);
  const signature = f.module.constant(signatureText(f, init!, f.module.scopeOf(init!.id)));
  const test = `if(arguments.length${hasDefaults ? '>' : '!=='}${parameters.length})${f.help('arity')}(${signature},arguments,1);`;
  const construct = `(I)=>function ${name}(${names}){${test}const o=new I();o.$__init__(${names});return o;}`;
  return `{instance:${instance},construct:${construct}}`;
}
