/**
 * Comprehensions and generator expressions. A comprehension is a loop written before the statement it stands in, where
 * nothing of the statement has run yet; otherwise a small function called on the spot. A generator expression becomes a
 * `next` function where one loop without `await` suffices, else a generator.
 */
import type * as ast from '#language/ast';
import type { Scope } from '../3-resolve/scope.ts';
import { FunctionContext } from './context.ts';
import { expression, rootExpression } from './expressions.ts';
import { forLoop } from './loops.ts';
import { condition } from './truth.ts';

export function comprehension(f: FunctionContext, node: ast.Comprehension): string {
  if (node.form === 'generator') return generatorExpression(f, node);
  const scope = f.module.scopeOf(node.id);
  if (f.canHoist && !hasCapturedVariables(scope)) return hoisted(f, node, scope);
  return immediate(f, node, scope);
}

/** Variables that an inner function keeps need a fresh home each time the comprehension runs. */
function hasCapturedVariables(scope: Scope): boolean {
  for (const binding of scope.bindings.values()) if (binding.captured) return true;
  return false;
}

function hoisted(f: FunctionContext, node: ast.Comprehension, scope: Scope): string {
  f.canHoist = false;
  for (const binding of scope.bindings.values()) f.declare(binding);
  const result = f.temporary();
  f.line(`${result}=${emptyResult(f, node)};`);
  clauses(f, node, 0, null, () => add(f, node, result));
  return result;
}

function immediate(f: FunctionContext, node: ast.Comprehension, scope: Scope): string {
  const resumable = f.isResumable && scope.awaits;
  const inner = new FunctionContext(f.module, scope, f, resumable ? f.kind : 'plain', true);
  for (const binding of scope.bindings.values()) inner.declare(binding);
  const result = inner.temporary();
  const [first] = node.clauses;
  const source = expression(f, first!.iterable);
  inner.line(`${result}=${emptyResult(inner, node)};`);
  clauses(inner, node, 0, 'source', () => add(inner, node, result));
  inner.line(`return ${result};`);
  const body = inner.finish().text;
  return resumable ? `(yield* (function*(source){${body}})(${source}))` : `((source)=>{${body}})(${source})`;
}

function emptyResult(f: FunctionContext, node: ast.Comprehension): string {
  return node.form === 'list'
    ? '[]'
    : `${f.help(node.form === 'set' ? 'set' : 'dict')}(${node.form === 'set' ? '[]' : ''})`;
}

/**
 * Writes the nested loops from clause `index` on.
 *
 * @param source names the first iterable when it was evaluated outside
 * @param write writes what is done with each element
 */
export function clauses(
  f: FunctionContext,
  node: ast.Comprehension,
  index: number,
  source: string | null,
  write: () => void,
): void {
  const clause = node.clauses[index]!;
  forLoop(f, clause, source, () => {
    const inner = () => {
      if (index + 1 < node.clauses.length) clauses(f, node, index + 1, null, write);
      else write();
    };
    if (clause.conditions.length === 0) inner();
    else f.block(`if(${clause.conditions.map((test) => condition(f, test)).join('&&')})`, inner);
  });
}

function add(f: FunctionContext, node: ast.Comprehension, result: string): void {
  if (node.form === 'list') f.line(`${result}.push(${rootExpression(f, node.element)});`);
  else if (node.form === 'set') f.line(`${f.help('addToSet')}(${result},${rootExpression(f, node.element)});`);
  else f.line(`${f.help('setItem')}(${result},${expression(f, node.element)},${expression(f, node.value!)});`);
}

// ---------------------------------------------------------------- generator expressions

function generatorExpression(f: FunctionContext, node: ast.Comprehension): string {
  const scope = f.module.scopeOf(node.id);
  const isAsync = scope.awaits;
  const inner = new FunctionContext(f.module, scope, f, isAsync ? 'async generator' : 'generator', true);
  for (const binding of scope.bindings.values()) inner.declare(binding);
  const source = expression(f, node.clauses[0]!.iterable);
  clauses(inner, node, 0, 'source', () => {
    const element = expression(inner, node.element);
    inner.line(`yield ${isAsync ? `${inner.help('asyncYield')}(${element})` : element};`);
  });
  const body = inner.finish().text;
  const helper = isAsync ? 'asyncGenerator' : 'generatorExpression';
  const start = isAsync ? source : `${f.help('iterate')}(${source})`;
  return `${f.help(helper)}((function*genexpr$f(source){${body}})(${start}),null)`;
}
