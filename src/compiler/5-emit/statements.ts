/** Statements. Each writes lines into the function it stands in. */
import type * as ast from '#language/ast';
import { assertStatement } from './assertions.ts';
import { assign, augmentedAssign, deleteTarget } from './assignment.ts';
import { classDef } from './classes.ts';
import { concludeStatement, constructDef, reflect } from './constructs.ts';
import type { FunctionContext } from './context.ts';
import { shownValues } from './contracts.ts';
import { moduleDef, typeDef } from './definitions.ts';
import { tryStatement, withStatement } from './exceptions.ts';
import { expression, rootExpression, text } from './expressions.ts';
import { functionDef } from './functions.ts';
import { importFrom, importNames } from './imports.ts';
import { forStatement, whileStatement } from './loops.ts';
import { matchStatement } from './patterns.ts';
import { raw } from './raw-floats.ts';
import { condition } from './truth.ts';

export function block(f: FunctionContext, statements: readonly ast.Statement[]): void {
  for (const statement of statements) {
    f.at(statement.span);
    if (f.module.coverage !== null && isCounted(statement)) f.line(f.module.coverage.statement(statement.span));
    writeStatement(f, statement);
  }
}

/** Docstrings and declarations do nothing that could be left out. */
function isCounted(node: ast.Statement): boolean {
  if (node.kind === 'ExpressionStatement') return node.value.kind !== 'Constant';
  return node.kind !== 'Global' && node.kind !== 'Nonlocal';
}

function writeStatement(f: FunctionContext, node: ast.Statement): void {
  switch (node.kind) {
    case 'Let':
      if (node.value !== null) assign(f, node.targets, node.value);
      return;
    case 'Const':
      return assign(f, [node.target], node.value, true);
    case 'Assign':
      return assign(f, node.targets, node.value);
    case 'AugAssign':
      return augmentedAssign(f, node);
    case 'AnnAssign':
      return annotatedAssign(f, node);
    case 'ExpressionStatement':
      return expressionStatement(f, node);
    case 'Return':
      return returnStatement(f, node);
    case 'Raise':
      return raiseStatement(f, node);
    case 'Assert':
      return assertStatement(f, node);
    case 'Verify':
      if (isExpression(f, node.expressionForm)) return f.line(`${rootExpression(f, node.expressionForm!)};`);
      return verifyStatement(f, node);
    case 'Delete':
      for (const target of node.targets) deleteTarget(f, target);
      return;
    case 'Break': {
      const label = f.loops.at(-1)?.breakLabel ?? null;
      return f.line(label === null ? 'break;' : `break ${label};`);
    }
    case 'Continue':
      return f.line('continue;');
    case 'If':
      return ifStatement(f, node);
    case 'While':
      return whileLoop(f, node);
    case 'For':
      return forBlock(f, node);
    case 'Try':
      return tryStatement(f, node);
    case 'With':
      return withStatement(f, node);
    case 'Match':
      return matchStatement(f, node);
    case 'FunctionDef':
      return functionDef(f, node);
    case 'ClassDef':
      return classDef(f, node);
    case 'ModuleDef':
      return moduleDef(f, node);
    case 'TypeDef':
      return typeDef(f, node);
    case 'Import':
      return importNames(f, node);
    case 'ImportFrom':
      return importFrom(f, node);
    case 'ConstructDef':
      return constructDef(f, node);
    case 'Reflect':
      return reflect(f, node);
    case 'Conclude':
      if (isExpression(f, node.expressionForm)) return f.line(`${rootExpression(f, node.expressionForm!)};`);
      return concludeStatement(f, node);
    case 'Pass':
    case 'Global':
    case 'Nonlocal':
      return;
    case 'ErrorStatement':
      throw new Error('a syntax error reached the emitter');
  }
}

function whileLoop(f: FunctionContext, node: ast.While): void {
  whileStatement(
    f,
    node,
    () => condition(f, node.test),
    (statements) => block(f, statements),
  );
}

function forBlock(f: FunctionContext, node: ast.For): void {
  forStatement(f, node, (statements) => block(f, statements));
}

