/**
 * try, with and what happens when an exception passes. Every handler first maps what was thrown (`caught`), puts back the
 * authority that its `try` saved (docs/runtime.md §7, §8), and makes the exception the current one while its body runs.
 */
import type * as ast from '#language/ast';
import { assignValue, storeBinding } from './assignment.ts';
import type { FunctionContext } from './context.ts';
import { expression } from './expressions.ts';
import { mayLeave } from './leaving.ts';
import { block } from './statements.ts';

export function tryStatement(f: FunctionContext, node: ast.Try): void {
  if (node.finalbody.length === 0) tryExcept(f, node);
  else if (mayLeave(node.body) || mayLeave(node.orelse) || node.handlers.some(({ body }) => mayLeave(body)))
    tryFinally(f, node);
  else tryThenFinally(f, node);
}

/** `finally` after statements that a `return`, `break` or `continue` may leave. */
function tryFinally(f: FunctionContext, node: ast.Try): void {
  const saved = saveAuthority(f);
  const passing = isQuiet(node.finalbody) ? null : f.temporary();
  const previous = f.temporary();
  if (passing !== null) f.line(`${passing}=null;`);
  f.open('try');
  guarded(f, node);
  // While an exception passes it is the current one: the context of what `finally` raises.
  if (passing !== null) {
    f.close('catch(thrown)');
    f.line(`${passing}=${f.help('caught')}(thrown);`);
    f.line(`${previous}=${f.help('handling')}(${passing});`);
    f.line(`throw ${passing};`);
  }
  f.close('finally');
  f.line(`${f.help('authority')}.current=${saved};`);
  if (passing !== null) f.open('try');
  block(f, node.finalbody);
  if (passing !== null) {
    f.close('finally');
    f.line(`if(${passing}!==null)${f.help('handled')}(${previous});`);
    f.close();
  }
  f.close();
}

/** Where only an exception can leave, the engine's `finally` is not needed: it would throw the exception once more. */
function tryThenFinally(f: FunctionContext, node: ast.Try): void {
  const saved = saveAuthority(f);
  const passing = f.temporary();
  const previous = f.temporary();
  f.line(`${passing}=null;`);
  f.open('try');
  guarded(f, node);
  f.close('catch(thrown)');
  f.line(`${passing}=${f.help('caught')}(thrown);`);
  f.line(`${previous}=${f.help('handling')}(${passing});`);
  f.close();
  f.line(`${f.help('authority')}.current=${saved};`);
  f.open('try');
  block(f, node.finalbody);
  f.close('finally');
  f.line(`if(${passing}!==null)${f.help('handled')}(${previous});`);
  f.close();
  f.line(`if(${passing}!==null)throw ${passing};`);
}

function guarded(f: FunctionContext, node: ast.Try): void {
  if (node.handlers.length > 0) tryExcept(f, node);
  else block(f, node.body);
}

function saveAuthority(f: FunctionContext): string {
  const saved = f.temporary();
  f.line(`${saved}=${f.help('authority')}.current;`);
  return saved;
}

function tryExcept(f: FunctionContext, node: ast.Try): void {
  const saved = saveAuthority(f);
  const error = f.temporary();
  const completed = node.orelse.length === 0 ? null : f.temporary();
  if (completed !== null) f.line(`${completed}=false;`);
  f.open('try');
  block(f, node.body);
  if (completed !== null) f.line(`${completed}=true;`);
  f.close('catch(thrown)');
  f.line(`${f.help('authority')}.current=${saved};`);
  f.line(`${error}=${f.help('caught')}(thrown);`);
  if (node.isStar) exceptStar(f, node, error);
  else handlers(f, node, error);
  f.close();
  if (completed === null) return;
  f.open(`if(${completed})`);
  block(f, node.orelse);
  f.close();
}

function handlers(f: FunctionContext, node: ast.Try, error: string): void {
  let word = 'if';
  for (const handler of node.handlers) {
    const test = handler.type === null ? 'true' : handlerTest(f, handler.type, error);
    f.open(`${word}(${test})`);
    handlerBody(f, handler, error);
    f.close();
    word = 'else if';
  }
  if (node.handlers.every((handler) => handler.type !== null)) f.line(`else throw ${error};`);
}

