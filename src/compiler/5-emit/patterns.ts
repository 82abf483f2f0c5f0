/** `match`: each pattern becomes a condition that binds its captures on the way. */
import type * as ast from '#language/ast';
import { storeBinding } from './assignment.ts';
import type { FunctionContext } from './context.ts';
import { expression, rootExpression } from './expressions.ts';
import { stringLiteral } from './names.ts';
import { block } from './statements.ts';
import { condition } from './truth.ts';

export function matchStatement(f: FunctionContext, node: ast.Match): void {
  const subject = f.temporary();
  f.line(`${subject}=${rootExpression(f, node.subject)};`);
  node.cases.forEach((matchCase, index) => {
    const test = pattern(f, matchCase.pattern, subject);
    const guard = matchCase.guard === null ? [] : [condition(f, matchCase.guard)];
    const whole = [test, ...guard].filter((each) => each !== 'true').join('&&') || 'true';
    f.line(`${index === 0 ? '' : 'else '}if(${whole}){`);
    f.indented(() => block(f, matchCase.body));
    f.line('}');
  });
}

/** A JavaScript condition that holds when `value` (a temporary) matches. */
function pattern(f: FunctionContext, node: ast.Pattern, value: string): string {
  switch (node.kind) {
    case 'WildcardPattern':
      return 'true';
    case 'CapturePattern':
      return capture(f, node, value);
    case 'ValuePattern':
      return valuePattern(f, node, value);
    case 'AsPattern':
      return both(pattern(f, node.pattern, value), capture(f, node, value));
    case 'OrPattern':
      return `(${node.alternatives.map((alternative) => pattern(f, alternative, value)).join('||')})`;
    case 'SequencePattern':
      return sequencePattern(f, node, value);
    case 'MappingPattern':
      return mappingPattern(f, node, value);
    case 'ClassPattern':
      return classPattern(f, node, value);
    case 'StarPattern':
      throw new Error('a star pattern stands outside a sequence');
  }
}

function both(...conditions: readonly string[]): string {
  return conditions.filter((each) => each !== 'true').join('&&') || 'true';
}

/** Binds a name and goes on. */
function capture(f: FunctionContext, node: ast.Pattern, value: string): string {
  const binding = f.module.resolved.declarations.get(node.id);
  return binding === undefined ? 'true' : `(${storeBinding(f, binding, value)},true)`;
}

function valuePattern(f: FunctionContext, node: ast.ValuePattern, value: string): string {
  const constant = node.value.kind === 'Constant' ? node.value.value : null;
  if (constant?.type === 'none' || constant?.type === 'bool') return `${value}===${expression(f, node.value)}`;
  return `${f.help('matchValue')}(${value},${expression(f, node.value)})`;
}

function sequencePattern(f: FunctionContext, node: ast.SequencePattern, value: string): string {
  const star = node.elements.findIndex((element) => element.kind === 'StarPattern');
  const parts = f.temporary();
  const rest = node.elements[star];
  const keepsRest = rest?.kind === 'StarPattern' && rest.name !== null;
  const count = star < 0 ? node.elements.length : node.elements.length - 1;
  const test = `(${parts}=${f.help('matchSequence')}(${value},${count},${star},${keepsRest}))!==null`;
  const inner = node.elements.map((element, index) => {
    const item = `${parts}[${index}]`;
    return element.kind === 'StarPattern' ? capture(f, element, item) : subPattern(f, element, item);
  });
  return both(test, ...inner);
}

/** A sub-pattern over an item that is not a temporary yet. */
function subPattern(f: FunctionContext, node: ast.Pattern, item: string): string {
  if (node.kind === 'WildcardPattern') return 'true';
  if (node.kind === 'CapturePattern') return capture(f, node, item);
  const t = f.temporary();
  return both(`(${t}=${item},true)`, pattern(f, node, t));
}

function mappingPattern(f: FunctionContext, node: ast.MappingPattern, value: string): string {
  const parts = f.temporary();
  const keys = f.temporary();
  const list = `[${node.entries.map((entry) => expression(f, entry.key)).join(',')}]`;
  const test = `(${parts}=${f.help('matchMapping')}(${value},${keys}=${list}))!==null`;
  const inner = node.entries.map((entry, index) => subPattern(f, entry.pattern, `${parts}[${index}]`));
  const rest = node.rest === null ? 'true' : capture(f, node, `${f.help('matchMappingRest')}(${value},${keys})`);
  return both(test, ...inner, rest);
}

function classPattern(f: FunctionContext, node: ast.ClassPattern, value: string): string {
  const parts = f.temporary();
  const names = f.module.constant(`[${node.keywords.map((keyword) => stringLiteral(keyword.name.name)).join(',')}]`);
  const test = `(${parts}=${f.help('matchClass')}(${value},${expression(f, node.className)},${node.arguments.length},${names}))!==null`;
  const positional = node.arguments.map((argument, index) => subPattern(f, argument, `${parts}[${index}]`));
  const keywords = node.keywords.map((keyword, index) =>
    subPattern(f, keyword.pattern, `${parts}[${node.arguments.length + index}]`),
  );
  return both(test, ...positional, ...keywords);
}
