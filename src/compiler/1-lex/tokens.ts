/**
 * Token kinds and the token list. Tokens are kept as parallel number arrays (kind, start, end, extra) instead of one
 * object each: half a million tokens then cost four allocations, which is what makes cold parsing fast.
 * Soft keywords are plain names here; the parser decides where they are words of the language.
 */
import { hardKeywords, softKeywords } from '#language/keywords';
import type { SourceFile } from '#language/source';

/** The order matters: keywords stand in the order of `hardKeywords`, so that a keyword's kind is `False` + its index. */
export enum Kind {
  EndOfFile,
  Newline,
  Indent,
  Dedent,
  /** Text for which the lexer has reported something already; the parser stays silent about it. */
  Error,
  Name,
  Number,
  Duration,
  String,
  Bytes,
  FormatStart,
  FormatText,
  FormatEnd,

  LeftParenthesis,
  RightParenthesis,
  LeftSquare,
  RightSquare,
  LeftBrace,
  RightBrace,
  Comma,
  Colon,
  Semicolon,
  Dot,
  Ellipsis,
  Arrow,
  Walrus,
  Exclamation,
  Assign,

  PlusAssign,
  MinusAssign,
  StarAssign,
  SlashAssign,
  DoubleSlashAssign,
  PercentAssign,
  DoubleStarAssign,
  AtAssign,
  AmpersandAssign,
  BarAssign,
  CaretAssign,
  LeftShiftAssign,
  RightShiftAssign,

  Plus,
  Minus,
  Star,
  Slash,
  DoubleSlash,
  Percent,
  DoubleStar,
  At,
  Ampersand,
  Bar,
  Caret,
  LeftShift,
  RightShift,
  Tilde,

  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,

  False,
  None,
  True,
  And,
  As,
  Assert,
  Async,
  Await,
  Break,
  Class,
  Const,
  Continue,
  Del,
  Elif,
  Else,
  Except,
  Finally,
  For,
  From,
  Func,
  Global,
  If,
  Import,
  In,
  Is,
  Lambda,
  Let,
  Nonlocal,
  Not,
  Or,
  Pass,
  Raise,
  Return,
  Try,
  While,
  With,
  Yield,
}

/** Words the parser compares names with; their number is what a Name token's `extra` holds. */
const parserWords = [...softKeywords, 'on', 'to', 'into', '_', 'def', 'print', 'exec', 's', 'm', 'h'] as const;
type ParserWord = (typeof parserWords)[number];

/** Words with a fixed number in every file: hard keywords first. */
export const knownWords: readonly string[] = [...hardKeywords, ...parserWords];

/** The `extra` of a Name token that spells this word. */
export const word = Object.fromEntries(
  parserWords.map((text, index) => [text, hardKeywords.length + index]),
) as Readonly<Record<ParserWord, number>>;

/** All tokens of a file, ending with EndOfFile. */
export interface Tokens {
  readonly source: SourceFile;
  readonly count: number;
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Of a Name, the index into `names`; else 0. */
  readonly extras: Int32Array;
  /** Every distinct identifier, NFKC-normalised. */
  readonly names: readonly string[];
  /** Comments as triples: start, end, 1 when nothing stands before it on its line. */
  readonly comments: readonly number[];
}

/** Token arrays that grow. */
export class TokenBuffer {
  count = 0;
  kinds: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  extras: Int32Array;

  constructor(capacity: number) {
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.extras = new Int32Array(capacity);
  }

  add(kind: Kind, start: number, end: number, extra = 0): void {
    const index = this.count++;
    if (index === this.kinds.length) this.grow();
    this.kinds[index] = kind;
    this.starts[index] = start;
    this.ends[index] = end;
    this.extras[index] = extra;
  }

  private grow(): void {
    const capacity = this.kinds.length * 2;
    const kinds = new Uint8Array(capacity);
    kinds.set(this.kinds);
    this.kinds = kinds;
    this.starts = enlarge(this.starts, capacity);
    this.ends = enlarge(this.ends, capacity);
    this.extras = enlarge(this.extras, capacity);
  }
}

function enlarge(array: Int32Array, capacity: number): Int32Array {
  const larger = new Int32Array(capacity);
  larger.set(array);
  return larger;
}
