/** `func`, `class`, `module` and `type`. */
import type { Expression, KeywordArgument, Statement, Variant, VariantField } from '#language/ast';
import { Kind, word } from '../1-lex/tokens.ts';
import { callArguments, expectCloser } from './atoms.ts';
import type { Cursor } from './cursor.ts';
import { expression } from './expressions.ts';
import { parenthesisedParameters, typeParameters } from './parameters.ts';
import { block } from './statements.ts';

/** `func name[T](parameters) -> T requires a, b:`; the cursor stands at `func`, or at a `def` that is reported. */
export function functionDefinition(
  cursor: Cursor,
  start: number,
  decorators: readonly Expression[],
  isAsync: boolean,
): Statement {
  if (cursor.atWord(word.def)) reportDef(cursor);
  else if (!cursor.at(Kind.Func)) cursor.failExpected("'func'");
  cursor.advance();
  const name = cursor.identifier('the name of the function');
  const generics = typeParameters(cursor);
  const parameters = parenthesisedParameters(cursor);
  const returns = cursor.accept(Kind.Arrow) ? expression(cursor) : null;
  const requires = requiresList(cursor);
  const body = block(cursor, "'func'");
  const span = cursor.spanFrom(start);
  return {
    kind: 'FunctionDef',
    id: cursor.newId(),
    span,
    decorators,
    isAsync,
    name,
    typeParameters: generics,
    parameters,
    returns,
    requires,
    body,
  };
}

function reportDef(cursor: Cursor): void {
  const span = cursor.tokenSpan;
  cursor.report('syntax/def-is-func', span, "'def' does not begin a function here", 'Write `func`.', {
    title: 'Write func',
    edits: [{ span, replacement: 'func' }],
  });
}

/** `requires a, b` after the result, or null. */
export function requiresList(cursor: Cursor): Expression[] | null {
  if (!cursor.acceptWord(word.requires)) return null;
  const capabilities = [expression(cursor)];
  while (cursor.accept(Kind.Comma)) capabilities.push(expression(cursor));
  return capabilities;
}

export function classDefinition(cursor: Cursor, start: number, decorators: readonly Expression[]): Statement {
  cursor.advance();
  const name = cursor.identifier('the name of the class');
  const generics = typeParameters(cursor);
  const bases: Expression[] = [];
  const keywords: KeywordArgument[] = [];
  if (cursor.at(Kind.LeftParenthesis)) callArguments(cursor, bases, keywords);
  const body = block(cursor, "'class'");
  const span = cursor.spanFrom(start);
  return {
    kind: 'ClassDef',
    id: cursor.newId(),
    span,
    decorators,
    name,
    typeParameters: generics,
    bases,
    keywords,
    body,
  };
}

export function moduleDefinition(cursor: Cursor, start: number, decorators: readonly Expression[]): Statement {
  cursor.advance();
  const name = cursor.identifier('the name of the module');
  const body = block(cursor, "'module'");
  return { kind: 'ModuleDef', id: cursor.newId(), span: cursor.spanFrom(start), decorators, name, body };
}

/** `type Name = Ok(value: T) | Err(message: str)`, or an alias of any type. */
export function typeDefinition(cursor: Cursor): Statement {
  const start = cursor.start;
  cursor.advance();
  const name = cursor.identifier('the name of the type');
  const generics = typeParameters(cursor);
  cursor.expect(Kind.Assign, "'=' and the type");
  const variants: Variant[] = [];
  let alias: Expression | null = null;
  if (holdsVariants(cursor)) {
    do variants.push(variant(cursor));
    while (cursor.accept(Kind.Bar));
  } else alias = expression(cursor);
  if (cursor.at(Kind.Newline)) cursor.advance();
  else if (!cursor.at(Kind.EndOfFile)) cursor.failExpected('the end of the line after the type');
  return {
    kind: 'TypeDef',
    id: cursor.newId(),
    span: cursor.spanFrom(start),
    name,
    typeParameters: generics,
    variants,
    alias,
  };
}

/** Variants are told from an alias by one that has parentheses: a union of types has none after a name. */
function holdsVariants(cursor: Cursor): boolean {
  let depth = 0;
  for (let index = cursor.position; ; index++) {
    const kind = cursor.kinds[index]!;
    if (kind === Kind.LeftParenthesis && depth === 0 && cursor.kinds[index - 1] === Kind.Name) return true;
    if (kind === Kind.LeftParenthesis || kind === Kind.LeftSquare || kind === Kind.LeftBrace) depth++;
    else if (kind === Kind.RightParenthesis || kind === Kind.RightSquare || kind === Kind.RightBrace) depth--;
    else if (kind === Kind.Newline || kind === Kind.EndOfFile || kind === Kind.Semicolon) return false;
  }
}

function variant(cursor: Cursor): Variant {
  const start = cursor.start;
  const name = cursor.identifier('the name of a variant');
  const fields: VariantField[] = [];
  if (cursor.at(Kind.LeftParenthesis)) {
    const opened = cursor.start;
    cursor.advance();
    while (!cursor.at(Kind.RightParenthesis)) {
      const fieldStart = cursor.start;
      const fieldName = cursor.identifier('the name of a field');
      const annotation = cursor.accept(Kind.Colon) ? expression(cursor) : null;
      fields.push({
        kind: 'VariantField',
        id: cursor.newId(),
        span: cursor.spanFrom(fieldStart),
        name: fieldName,
        annotation,
      });
      if (!cursor.accept(Kind.Comma)) break;
    }
    expectCloser(cursor, Kind.RightParenthesis, ')', opened);
  }
  return { kind: 'Variant', id: cursor.newId(), span: cursor.spanFrom(start), name, fields };
}
