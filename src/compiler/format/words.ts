/**
 * The words of one line: tokens in the form in which they will be written, and whether a space stands before each. A
 * format string is one word here, because its inside is left alone. Comments inside the line are kept beside the words
 * that they stand behind or above.
 */
import { Kind, type Tokens } from '../1-lex/tokens.ts';
import { formatStringLiteral, numberLiteral, stringLiteral } from './literals.ts';

export class Words {
  count = 0;
  readonly kinds: Kind[] = [];
  /** Offsets in the source. */
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  /** Of a name, its number in the token list's `extras`; 0 for other words. */
  readonly names: number[] = [];
  /** Is there a space before this word where it does not begin a line? */
  readonly spaced: boolean[] = [];
  /** Index of the bracket that belongs to a bracket; -1 for other words. */
  readonly partners: number[] = [];
  /** Comments on lines of their own before a word, and comments at the end of the line after it. */
  readonly above = new Map<number, string[]>();
  readonly behind = new Map<number, string>();
  /** What a look at every word found: a parenthesis where no call can begin, a comma before a closing bracket, long text. */
  hasGrouping = false;
  private hasLastComma = false;
  private hasLineBreak = false;
  /** How a word is written when it is not as in the source; null for all others, which are never cut out one by one. */
  private readonly spellings: (string | null)[] = [];
  private readonly open: number[] = [];
  private readonly source: string;
  private readonly hasCarriageReturns: boolean;

  constructor(private readonly tokens: Tokens) {
    this.source = tokens.source.text;
    this.hasCarriageReturns = this.source.includes('\r');
  }

  /**
   * Takes the tokens of one line in.
   *
   * @param first index of the first token
   * @param end index behind the last
   */
  read(first: number, end: number): void {
    const { tokens, kinds, starts, ends, names, partners, spellings, open } = this;
    this.hasGrouping = false;
    this.hasLastComma = false;
    this.hasLineBreak = false;
    if (this.above.size > 0) this.above.clear();
    if (this.behind.size > 0) this.behind.clear();
    let count = 0;
    let before = Kind.Newline;
    for (let index = first; index < end; index++) {
      const kind: Kind = tokens.kinds[index]!;
      const start = tokens.starts[index]!;
      if (kind === Kind.FormatStart) index = formatStringEnd(tokens, index);
      kinds[count] = kind;
      starts[count] = start;
      ends[count] = tokens.ends[index]!;
      names[count] = kind === Kind.Name ? tokens.extras[index]! : 0;
      spellings[count] = isLiteral(kind) ? this.spelling(kind, start, ends[count]!) : null;
      partners[count] = -1;
      if (isOpening(kind)) {
        open.push(count);
        if (kind === Kind.LeftParenthesis && !isOperandEnd(before)) this.hasGrouping = true;
      } else if (isClosing(kind)) {
        if (before === Kind.Comma) this.hasLastComma = true;
        const partner = open.pop()!;
        partners[count] = partner;
        partners[partner] = count;
      }
      before = kind;
      count++;
    }
    this.count = count;
  }

  /** Null for a literal that is written as it should be. */
  private spelling(kind: Kind, start: number, end: number): string | null {
    const { source } = this;
    if (kind === Kind.Number) return isDecimal(source, start, end) ? null : numberLiteral(source.slice(start, end));
    if (kind === Kind.NotEqual) return source.charCodeAt(start) === 33 ? null : '!=';
    // Double quotes without prefix, and none inside: nearly every string.
    const isPlain = source.charCodeAt(start) === 34 && source.indexOf('"', start + 1) === end - 1 && end - start > 2;
    if (isPlain && !this.hasCarriageReturns) return null;
    let text = source.slice(start, end);
    if (this.hasCarriageReturns) text = text.replace(/\r\n?/g, '\n');
    if (text.includes('\n')) this.hasLineBreak = true;
    return kind === Kind.FormatStart ? formatStringLiteral(text) : stringLiteral(text);
  }

  /** How the word is written. */
  text(index: number): string {
    return this.spellings[index] ?? this.source.slice(this.starts[index], this.ends[index]);
  }

  /** Takes the bracket at `index` and its partner out. */
  removeBrackets(index: number): void {
    const partner = this.partners[index]!;
    this.remove(partner);
    this.remove(index);
  }

  private remove(index: number): void {
    const { kinds, starts, ends, names, partners, spellings } = this;
    for (const list of [kinds, starts, ends, names, partners, spellings] as unknown[][]) list.splice(index, 1);
    this.count--;
    for (let other = 0; other < this.count; other++) if (this.partners[other]! > index) this.partners[other]!--;
  }

