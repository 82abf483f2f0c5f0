/**
 * Reads annotations: expressions that stand for types. What a name means is told by the module; everything that is not a
 * type is `Any`, for an annotation may also be a comment.
 */
import type * as ast from '#language/ast';
import { builtinClass, hiddenClass } from './builtins.ts';
import { unionOf } from './join.ts';
import { substitute } from './substitute.ts';
import { any, functionType, labelled, never, none, openSignature, type ParameterType, type Type } from './type.ts';

/** Types by names that stand only here: type parameters and `Self`. */
export type TypeNames = ReadonlyMap<string, Type>;
export const noTypeNames: TypeNames = new Map();

export interface AnnotationContext {
  /** The value a name has: a class, an alias, a module …; `Any` when nothing is known. */
  readonly valueOfName: (node: ast.Name) => Type;
  /** The value that a name in a quoted annotation has. */
  readonly valueOfText: (name: string) => Type;
  /** In declarations of the library unions are soft: `dict.get` need not be tested each time. */
  readonly softUnions: boolean;
}

export function readAnnotation(node: ast.Expression, names: TypeNames, context: AnnotationContext): Type {
  const read = (inner: ast.Expression): Type => readAnnotation(inner, names, context);
  switch (node.kind) {
    case 'Constant':
      if (node.value.type === 'none') return none;
      if (node.value.type !== 'str' || !/^\w+$/.test(node.value.value)) return any;
      return names.get(node.value.value) ?? asType(context.valueOfText(node.value.value));
    case 'Name':
      return names.get(node.name) ?? asType(context.valueOfName(node));
    case 'Attribute':
      return asType(valueOf(node, context));
    case 'BinOp':
      return node.operator === '|' ? unionOf([read(node.left), read(node.right)], context.softUnions) : any;
    case 'Subscript': {
      const items = node.index.kind === 'TupleExpression' ? node.index.elements : [node.index];
      return readSubscript(valueOf(node.object, context), items, names, context);
    }
    default:
      return any;
  }
}

/** What a class, an alias or the name of a form means where a type is expected. */
function asType(value: Type): Type {
  switch (value.kind) {
    case 'class':
      return {
        kind: 'instance',
        class: value.class,
        arguments: value.arguments ?? value.class.typeParameters.map(() => any),
      };
    case 'alias':
      return substitute(
        value.type(),
        value.parameters,
        value.parameters.map(() => any),
      );
    case 'none':
    case 'variable':
      return value;
    case 'form':
      return bareForm(value.name);
    default:
      return any;
  }
}

function bareForm(name: string): Type {
  if (name === 'Never' || name === 'NoReturn') return never;
  if (name === 'Callable') return functionType('Callable', openSignature(any));
  const alias = builtinAliases[name];
  if (alias !== undefined) return asType({ kind: 'class', class: builtinClass(alias), arguments: null });
  return any;
}

/** Names of `typing` for built-in classes. */
const builtinAliases: Readonly<Record<string, string>> = {
  List: 'list',
  Dict: 'dict',
  Set: 'set',
  FrozenSet: 'frozenset',
  Tuple: 'tuple',
  Type: 'type',
  Text: 'str',
  LiteralString: 'str',
};

function valueOf(node: ast.Expression, context: AnnotationContext): Type {
  if (node.kind === 'Name') return context.valueOfName(node);
  if (node.kind !== 'Attribute') return any;
  const object = valueOf(node.object, context);
  if (object.kind === 'module') return object.member(node.name.name) ?? any;
  if (object.kind !== 'class' || !object.class.isEnum) return any;
  return object.class.facts.members.get(node.name.name)?.type() ?? any;
}

function readSubscript(
  value: Type,
  items: readonly ast.Expression[],
  names: TypeNames,
  context: AnnotationContext,
): Type {
  const read = (node: ast.Expression | undefined): Type =>
    node === undefined ? any : readAnnotation(node, names, context);
  switch (value.kind) {
    case 'class':
      return readGeneric(value.class.name, value, items, read);
    case 'alias':
      return substitute(value.type(), value.parameters, items.map(read));
    case 'form':
      return readForm(value.name, items, read, context);
    case 'function':
      if (value.name === 'tainted' || value.name === 'secret') return labelled(value.name, read(items[0]));
      return any;
    default:
      return any;
  }
}

