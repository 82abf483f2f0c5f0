/** Binding strength of operators, weakest first, and the tree's name for each operator token. */
import type { BinaryOperator, ComparisonOperator } from '#language/ast';
import { Kind } from '../1-lex/tokens.ts';

export enum Strength {
  None,
  Or,
  And,
  Not,
  Comparison,
  BitOr,
  BitXor,
  BitAnd,
  Shift,
  Sum,
  Product,
  Sign,
  Power,
}

const binary: readonly (readonly [Kind, Kind | null, BinaryOperator, Strength])[] = [
  [Kind.Bar, Kind.BarAssign, '|', Strength.BitOr],
  [Kind.Caret, Kind.CaretAssign, '^', Strength.BitXor],
  [Kind.Ampersand, Kind.AmpersandAssign, '&', Strength.BitAnd],
  [Kind.LeftShift, Kind.LeftShiftAssign, '<<', Strength.Shift],
  [Kind.RightShift, Kind.RightShiftAssign, '>>', Strength.Shift],
  [Kind.Plus, Kind.PlusAssign, '+', Strength.Sum],
  [Kind.Minus, Kind.MinusAssign, '-', Strength.Sum],
  [Kind.Star, Kind.StarAssign, '*', Strength.Product],
  [Kind.Slash, Kind.SlashAssign, '/', Strength.Product],
  [Kind.DoubleSlash, Kind.DoubleSlashAssign, '//', Strength.Product],
  [Kind.Percent, Kind.PercentAssign, '%', Strength.Product],
  [Kind.At, Kind.AtAssign, '@', Strength.Product],
  [Kind.DoubleStar, Kind.DoubleStarAssign, '**', Strength.Power],
];

/** How strongly a token binds to its left operand; None for tokens that are no infix operator. */
export const strengths = new Uint8Array(256);
/** By token kind. */
export const binaryOperators: (BinaryOperator | undefined)[] = [];
/** By token kind of `+=` and its like. */
export const augmentedOperators: (BinaryOperator | undefined)[] = [];
/** By operator, for the printer. */
export const binaryStrength = {} as Record<BinaryOperator, Strength>;

for (const [kind, assignKind, operator, strength] of binary) {
  strengths[kind] = strength;
  binaryOperators[kind] = operator;
  binaryStrength[operator] = strength;
  if (assignKind !== null) augmentedOperators[assignKind] = operator;
}
strengths[Kind.Or] = Strength.Or;
strengths[Kind.And] = Strength.And;

/** By token kind; `not in` and `is not` are put together by the parser. */
export const comparisonOperators: (ComparisonOperator | undefined)[] = [];
for (const [kind, operator] of [
  [Kind.Equal, '=='],
  [Kind.NotEqual, '!='],
  [Kind.Less, '<'],
  [Kind.LessEqual, '<='],
  [Kind.Greater, '>'],
  [Kind.GreaterEqual, '>='],
  [Kind.In, 'in'],
  [Kind.Is, 'is'],
  [Kind.Not, 'not in'],
] as const) {
  comparisonOperators[kind] = operator;
  strengths[kind] = Strength.Comparison;
}