  /** Does a bracket end with a comma that asks for one element on each line? The comma of `(a,)` and `x[a,]` does not. */
  get hasTrailingComma(): boolean {
    if (!this.hasLastComma) return false;
    for (let index = 1; index < this.count; index++) {
      if (this.kinds[index - 1] !== Kind.Comma || !isClosing(this.kinds[index]!)) continue;
      if (!this.isTupleOfOne(this.partners[index]!, index)) return true;
    }
    return false;
  }

  /** The brackets of `(a,)` and `x[a,]`, where the comma makes the tuple. */
  isTupleOfOne(open: number, close: number): boolean {
    if (this.kinds[open] === Kind.LeftBrace) return false;
    const isAfterOperand = open > 0 && isOperandEnd(this.kinds[open - 1]!) && !this.spaced[open];
    if (isAfterOperand !== (this.kinds[open] === Kind.LeftSquare)) return false;
    for (let index = open + 1; index < close - 1; index++) {
      if (this.kinds[index] === Kind.Comma) return false;
      if (this.partners[index]! > index) index = this.partners[index]!;
    }
    return true;
  }

  /** Columns of words `from` ≤ index < `to` without any break; null when one of them has several lines. */
  width(from: number, to: number): number | null {
    let width = 0;
    for (let index = from; index < to; index++) {
      const text = this.text(index);
      if (text.includes('\n')) return null;
      width += text.length + (index > from && this.spaced[index] ? 1 : 0);
    }
    return width;
  }

  /** The line without any break in it, if it has no more columns than `room`; of text of several lines the first counts. */
  flatWithin(room: number): string | null {
    const { flat } = this;
    const width = this.hasLineBreak ? flat.indexOf('\n') : flat.length;
    return width <= room ? flat : null;
  }

  /** The line without any break in it. Stretches that are in style already are copied as a whole. */
  get flat(): string {
    const { source, starts, ends, spaced, spellings, count } = this;
    let result = '';
    let copied = starts[0]!;
    for (let index = 0; index < count; index++) {
      const start = starts[index]!;
      if (index > 0) {
        const end = ends[index - 1]!;
        const isInStyle = spaced[index] ? start === end + 1 && source.charCodeAt(end) === 32 : start === end;
        if (!isInStyle) {
          if (copied < end) result += source.slice(copied, end);
          if (spaced[index]) result += ' ';
          copied = start;
        }
      }
      const spelling = spellings[index]!;
      if (spelling !== null) {
        if (copied < start) result += source.slice(copied, start);
        result += spelling;
        copied = ends[index]!;
      }
    }
    const end = ends[count - 1]!;
    return copied < end ? result + source.slice(copied, end) : result;
  }
}

export function isOpening(kind: Kind): boolean {
  return kind === Kind.LeftParenthesis || kind === Kind.LeftSquare || kind === Kind.LeftBrace;
}

export function isClosing(kind: Kind): boolean {
  return kind === Kind.RightParenthesis || kind === Kind.RightSquare || kind === Kind.RightBrace;
}

function isText(kind: Kind): boolean {
  return kind === Kind.String || kind === Kind.Bytes || kind === Kind.FormatStart;
}

/** Words that can be spelled in several ways. */
function isLiteral(kind: Kind): boolean {
  return isText(kind) || kind === Kind.Number || kind === Kind.NotEqual;
}

function isDecimal(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

/** Words after which an operator has a left side, and a bracket is a call or an index. */
export function isOperandEnd(kind: Kind): boolean {
  switch (kind) {
    case Kind.Name:
    case Kind.Number:
    case Kind.Duration:
    case Kind.String:
    case Kind.Bytes:
    case Kind.FormatStart:
    case Kind.Ellipsis:
    case Kind.True:
    case Kind.False:
    case Kind.None:
    case Kind.RightParenthesis:
    case Kind.RightSquare:
    case Kind.RightBrace:
      return true;
    default:
      return false;
  }
}

/** Index of the FormatEnd that belongs to a FormatStart. */
function formatStringEnd(tokens: Tokens, start: number): number {
  let depth = 0;
  for (let index = start; ; index++) {
    if (tokens.kinds[index] === Kind.FormatStart) depth++;
    else if (tokens.kinds[index] === Kind.FormatEnd && --depth === 0) return index;
  }
}
