/**
 * `any(x > 3 for x in xs)`: a generator expression that a built-in function takes to its end at once is a loop in a function
 * called on the spot. No generator is made, which would cost more than most elements do.
 *
 * What a program could see stays as it is: the elements and what the function does with them alternate, a traceback shows
 * the expression's own frame, and StopIteration from inside becomes RuntimeError.
 */
import type * as ast from '#language/ast';
import { isRange } from '../4-check/kinds/ranges.ts';
import { clauses } from './comprehensions.ts';
import { FunctionContext } from './context.ts';
import { expression, rootExpression } from './expressions.ts';
import { after, operand } from './operands.ts';
import { condition } from './truth.ts';

/** How one built-in function uses up a generator expression. */
interface Loop {
  /** What stands before the loop; `t` is the variable for the result. */
  readonly begin: (f: FunctionContext, t: string) => string;
  /** What is done with an element. */
  readonly step: (f: FunctionContext, t: string, element: ast.Expression) => void;
  /** The value in the end; `fallback` is what `default=` gave. */
  readonly end: (f: FunctionContext, t: string, fallback: string | null) => string;
}

const collected = {
  begin: (_, t) => `${t}=[];`,
  step: (f, t, element) => f.line(`${t}.push(${rootExpression(f, element)});`),
} satisfies Partial<Loop>;

const loops: Readonly<Record<string, Loop>> = {
  any: {
    begin: () => '',
    step: (f, _, element) => f.line(`if(${condition(f, element)})return true;`),
    end: () => 'false',
  },
  all: {
    begin: () => '',
    step: (f, _, element) => f.line(`if(!(${condition(f, element)}))return false;`),
    end: () => 'true',
  },
  sum: {
    begin: (_, t) => `${t}=0;`,
    step: (f, t, element) => {
      const item = f.temporary();
      const total = f.temporary();
      f.line(`${item}=${expression(f, element)};`);
      f.line(
        `${t}=typeof ${t}==='number'&&typeof ${item}==='number'&&((${total}=${t}+${item})|0)===${total}?${total}:${f.help('add')}(${t},${item});`,
      );
    },
    end: (_, t) => t,
  },
  max: extreme('max', '>', 'greater'),
  min: extreme('min', '<', 'less'),
  list: { ...collected, end: (_, t) => t },
  tuple: { ...collected, end: (f, t) => `${f.help('tuple')}(${t})` },
  sorted: { ...collected, end: (f, t) => `${f.module.builtin('sorted')}(${t})` },
};

/** The built-in function itself says what is wrong with no items at all. */
function extreme(name: 'max' | 'min', symbol: string, compare: 'greater' | 'less'): Loop {
  return {
    begin: () => '',
    step: (f, t, element) => {
      const item = f.temporary();
      f.line(`${item}=${expression(f, element)};`);
      const surpasses = `typeof ${item}==='number'&&typeof ${t}==='number'?${item}${symbol}${t}:${f.help('truth')}(${f.help(compare)}(${item},${t}))`;
      f.line(`if(${t}===undefined||(${surpasses}))${t}=${item};`);
    },
    end: (f, t, fallback) => `${t}===undefined?${fallback ?? `${f.module.builtin(name)}([])`}:${t}`,
  };
}

/**
 * The call of a built-in function with nothing but a generator expression, and `default=` where the function knows it.
 *
 * @param name of the built-in function
 * @returns null for every other call
 */
export function exhausted(f: FunctionContext, name: string, { arguments: given, keywords }: ast.Call): string | null {
  const [argument] = given;
  const loop = Object.hasOwn(loops, name) ? loops[name]! : null;
  if (loop === null || given.length !== 1) return null;
  if (argument?.kind !== 'Comprehension' || argument.form !== 'generator') return null;
  const fallback =
    (name === 'max' || name === 'min') && keywords[0]?.name?.name === 'default' ? keywords[0].value : null;
  if (keywords.length > (fallback === null ? 0 : 1)) return null;
  const scope = f.module.scopeOf(argument.id);
  if (scope.awaits) return null;
  const inner = new FunctionContext(f.module, scope, f, 'plain', true);
  for (const binding of scope.bindings.values()) inner.declare(binding);
  const result = inner.temporary();
  const { iterable, target } = argument.clauses[0]!;
  const counts = fallback === null && f.namespace === null && target.kind === 'Name' && countsAlone(f, iterable);
  const begin = loop.begin(inner, result);
  if (begin !== '') inner.line(begin);
  clauses(inner, argument, 0, counts ? null : 'source', () => loop.step(inner, result, argument.element));
  inner.line(`return ${loop.end(inner, result, fallback === null ? null : 'fallback')};`);
  const body = `try{${inner.finish().text}}catch(e){throw ${f.help('leavingGenerator')}(e);}`;
  const source = counts ? 'null' : startOf(f, iterable);
  if (fallback === null) return `(function genexpr$f(source){${body}})(${source})`;
  return `(function genexpr$f(source,fallback){${body}})(${source},${expression(f, fallback)})`;
}

/** The iterable is asked for its iterator outside, as Python does; lists are walked as they are. */
function startOf(f: FunctionContext, iterable: ast.Expression): string {
  const value = operand(f, iterable);
  return after(value, `${value.use}?.isList===true?${value.use}:${f.help('iterate')}(${value.use})`);
}

/**
 * True for a `range` that can as well be made inside, where its loop is a plain one: nothing in it could raise StopIteration.
 * In a class body, names stand for other things inside than outside.
 */
function countsAlone(f: FunctionContext, iterable: ast.Expression): boolean {
  const isPlain = (node: ast.Expression): boolean => node.kind === 'Name' || node.kind === 'Constant';
  return isRange(iterable, f.module.resolved) && iterable.arguments.every(isPlain);
}
