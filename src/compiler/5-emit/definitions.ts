/** `module` blocks and `type` declarations. */
import type * as ast from '#language/ast';
import type { Scope } from '../3-resolve/scope.ts';
import { storeBinding } from './assignment.ts';
import { FunctionContext } from './context.ts';
import { decorated, withDeclarations } from './decorators.ts';
import { annotation, hole, qualifiedName, storeLines } from './functions.ts';
import { Lines } from './lines.ts';
import { attributeKey, functionName, stringLiteral } from './names.ts';
import { block, docstring } from './statements.ts';

/** A module block is a function run once, whose variables are readable from outside as attributes. */
export function moduleDef(f: FunctionContext, node: ast.ModuleDef): void {
  const scope = f.module.scopeOf(node.id);
  const inner = new FunctionContext(f.module, scope, f, 'body');
  for (const binding of scope.bindings.values()) inner.declare(binding);
  block(inner, node.body);
  const { name } = node.name;
  const lines = new Lines(f.module.places);
  lines.push(`function ${functionName(name)}(define){`);
  lines.push(`define(${accessors(inner, scope)});`, '\n\t');
  lines.append(inner.finish());
  lines.push('}');
  // Its body runs under what it declares, as its functions do.
  const [before, after] = withDeclarations(f, node, hole).split(hole) as [string, string];
  const made = `${f.help('makeModule')}(${stringLiteral(qualifiedName(scope, name))},${docstring(f, node.body)},`;
  lines.wrap(`${made}${before}`, `${after})`);
  const binding = f.module.resolved.declarations.get(node.id);
  if (binding !== undefined) storeLines(f, binding, lines, (value) => decorated(f, node.decorators, value));
}

/** `{get $x(){return x$}, …}` for every variable of a scope; `undefined` while unbound. */
export function accessors(f: FunctionContext, scope: Scope, hidden: ReadonlySet<string> = new Set()): string {
  const members = [...scope.bindings.values()].flatMap((binding) => {
    if (hidden.has(binding.name) || f.module.checked.kinds.closedFunction(binding) !== undefined) return [];
    const variable = f.module.variable(binding);
    const isRaw = f.module.checked.kinds.isRaw(binding);
    const value = isRaw ? `${variable}===undefined?undefined:new ${f.help('Float')}(${variable})` : variable;
    return `get ${attributeKey(binding.name)}(){return ${value};}`;
  });
  return `{__proto__:null${members.map((member) => `,${member}`).join('')}}`;
}

export function typeDef(f: FunctionContext, node: ast.TypeDef): void {
  const { declarations } = f.module.resolved;
  if (node.variants.length === 0) {
    f.line(`${storeBinding(f, declarations.get(node.id)!, node.alias === null ? 'null' : annotation(f, node.alias))};`);
    return;
  }
  const made = f.temporary();
  const variants = node.variants.map(
    (variant) =>
      `[${[variant.name, ...variant.fields.map((field) => field.name)].map((name) => stringLiteral(name.name)).join(',')}]`,
  );
  f.line(
    `${made}=${f.help('makeVariants')}(${stringLiteral(node.name.name)},${stringLiteral(f.module.name)},[${variants.join(',')}]);`,
  );
  f.line(`${storeBinding(f, declarations.get(node.id)!, `${made}[0]`)};`);
  node.variants.forEach((variant, index) =>
    f.line(`${storeBinding(f, declarations.get(variant.id)!, `${made}[${index + 1}]`)};`),
  );
}
