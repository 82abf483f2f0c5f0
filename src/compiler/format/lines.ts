/**
 * A file as lines of code and comments: each statement or header on a line of its own, with its depth, and comments on
 * lines of their own with the depth of the block they were indented to.
 */
import type { SourceFile } from '#language/source';
import { Kind, type Tokens } from '../1-lex/tokens.ts';
import type { Role, StatementMap } from './statements.ts';

export interface CodeLine {
  readonly kind: 'code';
  readonly depth: number;
  /** Tokens `first` ≤ index < `end`; without the end of the line and semicolons. */
  readonly first: number;
  readonly end: number;
  readonly blanksBefore: number;
  /** The statement that begins here; null for `else`, clauses, the line under a decorator and the like. */
  readonly statement: Role | null;
  /** The comment at its end. */
  readonly comment: string | null;
  /** Comments between its first and last word: indexes into the token list's comments, a triple each. */
  readonly firstComment: number;
  readonly endComment: number;
  /** A comment speaks of this very line, so that no word may leave it. */
  readonly isPinned: boolean;
}

export interface CommentLine {
  readonly kind: 'comment';
  readonly depth: number;
  readonly text: string;
  readonly blanksBefore: number;
}

export type Line = CodeLine | CommentLine;

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** Splits a file that has no syntax errors. */
export function splitLines(tokens: Tokens, map: StatementMap): Line[] {
  return new Splitter(tokens, map).split();
}

class Splitter {
  private readonly lines: Line[] = [];
  /** Columns of the open blocks in the source, to see which block a comment was indented to. */
  private readonly columns = [0];
  private depth = 0;
  /** The next statement of the map, and the next comment. */
  private statement = 0;
  private comment = 0;
  /** Where what was read last ends, to count blank lines. */
  private readTo = 0;
  private readonly source: SourceFile;

  constructor(
    private readonly tokens: Tokens,
    private readonly map: StatementMap,
  ) {
    this.source = tokens.source;
  }

  split(): Line[] {
    const { kinds, starts } = this.tokens;
    let index = 0;
    for (;;) {
      const depthBefore = this.depth;
      while (kinds[index] === Kind.Indent || kinds[index] === Kind.Dedent) this.changeDepth(index++);
      this.ownComments(starts[index]!, depthBefore);
      if (kinds[index] === Kind.EndOfFile) return this.lines;
      index = this.codeLine(index);
    }
  }

  private changeDepth(index: number): void {
    if (this.tokens.kinds[index] === Kind.Indent) {
      this.depth++;
      this.columns[this.depth] = this.columnOf(this.tokens.ends[index]!);
    } else this.depth--;
  }

  /** The comments before a line of code that begins at `end`. Blocks that end there may still own some of them. */
  private ownComments(end: number, depthBefore: number): void {
    const { comments } = this.tokens;
    let deepest = Math.max(this.depth, depthBefore);
    for (; this.comment < comments.length && comments[this.comment]! < end; this.comment += 3) {
      const start = comments[this.comment]!;
      const column = this.columnOf(start);
      let depth = this.depth;
      while (depth < deepest && this.columns[depth + 1]! <= column) depth++;
      deepest = depth;
      const blanksBefore = this.blanksUpTo(start);
      this.readTo = comments[this.comment + 1]!;
      this.lines.push({
        kind: 'comment',
        depth,
        text: commentText(this.source.text, start, this.readTo),
        blanksBefore,
      });
    }
  }

  private columnOf(offset: number): number {
    const { text } = this.source;
    let start = offset;
    while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
    let column = 0;
    for (let index = start; index < offset; index++) {
      column = text[index] === '\t' ? (Math.floor(column / 8) + 1) * 8 : text[index] === '\f' ? 0 : column + 1;
    }
    return column;
  }

  private blanksUpTo(start: number): number {
    const { text } = this.source;
    let breaks = 0;
    for (let index = this.readTo; index < start; index++) {
      const code = text.charCodeAt(index);
      if (code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10)) breaks++;
    }
    return Math.max(0, breaks - 1);
  }

  /** One line of tokens up to its Newline; several lines of code when it holds several statements. */
  private codeLine(first: number): number {
    const { kinds, starts, ends } = this.tokens;
    let end = first;
    while (kinds[end] !== Kind.Newline) end++;
    const blanksBefore = this.blanksUpTo(starts[first]!);
    const firstComment = this.comment;
    const comment = this.commentsOf(starts[end]!);
    const isPinned = this.isPinned(firstComment, this.comment);
    this.readTo = comment === null ? ends[end - 1]! : this.tokens.comments[this.comment - 2]!;
    const endComment = comment === null ? this.comment : this.comment - 3;
    let line: Writable<CodeLine> = {
      kind: 'code',
      depth: this.depth,
      first,
      end,
      blanksBefore,
      statement: this.takeStatement(starts[first]!),
      comment: null,
      firstComment,
      endComment,
      isPinned,
    };
    this.lines.push(line);
    for (let index = first + 1; index < end; index++) {
      const next = this.map.offsets[this.statement];
      if (next === undefined || next >= starts[end]!) break;
      if (starts[index] !== next) continue;
      const statement = this.map.roles[this.statement++]!;
      if (isPinned) continue;
      const isBlock = kinds[index - 1] === Kind.Colon;
      line.end = isBlock ? index : index - 1;
      line = { ...line, depth: line.depth + (isBlock ? 1 : 0), first: index, end, blanksBefore: 0, statement };
      this.lines.push(line);
    }
    if (kinds[end - 1] === Kind.Semicolon && !isPinned) line.end = end - 1;
    line.comment = comment;
    return end + 1;
  }

  private takeStatement(offset: number): Role | null {
    return this.map.offsets[this.statement] === offset ? this.map.roles[this.statement++]! : null;
  }

  /** Moves behind the comments of a line that ends at `end`; gives the one behind its last word. */
  private commentsOf(end: number): string | null {
    const { comments } = this.tokens;
    while (this.comment < comments.length && comments[this.comment]! < end) this.comment += 3;
    const start = comments[this.comment - 3];
    const commentEnd = comments[this.comment - 2]!;
    return start === undefined || commentEnd !== end ? null : commentText(this.source.text, start, commentEnd);
  }

  private isPinned(first: number, end: number): boolean {
    const { comments } = this.tokens;
    for (let index = first; index < end; index += 3) {
      const mark = this.source.text[comments[index]! + 1];
      if (mark === ':' || mark === '!') return true;
    }
    return false;
  }
}

/** `# text`: one space behind the sign, none at the end. Marks such as `#:` and `#!` stay as they are. */
export function commentText(text: string, start: number, end: number): string {
  const comment = text.slice(start, end).trimEnd();
  return /^#+[^\s#!:]/.test(comment) && !comment.startsWith('##') ? `# ${comment.slice(1)}` : comment;
}
