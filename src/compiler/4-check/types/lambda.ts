/** The type of a lambda: its parameters get the types that are expected, its result is that of its body. */
import type * as ast from '#language/ast';
import type { Expressions } from './expressions.ts';
import { any, functionType, type ParameterType, type Type } from './type.ts';

export function lambdaType(node: ast.Lambda, expected: Type, infer: Expressions): Type {
  const wanted = expected.kind === 'function' ? expected.signatures[0] : undefined;
  const { positionalOnly, positional, rest, keywordOnly, keywords } = node.parameters;
  for (const parameter of [...positionalOnly, ...positional, ...keywordOnly])
    if (parameter.defaultValue !== null) infer.expression(parameter.defaultValue);
  const returns = infer.inBranch(() => {
    for (const [at, parameter] of [...positionalOnly, ...positional].entries()) {
      const binding = infer.file.resolved.declarations.get(parameter.id);
      if (binding !== undefined) infer.environment.set(binding, wanted?.parameters[at]?.type ?? any);
    }
    return infer.deferred().expression(node.body, wanted?.returns() ?? any);
  });
  return functionType('lambda', {
    typeParameters: [],
    parameters: [
      ...positionalOnly.map((parameter) => parameterType(parameter, 'positional')),
      ...positional.map((parameter) => parameterType(parameter, 'either')),
      ...keywordOnly.map((parameter) => parameterType(parameter, 'keyword')),
    ],
    rest: rest === null ? null : any,
    keywords: keywords === null ? null : any,
    returns: () => returns,
  });
}

/** A lambda takes anything: what it is given here is known, what it may be given later is not. */
function parameterType(parameter: ast.Parameter, kind: ParameterType['kind']): ParameterType {
  return { name: parameter.name.name, type: any, kind, isRequired: parameter.defaultValue === null };
}
