/**
 * Where a space stands between two words of a line. The rules are those of PEP 8 as ruff and Black apply them: around
 * operators but not behind a sign, after a comma, not inside brackets, `=` tight in arguments and wide in assignments,
 * the colon of a slice as loose as what stands around it.
 */
import { Kind, knownWords, word } from '../1-lex/tokens.ts';
import { isClosing, isOpening, isOperandEnd, type Words } from './words.ts';

type Bracket = 'line' | 'round' | 'square' | 'index' | 'curly';

/** What is known of the bracket around a word; the line itself counts as one. */
interface Frame {
  bracket: Bracket;
  /** Lambdas whose colon is still to come. */
  lambdas: number;
  /** A colon or `into` since the last comma: the `=` that follows gives an annotated parameter its default. */
  isAnnotated: boolean;
  /** The parts of the slice are more than names and numbers: its colons stand apart. */
  isLoose: boolean;
}

/**
 * Decides about every word of a line.
 *
 * @param keywords offsets of soft keywords that are keywords here
 */
export function space(words: Words, keywords: ReadonlySet<number>): void {
  const { kinds, spaced, count } = words;
  let depth = 0;
  let frame = frameAt(depth, 'line', false);
  /** Is the word before one that ends an operand, so that an operator after it has two sides? */
  let endsOperand = false;
  /** Does the word before cling to what follows: a sign, an opening bracket, a dot? */
  let clings = true;
  for (let index = 0; index < count; index++) {
    const kind = kinds[index]!;
    const before = index === 0 ? Kind.Newline : kinds[index - 1]!;
    const isKeyword: boolean = kind === Kind.Name && isKeywordHere(words, index, keywords, endsOperand, depth);
    spaced[index] = !clings && spaceBefore(words, index, kind, before, frame, endsOperand, keywords);
    clings = clingsToNext(words, index, kind, before, frame, endsOperand);
    if (isOpening(kind)) {
      frame = openFrame(words, index, kind, endsOperand, ++depth);
      endsOperand = false;
      continue;
    }
    if (isClosing(kind)) {
      frame = frames[--depth]!;
      endsOperand = true;
      continue;
    }
    if (kind === Kind.Lambda) frame.lambdas++;
    else if (kind === Kind.Comma) frame.isAnnotated = false;
    else if (kind === Kind.Colon) {
      if (frame.lambdas > 0) frame.lambdas--;
      else frame.isAnnotated = true;
    } else if (kind === Kind.Name && words.names[index] === word.into && endsOperand) frame.isAnnotated = true;
    endsOperand = isKeyword ? false : isOperandEnd(kind);
  }
}

/** Frames by depth, made once and used for every line: a file has more brackets than anything else. */
const frames: Frame[] = [];

function frameAt(depth: number, bracket: Bracket, isLoose: boolean): Frame {
  frames[depth] ??= { bracket, lambdas: 0, isAnnotated: false, isLoose };
  const frame = frames[depth];
  frame.bracket = bracket;
  frame.lambdas = 0;
  frame.isAnnotated = false;
  frame.isLoose = isLoose;
  return frame;
}

function openFrame(words: Words, index: number, kind: Kind, endsOperand: boolean, depth: number): Frame {
  if (kind === Kind.LeftParenthesis) return frameAt(depth, 'round', false);
  if (kind === Kind.LeftBrace) return frameAt(depth, 'curly', false);
  if (!endsOperand || (depth === 1 && opensTypeParameters(words, index))) return frameAt(depth, 'square', false);
  return frameAt(depth, 'index', hasLooseSlice(words, index));
}

/** `func name[T: bound]`, `class Name[T]`, `type Name[T]`: the bracket right after the name that is defined. */
function opensTypeParameters({ kinds, names }: Words, index: number): boolean {
  if (index < 2 || index > 3 || kinds[index - 1] !== Kind.Name) return false;
  const definer = kinds[index - 2]!;
  return definer === Kind.Func || definer === Kind.Class || (definer === Kind.Name && names[index - 2] === word.type);
}

