/**
 * A line that does not fit, as a document: brackets break with one element on each line and a comma after the last; what
 * has no comma breaks before its loosest operators; a right side without brackets of its own gets parentheses.
 */
import { Kind } from '../1-lex/tokens.ts';
import { type Document, group, hardLine, ifBroken, indent, line, lineEnd, softLine, step } from './document.ts';
import { breakPoints, countOperators } from './operators.ts';
import { isBareTuple, mayStandBare, outside, type Range, rightSides } from './right-sides.ts';
import { isOpening, isOperandEnd, type Words } from './words.ts';

/**
 * @param words a line whose spaces are decided
 * @param types offsets of `type` statements
 * @param indentation columns before the line
 * @param width columns that a line should not exceed
 */
export function layOut(words: Words, types: ReadonlySet<number>, indentation: number, width: number): Document {
  return new Layout(words, width - indentation).line(rightSides(words, types));
}

class Layout {
  /** Words whose comments above have been placed. */
  private readonly placed = new Set<number>();

  private readonly hasComments: boolean;

  constructor(
    private readonly words: Words,
    private readonly room: number,
  ) {
    this.hasComments = words.above.size > 0 || words.behind.size > 0;
  }

  line(sides: readonly Range[]): Document {
    const { count } = this.words;
    if (isDefinition(this.words)) return this.definition();
    const parts: Document[] = [];
    let next = 0;
    for (const { from, to } of sides) {
      parts.push(this.sequence(next, from), this.spaceAt(from), this.rightSide(from, to));
      next = to;
    }
    parts.push(next > 0 && next < count ? this.spaceAt(next) : '', this.sequence(next, count));
    return parts;
  }

  /** In the line of a definition only the parameters break, never what stands behind them. */
  private definition(): Document {
    const { partners, count } = this.words;
    let open = outside(this.words, Kind.LeftParenthesis, 0);
    if (open < 0 || partners[open] === open + 1) open = outside(this.words, Kind.LeftSquare, 0);
    if (open < 0 || this.hasComments) {
      return this.sequence(0, count);
    }
    const close = partners[open]!;
    const flat: Document[] = [];
    for (let index = close + 1; index < count; index++) flat.push(this.spaceAt(index), this.words.text(index));
    return [this.sequence(0, open), this.spaceAt(open), this.bracket(open), flat];
  }

  private spaceAt(index: number): Document {
    return this.words.spaced[index] ? ' ' : '';
  }

  /** Words side by side; only brackets among them may break. */
  private sequence(from: number, to: number): Document {
    const { kinds, partners, spaced } = this.words;
    const parts: Document[] = [];
    let text = '';
    for (let index = from; index < to; index++) {
      if (index > from && spaced[index]) text += ' ';
      const isBracket = isOpening(kinds[index]!);
      const document = isBracket ? this.bracket(index) : this.word(index);
      if (isBracket) index = partners[index]!;
      if (typeof document === 'string') text += document;
      else {
        parts.push(text, document);
        text = '';
      }
    }
    if (parts.length === 0) return text;
    parts.push(text);
    return parts;
  }

  /** A word with the comment behind it; comments above it that found no line of their own go behind the word before. */
  private word(index: number): Document {
    const text = this.words.text(index);
    if (!this.hasComments) return text;
    const { above, behind } = this.words;
    const comments = this.placed.has(index) ? [] : (above.get(index) ?? []);
    const comment = behind.get(index);
    return [comments.map(lineEnd), text, comment === undefined ? '' : lineEnd(comment)];
  }

  /** Comments above a word that begins a line here. */
  private commentsAbove(index: number): Document {
    const comments = this.words.above.get(index);
    if (comments === undefined) return '';
    this.placed.add(index);
    return comments.map((comment): Document => [comment, hardLine]);
  }

