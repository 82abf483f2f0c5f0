/**
 * Walking the tree. `children` knows every node's parts in source order; later phases that treat most nodes alike build
 * on it instead of listing all kinds again. `expressionForm` of verify and conclude, another reading of the same text, is
 * not among the children.
 */
import type { Expression, KeywordArgument, Node, Parameters } from '#language/ast';

/** Calls `visitChild` for each child of a node, in source order. */
export function eachChild(node: Node, visitChild: (child: Node) => void): void {
  const one = (child: Node | null): void => {
    if (child !== null) visitChild(child);
  };
  const many = (nodes: readonly Node[]): void => {
    for (const child of nodes) visitChild(child);
  };
  switch (node.kind) {
    case 'Module':
    case 'ErrorStatement':
      many(node.body);
      return;
    case 'FunctionDef':
      many(node.decorators);
      many(node.typeParameters);
      parameters(node.parameters, visitChild);
      one(node.returns);
      many(node.requires ?? []);
      many(node.body);
      return;
    case 'ClassDef':
      many(node.decorators);
      many(node.typeParameters);
      inSourceOrder(node.bases, node.keywords, visitChild);
      many(node.body);
      return;
    case 'ModuleDef':
      many(node.decorators);
      many(node.body);
      return;
    case 'TypeDef':
      many(node.typeParameters);
      many(node.variants);
      one(node.alias);
      return;
    case 'Variant':
      many(node.fields);
      return;
    case 'VariantField':
      one(node.annotation);
      return;
    case 'TypeParameter':
      one(node.bound);
      return;
    case 'Parameter':
      one(node.annotation);
      one(node.defaultValue);
      return;
    case 'Let':
      many(node.targets);
      one(node.annotation);
      one(node.value);
      return;
    case 'Const':
    case 'AnnAssign':
      one(node.target);
      one(node.annotation);
      one(node.value);
      return;
    case 'Assign':
      many(node.targets);
      one(node.value);
      return;
    case 'AugAssign':
    case 'NamedExpression':
      one(node.target);
      one(node.value);
      return;
    case 'ExpressionStatement':
    case 'Return':
    case 'Conclude':
    case 'Starred':
    case 'Await':
    case 'Yield':
    case 'YieldFrom':
    case 'KeywordArgument':
    case 'ValuePattern':
      one(node.value);
      return;
    case 'Raise':
      one(node.exception);
      one(node.cause);
      return;
    case 'Assert':
    case 'Verify':
      one(node.test);
      one(node.message);
      return;
    case 'Delete':
      many(node.targets);
      return;
    case 'Import':
    case 'ImportFrom':
      many(node.names);
      return;
    case 'If':
    case 'While':
      one(node.test);
      many(node.body);
      many(node.orelse);
      return;
    case 'For':
      one(node.target);
      one(node.iterable);
      many(node.body);
      many(node.orelse);
      return;
    case 'Try':
      many(node.body);
      many(node.handlers);
      many(node.orelse);
      many(node.finalbody);
      return;
    case 'ExceptHandler':
      one(node.type);
      many(node.body);
      return;
    case 'With':
      many(node.items);
      many(node.body);
      return;
    case 'WithItem':
      one(node.context);
      one(node.target);
      return;
    case 'Match':
      one(node.subject);
      many(node.cases);
      return;
    case 'MatchCase':
      one(node.pattern);
      one(node.guard);
      many(node.body);
      return;
    case 'ConstructDef':
      many(node.decorators);
      if (node.parameters !== null) parameters(node.parameters, visitChild);
      one(node.returns);
      one(node.target);
      many(node.requires ?? []);
      many(node.clauses);
      many(node.body);
      many(node.rollback ?? []);
      return;
    case 'Reflect':
      one(node.subject);
      many(node.clauses);
      return;
    case 'Clause':
      one(node.value);
      many(node.entries ?? []);
      many(node.body ?? []);
      return;
    case 'Step':
      many(node.decorators);
      many(node.body);
      many(node.rollback ?? []);
      return;
    case 'JoinedString':
      for (const part of node.parts) if (typeof part !== 'string') visitChild(part);
      return;
    case 'FormattedValue':
      one(node.value);
      one(node.spec);
      return;
    case 'UnaryOp':
      one(node.operand);
      return;
    case 'BinOp':
      one(node.left);
      one(node.right);
      return;
    case 'BoolOp':
      many(node.values);
      return;
    case 'Compare':
      one(node.left);
      many(node.comparators);
      return;
    case 'Call':
      one(node.callee);
      inSourceOrder(node.arguments, node.keywords, visitChild);
      return;
    case 'Attribute':
      one(node.object);
      return;
    case 'Subscript':
      one(node.object);
      one(node.index);
      return;
    case 'Slice':
      one(node.lower);
      one(node.upper);
      one(node.step);
      return;
    case 'TupleExpression':
    case 'ListExpression':
    case 'SetExpression':
    case 'SequencePattern':
      many(node.elements);
      return;
    case 'DictExpression':
      for (const { key, value } of node.entries) {
        one(key);
        one(value);
      }
      return;
    case 'Comprehension':
      one(node.element);
      one(node.value);
      many(node.clauses);
      return;
    case 'ComprehensionFor':
      one(node.target);
      one(node.iterable);
      many(node.conditions);
      return;
    case 'Lambda':
      parameters(node.parameters, visitChild);
      one(node.body);
      return;
    case 'Conditional':
      one(node.body);
      one(node.test);
      one(node.orelse);
      return;
    case 'Reason':
      one(node.why);
      many(node.body);
      return;
    case 'MappingPattern':
      for (const { key, pattern } of node.entries) {
        one(key);
        one(pattern);
      }
      return;
    case 'ClassPattern':
      one(node.className);
      many(node.arguments);
      many(node.keywords);
      return;
    case 'KeywordPattern':
    case 'AsPattern':
      one(node.pattern);
      return;
    case 'OrPattern':
      many(node.alternatives);
      return;
    case 'Name':
    case 'Constant':
    case 'Pass':
    case 'Break':
    case 'Continue':
    case 'Global':
    case 'Nonlocal':
    case 'ImportAlias':
    case 'CapturePattern':
    case 'WildcardPattern':
    case 'StarPattern':
    case 'ErrorExpression':
      return;
    default:
      node satisfies never;
  }
}

/** Arguments may stand in any order with named ones: `f(a, k=1, *rest)`. */
function inSourceOrder(
  positional: readonly Expression[],
  named: readonly KeywordArgument[],
  visitChild: (child: Node) => void,
): void {
  let next = 0;
  for (const argument of positional) {
    while (next < named.length && named[next]!.span.start < argument.span.start) visitChild(named[next++]!);
    visitChild(argument);
  }
  while (next < named.length) visitChild(named[next++]!);
}

function parameters(list: Parameters, visitChild: (child: Node) => void): void {
  for (const parameter of list.positionalOnly) visitChild(parameter);
  for (const parameter of list.positional) visitChild(parameter);
  if (list.rest !== null) visitChild(list.rest);
  for (const parameter of list.keywordOnly) visitChild(parameter);
  if (list.keywords !== null) visitChild(list.keywords);
}

/** A node's children, in source order. */
export function children(node: Node): Node[] {
  const result: Node[] = [];
  eachChild(node, (child) => result.push(child));
  return result;
}

/**
 * Visits a node and everything below it, parents first.
 * @param enter returns false to leave out what is below a node
 */
export function visit(node: Node, enter: (node: Node) => unknown): void {
  if (enter(node) !== false) eachChild(node, (child) => visit(child, enter));
}
