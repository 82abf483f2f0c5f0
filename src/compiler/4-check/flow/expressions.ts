/** What expressions give, in terms of labels. */
import type * as ast from '#language/ast';
import { takesBareWord } from '../../3-resolve/parameters.ts';
import type { Binding } from '../../3-resolve/scope.ts';
import { evaluateCall } from './calls.ts';
import { type Frame, returnedField } from './frame.ts';
import { iterate } from './iteration.ts';
import { container } from './library.ts';
import { superMember, typedMember } from './members.ts';
import { narrow } from './narrowing.ts';
import { binaryMethods, callOperator, comparisonMethods } from './operators.ts';
import {
  join,
  joinAll,
  labelsOf,
  nothing,
  objectValue,
  onlyLabelled,
  passing,
  type Value,
  valueOf,
  withoutContext,
} from './value.ts';
import type { Walker } from './walker.ts';

export function evaluate(node: ast.Expression, walker: Walker): Value {
  const { frame } = walker;
  switch (node.kind) {
    case 'Constant':
    case 'ErrorExpression':
      return nothing;
    case 'Name':
      return nameValue(node, walker);
    case 'JoinedString':
      return joined(node, walker);
    case 'UnaryOp': {
      const operand = evaluate(node.operand, walker);
      return node.operator === 'not' ? looked(operand, frame) : withoutContext(operand);
    }
    case 'BinOp':
      return binary(node, walker);
    case 'BoolOp':
      return joinAll(node.values.map((value) => evaluate(value, walker)));
    case 'Compare':
      return compare(node, walker);
    case 'Call':
      return evaluateCall(node, walker);
    case 'Attribute':
      return attribute(node, walker);
    case 'Subscript':
      return subscript(node, walker);
    case 'Slice':
      for (const bound of [node.lower, node.upper, node.step]) if (bound !== null) evaluate(bound, walker);
      return nothing;
    case 'Starred':
      return iterate(evaluate(node.value, walker), frame.placeOf(node.value), siteOf(node), frame);
    case 'TupleExpression':
    case 'ListExpression':
    case 'SetExpression':
      return display(node, walker);
    case 'DictExpression':
      return dict(node, walker);
    case 'Comprehension':
      return comprehension(node, walker);
    case 'Lambda':
      return walker.lambda(node);
    case 'Conditional': {
      const test = evaluate(node.test, walker);
      return walker.under(test, () => frame.underCondition(either(node, walker)));
    }
    case 'NamedExpression': {
      const value = evaluate(node.value, walker);
      walker.assign(node.target, value);
      return value;
    }
    case 'Await': {
      const value = evaluate(node.value, walker);
      const awaited = callOperator(value, ['__await__'], [], siteOf(node), frame.placeOf(node), frame);
      return join(value, frame.read(awaited, returnedField));
    }
    case 'Yield': {
      if (node.value !== null) frame.summary.yields = join(frame.summary.yields, evaluate(node.value, walker));
      return nothing;
    }
    case 'YieldFrom': {
      const value = evaluate(node.value, walker);
      const items = iterate(value, frame.placeOf(node.value), siteOf(node), frame);
      frame.summary.yields = join(frame.summary.yields, items);
      return frame.read(value, returnedField);
    }
    case 'Reason':
      evaluate(node.why, walker);
      return walker.reason(node);
  }
}

/** Tells what is made at one node of the file from what is made elsewhere. */
export function siteOf(node: ast.Node): string {
  return String(node.id);
}

/** A plain answer about a value. */
function looked(value: Value, frame: Frame): Value {
  return value.traces.length === 0 ? nothing : join(onlyLabelled(labelsOf(value), 'secret'), frame.impliedBy(value));
}

function either({ test, body, orelse }: ast.Conditional, walker: Walker): Value {
  const values: Value[] = [];
  const ends = [true, false].map((holds) =>
    walker.branch(() => {
      narrow(test, holds, walker);
      values.push(evaluate(holds ? body : orelse, walker));
    }),
  );
  walker.frame.environment.merge(ends);
  return joinAll(values);
}

// ------------------------------------------------------------------ names, attributes, items

export function nameValue(node: ast.Name, walker: Walker): Value {
  const reference = walker.file.resolved.references[node.id];
  if (reference?.kind === 'binding' || reference?.kind === 'class') return variable(reference.binding, walker);
  return reference?.kind === 'builtin' ? walker.file.builtin(reference.name) : nothing;
}

function variable(binding: Binding, walker: Walker): Value {
  const { frame, file } = walker;
  const isOwn = file.frameOf(binding) === frame.flow;
  if (!isOwn) return file.sharedCell(binding).read(frame.flow);
  const here = frame.environment.get(binding);
  return binding.boundElsewhere ? join(here, file.sharedCell(binding).read(frame.flow)) : here;
}