function handlerTest(f: FunctionContext, type: ast.Expression, error: string): string {
  if (type.kind !== 'TupleExpression' || type.elements.some((element) => element.kind === 'Starred'))
    return `${f.help('matches')}(${error},${expression(f, type)})`;
  return `${f.help('matchesAny')}(${[error, ...type.elements.map((element) => expression(f, element))].join()})`;
}

function handlerBody(f: FunctionContext, handler: ast.ExceptHandler, error: string): void {
  const binding = handler.name === null ? undefined : f.module.resolved.declarations.get(handler.id);
  const store = binding === undefined ? null : `${storeBinding(f, binding, error)};`;
  if (isQuiet(handler.body)) {
    if (store !== null) f.line(store);
    block(f, handler.body);
    if (binding !== undefined) f.line(`${f.module.variable(binding)}=undefined;`);
    return;
  }
  const previous = f.temporary();
  f.line(`${previous}=${f.help('handling')}(${error});`);
  f.open('try');
  if (store !== null) f.line(store);
  block(f, handler.body);
  f.close('finally');
  f.line(`${f.help('handled')}(${previous});`);
  if (binding !== undefined) f.line(`${f.module.variable(binding)}=undefined;`);
  f.close();
}

/** A body in which nothing can raise needs no current exception and no finally. */
function isQuiet(body: readonly ast.Statement[]): boolean {
  return body.every(
    (statement) => statement.kind === 'Pass' || statement.kind === 'Continue' || statement.kind === 'Break',
  );
}

/** `except*`: each handler takes its share of the group; what nobody took is raised on. */
function exceptStar(f: FunctionContext, node: ast.Try, error: string): void {
  const group = f.temporary();
  f.line(`${group}=${f.help('exceptStar')}(${error});`);
  for (const handler of node.handlers) {
    const share = f.temporary();
    f.line(`${share}=${`${group}.take(${expression(f, handler.type!)})`};`);
    f.line(`if(${share}!==null){`);
    f.indented(() => {
      f.line('try{');
      f.indented(() => handlerBody(f, handler, share));
      f.line(`}catch(raised){${group}.add(${f.help('caught')}(raised));}`);
    });
    f.line('}');
  }
  f.line(`${group}.finish();`);
}

// ---------------------------------------------------------------- with

export function withStatement(f: FunctionContext, node: ast.With): void {
  withItem(f, node, 0);
}

function withItem(f: FunctionContext, node: ast.With, index: number): void {
  const item = node.items[index];
  if (item === undefined) return block(f, node.body);
  const context = f.temporary();
  const normal = f.temporary();
  const saved = saveAuthority(f);
  const enter = f.help(node.isAsync ? 'enterAsyncContext' : 'enterContext');
  f.line(`${context}=${`${enter}(${expression(f, item.context)})`};`);
  if (node.isAsync) f.line(`${context}.value=yield ${f.help('awaiting')}(${context}.value);`);
  const wait = (text: string) => (node.isAsync ? `(yield ${f.help('awaiting')}(${text}))` : text);
  f.line(`${normal}=true;`);
  f.line('try{');
  f.indented(() => {
    if (item.target !== null) {
      const value = f.temporary();
      f.line(`${value}=${context}.value;`);
      assignValue(f, item.target, value);
    }
    withItem(f, node, index + 1);
  });
  f.line('}catch(thrown){');
  f.indented(() => {
    const error = f.temporary();
    const previous = f.temporary();
    f.line(`${normal}=false;`);
    f.line(`${f.help('authority')}.current=${saved};`);
    f.line(`${error}=${f.help('caught')}(thrown);`);
    f.line(`${previous}=${f.help('handling')}(${error});`);
    const exit = wait(`${f.help(node.isAsync ? 'exitAsyncContextError' : 'exitContextError')}(${context},${error})`);
    f.line(`try{if(!${f.help('truth')}(${exit}))throw ${error};}finally{${f.help('handled')}(${previous});}`);
  });
  f.line('}finally{');
  f.indented(() => {
    const exit = wait(`${f.help(node.isAsync ? 'exitAsyncContext' : 'exitContext')}(${context})`);
    f.line(`if(${normal})${exit};`);
  });
  f.line('}');
}
