/**
 * Contracts. Each condition becomes a function of its own beside the function it stands on, with the same parameters, so
 * that what the body assigns to them does not matter and a subclass can judge by the conditions it inherits. It gives null
 * when all is well, else what is broken; the runtime library decides what happens then.
 */
import type * as ast from '#language/ast';
import { type Contract, contractOf } from '../3-resolve/contracts.ts';
import { FunctionContext } from './context.ts';
import { expression, text } from './expressions.ts';
import type { Lines } from './lines.ts';
import { functionName, variableName } from './names.ts';
import { condition } from './truth.ts';

/** The contracts among decorators, in the order they are written. */
export function contractsOf(f: FunctionContext, decorators: readonly ast.Expression[]): Contract[] {
  return decorators.flatMap((decorator) => {
    const contract = contractOf(decorator);
    const isOurs = contract !== null && f.module.referenceOf((contract.call.callee as ast.Name).id)?.kind === 'builtin';
    return isOurs ? [contract] : [];
  });
}

/**
 * Writes the conditions of a function around it: `withContract(f, requires, ensures)`, null where there are none.
 *
 * @param open begins a function with the same parameters
 */
export function addContracts(f: FunctionContext, lines: Lines, node: ast.FunctionDef, open: () => Lines): void {
  const contracts = contractsOf(f, node.decorators);
  if (contracts.length === 0) return;
  const name = functionName(node.name.name);
  const of = (kind: Contract['kind']) => contracts.filter((contract) => contract.kind === kind);
  lines.wrap(`${f.help('withContract')}(`, ',');
  addRequirements(f, lines, of('requires'), open);
  lines.push(',');
  addPromises(f, lines, name, of('ensures'), open);
  lines.push(')');
}

/** `(x,y)=>` what is broken of `@requires`, or null. */
function addRequirements(f: FunctionContext, lines: Lines, contracts: readonly Contract[], open: () => Lines): void {
  if (contracts.length === 0) return lines.push('null');
  const required = open();
  for (const contract of contracts) required.append(judgement(f, contract));
  required.push('\treturn null;}');
  lines.append(required);
}

/** `(x,y)=>` a function that is told the result, when it is there; what `old(e)` means is evaluated before. */
function addPromises(
  f: FunctionContext,
  lines: Lines,
  name: string,
  contracts: readonly Contract[],
  open: () => Lines,
): void {
  if (contracts.length === 0) return lines.push('null');
  const promised = open();
  for (const contract of contracts) promised.append(oldValues(f, contract));
  promised.push(`\treturn function ${name}(${variableName('result', 0)}){`);
  for (const contract of contracts) promised.append(judgement(f, contract));
  promised.push('\treturn null;};}');
  lines.append(promised);
}

/** Keeps what the arguments of `old` are before the call. */
function oldValues(f: FunctionContext, contract: Contract): Lines {
  const before = new FunctionContext(f.module, f.module.scopeOf(contract.call.id), f, 'plain');
  before.at(contract.call.span);
  for (const node of oldCalls(f, contract)) {
    const kept = f.module.freshName('old');
    before.line(`const ${kept}=${f.help('keepOld')}(${expression(before, node.arguments[0]!)});`);
    f.module.oldValues.set(node.id, kept);
  }
  return before.finish();
}

/** `withInvariants(C,[self=>…])`; what stands on the class is judged by what its objects are. */
export function declaredInvariants(f: FunctionContext, node: ast.ClassDef, value: string): string {
  const contracts = contractsOf(f, node.decorators);
  if (contracts.length === 0) return value;
  const name = functionName(node.name.name);
  const checks = contracts.map((contract) => {
    const text = judgement(f, contract, true).text;
    return `function ${name}(${variableName('self', 0)}){${text}return null;}`;
  });
  return `${f.help('withInvariants')}(${value},[${checks.join(',')}])`;
}

const words = { requires: 'precondition', ensures: 'postcondition', invariant: 'invariant' } as const;

/** The test of one condition, which returns what is broken. */
function judgement(f: FunctionContext, { kind, call, condition: test, message }: Contract, isInline = false): Lines {
  const inner = new FunctionContext(f.module, f.module.scopeOf(call.id), f, 'plain', isInline);
  if (!isInline) inner.at(call.span);
  const source = text(inner, inner.module.sourceText(test.span));
  const names = `()=>[${shownValues(inner, test).join(',')}]`;
  const told = message === null ? 'null' : `()=>${expression(inner, message)}`;
  const broken = `${inner.help('brokenContract')}("${words[kind]}",${source},${told},${names})`;
  inner.line(`if(!${condition(inner, test)})return ${broken};`);
  return inner.finish();
}

/** `"name",value` of the variables in a condition, and of attributes of them; not of calls, which would run again. */
export function shownValues(f: FunctionContext, node: ast.Expression): string[] {
  const values = new Map<string, string>();
  const show = (item: ast.Expression) => values.set(f.module.sourceText(item.span), expression(f, item));
  const walk = (item: unknown): void => {
    if (typeof item !== 'object' || item === null) return;
    if (isVariable(f, item)) {
      show(item);
      return;
    }
    // The receiver of a method says little: `self.items.append` would show a whole object.
    if ('kind' in item && item.kind === 'Call') {
      const { callee, ...rest } = item as ast.Call;
      Object.values(callee.kind === 'Attribute' ? { receiver: callee.object, ...rest } : rest).forEach(walk);
      return;
    }
    for (const child of Object.values(item))
      if (Array.isArray(child)) child.forEach(walk);
      else walk(child);
  };
  walk(node);
  return [...values].map(([name, value]) => `${text(f, name)},${value}`);
}

/** A variable of this function, or an attribute of one. */
function isVariable(f: FunctionContext, item: object): item is ast.Name | ast.Attribute {
  if (!('kind' in item)) return false;
  if (item.kind === 'Attribute') return isVariable(f, (item as ast.Attribute).object);
  if (item.kind !== 'Name') return false;
  const reference = f.module.referenceOf((item as ast.Name).id);
  return reference?.kind === 'binding' && reference.binding.scope === f.scope.frame;
}

/** The calls of `old` in a condition or its message: the only calls whose callee has no meaning as a name. */
function oldCalls(f: FunctionContext, { condition, message }: Contract): ast.Call[] {
  const calls: ast.Call[] = [];
  const walk = (item: unknown): void => {
    if (typeof item !== 'object' || item === null) return;
    if ('kind' in item && item.kind === 'Call') {
      const { callee } = item as ast.Call;
      if (callee.kind === 'Name' && f.module.referenceOf(callee.id) === undefined) calls.push(item as ast.Call);
    }
    for (const child of Object.values(item))
      if (Array.isArray(child)) child.forEach(walk);
      else walk(child);
  };
  walk(condition);
  walk(message);
  return calls;
}
