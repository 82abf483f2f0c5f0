/** Signatures from the headers of functions. A parameter without annotation takes anything. */
import type * as ast from '#language/ast';
import type { TypeNames } from './annotation.ts';
import { builtinClass } from './builtins.ts';
import type { Declarations } from './declarations.ts';
import { unionOf } from './join.ts';
import { once } from './once.ts';
import {
  any,
  type FunctionType,
  functionType,
  none,
  type ParameterType,
  type Signature,
  type Type,
  type TypeVariable,
} from './type.ts';

/** What a signature is made of; a construct's header has it too. */
export interface FunctionHeader {
  readonly name: ast.Identifier;
  readonly parameters: ast.Parameters;
  readonly returns: ast.Expression | null;
  readonly isAsync: boolean;
  readonly typeParameters: readonly ast.TypeParameter[];
}

/** @param names the type parameters that hold inside the function */
export function declareFunction(
  node: ast.FunctionDef | FunctionHeader,
  declarations: Declarations,
  names: TypeNames,
): FunctionType {
  const { positionalOnly, positional, rest, keywordOnly, keywords } = node.parameters;
  const typeOf = (parameter: ast.Parameter): Type => typeOfParameter(parameter, declarations, names);
  const make = (parameter: ast.Parameter, kind: ParameterType['kind']): ParameterType => ({
    name: parameter.name.name,
    type: typeOf(parameter),
    kind,
    isRequired: parameter.defaultValue === null,
  });
  const signature: Signature = {
    typeParameters: node.typeParameters.map((parameter) => names.get(parameter.name.name) as TypeVariable),
    parameters: [
      ...positionalOnly.map((parameter) => make(parameter, 'positional')),
      ...positional.map((parameter) => make(parameter, 'either')),
      ...keywordOnly.map((parameter) => make(parameter, 'keyword')),
    ],
    rest: rest && typeOf(rest),
    keywords: keywords && typeOf(keywords),
    returns: once(() => resultOf(node, declarations, names)),
  };
  return functionType(node.name.name, signature);
}

function typeOfParameter(parameter: ast.Parameter, declarations: Declarations, names: TypeNames): Type {
  const type = declarations.parameterType(parameter, names);
  if (type === null) return any;
  const { defaultValue } = parameter;
  // `x: int = None` means that None is welcome, as it always did in Python.
  const takesNone = defaultValue?.kind === 'Constant' && defaultValue.value.type === 'none';
  return takesNone ? unionOf([type, none], true) : type;
}

function resultOf(node: ast.FunctionDef | FunctionHeader, declarations: Declarations, names: TypeNames): Type {
  const { inference } = declarations.options;
  if (node.returns === null) return inference === null || !('body' in node) ? any : inference.result(node);
  const written = declarations.annotation(node.returns, names);
  const yields = 'id' in node && (declarations.resolved.scopes.get(node.id)?.yields ?? false);
  return node.isAsync && !yields ? coroutineOf(written) : written;
}

/** What calling an async function gives. */
export function coroutineOf(result: Type): Type {
  return { kind: 'instance', class: builtinClass('Coroutine'), arguments: [any, any, result] };
}
