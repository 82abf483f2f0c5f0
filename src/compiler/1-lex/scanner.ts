/**
 * The lexer's state, shared by its parts: where we are in the text, the open brackets, the indentation and the tokens
 * found so far. Format strings are part of the bracket stack: `{` of a field opens a `Field`, the text of the string and
 * of a format spec are "brackets" in which text instead of tokens is read.
 */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type { SourceFile } from '#language/source';
import { NameTable } from './names.ts';
import { type Kind, TokenBuffer } from './tokens.ts';

export enum Open {
  Parenthesis,
  Square,
  Brace,
  /** `{` of a replacement field. */
  Field,
  /** After the `:` of a replacement field. */
  Spec,
  /** Between the quotes of a format string. */
  Text,
}

/** The quotes of a format string that is being read. */
export interface FormatString {
  readonly quote: number;
  readonly triple: boolean;
  readonly raw: boolean;
}

/** `python`: `def` begins a function, and Aegis's own keywords are names. Everything else is spelled alike. */
export type Dialect = 'aegis' | 'python';

export class Scanner {
  readonly text: string;
  position = 0;
  readonly tokens: TokenBuffer;
  readonly names = new NameTable();
  /** Triples: start, end, 1 when alone on its line. */
  readonly comments: number[] = [];
  /** Parallel stacks of what is open, and where it was opened. */
  readonly open: Open[] = [];
  readonly openedAt: number[] = [];
  readonly formatStrings: FormatString[] = [];
  /** Where the last string that is never closed begins; -1 before the first. */
  unclosedStringAt = -1;
  /** Columns of the open blocks; `alternative` counts a tab as one column to find lines that depend on tab size. */
  readonly indents = [0];
  readonly alternativeIndents = [0];

  constructor(
    readonly source: SourceFile,
    readonly diagnostics: Diagnostics,
    readonly dialect: Dialect,
  ) {
    this.text = source.text;
    this.tokens = new TokenBuffer(Math.max(64, this.text.length >> 2));
  }

  /** Adds a token from `start` to `end` and moves behind it. */
  add(kind: Kind, start: number, end: number): void {
    this.tokens.add(kind, start, end);
    this.position = end;
  }

  push(kind: Open, at: number): void {
    this.open.push(kind);
    this.openedAt.push(at);
  }

  pop(): void {
    const kind = this.open.pop()!;
    this.openedAt.pop();
    if (kind === Open.Text) this.formatStrings.pop();
  }
}
