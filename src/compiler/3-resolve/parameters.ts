/** Parameters of functions and keyword arguments of calls, as several phases look at them. */
import type * as ast from '#language/ast';

/** `sanitize(x, context=html)`: the context is a bare word or a string. */
export function takesBareWord(call: ast.Call, keyword: ast.KeywordArgument): boolean {
  if (call.callee.kind !== 'Name' || keyword.name?.name !== 'context' || keyword.value.kind !== 'Name') return false;
  return call.callee.name === 'sanitize' || call.callee.name === 'sanitizer';
}

/** All parameters in the order they are written. */
export function allParameters(parameters: ast.Parameters): readonly ast.Parameter[] {
  const { positionalOnly, positional, rest, keywordOnly, keywords } = parameters;
  if (positionalOnly.length === 0 && rest === null && keywordOnly.length === 0 && keywords === null) return positional;
  return [
    ...positionalOnly,
    ...positional,
    ...(rest === null ? [] : [rest]),
    ...keywordOnly,
    ...(keywords === null ? [] : [keywords]),
  ];
}
