/**
 * The parts of a line that may stand in parentheses of their own: what is assigned, returned, tested or gone through.
 * There parentheses say nothing, so the formatter takes them away, and puts them where a long part needs several lines.
 */
import { Kind } from '../1-lex/tokens.ts';
import type { Words } from './words.ts';

/** Words `from` ≤ index < `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Finds the parts of a line, from left to right. */
export function rightSides(words: Words, types: ReadonlySet<number>): Range[] {
  const { kinds, count, starts } = words;
  switch (kinds[0]) {
    case Kind.Return:
      return opensBlock(words) ? [] : nonEmpty([{ from: 1, to: count }]);
    case Kind.Yield:
      return nonEmpty([{ from: kinds[1] === Kind.From ? 2 : 1, to: count }]);
    case Kind.If:
    case Kind.Elif:
    case Kind.While:
      return nonEmpty([{ from: 1, to: count - 1 }]);
    case Kind.Assert: {
      const comma = outside(words, Kind.Comma, 1);
      const lambda = outside(words, Kind.Lambda, 1);
      // The commas behind a `lambda` may be those of its parameters.
      if (comma < 0 || (lambda >= 0 && lambda < comma)) return nonEmpty([{ from: 1, to: count }]);
      return nonEmpty([
        { from: 1, to: comma },
        { from: comma + 1, to: count },
      ]);
    }
    case Kind.For:
    case Kind.Async: {
      if (kinds[0] === Kind.Async && kinds[1] !== Kind.For) return [];
      const inside = outside(words, Kind.In, 1);
      return inside < 0 ? [] : nonEmpty([{ from: inside + 1, to: count - 1 }]);
    }
    default:
      return types.has(starts[0]!) ? [] : assigned(words);
  }
}

/** Is what the line ends with a block expression (`return reason "why":`), which takes no parentheses? */
function opensBlock({ kinds, count }: Words): boolean {
  return kinds[count - 1] === Kind.Colon;
}

/** What stands right of the last assignment sign of a statement; a line that opens a block has none. */
function assigned(words: Words): Range[] {
  const { kinds, count } = words;
  if (opensBlock(words)) return [];
  let from = -1;
  for (let index = 1; index < count; index++) {
    const kind = kinds[index]!;
    if (kind === Kind.Lambda) break;
    if (kind >= Kind.Assign && kind <= Kind.RightShiftAssign) from = index + 1;
    if (words.partners[index]! > index) index = words.partners[index]!;
  }
  return from < 0 ? [] : nonEmpty([{ from, to: count }]);
}

function nonEmpty(ranges: Range[]): Range[] {
  return ranges.filter(({ from, to }) => from < to);
}

/** The first word of this kind outside brackets; -1 when there is none. */
export function outside({ kinds, partners, count }: Words, kind: Kind, from: number, to = count): number {
  for (let index = from; index < to; index++) {
    if (kinds[index] === kind) return index;
    if (partners[index]! > index) index = partners[index]!;
  }
  return -1;
}

/** Takes away parentheses around whole right sides; those that hold a comment stay. */
export function removeParentheses(words: Words, types: ReadonlySet<number>): void {
  if (!words.hasGrouping || words.above.size > 0 || words.behind.size > 0) return;
  // From right to left, so that the places of what is left to do stay right.
  for (const { from, to } of rightSides(words, types).reverse()) {
    let last = to - 1;
    while (isWrapped(words, from, last) && mayStandBare(words, from + 1, last)) {
      words.removeBrackets(from);
      last -= 2;
    }
  }
}

function isWrapped({ kinds, partners }: Words, from: number, last: number): boolean {
  return kinds[from] === Kind.LeftParenthesis && partners[from] === last;
}

/**
 * Means the content of parentheses the same without them, and can it be put back into them? Tuples, generators,
 * assignments, yields and lambdas keep the form they have.
 */
export function mayStandBare({ kinds, partners }: Words, from: number, to: number): boolean {
  if (from >= to || kinds[from] === Kind.Yield || kinds[from] === Kind.Star) return false;
  for (let index = from; index < to; index++) {
    const kind = kinds[index]!;
    if (kind === Kind.Comma || kind === Kind.Walrus || kind === Kind.For || kind === Kind.Lambda) return false;
    if (partners[index]! > index) index = partners[index]!;
  }
  return true;
}

/** A tuple without parentheses, which may get some; `*a, b` and what holds a lambda or an assignment keep their form. */
export function isBareTuple(words: Words, from: number, to: number): boolean {
  const { kinds } = words;
  if (kinds[from] === Kind.Yield || outside(words, Kind.Comma, from, to) < 0) return false;
  return [Kind.Lambda, Kind.Walrus, Kind.For].every((kind) => outside(words, kind, from, to) < 0);
}
