/** F-strings: concatenation of pieces that are JavaScript strings, or `concatenate` where a piece may be a rich string. */
import type * as ast from '#language/ast';
import type { FunctionContext } from './context.ts';
import { expression, text } from './expressions.ts';
import { stringLiteral } from './names.ts';

export function joinedString(f: FunctionContext, node: ast.JoinedString): string {
  const pieces = node.parts.map((part) => (typeof part === 'string' ? text(f, part) : formattedValue(f, part)));
  if (pieces.length === 0) return '""';
  return pieces.length === 1 ? pieces[0]! : `${f.help('concatenate')}(${pieces.join(',')})`;
}

function formattedValue(f: FunctionContext, part: ast.FormattedValue): string {
  const value = expression(f, part.value);
  const conversion = part.conversion ?? (part.debugText !== null && part.spec === null ? 'r' : null);
  const formatted =
    conversion === null && part.spec === null
      ? `${f.help('formatted')}(${value},null,"")`
      : `${f.help('formatted')}(${value},${conversion === null ? 'null' : stringLiteral(conversion)},${part.spec === null ? '""' : joinedString(f, part.spec)})`;
  const shown = formatted;
  return part.debugText === null ? shown : `${f.help('concatenate')}(${text(f, part.debugText)},${shown})`;
}
