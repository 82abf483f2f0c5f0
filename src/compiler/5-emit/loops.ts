/**
 * Loops. `for` over a built-in `range` counts in a plain JavaScript loop; `enumerate` and `zip` of the built-ins are taken
 * apart; everything else asks an iterator object for `next` until it gives `undefined`.
 */
import type * as ast from '#language/ast';
import { isNumber } from '../4-check/kinds/kind.ts';
import { isRange, rangeStep, startsNearZero } from '../4-check/kinds/ranges.ts';
import { builtinCalled } from '../4-check/kinds/uses.ts';
import { assignTarget, assignValue } from './assignment.ts';
import type { FunctionContext } from './context.ts';
import { expression, isLiteral, items, rootExpression } from './expressions.ts';

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
  if (source === null && f.module.kindOf(clause.iterable) === 'list') return listFor(f, clause, body);
  if (source === null && clause.iterable.kind === 'TupleExpression') return tupleFor(f, clause, clause.iterable, body);
  const taken = source === null ? builtinIterable(f, clause) : null;
  if (taken?.name === 'enumerate') return enumerateFor(f, taken, body);
  if (taken?.name === 'zip') return zipFor(f, taken, body);
  const walk = new Walk(f, held(f, source ?? rootExpression(f, clause.iterable)));
  f.block(`while(${walk.test})`, () => {
    assignValue(f, clause.target, walk.item);
    body();
  });
}

/** A temporary that holds a value. */
function held(f: FunctionContext, value: string): string {
  const t = f.temporary();
  f.line(`${t}=${value};`);
  return t;
}

/** The items of any iterable, one after another: of a list by position, of everything else from an iterator. */
class Walk {
  readonly item: string;
  /** Goes to the next item; false at the end. An iterator gives `undefined` there, and so does a list. */
  readonly test: string;

  /** @param list a temporary that holds the iterable */
  constructor(f: FunctionContext, list: string) {
    this.item = f.temporary();
    const iterator = f.temporary();
    const position = f.temporary();
    f.line(`${iterator}=${list}?.isList===true?null:${f.help('iterate')}(${list});${position}=0;`);
    const next = `${iterator}!==null?${iterator}.next():${position}<${list}.length?${list}[${position}++]:undefined`;
    this.test = `(${this.item}=${next})!==undefined`;
  }
}

/** `enumerate` or `zip` of plain arguments, where the loop takes its pairs apart at once. */
interface TakenApart {
  readonly name: 'enumerate' | 'zip';
  readonly targets: readonly ast.Expression[];
  readonly arguments: readonly ast.Expression[];
}

function builtinIterable(f: FunctionContext, { target, iterable }: ForClause): TakenApart | null {
  if (target.kind !== 'TupleExpression' || iterable.kind !== 'Call') return null;
  const name = builtinCalled(iterable, f.module.resolved);
  const { elements } = target;
  const count = iterable.arguments.length;
  if ((name !== 'enumerate' && name !== 'zip') || elements.some((element) => element.kind === 'Starred')) return null;
  if (name === 'enumerate' ? elements.length !== 2 || count !== 1 : elements.length !== count) return null;
  return { name, targets: elements, arguments: iterable.arguments };
}

function enumerateFor(f: FunctionContext, { targets, arguments: [iterable] }: TakenApart, body: () => void): void {
  const walk = new Walk(f, held(f, expression(f, iterable!)));
  const counter = f.temporary();
  f.line(`${counter}=0;`);
  f.block(`while(${walk.test})`, () => {
    assignValue(f, targets[0]!, `${counter}`);
    f.line(`${counter}++;`);
    assignValue(f, targets[1]!, walk.item);
    body();
  });
}

/** Each turn takes from the first, then from the second …, and ends with the first that has no more. */
function zipFor(f: FunctionContext, { targets, arguments: iterables }: TakenApart, body: () => void): void {
  const values = iterables.map((iterable) => held(f, expression(f, iterable)));
  const walks = values.map((value) => new Walk(f, value));
  f.block(`while(${walks.map(({ test }) => test).join('&&') || 'false'})`, () => {
    targets.forEach((target, index) => assignValue(f, target, walks[index]!.item));
    body();
  });
}

