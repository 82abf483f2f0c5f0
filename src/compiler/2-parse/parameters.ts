/** Parameter lists of functions, constructs and lambdas, and type parameters. */
import type { Expression, Identifier, Parameter, Parameters, TypeParameter } from '#language/ast';
import { Kind, word } from '../1-lex/tokens.ts';
import { expectCloser } from './atoms.ts';
import type { Cursor } from './cursor.ts';
import { expression, starred } from './expressions.ts';

/** `(a, /, b: T = d, *rest, key, **named)`; the cursor stands at the opening parenthesis. */
export function parenthesisedParameters(cursor: Cursor): Parameters {
  const opened = cursor.start;
  cursor.expect(Kind.LeftParenthesis, "'(' and the parameters");
  const parameters = parameterList(cursor, Kind.RightParenthesis, true);
  expectCloser(cursor, Kind.RightParenthesis, ')', opened);
  return parameters;
}

/** Parameters of a lambda, up to its colon: without annotations. */
export function lambdaParameters(cursor: Cursor): Parameters {
  return parameterList(cursor, Kind.Colon, false);
}

interface Reading {
  positionalOnly: Parameter[];
  positional: Parameter[];
  rest: Parameter | null;
  keywordOnly: Parameter[];
  keywords: Parameter | null;
  sawStar: boolean;
  sawSlash: boolean;
  sawDefault: boolean;
}

function parameterList(cursor: Cursor, closer: Kind, annotated: boolean): Parameters {
  const reading: Reading = {
    positionalOnly: [],
    positional: [],
    rest: null,
    keywordOnly: [],
    keywords: null,
    sawStar: false,
    sawSlash: false,
    sawDefault: false,
  };
  while (cursor.kind !== closer) {
    if (reading.keywords !== null) {
      cursor.fail(
        'syntax/parameter-order',
        cursor.tokenSpan,
        "Nothing can stand after the parameter with '**'",
        'Move it to the end.',
      );
    }
    readItem(cursor, reading, annotated, closer);
    if (!cursor.accept(Kind.Comma)) break;
  }
  const { positionalOnly, positional, rest, keywordOnly, keywords } = reading;
  return { positionalOnly, positional, rest, keywordOnly, keywords };
}

function readItem(cursor: Cursor, reading: Reading, annotated: boolean, closer: Kind): void {
  const itemSpan = cursor.tokenSpan;
  if (cursor.at(Kind.Slash)) {
    const misplaced = reading.sawSlash || reading.sawStar || reading.positional.length === 0;
    if (misplaced)
      cursor.report(
        'syntax/parameter-order',
        itemSpan,
        "'/' stands once, after the parameters it makes positional",
        null,
      );
    cursor.advance();
    reading.sawSlash = true;
    reading.positionalOnly = reading.positional;
    reading.positional = [];
  } else if (cursor.accept(Kind.DoubleStar)) {
    reading.keywords = parameter(cursor, itemSpan.start, annotated, false);
  } else if (cursor.at(Kind.Star)) {
    if (reading.sawStar) cursor.report('syntax/parameter-order', itemSpan, "Only one parameter can have '*'", null);
    cursor.advance();
    reading.sawStar = true;
    if (cursor.at(Kind.Name)) reading.rest = parameter(cursor, itemSpan.start, annotated, true);
    else if (!cursor.at(Kind.Comma) || cursor.peek(1) === closer || cursor.peek(1) === Kind.DoubleStar) {
      cursor.fail(
        'syntax/parameter-order',
        itemSpan,
        "After a bare '*' a named parameter must follow",
        'Write `*, name`, or `*names`.',
      );
    }
  } else {
    const read = parameter(cursor, itemSpan.start, annotated, false);
    if (reading.sawStar) reading.keywordOnly.push(read);
    else {
      if (read.defaultValue !== null) reading.sawDefault = true;
      else if (reading.sawDefault) {
        cursor.report(
          'syntax/parameter-order',
          read.span,
          `The parameter '${read.name.name}' needs a default, as the one before has one`,
          'Give it a default, or move it before the first parameter with one.',
        );
      }
      reading.positional.push(read);
    }
  }
}

/** A parameter from its name on. */
function parameter(cursor: Cursor, start: number, annotated: boolean, isRest: boolean): Parameter {
  const name = cursor.identifier('the name of a parameter');
  let annotation: Expression | null = null;
  let into: Identifier | null = null;
  if (annotated && cursor.accept(Kind.Colon)) {
    annotation = isRest && cursor.at(Kind.Star) ? starred(cursor) : expression(cursor);
  }
  if (annotated && cursor.acceptWord(word.into)) into = cursor.identifier("a context after 'into'");
  const defaultValue = cursor.accept(Kind.Assign) ? expression(cursor) : null;
  return { kind: 'Parameter', id: cursor.newId(), span: cursor.spanFrom(start), name, annotation, into, defaultValue };
}

/** `[T, U: bound]`, or nothing. */
export function typeParameters(cursor: Cursor): TypeParameter[] {
  const result: TypeParameter[] = [];
  if (!cursor.at(Kind.LeftSquare)) return result;
  const opened = cursor.start;
  cursor.advance();
  do {
    if (cursor.at(Kind.RightSquare) && result.length > 0) break;
    const start = cursor.start;
    const name = cursor.identifier('the name of a type parameter');
    const bound = cursor.accept(Kind.Colon) ? expression(cursor) : null;
    result.push({ kind: 'TypeParameter', id: cursor.newId(), span: cursor.spanFrom(start), name, bound });
  } while (cursor.accept(Kind.Comma));
  expectCloser(cursor, Kind.RightSquare, ']', opened);
  return result;
}