function attribute(node: ast.Attribute, walker: Walker): Value {
  const { frame, file } = walker;
  const library = file.libraryName(node);
  if (library !== null) return file.library(library, node, frame);
  const inherited = superMember(node, walker);
  if (inherited !== null) return inherited;
  const object = evaluate(node.object, walker);
  const value = frame.read(object, `.${node.name.name}`);
  // The value of a property of a typed parameter is found through its class.
  return join(value, typedMember(node, object, walker));
}

function subscript(node: ast.Subscript, walker: Walker): Value {
  const { frame } = walker;
  const object = evaluate(node.object, walker);
  if (node.index.kind !== 'Slice') {
    const index = evaluate(node.index, walker);
    frame.sink(
      { place: frame.placeOf(node.index), what: 'is used as an index or key', context: 'identifier', judges: 'labels' },
      labelsOf(index),
    );
    const implied = frame.impliedBy(index);
    return joinAll([
      itemOf(node, object, walker),
      implied,
      index === nothing ? nothing : onlyLabelled(index, 'secret'),
    ]);
  }
  evaluate(node.index, walker);
  const items = frame.read(object, '[*]');
  // A part of a list is another list.
  return object.objects.length === 0 ? object : join(labelsOf(object), container(items, siteOf(node), 'list', frame));
}

function itemOf(node: ast.Subscript, object: Value, walker: Walker): Value {
  const { frame } = walker;
  const getter = callOperator(
    object,
    ['__getitem__', '__missing__'],
    [evaluateQuietly(node.index, walker)],
    siteOf(node),
    frame.placeOf(node),
    frame,
  );
  return join(frame.read(object, fieldOfIndex(node.index)), getter);
}

function evaluateQuietly(node: ast.Expression, walker: Walker): Value {
  return node.kind === 'Name' || node.kind === 'Constant' ? evaluate(node, walker) : nothing;
}

/** The field that an index names: one of its own where it is constant. */
export function fieldOfIndex(index: ast.Expression): string {
  if (index.kind !== 'Constant') return '[*]';
  const { value } = index;
  if (value.type === 'int') return `[${value.value}]`;
  return value.type === 'str' ? `[${JSON.stringify(value.value)}]` : '[*]';
}

// ------------------------------------------------------------------ operators and text

function joined(node: ast.JoinedString, walker: Walker): Value {
  const { frame } = walker;
  const values = node.parts.filter((part): part is ast.FormattedValue => typeof part !== 'string');
  let contexts = nothing;
  for (const part of values) {
    const value = evaluate(part.value, walker);
    if (part.spec !== null) evaluate(part.spec, walker);
    if (value === nothing) continue;
    const place = frame.placeOf(part.value);
    frame.sink({ place, what: 'is put into a string', context: 'log', judges: 'labels' }, frame.textOf(value));
    // Text around it leaves it fit for its place; another value may not be.
    if (values.length === 1) contexts = valueOf({ contexts: value.contexts });
  }
  return contexts;
}

function binary(node: ast.BinOp, walker: Walker): Value {
  const { frame } = walker;
  const left = evaluate(node.left, walker);
  const right = evaluate(node.right, walker);
  if (left === nothing && right === nothing) return nothing;
  const isText = node.left.kind === 'JoinedString' || (node.left.kind === 'Constant' && node.left.value.type === 'str');
  if (node.operator === '%' && isText)
    frame.sink(
      { place: frame.placeOf(node.right), what: 'is put into a string', context: 'log', judges: 'labels' },
      frame.textOf(right),
    );
  const [own, reflected] = binaryMethods[node.operator];
  const place = frame.placeOf(node);
  const answers = join(
    callOperator(left, [own], [right], siteOf(node), place, frame),
    callOperator(right, [reflected], [left], `${siteOf(node)}r`, place, frame),
  );
  const result = join(left, node.operator === '%' && isText ? nothing : right);
  const joinsLiteral = node.left.kind === 'Constant' || node.right.kind === 'Constant';
  return join(joinsLiteral ? result : withoutContext(result), answers);
}

function compare(node: ast.Compare, walker: Walker): Value {
  const { frame } = walker;
  let left = evaluate(node.left, walker);
  let leftNode = node.left;
  let result = nothing;
  for (const [at, operator] of node.operators.entries()) {
    const rightNode = node.comparators[at]!;
    const right = evaluate(rightNode, walker);
    if (left !== nothing || right !== nothing) {
      const site = `${siteOf(node)}.${at}`;
      if (operator === 'in' || operator === 'not in') contains(left, leftNode, right, rightNode, site, frame);
      else if (operator !== 'is' && operator !== 'is not') {
        const place = frame.placeOf(node);
        const [own, reflected] = comparisonMethods[operator];
        callOperator(left, [own], [right], site, place, frame);
        callOperator(right, [reflected], [left], `${site}r`, place, frame);
      }
      result = joinAll([result, looked(left, frame), looked(right, frame)]);
    }
    left = right;
    leftNode = rightNode;
  }
  return result;
}

