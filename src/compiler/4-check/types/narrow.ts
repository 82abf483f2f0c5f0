/**
 * What a condition says about variables, when it holds and when it does not: `isinstance`, `is None`, `==` with a
 * literal, `in` a literal tuple, truth itself, `callable`, and these joined by `not`, `and`, `or`.
 */
import type * as ast from '#language/ast';
import { expandAlternatives } from './alternatives.ts';
import { asInstance } from './assignable.ts';
import type { ClassInfo } from './class-info.ts';
import type { Expressions } from './expressions.ts';
import { unionOf } from './join.ts';
import { any, membersOf, never, type Type } from './type.ts';

/** Takes into the environment of `infer` that `test` has turned out `truth`. */
export function assume(test: ast.Expression, truth: boolean, infer: Expressions): void {
  switch (test.kind) {
    case 'UnaryOp':
      if (test.operator === 'not') assume(test.operand, !truth, infer);
      return;
    case 'BoolOp':
      return assumeAll(test, truth, infer);
    case 'NamedExpression':
      return refine(test.target, infer, (type) => (truth ? truthy(type) : falsy(type)));
    case 'Compare':
      return assumeComparison(test, truth, infer);
    case 'Call':
      return assumeCall(test, truth, infer);
    case 'Name':
    case 'Attribute':
      return refine(test, infer, (type) => (truth ? truthy(type) : falsy(type)));
    case 'Constant':
      if (test.value.type === 'bool' && test.value.value !== truth) infer.environment.isReachable = false;
  }
}

/** All hold, or all fail: otherwise each alone says nothing, but what they say together can be joined. */
function assumeAll(test: ast.BoolOp, truth: boolean, infer: Expressions): void {
  if ((test.operator === 'and') === truth) {
    for (const value of test.values) assume(value, truth, infer);
    return;
  }
  const origin = infer.environment;
  const branches = test.values.map((value, at) => {
    infer.environment = origin.fork();
    for (const before of test.values.slice(0, at)) assume(before, !truth, infer);
    assume(value, truth, infer);
    return infer.environment;
  });
  infer.environment = origin;
  origin.merge(branches);
}

function refine(node: ast.Expression, infer: Expressions, change: (type: Type) => Type): void {
  const place = infer.placeOf(node);
  if (place === null) return;
  const type = infer.reporter.trying(() => infer.expression(node));
  const changed = change(type);
  if (changed !== type) infer.environment.set(place, changed);
}

function keep(type: Type, holds: (member: Type) => boolean): Type {
  if (type.kind !== 'union') return holds(type) ? type : never;
  const kept = type.members.filter(holds);
  return kept.length === type.members.length ? type : unionOf(kept, type.soft);
}

/** The part of a type that can be true. */
export function truthy(type: Type): Type {
  return keep(type, (member) => member.kind !== 'none' && !isFalsyLiteral(member));
}

/** The part of a type that can be false. */
export function falsy(type: Type): Type {
  return keep(type, (member) => {
    if (member.kind === 'literal') return member.class.isEnum || isFalsyLiteral(member);
    if (member.kind === 'tuple') return member.elements.length === 0;
    return member.kind !== 'function' && member.kind !== 'class' && member.kind !== 'module';
  });
}

function isFalsyLiteral(type: Type): boolean {
  return (
    type.kind === 'literal' && !type.class.isEnum && (type.text === 'False' || type.text === '0' || type.text === '""')
  );
}

function assumeComparison(test: ast.Compare, truth: boolean, infer: Expressions): void {
  const [operator] = test.operators;
  const [right] = test.comparators;
  if (test.operators.length !== 1 || operator === undefined || right === undefined) return;
  switch (operator) {
    case 'is':
    case 'is not':
      return assumeSame(test.left, right, truth === (operator === 'is'), infer);
    case '==':
    case '!=':
      assumeEqual(test.left, right, truth === (operator === '=='), infer);
      return assumeEqual(right, test.left, truth === (operator === '=='), infer);
    case 'in':
    case 'not in':
      return assumeMember(test.left, right, truth === (operator === 'in'), infer);
  }
}

function assumeSame(left: ast.Expression, right: ast.Expression, truth: boolean, infer: Expressions): void {
  if (right.kind === 'Constant' && right.value.type === 'none')
    return refine(left, infer, (type) => {
      if (type.kind === 'any') return truth ? { kind: 'none' } : type;
      return keep(type, (member) => (truth ? mayBeNone(member) : member.kind !== 'none'));
    });
  assumeEqual(left, right, truth, infer);
}

function mayBeNone(type: Type): boolean {
  return (
    type.kind === 'none' ||
    type.kind === 'variable' ||
    type.kind === 'labelled' ||
    (type.kind === 'instance' && type.class.name === 'object')
  );
}

