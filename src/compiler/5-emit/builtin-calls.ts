/**
 * `len(x)`, `str(x)` and `isinstance(x, str)`: the built-in functions that programs call most, whose usual case is a test
 * and an expression of JavaScript. Every other case is left to the function itself.
 */
import type * as ast from '#language/ast';
import type { FunctionContext } from './context.ts';
import { exhausted } from './exhausted-generators.ts';
import { expression } from './expressions.ts';
import { after, operand } from './operands.ts';

/** The call of a built-in function that uses up a generator expression, which becomes a loop; null for every other call. */
export function loopCall(f: FunctionContext, node: ast.Call): string | null {
  const name = builtinName(f, node.callee);
  return name === null ? null : exhausted(f, name, node);
}

/** The call with its usual case inline; null for every other call. Arguments are positional, none is starred. */
export function builtinCall(f: FunctionContext, { callee, arguments: given }: ast.Call): string | null {
  const name = builtinName(f, callee);
  if (given[0]?.kind === 'Constant') return null;
  if (name === 'isinstance' && given.length === 2) return isInstance(f, callee, given[0]!, given[1]!);
  if ((name !== 'len' && name !== 'str') || given.length !== 1) return null;
  const value = operand(f, given[0]!);
  const x = value.use;
  if (name === 'len' && f.module.kindOf(given[0]!) === 'list') return after(value, `${x}.length`);
  const slow = `${expression(f, callee)}(${x})`;
  if (name === 'len') return after(value, `typeof ${x}==='string'||${x}?.isList===true?${x}.length:${slow}`);
  return after(value, `typeof ${x}==='string'?${x}:typeof ${x}==='number'?''+${x}:${slow}`);
}

/** Values that are surely of a type. All others that are no objects surely are not. */
const instanceTests: Readonly<Record<string, (x: string) => string>> = {
  str: (x) => `typeof ${x}==='string'||`,
  int: (x) => `typeof ${x}==='number'||typeof ${x}==='boolean'||typeof ${x}==='bigint'||`,
  bool: (x) => `typeof ${x}==='boolean'||`,
  float: (x) => `${x}?.isFloat===true||`,
  list: (x) => `${x}?.isList===true||`,
  dict: () => '',
  tuple: () => '',
  set: () => '',
};

function isInstance(f: FunctionContext, callee: ast.Expression, object: ast.Expression, types: ast.Expression) {
  const names = (types.kind === 'TupleExpression' ? types.elements : [types]).map((type) => builtinName(f, type));
  if (!names.every((name) => name !== null && Object.hasOwn(instanceTests, name))) return null;
  const value = operand(f, object);
  const tests = [...new Set(names)].map((name) => instanceTests[name!]!(value.use)).join('');
  const slow = `${expression(f, callee)}(${value.use},${expression(f, types)})`;
  return after(value, `${tests}typeof ${value.use}==='object'&&${slow}`);
}

function builtinName(f: FunctionContext, node: ast.Expression): string | null {
  return node.kind === 'Name' && f.module.referenceOf(node.id)?.kind === 'builtin' ? node.name : null;
}