function contains(
  left: Value,
  _leftNode: ast.Node,
  right: Value,
  rightNode: ast.Node,
  site: string,
  frame: Frame,
): void {
  const what = 'is searched with `in`';
  frame.sink({ place: frame.placeOf(rightNode), what, context: 'identifier', judges: 'labels' }, labelsOf(right));
  callOperator(right, ['__contains__'], [left], site, frame.placeOf(rightNode), frame);
}

// ------------------------------------------------------------------ displays and comprehensions

const displayNames = { TupleExpression: 'tuple', ListExpression: 'list', SetExpression: 'set' } as const;

function display(node: ast.TupleExpression | ast.ListExpression | ast.SetExpression, walker: Walker): Value {
  const { frame } = walker;
  const object = frame.objects.at(siteOf(node), 'container', displayNames[node.kind], frame.flow);
  const isSpread = node.elements.some((element) => element.kind === 'Starred');
  for (const [at, element] of node.elements.entries()) {
    const value = frame.underCondition(evaluate(element, walker));
    if (node.kind === 'SetExpression') asKey(value, element, frame);
    // Places in a list move when something is put in.
    object.add(isSpread || node.kind !== 'TupleExpression' ? '[*]' : `[${at}]`, value);
  }
  return objectValue(object);
}

function dict(node: ast.DictExpression, walker: Walker): Value {
  const { frame } = walker;
  const object = frame.objects.at(siteOf(node), 'container', 'dict', frame.flow);
  for (const { key, value } of node.entries) {
    const held = evaluate(value, walker);
    if (key === null) object.add('[*]', frame.read(held, '[*]'));
    else {
      asKey(evaluate(key, walker), key, frame);
      object.add(fieldOfIndex(key), frame.underCondition(held));
    }
  }
  return objectValue(object);
}

function asKey(value: Value, node: ast.Node, frame: Frame): void {
  frame.sink(
    {
      place: frame.placeOf(node),
      what: 'is used as a key or member of a set',
      context: 'identifier',
      judges: 'labels',
    },
    labelsOf(value),
  );
}

function comprehension(node: ast.Comprehension, walker: Walker): Value {
  const { environment } = walker.frame;
  let result = nothing;
  const end = walker.branch(() => {
    result = comprehended(node, walker);
  });
  environment.merge([end, environment.fork()]);
  return result;
}

function comprehended(node: ast.Comprehension, walker: Walker): Value {
  const { frame } = walker;
  const conditions: Value[] = [];
  for (const clause of node.clauses) {
    const items = iterate(evaluate(clause.iterable, walker), frame.placeOf(clause.iterable), siteOf(clause), frame);
    walker.assign(clause.target, items);
    for (const condition of clause.conditions) {
      conditions.push(evaluate(condition, walker));
      narrow(condition, true, walker);
    }
  }
  return walker.under(joinAll(conditions), () => {
    const element = frame.underCondition(evaluate(node.element, walker));
    if (node.form === 'dict' || node.form === 'set') asKey(element, node.element, frame);
    const held = node.value === null ? element : frame.underCondition(evaluate(node.value, walker));
    return container(held, siteOf(node), node.form === 'generator' ? 'generator' : node.form, frame);
  });
}

// ------------------------------------------------------------------ arguments of calls

/** Evaluates the arguments of a call; bare words such as `context=html` are no variables. */
export function evaluateArguments(node: ast.Call, walker: Walker) {
  const { frame } = walker;
  const positional: Value[] = [];
  let spread: Value | null = null;
  for (const argument of node.arguments) {
    const value = evaluate(argument, walker);
    if (argument.kind === 'Starred' || spread !== null) spread = join(spread ?? nothing, value);
    else positional.push(frame.underCondition(value));
  }
  const named = new Map<string, Value>();
  let namedSpread: Value | null = null;
  for (const keyword of node.keywords) {
    if (takesBareWord(node, keyword)) continue;
    const value = evaluate(keyword.value, walker);
    if (keyword.name !== null) named.set(keyword.name.name, frame.underCondition(value));
    else namedSpread = join(namedSpread ?? nothing, frame.read(value, '[*]'));
  }
  const places = node.arguments.map((argument) => frame.placeOf(argument));
  const [first] = node.arguments;
  const firstField = first?.kind === 'Constant' ? fieldOfIndex(first) : null;
  return { positional, spread, named, namedSpread, places, firstField };
}

/** The variable that a value was given to. */
export function held(value: Value, node: ast.Node, name: string, frame: Frame): Value {
  return passing(value, () => ({ place: frame.placeOf(node), text: `it is held by '${name}'` }));
}

/** What stands for the argument of a parameter inside its function. */
export function parameterValue(walker: Walker, index: number): Value {
  return walker.frame.flow.parameterValue(index);
}