  private bracket(open: number): Document {
    const { kinds, partners, above } = this.words;
    const close = partners[open]!;
    const closing = above.get(close);
    if (close === open + 1) {
      if (closing === undefined) return [this.word(open), this.word(close)];
      this.placed.add(close);
      const comments = closing.map((comment): Document => [hardLine, comment]);
      return group([this.word(open), indent(comments), hardLine, this.word(close)]);
    }
    const elements = this.elements(open, close);
    const hasComma = kinds[close - 1] === Kind.Comma;
    const isIndex = kinds[open] === Kind.LeftSquare && this.followsOperand(open);
    const isAlone = elements.length === 1;
    const commaMakesTuple = hasComma && this.words.isTupleOfOne(open, close);
    const inside: Document[] = [];
    for (const [number, { from, to }] of elements.entries()) {
      if (number > 0) inside.push(this.word(elements[number - 1]!.to), line);
      inside.push(this.commentsAbove(from), this.element(open, from, to, isAlone));
    }
    if (hasComma) inside.push(commaMakesTuple ? this.word(close - 1) : [ifBroken(','), this.behind(close - 1)]);
    else if (this.mayAddComma(open, elements, isIndex)) inside.push(ifBroken(','));
    if (closing !== undefined) {
      this.placed.add(close);
      for (const comment of closing) inside.push(hardLine, comment);
    }
    const asksForLines = hasComma && !commaMakesTuple;
    // Arguments and parameters may share one line of their own; elements of a display never do.
    const mayShare = kinds[open] === Kind.LeftParenthesis && this.followsOperand(open);
    const content = mayShare ? group(inside, asksForLines) : inside;
    return group([this.word(open), indent([softLine, content]), softLine, this.word(close)], asksForLines);
  }

  private behind(index: number): Document {
    const comment = this.words.behind.get(index);
    return comment === undefined ? '' : lineEnd(comment);
  }

  /** What stands between the commas; those of a lambda's parameters and of the targets of `for` do not count. */
  private elements(open: number, close: number): Range[] {
    const { kinds, partners } = this.words;
    const ranges: Range[] = [];
    let from = open + 1;
    let lambdas = 0;
    let isInTargets = false;
    for (let index = from; index < close; index++) {
      const kind = kinds[index]!;
      if (kind === Kind.Lambda) lambdas++;
      else if (kind === Kind.For || kind === Kind.In) isInTargets = kind === Kind.For;
      else if (kind === Kind.Colon && lambdas > 0) lambdas--;
      else if (kind === Kind.Comma && lambdas === 0 && !isInTargets) {
        ranges.push({ from, to: index });
        from = index + 1;
      } else if (partners[index]! > index) index = partners[index]!;
    }
    if (from < close) ranges.push({ from, to: close });
    return ranges;
  }

  private mayAddComma(open: number, elements: readonly Range[], isIndex: boolean): boolean {
    if (elements.length > 1) return true;
    const only = elements[0]!;
    if (isIndex || this.isGrouping(open)) return false;
    return outside(this.words, Kind.For, only.from, only.to) < 0;
  }

  /** Is this a parenthesis around an expression, not around arguments or parameters? */
  private isGrouping(open: number): boolean {
    return this.words.kinds[open] === Kind.LeftParenthesis && !this.followsOperand(open);
  }

  private followsOperand(open: number): boolean {
    return open > 0 && isOperandEnd(this.words.kinds[open - 1]!) && !this.words.spaced[open];
  }

  /** What stands between two commas: a name or key first, then an expression. */
  private element(open: number, from: number, to: number, isAlone: boolean): Document {
    const { kinds } = this.words;
    const isComprehension = outside(this.words, Kind.For, from, to) >= 0;
    for (const sign of isComprehension ? [] : [Kind.Assign, Kind.Colon, Kind.Walrus]) {
      const at = outside(this.words, sign, from, to);
      const lambda = outside(this.words, Kind.Lambda, from, to);
      if (at < 0 || at === to - 1 || (lambda >= 0 && lambda < at)) continue;
      return [this.sequence(from, at + 1), this.spaceAt(at + 1), this.expression(at + 1, to, false)];
    }
    const isInParentheses = isAlone && kinds[open] === Kind.LeftParenthesis && this.isGrouping(open);
    return this.expression(from, to, isInParentheses);
  }