/** A list is walked by position, and its length asked each time: the body may change it. */
function listFor(f: FunctionContext, clause: ForClause, body: () => void): void {
  const list = f.temporary();
  const position = f.temporary();
  f.line(`${list}=${rootExpression(f, clause.iterable)};`);
  f.block(`for(${position}=0;${position}<${list}.length;${position}++)`, () => {
    const { target } = clause;
    const reference = target.kind === 'Name' ? f.module.referenceOf(target.id) : undefined;
    const isRaw = reference?.kind === 'binding' && f.module.checked.kinds.isRaw(reference.binding);
    if (isRaw) f.line(`${f.module.variable(reference.binding)}=${list}[${position}].value;`);
    else assignValue(f, target, `${list}[${position}]`);
    body();
  });
}

/** A tuple written in the loop itself, which nothing else sees, needs to be no tuple. */
function tupleFor(f: FunctionContext, clause: ForClause, { elements }: ast.TupleExpression, body: () => void): void {
  const list = elements.every(isLiteral) ? f.module.constant(items(f, elements)) : f.temporary();
  const position = f.temporary();
  if (!elements.every(isLiteral)) f.line(`${list}=${items(f, elements)};`);
  f.block(`for(${position}=0;${position}<${list}.length;${position}++)`, () => {
    assignValue(f, clause.target, `${list}[${position}]`);
    body();
  });
}

function rangeFor(f: FunctionContext, clause: ForClause, range: ast.Call, body: () => void): void {
  const [first, second, third] = range.arguments;
  const counter = f.temporary();
  const stop = f.temporary();
  const start = second === undefined ? '0' : bound(f, first!);
  // Python evaluates start before stop; a start that is not a literal goes into the counter first.
  f.line(`${counter}=${start};`);
  f.line(`${stop}=${bound(f, second ?? first!)};`);
  const known = rangeStep(range);
  let step = String(known);
  if (known === 0) {
    step = f.temporary();
    f.line(`${step}=${bound(f, third!)};`);
  }
  f.block(wideRange(f, range, { counter, stop, step, known }) ?? loopHead({ counter, stop, step, known }), () => {
    f.line(`${assignTarget(f, clause.target as ast.Name, counter)};`);
    body();
  });
}

interface Counting {
  readonly counter: string;
  readonly stop: string;
  readonly step: string;
  /** The step where it is a constant; else 0. */
  readonly known: number;
}

function loopHead(counting: Counting): string {
  return `for(;${test(counting)};${advance(counting)})`;
}

function test({ counter, stop, step, known }: Counting): string {
  if (known === 0) return `(${step}>0?${counter}<${stop}:${counter}>${stop})`;
  return known > 0 ? `${counter}<${stop}` : `${counter}>${stop}`;
}

function advance({ counter, step, known }: Counting): string {
  return known === 1 ? `${counter}++` : known < 0 ? `${counter}-=${-known}` : `${counter}+=${step}`;
}

/**
 * The head of a loop that may have to count beyond JavaScript numbers, or whose step is found to be 0 only when it runs;
 * null where neither can be.
 */
function wideRange(f: FunctionContext, range: ast.Call, counting: Counting): string | null {
  const { counter, stop, step, known } = counting;
  if (known !== 0 && startsNearZero(range)) return null;
  const unsure = known === 0 ? [`${step}!==0`] : [];
  range.arguments.forEach((node, index) => {
    if (!isNumber(f.module.kindOf(node))) unsure.push(`typeof ${[counter, stop, step][index]}==='number'`);
  });
  if (unsure.length === 0) return null;
  const wide = f.temporary();
  f.line(`${wide}=${unsure.join('&&')}?null:${f.help('wideRange')}(${counter},${stop},${step});`);
  return `for(;${wide}===null?${test(counting)}:(${counter}=${wide}.next())!==undefined;${wide}===null&&(${advance(counting)}))`;
}

/** A bound of a range as a JavaScript number, or a bigint when it is larger than these. */
function bound(f: FunctionContext, node: ast.Expression): string {
  const text = expression(f, node);
  if (isNumber(f.module.kindOf(node))) return text;
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
