/** Patterns of `case`. */
import type { Expression, KeywordPattern, MappingPatternEntry, Pattern } from '#language/ast';
import { Kind, word } from '../1-lex/tokens.ts';
import { atom } from './atoms.ts';
import type { Cursor } from './cursor.ts';
import { stringLiterals } from './strings.ts';

/** A pattern, or several separated by commas: a sequence without brackets. */
export function openPattern(cursor: Cursor): Pattern {
  const start = cursor.start;
  const first = starOrPattern(cursor);
  if (!cursor.at(Kind.Comma)) {
    if (first.kind === 'StarPattern') reportLonelyStar(cursor, first);
    return first;
  }
  const elements = [first];
  while (cursor.accept(Kind.Comma) && !cursor.at(Kind.Colon) && !cursor.at(Kind.If))
    elements.push(starOrPattern(cursor));
  return sequence(cursor, start, elements, 'none');
}

function reportLonelyStar(cursor: Cursor, star: Pattern): void {
  cursor.report('syntax/starred-here', star.span, 'A starred pattern needs a sequence around it', 'Write `[*rest]`.');
}

function sequence(cursor: Cursor, start: number, elements: Pattern[], brackets: 'square' | 'round' | 'none'): Pattern {
  const stars = elements.filter((element) => element.kind === 'StarPattern');
  if (stars.length > 1) {
    cursor.report('syntax/invalid-pattern', stars[1]!.span, 'A sequence pattern can hold only one starred name', null);
  }
  return { kind: 'SequencePattern', id: cursor.newId(), span: cursor.spanFrom(start), elements, brackets };
}

function starOrPattern(cursor: Cursor): Pattern {
  if (!cursor.at(Kind.Star)) return asPattern(cursor);
  const start = cursor.start;
  cursor.advance();
  const name = cursor.identifier("a name after '*'");
  return {
    kind: 'StarPattern',
    id: cursor.newId(),
    span: cursor.spanFrom(start),
    name: name.name === '_' ? null : name,
  };
}

function asPattern(cursor: Cursor): Pattern {
  const start = cursor.start;
  cursor.enter();
  const pattern = orPattern(cursor);
  cursor.leave();
  if (!cursor.accept(Kind.As)) return pattern;
  if (cursor.atWord(word._)) {
    cursor.fail(
      'syntax/invalid-pattern',
      cursor.tokenSpan,
      "'_' cannot be a name here, because it matches anything",
      'Write another name.',
    );
  }
  const name = cursor.identifier("a name after 'as'");
  return { kind: 'AsPattern', id: cursor.newId(), span: cursor.spanFrom(start), pattern, name };
}

function orPattern(cursor: Cursor): Pattern {
  const start = cursor.start;
  const first = closedPattern(cursor);
  if (!cursor.at(Kind.Bar)) return first;
  const alternatives = [first];
  while (cursor.accept(Kind.Bar)) alternatives.push(closedPattern(cursor));
  return { kind: 'OrPattern', id: cursor.newId(), span: cursor.spanFrom(start), alternatives };
}

function closedPattern(cursor: Cursor): Pattern {
  switch (cursor.kind) {
    case Kind.Name:
      return namePattern(cursor);
    case Kind.LeftSquare:
      return squarePattern(cursor);
    case Kind.LeftParenthesis:
      return roundPattern(cursor);
    case Kind.LeftBrace:
      return mappingPattern(cursor);
    default:
      return valuePattern(cursor, cursor.start, literal(cursor));
  }
}

function valuePattern(cursor: Cursor, start: number, value: Expression): Pattern {
  return { kind: 'ValuePattern', id: cursor.newId(), span: cursor.spanFrom(start), value };
}

/** Numbers with sign, complex sums, strings, bytes, None, True, False. */
function literal(cursor: Cursor): Expression {
  const start = cursor.start;
  switch (cursor.kind) {
    case Kind.None:
    case Kind.True:
    case Kind.False:
    case Kind.Duration:
      return atom(cursor);
    case Kind.FormatStart:
      return cursor.fail(
        'syntax/invalid-pattern',
        cursor.tokenSpan,
        'A format string cannot be a pattern',
        'Compare it in a guard: `case text if text == f"…":`.',
      );
    case Kind.String:
    case Kind.Bytes:
      return stringLiterals(cursor);
    case Kind.Number:
    case Kind.Minus: {
      const left = signedNumber(cursor);
      if (!cursor.at(Kind.Plus) && !cursor.at(Kind.Minus)) return left;
      const operator = cursor.at(Kind.Plus) ? '+' : '-';
      cursor.advance();
      if (!cursor.at(Kind.Number)) cursor.failExpected('the imaginary part');
      const right = atom(cursor);
      if (right.kind !== 'Constant' || right.value.type !== 'complex') {
        cursor.report(
          'syntax/invalid-pattern',
          right.span,
          'Only an imaginary number can follow here',
          'Write the sum as one number, or compare in a guard.',
        );
      }
      return { kind: 'BinOp', id: cursor.newId(), span: cursor.spanFrom(start), left, operator, right };
    }
    default:
      cursor.fail(
        'syntax/invalid-pattern',
        cursor.tokenSpan,
        `Expected a pattern ${cursor.hereText()}`,
        'Patterns are literals, names, `[…]`, `(…)`, `{…}` and `Class(…)`, joined by `|`.',
      );
  }
}

