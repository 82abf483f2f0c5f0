/**
 * Types of displays and comprehensions. Elements of one class make a list of that class; where they differ and nothing
 * is expected, the elements are `Any`: a mixed list is a choice of the program that its uses know of.
 */
import type * as ast from '#language/ast';
import { assignable } from './assignable.ts';
import { builtinClass } from './builtins.ts';
import type { Expressions } from './expressions.ts';
import { expectType } from './findings.ts';
import { unionOf, widen } from './join.ts';
import { assume } from './narrow.ts';
import { same } from './same.ts';
import { any, type InstanceType, membersOf, type Type } from './type.ts';

export function listType(node: ast.ListExpression, expected: Type, infer: Expressions): Type {
  return collectionOf('list', node.elements, expected, infer);
}

export function setType(node: ast.SetExpression, expected: Type, infer: Expressions): Type {
  return collectionOf('set', node.elements, expected, infer);
}

function collectionOf(name: string, elements: readonly ast.Expression[], expected: Type, infer: Expressions): Type {
  const [wanted] = wantedArguments(name, expected);
  const types = elements.map((element) => infer.expression(element, element.kind === 'Starred' ? any : wanted));
  return instance(name, [element(types, wanted)]);
}

/** What is expected of the parts of a display; `Any` where nothing is. */
function wantedArguments(name: string, expected: Type): readonly [Type, Type] {
  const of = builtinClass(name);
  for (const member of membersOf(expected)) {
    if (member.kind === 'labelled') return wantedArguments(name, member.inner);
    if (member.kind !== 'instance') continue;
    const seen = of.argumentsFor(member.class, of.typeParameters);
    if (seen === null) continue;
    const wanted = of.typeParameters.map((parameter) => member.arguments[seen.indexOf(parameter)] ?? any);
    return [wanted[0] ?? any, wanted[1] ?? any];
  }
  return [any, any];
}

/** The type of the elements of a display. */
function element(types: readonly Type[], wanted: Type): Type {
  if (types.length === 0) return wanted;
  if (wanted.kind !== 'any') return types.every((type) => assignable(type, wanted)) ? wanted : unionOf(types, false);
  return common(types);
}

/** One type for all, or `Any`. */
export function common(types: readonly Type[]): Type {
  const wide = types.map(widen);
  const [first] = wide;
  if (first === undefined) return any;
  if (wide.every((type) => same(type, first))) return first;
  const float = builtinClass('float').self;
  return wide.every((type) => isNumber(type)) ? float : any;
}

function isNumber(type: Type): boolean {
  return (
    type.kind === 'instance' &&
    type.class.moduleName === '' &&
    (type.class.name === 'int' || type.class.name === 'float')
  );
}

export function tupleType(node: ast.TupleExpression, expected: Type, infer: Expressions): Type {
  const wanted = membersOf(expected).find(
    (member) => member.kind === 'tuple' && member.elements.length === node.elements.length,
  );
  const homogenous = membersOf(expected).find(
    (member) => member.kind === 'instance' && member.class === builtinClass('tuple'),
  );
  const types = node.elements.map((each, at) => {
    const one =
      wanted?.kind === 'tuple' ? wanted.elements[at] : homogenous?.kind === 'instance' ? homogenous.arguments[0] : any;
    return infer.expression(each, one ?? any);
  });
  if (node.elements.some((each) => each.kind === 'Starred')) return instance('tuple', [common(types)]);
  return { kind: 'tuple', elements: types };
}

export function dictType(node: ast.DictExpression, expected: Type, infer: Expressions): Type {
  const record = membersOf(expected).find((member) => member.kind === 'instance' && member.class.facts.record !== null);
  if (record?.kind === 'instance') return recordType(node, record, infer);
  const [wantedKey, wantedValue] = wantedArguments('dict', expected);
  const keys: Type[] = [];
  const values: Type[] = [];
  for (const { key, value } of node.entries) {
    if (key === null) {
      infer.expression(value);
      keys.push(any);
      values.push(any);
    } else {
      keys.push(infer.expression(key, wantedKey));
      values.push(infer.expression(value, wantedValue));
    }
  }
  return instance('dict', [element(keys, wantedKey), element(values, wantedValue)]);
}

/** A dict where a typed record is expected: its keys and values are checked one by one. */
function recordType(node: ast.DictExpression, expected: InstanceType, infer: Expressions): Type {
  const fields = expected.class.facts.record!;
  const given = new Set<string>();
  let isKnown = true;
  for (const { key, value } of node.entries) {
    const name = key?.kind === 'Constant' && key.value.type === 'str' ? key.value.value : null;
    const field = name === null ? undefined : fields.get(name);
    const type = infer.expression(value, field?.type() ?? any);
    if (name === null) isKnown = false;
    else if (field === undefined) {
      infer.reporter.report('type/mismatch', key!.span, `${expected.class.name} has no key '${name}'`, {
        help: `its keys are ${[...fields.keys()].join(', ')}`,
      });
    } else {
      given.add(name);
      expectType(infer.reporter, value, type, field.type(), `'${name}' of ${expected.class.name}`);
    }
  }
  const missing = [...fields]
    .filter(([name, field]) => field.isRequired && !given.has(name))
    .map(([name]) => `'${name}'`);
  if (isKnown && missing.length > 0)
    infer.reporter.report('type/mismatch', node.span, `${expected.class.name} misses ${missing.join(', ')}`);
  return expected;
}

export function comprehensionType(node: ast.Comprehension, expected: Type, infer: Expressions): Type {
  return infer.inBranch(() => {
    for (const clause of node.clauses) {
      const items = infer.items(clause.iterable, infer.expression(clause.iterable), clause.isAsync);
      infer.bind(clause.target, items);
      for (const condition of clause.conditions) {
        infer.expression(condition);
        assume(condition, true, infer);
      }
    }
    switch (node.form) {
      case 'dict': {
        const [wantedKey, wantedValue] = wantedArguments('dict', expected);
        const key = infer.expression(node.element, wantedKey);
        const value = infer.expression(node.value!, wantedValue);
        return instance('dict', [element([key], wantedKey), element([value], wantedValue)]);
      }
      case 'generator': {
        const item = infer.expression(node.element);
        return infer.waits(node)
          ? instance('AsyncGenerator', [item, any])
          : instance('Generator', [widen(item), any, any]);
      }
      default: {
        const [wanted] = wantedArguments(node.form, expected);
        return instance(node.form, [element([infer.expression(node.element, wanted)], wanted)]);
      }
    }
  });
}

function instance(name: string, typeArguments: readonly Type[]): Type {
  return { kind: 'instance', class: builtinClass(name), arguments: typeArguments };
}
