/**
 * The one style of Aegis source (docs/decisions/0021-formatter.md). The tree says where statements begin and the tokens
 * say the rest, so comments stay where they are and nothing but layout, quotes, the spelling of numbers and superfluous
 * parentheses can change. Formatting is a fixed point: formatted text is left as it is.
 */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type { SourceFile } from '#language/source';
import { lex } from '../1-lex/lex.ts';
import type { Tokens } from '../1-lex/tokens.ts';
import { parseTokens } from '../2-parse/parse.ts';
import { blankLines } from './blank-lines.ts';
import { printDocument, step } from './document.ts';
import { layOut } from './layout.ts';
import { type CodeLine, commentText, splitLines } from './lines.ts';
import { removeParentheses } from './right-sides.ts';
import { space } from './spacing.ts';
import { mapStatements, type StatementMap } from './statements.ts';
import { Words } from './words.ts';

export interface FormatOptions {
  /** Columns that a line should not exceed. */
  readonly lineLength: number;
}

export const defaultLineLength = 100;

/**
 * Formats a file.
 *
 * @param diagnostics receives what keeps the file from being read
 * @returns the formatted text; null when the file has syntax errors
 */
export function format(source: SourceFile, options: FormatOptions, diagnostics: Diagnostics): string | null {
  const tokens = lex(source, diagnostics);
  const module = parseTokens(tokens, diagnostics);
  if (diagnostics.hasErrors) return null;
  return new Formatter(tokens, mapStatements(module, source.text), options.lineLength).run();
}

class Formatter {
  private readonly words: Words;

  constructor(
    private readonly tokens: Tokens,
    private readonly map: StatementMap,
    private readonly lineLength: number,
  ) {
    this.words = new Words(tokens);
  }

  run(): string {
    const lines = splitLines(this.tokens, this.map);
    const blanks = blankLines(lines, this.tokens);
    const texts: string[] = [];
    for (let index = 0; index < lines.length; index++) {
      const line = lines[index]!;
      for (let blank = blanks[index]!; blank > 0; blank--) texts.push('');
      texts.push(indentation(line.depth) + (line.kind === 'comment' ? line.text : this.code(line)));
    }
    if (texts.length > 0) texts.push('');
    return texts.join('\n');
  }

  private code(line: CodeLine): string {
    const comment = line.comment === null ? '' : `  ${line.comment}`;
    if (line.isPinned && this.spansLines(line)) return this.asWritten(line) + comment;
    const { words, map } = this;
    words.read(line.first, line.end);
    this.placeComments(line);
    removeParentheses(words, map.types);
    space(words, map.keywords);
    if (line.isPinned) return words.flat + comment;
    const columns = line.depth * step;
    const mustBreak = words.above.size > 0 || words.behind.size > 0 || words.hasTrailingComma;
    const flat = mustBreak ? null : words.flatWithin(this.lineLength - columns);
    if (flat !== null) return comment === '' ? flat : flat + comment;
    return printDocument(layOut(words, map.types, columns, this.lineLength), columns, this.lineLength) + comment;
  }

  private spansLines({ first, end }: CodeLine): boolean {
    return /[\r\n]/.test(this.tokens.source.text.slice(this.tokens.starts[first], this.tokens.ends[end - 1]));
  }

  private asWritten({ first, end }: CodeLine): string {
    const { source, starts, ends } = this.tokens;
    return source.text.slice(starts[first], ends[end - 1]).replace(/\r\n?/g, '\n');
  }

  /** Gives the comments inside a line to the words they stand above or behind. */
  private placeComments({ firstComment, endComment }: CodeLine): void {
    const { words } = this;
    const { comments, source } = this.tokens;
    let word = 0;
    for (let index = firstComment; index < endComment; index += 3) {
      const start = comments[index]!;
      while (word < words.count && words.starts[word]! < start) word++;
      const text = commentText(source.text, start, comments[index + 1]!);
      const isBehind = word > 0 && !/[\r\n]/.test(source.text.slice(words.ends[word - 1]!, start));
      if (isBehind) words.behind.set(word - 1, text);
      else words.above.set(word, [...(words.above.get(word) ?? []), text]);
    }
  }
}

const indentations: string[] = [];

function indentation(depth: number): string {
  indentations[depth] ??= ' '.repeat(depth * step);
  return indentations[depth];
}
