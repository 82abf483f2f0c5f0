/**
 * Decorators. Most are expressions that are called with what they stand on. `@capabilities` is a declaration: its list is
 * not evaluated but written down, for a function and for all functions of a class or module that carries it.
 */
import type * as ast from '#language/ast';
import type { Scope } from '../3-resolve/scope.ts';
import type { FunctionContext } from './context.ts';
import { expression } from './expressions.ts';
import { stringLiteral } from './names.ts';

/** Decorators of the language that do nothing yet but report so. */
const unsupported: ReadonlySet<string> = new Set([
  'requires',
  'ensures',
  'invariant',
  'audit',
  'intent',
  'risk_level',
  'sanitizer',
]);

/** Applies decorators, innermost last written; their expressions are evaluated in source order. */
export function decorated(f: FunctionContext, decorators: readonly ast.Expression[], value: string): string {
  const applied: string[] = [];
  for (const decorator of decorators) {
    const declaration = declarationName(f, decorator);
    if (declaration === 'capabilities') continue;
    if (declaration !== null) {
      f.module.unsupported('unsupported/decorator', decorator.span, `The decorator '@${declaration}'`);
      continue;
    }
    const name = f.temporary();
    f.line(`${name}=${expression(f, decorator)};`);
    applied.push(name);
  }
  return applied.reduceRight((inner, name) => {
    const callable = `(typeof ${name}==='function'?${name}:${f.help('callable')}(${name}))`;
    return `${callable}(${inner})`;
  }, value);
}

/** `capabilities`, or a decorator that cannot run yet; null for an ordinary one. */
function declarationName(f: FunctionContext, decorator: ast.Expression): string | null {
  const callee = decorator.kind === 'Call' ? decorator.callee : decorator;
  if (callee.kind !== 'Name' || f.module.referenceOf(callee.id)?.kind !== 'builtin') return null;
  return callee.name === 'capabilities' || unsupported.has(callee.name) ? callee.name : null;
}

/** Wraps a function in the authority that it, its class and its modules declare. */
export function declaredAuthority(f: FunctionContext, node: ast.FunctionDef, value: string): string {
  let wrapped = withDeclarations(f, node.decorators, `function ${node.name.name}`, value);
  for (let scope: Scope | null = f.scope; scope !== null && !scope.isFunctionLike; scope = scope.parent) {
    const owner = scope.node;
    if (owner.kind === 'ClassDef') wrapped = withDeclarations(f, owner.decorators, `class ${owner.name.name}`, wrapped);
    if (owner.kind === 'ModuleDef')
      wrapped = withDeclarations(f, owner.decorators, `module ${owner.name.name}`, wrapped);
  }
  return wrapped;
}

/** True when the function runs under some declaration of its own, its class or its modules. */
export function declaresAuthority(f: FunctionContext, node: ast.FunctionDef): boolean {
  return declaredAuthority(f, node, '') !== '';
}

function withDeclarations(
  f: FunctionContext,
  decorators: readonly ast.Expression[],
  owner: string,
  value: string,
): string {
  let wrapped = value;
  for (const decorator of decorators) {
    if (decorator.kind !== 'Call' || declarationName(f, decorator) !== 'capabilities') continue;
    const list = (name: string) => decorator.keywords.find((keyword) => keyword.name?.name === name)?.value ?? null;
    const declaration = `{owner:${stringLiteral(owner)},allow:${capabilityList(list('allow'), 'null')},deny:${capabilityList(list('deny'), '[]')}}`;
    wrapped = `${f.help('withAuthority')}(${wrapped},${f.module.constant(declaration)})`;
  }
  return wrapped;
}

function capabilityList(node: ast.Expression | null, absent: string): string {
  if (node?.kind !== 'ListExpression' && node?.kind !== 'TupleExpression') return absent;
  return `[${node.elements.map((element) => stringLiteral(capabilityText(element))).join(',')}]`;
}

/** `network.https("api.example.com")` as text, however it was spaced. */
function capabilityText(node: ast.Expression): string {
  switch (node.kind) {
    case 'Name':
      return node.name;
    case 'Attribute':
      return `${capabilityText(node.object)}.${node.name.name}`;
    case 'Call':
      return `${capabilityText(node.callee)}(${node.arguments.map((argument) => JSON.stringify(capabilityText(argument))).join(', ')})`;
    case 'Constant':
      return node.value.type === 'str' ? node.value.value : '';
    default:
      return '';
  }
}
