/** F-strings: pieces that turn out to be JavaScript strings are added up; `concatenate` knows rich strings as well. */
import type * as ast from '#language/ast';
import type { FunctionContext } from './context.ts';
import { expression, text } from './expressions.ts';
import { stringLiteral } from './names.ts';
import { after, operand } from './operands.ts';

/** With more replacement fields than this, tests of all pieces would be longer than what they save. */
const mostTested = 4;

export function joinedString(f: FunctionContext, node: ast.JoinedString): string {
  const pieces = node.parts.map((part) => (typeof part === 'string' ? text(f, part) : formattedValue(f, part)));
  if (pieces.length === 0) return '""';
  if (pieces.length === 1) return pieces[0]!;
  const fields = node.parts.filter((part) => typeof part !== 'string').length;
  const literals = pieces.filter((_, index) => typeof node.parts[index] === 'string');
  if (fields === 0 || fields > mostTested || !literals.every(isPlainLiteral))
    return `${f.help('concatenate')}(${pieces.join(',')})`;
  const setups: string[] = [];
  const names = pieces.map((piece, index) => {
    if (typeof node.parts[index] === 'string') return piece;
    const name = f.temporary();
    setups.push(`${name}=${piece}`);
    return name;
  });
  const tests = names.filter((name) => !isPlainLiteral(name)).map((name) => `typeof ${name}==='string'`);
  return `(${setups.join(',')},${tests.join('&&')}?${names.join('+')}:${f.help('concatenate')}(${names.join(',')}))`;
}

function isPlainLiteral(piece: string): boolean {
  return piece.startsWith('"');
}

function formattedValue(f: FunctionContext, part: ast.FormattedValue): string {
  const conversion = part.conversion ?? (part.debugText !== null && part.spec === null ? 'r' : null);
  const shown =
    conversion === null && part.spec === null ? plainField(f, part.value) : formattedField(f, part, conversion);
  return part.debugText === null ? shown : `${f.help('concatenate')}(${text(f, part.debugText)},${shown})`;
}

/** `{x}`: strings and small ints, which most are, need nobody to format them. */
function plainField(f: FunctionContext, node: ast.Expression): string {
  if (node.kind === 'Constant') return `${f.help('formatted')}(${expression(f, node)},null,"")`;
  const value = operand(f, node);
  const x = value.use;
  const slow = `${f.help('formatted')}(${x},null,"")`;
  return after(value, `typeof ${x}==='string'?${x}:typeof ${x}==='number'?''+${x}:${slow}`);
}

function formattedField(f: FunctionContext, part: ast.FormattedValue, conversion: string | null): string {
  const how = conversion === null ? 'null' : stringLiteral(conversion);
  const spec = part.spec === null ? '""' : joinedString(f, part.spec);
  return `${f.help('formatted')}(${expression(f, part.value)},${how},${spec})`;
}
