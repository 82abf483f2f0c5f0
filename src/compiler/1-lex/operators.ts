/**
 * Operators and brackets. Inside a replacement field of a format string, `:` begins the format spec and `!` the
 * conversion; closing brackets are matched leniently, so that one forgotten bracket is one mistake.
 */
import { Open, type Scanner } from './scanner.ts';
import { Kind } from './tokens.ts';

const operators: readonly (readonly [string, Kind])[] = [
  ['**=', Kind.DoubleStarAssign],
  ['//=', Kind.DoubleSlashAssign],
  ['<<=', Kind.LeftShiftAssign],
  ['>>=', Kind.RightShiftAssign],
  ['...', Kind.Ellipsis],
  ['**', Kind.DoubleStar],
  ['//', Kind.DoubleSlash],
  ['<<', Kind.LeftShift],
  ['>>', Kind.RightShift],
  ['==', Kind.Equal],
  ['!=', Kind.NotEqual],
  ['<=', Kind.LessEqual],
  ['>=', Kind.GreaterEqual],
  ['<>', Kind.NotEqual],
  ['->', Kind.Arrow],
  [':=', Kind.Walrus],
  ['+=', Kind.PlusAssign],
  ['-=', Kind.MinusAssign],
  ['*=', Kind.StarAssign],
  ['/=', Kind.SlashAssign],
  ['%=', Kind.PercentAssign],
  ['@=', Kind.AtAssign],
  ['&=', Kind.AmpersandAssign],
  ['|=', Kind.BarAssign],
  ['^=', Kind.CaretAssign],
  ['+', Kind.Plus],
  ['-', Kind.Minus],
  ['*', Kind.Star],
  ['/', Kind.Slash],
  ['%', Kind.Percent],
  ['@', Kind.At],
  ['&', Kind.Ampersand],
  ['|', Kind.Bar],
  ['^', Kind.Caret],
  ['~', Kind.Tilde],
  ['<', Kind.Less],
  ['>', Kind.Greater],
  ['=', Kind.Assign],
  ['!', Kind.Exclamation],
  [',', Kind.Comma],
  [':', Kind.Colon],
  [';', Kind.Semicolon],
  ['.', Kind.Dot],
  ['(', Kind.LeftParenthesis],
  [')', Kind.RightParenthesis],
  ['[', Kind.LeftSquare],
  [']', Kind.RightSquare],
  ['{', Kind.LeftBrace],
  ['}', Kind.RightBrace],
];

/** By first character, longest first. */
const byFirst: (readonly (readonly [string, Kind])[] | undefined)[] = [];
for (const entry of operators) {
  const code = entry[0].charCodeAt(0);
  byFirst[code] = [...(byFirst[code] ?? []), entry];
}

const opening: Readonly<Partial<Record<Kind, Open>>> = {
  [Kind.LeftParenthesis]: Open.Parenthesis,
  [Kind.LeftSquare]: Open.Square,
  [Kind.LeftBrace]: Open.Brace,
};
const closing: Readonly<Partial<Record<Kind, Open>>> = {
  [Kind.RightParenthesis]: Open.Parenthesis,
  [Kind.RightSquare]: Open.Square,
  [Kind.RightBrace]: Open.Brace,
};

/** Reads an operator or bracket; false when the character begins none. */
export function scanOperator(scanner: Scanner, code: number): boolean {
  const candidates = byFirst[code];
  if (candidates === undefined) return false;
  const { text, position } = scanner;
  for (const [spelling, kind] of candidates) {
    if (spelling.length > 1 && !text.startsWith(spelling, position)) continue;
    const end = position + spelling.length;
    if (kind >= Kind.LeftParenthesis && kind <= Kind.RightBrace) {
      const open = opening[kind];
      if (open !== undefined) scanner.push(open, position);
      else closeBracket(scanner, closing[kind]!);
    } else if (scanner.open[scanner.open.length - 1] === Open.Field) {
      if (kind === Kind.Walrus || kind === Kind.Colon) return beginSpec(scanner);
    }
    scanner.add(kind, position, end);
    return true;
  }
  return false;
}

function beginSpec(scanner: Scanner): true {
  scanner.open[scanner.open.length - 1] = Open.Spec;
  scanner.add(Kind.Colon, scanner.position, scanner.position + 1);
  return true;
}

const farthestMatch = 250;

/**
 * Pops the bracket that a closer closes, and those left open inside it; the parser reports what does not fit. A closer
 * that fits nothing is taken for the wrong kind of closer, so that the bracket is not reported as unclosed as well.
 */
function closeBracket(scanner: Scanner, kind: Open): void {
  const { open } = scanner;
  if (open.length === 0) return;
  // Only up to the format string around us, whose text goes on after this field, and not for ever: brackets nested
  // deeper than this are refused anyway, and a search per closer would make hostile input quadratic.
  const farthest = Math.max(0, open.length - farthestMatch);
  for (let index = open.length - 1; index >= farthest; index--) {
    const found = open[index]!;
    if (found === kind || (found === Open.Field && kind === Open.Brace)) {
      while (open.length > index) scanner.pop();
      return;
    }
    if (found >= Open.Field) break;
  }
  if (open[open.length - 1]! < Open.Field) scanner.pop();
}

/** Reports the innermost open bracket, closes all of them and leaves an Error token that keeps the parser silent. */
export function reportUnclosed(scanner: Scanner, end: number): void {
  const { open, openedAt, text, tokens } = scanner;
  const start = openedAt[openedAt.length - 1]!;
  if (start < scanner.unclosedStringAt) {
    // The closing bracket stands inside the string that was never closed: one mistake.
  } else if (open[open.length - 1] === Open.Text) {
    scanner.diagnostics.report('syntax/unclosed-string', { start, end: start + 1 }, 'This string is never closed', {
      help: 'Add the closing quotes.',
    });
  } else {
    const bracket = text[start]!;
    scanner.diagnostics.report(
      'syntax/unclosed-bracket',
      { start, end: start + 1 },
      `This '${bracket}' is never closed`,
      { help: `Add the matching '${bracket === '(' ? ')' : bracket === '[' ? ']' : '}'}'.` },
    );
  }
  while (open.length > 0) scanner.pop();
  tokens.add(Kind.Error, end, end);
}
