/** Source text to syntax tree: the whole of a file, whatever it contains. */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type { Comment, Module } from '#language/ast';
import type { SourceFile } from '#language/source';
import { lex } from '../1-lex/lex.ts';
import { Kind, type Tokens } from '../1-lex/tokens.ts';
import { Cursor } from './cursor.ts';
import { statementsUntil } from './statements.ts';

/**
 * Reads a file.
 * @param source the file
 * @param diagnostics receives every `syntax/*` and `construct/*` mistake, one each; when it has errors, the tree holds
 *   ErrorStatement or ErrorExpression nodes where nothing could be read
 * @returns the tree; never throws, whatever the text
 */
export function parse(source: SourceFile, diagnostics: Diagnostics): Module {
  return parseTokens(lex(source, diagnostics), diagnostics);
}

/** Reads a file that is tokens already, as the formatter has them. */
export function parseTokens(tokens: Tokens, diagnostics: Diagnostics): Module {
  const cursor = new Cursor(tokens, diagnostics);
  const id = cursor.newId();
  const body = statementsUntil(cursor, Kind.EndOfFile);
  diagnostics.list.sort((left, right) => left.span.start - right.span.start);
  return {
    kind: 'Module',
    id,
    span: { start: 0, end: tokens.source.text.length },
    body,
    comments: commentsOf(tokens),
    nodeCount: cursor.nodeCount,
  };
}

function commentsOf(tokens: Tokens): Comment[] {
  const result: Comment[] = [];
  const { comments, source } = tokens;
  for (let index = 0; index < comments.length; index += 3) {
    const span = { start: comments[index]!, end: comments[index + 1]! };
    result.push({ span, text: source.text.slice(span.start, span.end), ownLine: comments[index + 2] === 1 });
  }
  return result;
}