function assumeEqual(left: ast.Expression, right: ast.Expression, truth: boolean, infer: Expressions): void {
  // Anything longer could be a call, whose type would be found out once more for every level of nesting.
  if (infer.placeOf(left) === null || !/^(?:Constant|UnaryOp|Name|Attribute)$/.test(right.kind)) return;
  const value = infer.reporter.trying(() => infer.expression(right));
  if (value.kind !== 'literal' && value.kind !== 'none') return;
  refine(left, infer, (type) => {
    const options = expandAlternatives(type);
    return keep(options, (member) => {
      if (member.kind === 'literal' && value.kind === 'literal' && member.class === value.class)
        return (member.text === value.text) === truth;
      if (member.kind === 'none' && value.kind === 'none') return truth;
      return true;
    });
  });
}

function assumeMember(left: ast.Expression, right: ast.Expression, truth: boolean, infer: Expressions): void {
  if (right.kind !== 'TupleExpression' && right.kind !== 'ListExpression' && right.kind !== 'SetExpression') return;
  const values = right.elements.map((element) => infer.reporter.trying(() => infer.expression(element)));
  if (!values.every((value) => value.kind === 'literal' || value.kind === 'none')) return;
  refine(left, infer, (type) =>
    keep(expandAlternatives(type), (member) => {
      if (member.kind !== 'literal' && member.kind !== 'none') return true;
      const isThere = values.some((value) => sameValue(value, member));
      const isElsewhere = values.some(
        (value) => value.kind === 'literal' && member.kind === 'literal' && value.class !== member.class,
      );
      return isElsewhere || isThere === truth;
    }),
  );
}

function sameValue(left: Type, right: Type): boolean {
  if (left.kind === 'literal')
    return right.kind === 'literal' && left.class === right.class && left.text === right.text;
  return left.kind === right.kind;
}

function assumeCall(test: ast.Call, truth: boolean, infer: Expressions): void {
  const [subject, classes] = test.arguments;
  if (test.callee.kind !== 'Name' || subject === undefined) return;
  const reference = infer.referenceOf(test.callee);
  if (reference?.kind !== 'builtin') return;
  if (reference.name === 'callable')
    return refine(subject, infer, (type) => keep(type, (member) => truth || member.kind !== 'function'));
  if (reference.name === 'hasattr') return refine(subject, infer, () => any);
  if (reference.name !== 'isinstance' || classes === undefined) return;
  const wanted = classesOf(infer.reporter.trying(() => infer.expression(classes)));
  refine(subject, infer, (type) => (wanted === null ? (truth ? any : type) : narrowToClasses(type, wanted, truth)));
}

/** The classes that the second argument of isinstance names; null where one of them is not known. */
export function classesOf(type: Type): readonly ClassInfo[] | null {
  if (type.kind === 'class') return [type.class];
  if (type.kind === 'none') return null;
  if (type.kind !== 'tuple' && type.kind !== 'union') return null;
  const all: ClassInfo[] = [];
  for (const element of type.kind === 'tuple' ? type.elements : type.members) {
    const inner = classesOf(element);
    if (inner === null) return null;
    all.push(...inner);
  }
  return all;
}

/** The part of a type that is, or is not, an instance of one of the classes. */
export function narrowToClasses(type: Type, classes: readonly ClassInfo[], truth: boolean): Type {
  if (type.kind === 'any') return truth ? unionOf(classes.map(instanceOf), true) : any;
  if (type.kind === 'labelled' || type.kind === 'variable') return truth ? any : type;
  const kept = membersOf(type).flatMap((member) => narrowMember(member, classes, truth));
  return unionOf(kept, type.kind === 'union' && type.soft);
}

function narrowMember(member: Type, classes: readonly ClassInfo[], truth: boolean): readonly Type[] {
  const own =
    member.kind === 'tuple' ? asInstance(member.elements) : member.kind === 'literal' ? member.class.self : member;
  if (own.kind === 'none') return truth ? (classes.some((each) => each.name === 'object') ? [member] : []) : [member];
  // Functions, classes and modules are instances of classes that declarations do not describe.
  if (own.kind !== 'instance') return [truth ? any : member];
  const isCovered = classes.some((each) => own.class.isSubclassOf(each));
  if (isCovered) return truth ? [member] : [];
  if (!truth) return [member];
  if (own.class.facts.isProtocol || own.class.isOpen) return classes.map(instanceOf);
  // A subclass of the wanted class may be what there is; two unrelated classes may have a common subclass.
  const special = classes.filter((each) => each.isSubclassOf(own.class)).map(instanceOf);
  if (special.length > 0) return special;
  const isFinal =
    own.class.moduleName === '' && classes.every((each) => each.moduleName === '' && !each.facts.isProtocol);
  return isFinal ? [] : [any];
}

function instanceOf(of: ClassInfo): Type {
  return { kind: 'instance', class: of, arguments: of.typeParameters.map(() => any) };
}