function readGeneric(
  name: string,
  value: Extract<Type, { kind: 'class' }>,
  items: readonly ast.Expression[],
  read: (node: ast.Expression | undefined) => Type,
): Type {
  if (value.class.moduleName === '') {
    if (name === 'type') return classOf(read(items[0]));
    if (name === 'tuple') return readTuple(items, read);
  }
  const given = items.map(read);
  return {
    kind: 'instance',
    class: value.class,
    arguments: value.class.typeParameters.map((_, at) => given[at] ?? any),
  };
}

function readTuple(items: readonly ast.Expression[], read: (node: ast.Expression) => Type): Type {
  const [first, second] = items;
  if (second?.kind === 'Constant' && second.value.type === 'ellipsis')
    return { kind: 'instance', class: builtinClass('tuple'), arguments: [read(first!)] };
  if (items.length === 1 && first!.kind === 'TupleExpression') return { kind: 'tuple', elements: [] };
  if (items.some((item) => item.kind === 'Starred'))
    return { kind: 'instance', class: builtinClass('tuple'), arguments: [any] };
  return { kind: 'tuple', elements: items.map(read) };
}

function classOf(type: Type): Type {
  if (type.kind === 'instance') return { kind: 'class', class: type.class, arguments: type.arguments };
  return { kind: 'instance', class: builtinClass('type'), arguments: [] };
}

function readForm(
  name: string,
  items: readonly ast.Expression[],
  read: (node: ast.Expression | undefined) => Type,
  context: AnnotationContext,
): Type {
  switch (name) {
    case 'Optional':
      return unionOf([read(items[0]), none], context.softUnions);
    case 'Union':
      return unionOf(items.map(read), context.softUnions);
    case 'AnyOf':
      return unionOf(items.map(read), true);
    case 'Literal':
      return unionOf(items.map(readLiteral), false);
    case 'Callable':
      return readCallable(items, read);
    case 'Annotated':
    case 'Inferred':
    case 'ClassVar':
    case 'Final':
    case 'Required':
    case 'NotRequired':
      return read(items[0]);
    case 'Type':
      return classOf(read(items[0]));
    case 'Tuple':
      return readTuple(items, read);
    default: {
      const alias = builtinAliases[name];
      if (alias === undefined) return any;
      return readGeneric(alias, { kind: 'class', class: builtinClass(alias), arguments: null }, items, read);
    }
  }
}

/** The type of one literal value. */
export function readLiteral(node: ast.Expression): Type {
  if (node.kind === 'UnaryOp' && node.operator === '-' && node.operand.kind === 'Constant') {
    const positive = readLiteral(node.operand);
    return positive.kind === 'literal' ? { ...positive, text: `-${positive.text}` } : positive;
  }
  if (node.kind !== 'Constant') return any;
  const { value } = node;
  switch (value.type) {
    case 'none':
      return none;
    case 'int':
      return { kind: 'literal', class: builtinClass('int'), text: String(value.value) };
    case 'bool':
      return { kind: 'literal', class: builtinClass('bool'), text: value.value ? 'True' : 'False' };
    case 'str':
      return { kind: 'literal', class: builtinClass('str'), text: JSON.stringify(value.value) };
    case 'bytes':
      return builtinClass('bytes').self;
    case 'float':
      return builtinClass('float').self;
    case 'complex':
      return builtinClass('complex').self;
    case 'duration':
      return hiddenClass('datetime', 'timedelta');
    default:
      return any;
  }
}

function readCallable(items: readonly ast.Expression[], read: (node: ast.Expression | undefined) => Type): Type {
  const [parameters, result] = items;
  const returns = read(result);
  if (parameters?.kind !== 'ListExpression') return functionType('Callable', openSignature(returns));
  const types: ParameterType[] = parameters.elements.map((element, index) => ({
    name: `${index + 1}`,
    type: read(element),
    kind: 'positional',
    isRequired: true,
  }));
  return functionType('Callable', {
    typeParameters: [],
    parameters: types,
    rest: null,
    keywords: null,
    returns: () => returns,
  });
}