function hasLooseSlice({ kinds, partners }: Words, open: number): boolean {
  let hasColon = false;
  let isLoose = false;
  for (let index = open + 1; index < partners[open]!; index++) {
    const kind = kinds[index]!;
    if (kind === Kind.Colon) hasColon = true;
    else if (kind === Kind.Lambda) return false;
    else if (isOpening(kind)) {
      isLoose = true;
      index = partners[index]!;
    } else if (!isSimple(kind)) {
      const isSign = kind === Kind.Minus && !isOperandEnd(kinds[index - 1]!);
      isLoose ||= !isSign;
    }
  }
  return hasColon && isLoose;
}

function isSimple(kind: Kind): boolean {
  return kind === Kind.Colon || kind === Kind.Comma || (isOperandEnd(kind) && !isClosing(kind));
}

function isKeywordHere(
  { names, starts }: Words,
  index: number,
  keywords: ReadonlySet<number>,
  endsOperand: boolean,
  depth: number,
): boolean {
  const name = names[index]!;
  if (name >= knownWords.length) return false;
  if (keywords.has(starts[index]!)) return true;
  if (name === word.on) return index === 1 && keywords.has(starts[0]!);
  return (name === word.requires || name === word.to) && depth === 0 && endsOperand;
}

/** Does a space stand before a word, where the word before it does not cling to it? */
function spaceBefore(
  words: Words,
  index: number,
  kind: Kind,
  before: Kind,
  frame: Frame,
  endsOperand: boolean,
  keywords: ReadonlySet<number>,
): boolean {
  if (kind === Kind.Comma || kind === Kind.Semicolon || isClosing(kind)) return false;
  if (kind === Kind.LeftParenthesis || kind === Kind.LeftSquare) return !endsOperand;
  if (kind === Kind.Dot) {
    if (words.kinds[0] === Kind.From) return before === Kind.From;
    return before === Kind.Number && /^[0-9_]+$/.test(words.text(index - 1));
  }
  if (kind === Kind.Colon) return isSliceColon(frame) && frame.isLoose && before !== Kind.Colon;
  if (kind === Kind.Assign) return hasWideAssign(frame);
  if (kind === Kind.Star && before === Kind.Except) return false;
  if (before === Kind.Ellipsis && words.kinds[0] === Kind.From) return kind === Kind.Import;
  if (kind === Kind.Slash || before === Kind.Slash) return !isInRate(words, index, keywords);
  return true;
}

/** Does the next word stand right behind this one? */
function clingsToNext(
  words: Words,
  index: number,
  kind: Kind,
  before: Kind,
  frame: Frame,
  endsOperand: boolean,
): boolean {
  switch (kind) {
    case Kind.LeftParenthesis:
    case Kind.LeftSquare:
    case Kind.LeftBrace:
    case Kind.Tilde:
      return true;
    case Kind.Dot:
      return words.kinds[index + 1] !== Kind.Import;
    case Kind.At:
      return index === 0;
    case Kind.Plus:
    case Kind.Minus:
    case Kind.Star:
    case Kind.DoubleStar:
      return !endsOperand && before !== Kind.Except;
    case Kind.Colon:
      return isSliceColon(frame) && !frame.isLoose;
    case Kind.Assign:
      return !hasWideAssign(frame);
    default:
      return false;
  }
}

function isSliceColon(frame: Frame): boolean {
  return frame.bracket === 'index' && frame.lambdas === 0;
}

function hasWideAssign(frame: Frame): boolean {
  return frame.lambdas === 0 && (frame.bracket === 'line' || frame.isAnnotated);
}

/** `limit: 10/s`: the rate of a clause keeps the form in which it is spoken of. */
function isInRate(words: Words, index: number, keywords: ReadonlySet<number>): boolean {
  const { count, kinds, names, starts, ends } = words;
  if (count !== 5 || index < 3 || keywords.has(starts[0]!)) return false;
  const isPer = names[4] === word.s || names[4] === word.m || names[4] === word.h;
  return kinds[1] === Kind.Colon && kinds[2] === Kind.Number && isPer && starts[4] === ends[2]! + 1;
}