function signedNumber(cursor: Cursor): Expression {
  const start = cursor.start;
  const isNegative = cursor.accept(Kind.Minus);
  if (!cursor.at(Kind.Number)) cursor.failExpected("a number after '-'");
  const number = atom(cursor);
  if (!isNegative) return number;
  return { kind: 'UnaryOp', id: cursor.newId(), span: cursor.spanFrom(start), operator: '-', operand: number };
}

/** `_`, a capture, a dotted value, or a class pattern. */
function namePattern(cursor: Cursor): Pattern {
  const start = cursor.start;
  const isWildcard = cursor.atWord(word._);
  const name = cursor.identifier('a name');
  if (!cursor.at(Kind.Dot) && !cursor.at(Kind.LeftParenthesis)) {
    if (isWildcard) return { kind: 'WildcardPattern', id: cursor.newId(), span: name.span };
    return { kind: 'CapturePattern', id: cursor.newId(), span: name.span, name };
  }
  let value: Expression = { kind: 'Name', id: cursor.newId(), span: name.span, name: name.name };
  while (cursor.accept(Kind.Dot)) {
    cursor.link();
    const attribute = cursor.identifier("a name after '.'");
    value = { kind: 'Attribute', id: cursor.newId(), span: cursor.spanFrom(start), object: value, name: attribute };
  }
  return cursor.at(Kind.LeftParenthesis) ? classPattern(cursor, start, value) : valuePattern(cursor, start, value);
}

function classPattern(cursor: Cursor, start: number, className: Expression): Pattern {
  cursor.advance();
  const args: Pattern[] = [];
  const keywords: KeywordPattern[] = [];
  while (!cursor.at(Kind.RightParenthesis)) {
    const itemStart = cursor.start;
    if (cursor.at(Kind.Name) && cursor.peek(1) === Kind.Assign) {
      const name = cursor.identifier('a name');
      cursor.advance();
      const pattern = asPattern(cursor);
      keywords.push({ kind: 'KeywordPattern', id: cursor.newId(), span: cursor.spanFrom(itemStart), name, pattern });
    } else {
      const pattern = asPattern(cursor);
      if (keywords.length > 0) {
        cursor.report(
          'syntax/argument-order',
          pattern.span,
          'A positional pattern stands after a named one',
          'Move it before the first `name=pattern`.',
        );
      }
      args.push(pattern);
    }
    if (!cursor.accept(Kind.Comma)) break;
  }
  cursor.expect(Kind.RightParenthesis, "')' after the patterns");
  return {
    kind: 'ClassPattern',
    id: cursor.newId(),
    span: cursor.spanFrom(start),
    className,
    arguments: args,
    keywords,
  };
}

function patternsUntil(cursor: Cursor, closer: Kind): { elements: Pattern[]; sawComma: boolean } {
  const elements: Pattern[] = [];
  let sawComma = false;
  while (cursor.kind !== closer) {
    elements.push(starOrPattern(cursor));
    if (!cursor.accept(Kind.Comma)) break;
    sawComma = true;
  }
  return { elements, sawComma };
}

function squarePattern(cursor: Cursor): Pattern {
  const start = cursor.start;
  cursor.advance();
  const { elements } = patternsUntil(cursor, Kind.RightSquare);
  cursor.expect(Kind.RightSquare, "']' after the patterns");
  return sequence(cursor, start, elements, 'square');
}

/** `(p)` is p; `()`, `(p,)` and `(p, q)` are sequences. */
function roundPattern(cursor: Cursor): Pattern {
  const start = cursor.start;
  cursor.advance();
  const { elements, sawComma } = patternsUntil(cursor, Kind.RightParenthesis);
  cursor.expect(Kind.RightParenthesis, "')' after the patterns");
  const only = elements[0];
  if (elements.length !== 1 || sawComma || only === undefined) return sequence(cursor, start, elements, 'round');
  if (only.kind === 'StarPattern') reportLonelyStar(cursor, only);
  return only;
}

function mappingPattern(cursor: Cursor): Pattern {
  const start = cursor.start;
  cursor.advance();
  const entries: MappingPatternEntry[] = [];
  let rest = null;
  while (!cursor.at(Kind.RightBrace)) {
    if (cursor.accept(Kind.DoubleStar)) {
      rest = cursor.identifier("a name after '**'");
      cursor.accept(Kind.Comma);
      break;
    }
    const key = mappingKey(cursor);
    cursor.expect(Kind.Colon, "':' and the pattern of the value");
    entries.push({ key, pattern: asPattern(cursor) });
    if (!cursor.accept(Kind.Comma)) break;
  }
  cursor.expect(Kind.RightBrace, "'}' after the patterns");
  return { kind: 'MappingPattern', id: cursor.newId(), span: cursor.spanFrom(start), entries, rest };
}

/** A literal or a dotted name; a bare name would look like a capture, which a key cannot be. */
function mappingKey(cursor: Cursor): Expression {
  if (!cursor.at(Kind.Name)) return literal(cursor);
  const { start, tokenSpan } = cursor;
  const pattern = namePattern(cursor);
  if (pattern.kind === 'ValuePattern') return pattern.value;
  cursor.fail(
    'syntax/invalid-pattern',
    cursor.span(start, tokenSpan.end),
    'The key of a mapping pattern is a literal or a dotted name',
    'Put quotes around it if the key is text.',
  );
}
