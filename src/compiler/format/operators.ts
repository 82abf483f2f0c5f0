/** Where an expression may break: before its loosest operators, all of them together. */
import { Kind } from '../1-lex/tokens.ts';
import { isOperandEnd, type Words } from './words.ts';

/** A line may break before the word at `at`; the operator there is `length` words long, 0 for none. */
export interface BreakPoint {
  readonly at: number;
  readonly length: number;
}

/** From loose to tight. */
enum Looseness {
  Comprehension,
  Conditional,
  Or,
  And,
  Comparison,
  BitOr,
  BitXor,
  BitAnd,
  Shift,
  Sum,
  Product,
  /** Between neighbouring strings. */
  Strings,
  /** Before the dot of a call in a chain of calls. */
  Chain,
}

/**
 * The places before the loosest operators of words `from` ≤ index < `to`; empty when nothing there may break.
 *
 * @param mayBreakChain chains of calls may break before their dots
 */
export function breakPoints(words: Words, from: number, to: number, mayBreakChain: boolean): BreakPoint[] {
  let loosest: Looseness | null = null;
  let points: BreakPoint[] = [];
  walk(words, from, to, (looseness, at, length) => {
    if (loosest === null || looseness < loosest) {
      loosest = looseness;
      points = [];
    }
    if (looseness === loosest) points.push({ at, length });
  });
  return loosest === null && mayBreakChain ? chainPoints(words, from, to) : points;
}

/** How many operators stand outside brackets; a chain of two or more calls counts as one. */
export function countOperators(words: Words, from: number, to: number): number {
  let count = 0;
  walk(words, from, to, () => count++);
  if (count === 0 && chainPoints(words, from, to).length > 0) return 2;
  return count;
}

type Found = (looseness: Looseness, at: number, length: number) => void;

function walk(words: Words, from: number, to: number, found: Found): void {
  const { kinds, partners } = words;
  let inComprehension = false;
  // `for x in` opens a part; its `in` is no comparison.
  let awaitsIn = kinds[from] === Kind.For || (kinds[from] === Kind.Async && kinds[from + 1] === Kind.For);
  for (let index = from; index < to; index++) {
    const kind = kinds[index]!;
    if (kind === Kind.Lambda) return;
    if (kind === Kind.For && index > from && !(index === from + 1 && kinds[from] === Kind.Async)) {
      const isAsync = kinds[index - 1] === Kind.Async;
      found(Looseness.Comprehension, isAsync ? index - 1 : index, 0);
      inComprehension = true;
      awaitsIn = true;
    } else if (kind === Kind.In && awaitsIn) awaitsIn = false;
    else if (kind === Kind.If && index > from) {
      if (inComprehension) found(Looseness.Comprehension, index, 0);
      else found(Looseness.Conditional, index, 1);
    } else if (index > from) {
      const looseness = loosenessOf(words, index);
      const length = looseness === Looseness.Strings ? 0 : isTwoWords(words, index) ? 2 : 1;
      if (looseness !== null) found(looseness, index, length);
      if (length === 2) index++;
    }
    if (partners[index]! > index) index = partners[index]!;
  }
}

function isTwoWords({ kinds }: Words, index: number): boolean {
  return (
    (kinds[index] === Kind.Not && kinds[index + 1] === Kind.In) ||
    (kinds[index] === Kind.Is && kinds[index + 1] === Kind.Not)
  );
}

function loosenessOf({ kinds }: Words, index: number): Looseness | null {
  const kind = kinds[index]!;
  const hasLeft = isOperandEnd(kinds[index - 1]!);
  switch (kind) {
    case Kind.Else:
      return Looseness.Conditional;
    case Kind.Or:
      return Looseness.Or;
    case Kind.And:
      return Looseness.And;
    case Kind.Not:
      return kinds[index + 1] === Kind.In && hasLeft ? Looseness.Comparison : null;
    case Kind.In:
    case Kind.Is:
    case Kind.Equal:
    case Kind.NotEqual:
    case Kind.Less:
    case Kind.LessEqual:
    case Kind.Greater:
    case Kind.GreaterEqual:
      return Looseness.Comparison;
    case Kind.Bar:
      return Looseness.BitOr;
    case Kind.Caret:
      return Looseness.BitXor;
    case Kind.Ampersand:
      return Looseness.BitAnd;
    case Kind.LeftShift:
    case Kind.RightShift:
      return Looseness.Shift;
    case Kind.Plus:
    case Kind.Minus:
      return hasLeft ? Looseness.Sum : null;
    case Kind.Star:
    case Kind.Slash:
    case Kind.DoubleSlash:
    case Kind.Percent:
    case Kind.At:
      return hasLeft ? Looseness.Product : null;
    case Kind.String:
    case Kind.Bytes:
    case Kind.FormatStart:
      return hasLeft ? Looseness.Strings : null;
    default:
      return null;
  }
}

/** The dots of calls in `value.first(…).second(…)`, without the one right behind a plain name. */
function chainPoints({ kinds, partners }: Words, from: number, to: number): BreakPoint[] {
  const points: BreakPoint[] = [];
  let calls = 0;
  for (let index = from; index < to; index++) {
    const isCall =
      kinds[index] === Kind.Dot && kinds[index + 1] === Kind.Name && kinds[index + 2] === Kind.LeftParenthesis;
    if (isCall && index + 2 < to) {
      calls++;
      const isRightBehindName = index === from + 1 && kinds[from] === Kind.Name;
      if (!isRightBehindName) points.push({ at: index, length: 0 });
    }
    if (partners[index]! > index) index = partners[index]!;
  }
  return calls > 1 ? points : [];
}
