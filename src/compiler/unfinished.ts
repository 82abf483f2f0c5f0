/** Whether the text of an interactive entry is whole, or more lines belong to it. */
import { Diagnostics } from '#diagnostics/diagnostic';
import { SourceFile } from '#language/source';
import { lex } from './1-lex/lex.ts';
import { Kind } from './1-lex/tokens.ts';

/**
 * True while a bracket, a string of three quotes or a block is open, a decorator waits for what it decorates, or the last
 * line ends in a backslash. A blank line ends a block.
 */
export function isUnfinished(text: string): boolean {
  const lastLine = text.slice(text.lastIndexOf('\n') + 1);
  if (lastLine.endsWith('\\')) return true;
  const diagnostics = new Diagnostics(new SourceFile('<entry>', text));
  const { kinds, count } = lex(diagnostics.source, diagnostics);
  for (const { code, span } of diagnostics.list) {
    if (code === 'syntax/unclosed-bracket') return true;
    if (code === 'syntax/unclosed-string' && isTripleQuoted(text, span.start)) return true;
  }
  if (lastLine.trim() === '') return false;
  if (lastLine.startsWith('@')) return true;
  // Before the end of the file stand a Newline and the Dedents of the blocks that the end closed.
  const last = kinds[count - 2];
  return last === Kind.Dedent || (last === Kind.Newline && kinds[count - 3] === Kind.Colon);
}

function isTripleQuoted(text: string, start: number): boolean {
  return /^[A-Za-z]{0,2}("""|''')/.test(text.slice(start, start + 5));
}
