/** Finds what type variables stand for, from what is passed to parameters whose types mention them. */
import { asInstance } from './assignable.ts';
import { join, unionOf, widen } from './join.ts';
import { any, membersOf, type Type, type TypeVariable } from './type.ts';

export class Solution {
  private readonly found = new Map<TypeVariable, Type>();

  constructor(readonly variables: readonly TypeVariable[]) {}

  /** What each variable stands for; `Any` for those that nothing is known of. */
  get types(): readonly Type[] {
    return this.variables.map((variable) => this.found.get(variable) ?? any);
  }

  isSolved(variable: TypeVariable): boolean {
    return this.found.has(variable);
  }

  /** Learns from an argument of type `given` for a parameter of type `wanted`. */
  learn(wanted: Type, given: Type): void {
    if (this.variables.length === 0) return;
    switch (wanted.kind) {
      case 'variable':
        if (this.variables.includes(wanted)) this.bind(wanted, given);
        return;
      case 'union':
        return this.learnUnion(wanted.members, given);
      case 'labelled':
        return this.learn(wanted.inner, given.kind === 'labelled' ? given.inner : given);
      case 'tuple':
        if (given.kind === 'tuple')
          for (const [index, element] of wanted.elements.entries()) this.learn(element, given.elements[index] ?? any);
        return;
      case 'class':
        if (given.kind === 'class')
          for (const [index, type] of (wanted.arguments ?? []).entries())
            this.learn(type, given.arguments?.[index] ?? any);
        return;
      case 'function':
        return this.learnFunction(wanted.signatures[0]!, given);
      case 'instance':
        return this.learnInstance(wanted, given);
    }
  }

  private bind(variable: TypeVariable, given: Type): void {
    const before = this.found.get(variable);
    const type = widen(given);
    this.found.set(variable, before === undefined ? type : join(before, type));
  }

  /** `T | None` against `int | None`: what the plain members already take is not the variable's. */
  private learnUnion(wanted: readonly Type[], given: Type): void {
    const open = wanted.filter((member) => member.kind === 'variable');
    const plain = wanted.filter((member) => member.kind !== 'variable');
    const rest = membersOf(given).filter((member) => !plain.some((each) => isTakenBy(each, member)));
    for (const member of plain) this.learn(member, given);
    if (rest.length > 0) for (const variable of open) this.learn(variable, unionOf(rest, true));
  }

  private learnFunction(wanted: Extract<Type, { kind: 'function' }>['signatures'][number], given: Type): void {
    if (given.kind !== 'function') return;
    const [signature] = given.signatures;
    if (signature === undefined) return;
    for (const [index, parameter] of wanted.parameters.entries()) {
      const taken = signature.parameters[index]?.type;
      if (
        taken !== undefined &&
        taken.kind !== 'any' &&
        parameter.type.kind === 'variable' &&
        !this.isSolved(parameter.type)
      )
        this.learn(parameter.type, taken);
    }
    this.learn(wanted.returns(), signature.returns());
  }

  private learnInstance(wanted: Extract<Type, { kind: 'instance' }>, given: Type): void {
    if (wanted.arguments.length === 0) return;
    for (const member of membersOf(given)) {
      const instance =
        member.kind === 'tuple' ? asInstance(member.elements) : member.kind === 'literal' ? member.class.self : member;
      if (instance.kind !== 'instance') continue;
      const seen = instance.class.argumentsFor(wanted.class, instance.arguments);
      for (const [index, type] of wanted.arguments.entries()) this.learn(type, seen?.[index] ?? any);
    }
  }
}

/** Whether a member of a union that is passed belongs to a plain member of the union that is wanted. */
function isTakenBy(wanted: Type, given: Type): boolean {
  if (wanted.kind === 'none') return given.kind === 'none';
  if (wanted.kind !== 'instance') return wanted.kind === given.kind;
  const of = given.kind === 'instance' || given.kind === 'literal' ? given.class : null;
  return of?.isSubclassOf(wanted.class) ?? false;
}
