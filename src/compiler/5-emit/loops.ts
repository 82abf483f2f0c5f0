/**
 * Loops. `for` over a built-in `range` counts in a plain JavaScript loop; `enumerate` and `zip` of the built-ins are taken
 * apart; everything else asks an iterator object for `next` until it gives `undefined`.
 */
import type * as ast from '#language/ast';
import { isRange, rangeStep, startsNearZero } from '../4-check/types/kinds.ts';
import { assignTarget, assignValue } from './assignment.ts';
import type { FunctionContext } from './context.ts';
import { expression, rootExpression } from './expressions.ts';

/** What a `for` statement and a comprehension clause share. */
type ForClause = Pick<ast.For, 'target' | 'iterable' | 'isAsync'>;

/**
 * Writes the loop.
 * @param source names the iterable when it was evaluated already
 */
export function forLoop(f: FunctionContext, clause: ForClause, source: string | null, body: () => void): void {
  if (clause.isAsync) return asyncFor(f, clause, source, body);
  if (source === null && isRange(clause.iterable, f.module.resolved) && clause.target.kind === 'Name')
    return rangeFor(f, clause, clause.iterable, body);
  const item = f.temporary();
  const iterator = f.temporary();
  const iterable = source ?? rootExpression(f, clause.iterable);
  f.line(`${iterator}=${`${f.help('iterate')}(${iterable})`};`);
  f.block(`while((${item}=${`${iterator}.next()`})!==undefined)`, () => {
    assignValue(f, clause.target, item);
    body();
  });
}

function rangeFor(f: FunctionContext, clause: ForClause, range: ast.Call, body: () => void): void {
  const [first, second] = range.arguments;
  const step = rangeStep(range);
  const counter = f.temporary();
  const stop = f.temporary();
  const start = second === undefined ? '0' : bound(f, first!);
  // Python evaluates start before stop; a start that is not a literal goes into the counter first.
  f.line(`${counter}=${start};`);
  f.line(`${stop}=${bound(f, second ?? first!)};`);
  const test = step > 0 ? `${counter}<${stop}` : `${counter}>${stop}`;
  const advance = step === 1 ? `${counter}++` : step > 0 ? `${counter}+=${step}` : `${counter}-=${-step}`;
  f.block(wideRange(f, range, { counter, stop, test, advance, step }) ?? `for(;${test};${advance})`, () => {
    f.line(`${assignTarget(f, clause.target as ast.Name, counter)};`);
    body();
  });
}

interface Counting {
  readonly counter: string;
  readonly stop: string;
  readonly test: string;
  readonly advance: string;
  readonly step: number;
}

/** The head of a loop whose bounds may be too large to count in JavaScript numbers; null where they are surely not. */
function wideRange(
  f: FunctionContext,
  range: ast.Call,
  { counter, stop, test, advance, step }: Counting,
): string | null {
  const [first, second] = range.arguments;
  if (startsNearZero(range) || [first!, second!].every((node) => f.module.kindOf(node) === 'small')) return null;
  const wide = f.temporary();
  const isPlain = `typeof ${counter}==='number'&&typeof ${stop}==='number'`;
  f.line(`${wide}=${isPlain}?null:${f.help('wideRange')}(${counter},${stop},${step});`);
  return `for(;${wide}===null?${test}:(${counter}=${wide}.next())!==undefined;${wide}===null&&(${advance}))`;
}

/** A bound of a range as a JavaScript number, or a bigint when it is larger than these. */
function bound(f: FunctionContext, node: ast.Expression): string {
  const text = expression(f, node);
  if (f.module.kindOf(node) === 'small') return text;
  const t = f.temporary();
  return `typeof(${t}=${text})==='number'?${t}:${f.help('rangeBound')}(${t})`;
}

function asyncFor(f: FunctionContext, clause: ForClause, source: string | null, body: () => void): void {
  const item = f.temporary();
  const iterator = f.temporary();
  f.line(`${iterator}=${`${f.help('iterateAsync')}(${source ?? expression(f, clause.iterable)})`};`);
  f.block(`while((${item}=yield ${f.help('nextAsync')}(${iterator}))!==undefined)`, () => {
    assignValue(f, clause.target, item);
    body();
  });
}

export function forStatement(
  f: FunctionContext,
  node: ast.For,
  body: (statements: readonly ast.Statement[]) => void,
): void {
  withElse(f, node.orelse, body, () => forLoop(f, node, null, () => body(node.body)));
}

export function whileStatement(
  f: FunctionContext,
  node: ast.While,
  test: () => string,
  body: (statements: readonly ast.Statement[]) => void,
): void {
  withElse(f, node.orelse, body, () => f.block(`while(${test()})`, () => body(node.body)));
}

/** With an `else`, the loop stands in a labelled block that `break` leaves. */
function withElse(
  f: FunctionContext,
  orelse: readonly ast.Statement[],
  body: (statements: readonly ast.Statement[]) => void,
  loop: () => void,
): void {
  if (orelse.length === 0) {
    f.loops.push({ breakLabel: null });
    loop();
    f.loops.pop();
    return;
  }
  const label = f.label();
  f.block(`${label}:`, () => {
    f.loops.push({ breakLabel: label });
    loop();
    f.loops.pop();
    body(orelse);
  });
}