/** `verify(x)` is a call where `verify` is a name of the program. */
function isExpression(f: FunctionContext, form: ast.Expression | null): boolean {
  let node: ast.Expression | null = form;
  while (node !== null && node.kind !== 'Name') {
    if (node.kind === 'Call') node = node.callee;
    else if (node.kind === 'Attribute' || node.kind === 'Subscript') node = node.object;
    else if (node.kind === 'BinOp' || node.kind === 'Compare') node = node.left;
    else return false;
  }
  return node !== null && f.module.referenceOf(node.id)?.kind === 'binding';
}

function annotatedAssign(f: FunctionContext, node: ast.AnnAssign): void {
  if (node.value !== null) assign(f, [node.target], node.value);
  if (f.namespace !== null && node.target.kind === 'Name') f.annotate(node.target.name, node.annotation);
}

/** A statement that only calls needs no value; a bare string is a docstring or a note. */
function expressionStatement(f: FunctionContext, node: ast.ExpressionStatement): void {
  const { value } = node;
  if (value.kind === 'Constant' && !f.module.isSession) return;
  if (value.kind === 'Call' && isAppend(f, value)) return appendStatement(f, value);
  const text = rootExpression(f, value);
  const isShown = f.module.isSession && f.parent === null && value.kind !== 'Reason';
  f.line(isShown ? `${f.help('showResult')}(session,${text});` : `${text};`);
}

/** `xs.append(v)`: the most frequent call of all goes straight to the array. */
function isAppend(f: FunctionContext, node: ast.Call): boolean {
  const { callee } = node;
  if (
    callee.kind !== 'Attribute' ||
    callee.name.name !== 'append' ||
    node.arguments.length !== 1 ||
    node.keywords.length > 0
  )
    return false;
  if (node.arguments[0]!.kind === 'Starred' || callee.object.kind !== 'Name') return false;
  const reference = f.module.referenceOf(callee.object.id);
  return reference?.kind === 'binding' && !f.module.resolved.mayBeUnbound.has(callee.object.id);
}

function appendStatement(f: FunctionContext, node: ast.Call): void {
  const { object } = node.callee as ast.Attribute;
  if (f.module.kindOf(object) === 'list') {
    f.line(`${expression(f, object)}.push(${expression(f, node.arguments[0]!)});`);
    return;
  }
  const list = f.temporary();
  const item = f.temporary();
  f.line(`${list}=${expression(f, object)};${item}=${expression(f, node.arguments[0]!)};`);
  const slow = `(typeof ${list}.$append==='function'?${list}:${f.help('method')}(${list},"append")).$append(${item})`;
  f.line(`${list}?.isList===true?${list}.push(${item}):${slow};`);
}

function returnStatement(f: FunctionContext, node: ast.Return): void {
  if (node.value === null) return f.line('return null;');
  f.line(`return ${f.returnsRaw ? raw(f, node.value) : rootExpression(f, node.value)};`);
}

function raiseStatement(f: FunctionContext, node: ast.Raise): void {
  if (node.exception === null) f.line(`throw ${`${f.help('reraise')}()`};`);
  else if (node.cause === null) f.line(`throw ${`${f.help('raise')}(${expression(f, node.exception)})`};`);
  else f.line(`throw ${`${f.help('raiseFrom')}(${expression(f, node.exception)},${expression(f, node.cause)})`};`);
}

/** The expression as written goes along, so that the error can show it. */
function verifyStatement(f: FunctionContext, node: ast.Verify): void {
  const source = text(f, f.module.sourceText(node.test.span));
  const message = node.message === null ? 'null' : expression(f, node.message);
  const names = `()=>[${shownValues(f, node.test).join(',')}]`;
  f.line(`if(!${condition(f, node.test)})throw ${f.help('verificationFailed')}(${source},${message},${names});`);
}

function ifStatement(f: FunctionContext, node: ast.If): void {
  const test = condition(f, node.test);
  const { orelse } = node;
  const { coverage } = f.module;
  f.open(`if(${test})`);
  if (coverage !== null) f.line(coverage.way(node.test.span, true));
  block(f, node.body);
  f.close();
  if (orelse.length === 0 && coverage === null) return;
  f.open('else');
  if (coverage !== null) f.line(coverage.way(node.test.span, false));
  block(f, orelse);
  f.close();
}

/** The docstring of a body as a JavaScript expression. */
export function docstring(f: FunctionContext, body: readonly ast.Statement[]): string {
  const [first] = body;
  if (first?.kind !== 'ExpressionStatement' || first.value.kind !== 'Constant' || first.value.value.type !== 'str')
    return 'null';
  return text(f, first.value.value.value);
}