  /** An expression that breaks before its loosest operators, then before tighter ones. */
  private expression(from: number, to: number, mayBreakChain: boolean): Document {
    const points = breakPoints(this.words, from, to, mayBreakChain);
    if (points.length === 0) return this.sequence(from, to);
    const parts: Document[] = [this.operand(from, points[0]!.at)];
    for (const [number, { at, length }] of points.entries()) {
      const next = points[number + 1]?.at ?? to;
      // A comment behind an operator belongs to the line that ended there, one behind that to the line that begins.
      if (length > 0) parts.push(this.behind(at + length - 1));
      parts.push(this.words.spaced[at] ? line : softLine, this.commentsAbove(at));
      if (length > 0) parts.push(this.commentsAbove(at + length));
      for (let index = at; index < at + length; index++) parts.push(index > at ? ' ' : '', this.words.text(index));
      if (length > 0 && at + length < next) parts.push(this.spaceAt(at + length));
      if (at + length < next) parts.push(this.operand(at + length, next));
    }
    return group(parts);
  }

  private operand(from: number, to: number): Document {
    return this.expression(from, to, false);
  }

  /** What is assigned, returned or tested: in parentheses where it needs several lines and has no brackets to break. */
  private rightSide(from: number, to: number): Document {
    if (this.holdsComment(from, to)) return this.sequence(from, to);
    if (isBareTuple(this.words, from, to)) return this.bareTuple(from, to);
    if (!mayStandBare(this.words, from, to)) return this.sequence(from, to);
    const needs = countOperators(this.words, from, to) > 0 ? this.needsParentheses(from, to) : this.wouldFit(from, to);
    if (!needs) return this.sequence(from, to);
    return inParentheses(this.expression(from, to, true));
  }

  /** `return a, b` over several lines: a tuple in parentheses. */
  private bareTuple(from: number, to: number): Document {
    const inside: Document[] = [];
    for (const { from: first, to: end } of this.elements(from - 1, to)) {
      if (inside.length > 0) inside.push(',', line);
      inside.push(this.expression(first, end, false));
    }
    const isOfOne = this.words.kinds[to - 1] === Kind.Comma && inside.length === 1;
    return inParentheses([inside, isOfOne ? ',' : ifBroken(',')]);
  }

  private holdsComment(from: number, to: number): boolean {
    if (!this.hasComments) return false;
    const { above, behind } = this.words;
    const within = (index: number): boolean => index >= from && index < to;
    return [...above.keys()].some(within) || [...behind.keys()].some(within);
  }

  /** One operator whose last side ends with brackets, as in `first + second(…)`, breaks well inside those. */
  private needsParentheses(from: number, to: number): boolean {
    const open = this.words.partners[to - 1]!;
    const endsWithContent = open > from && open + 1 < to - 1;
    return countOperators(this.words, from, to) > 1 || !endsWithContent;
  }

  /** A right side with nothing to break gets parentheses only if it then fits. */
  private wouldFit(from: number, to: number): boolean {
    const { partners } = this.words;
    for (let index = from; index < to; index++) if (partners[index]! > index + 1) return false;
    const width = this.words.width(from, to);
    return width !== null && step + width <= this.room;
  }
}

function inParentheses(content: Document): Document {
  return group([ifBroken('('), indent([softLine, content]), softLine, ifBroken(')')]);
}

function isDefinition({ kinds }: Words): boolean {
  return kinds[0] === Kind.Func || kinds[0] === Kind.Class || (kinds[0] === Kind.Async && kinds[1] === Kind.Func);
}
