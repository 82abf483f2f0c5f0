/**
 * What the checker knows of a class: its type parameters, its bases and its members, each found out when it is first
 * asked for. Members are looked up along the bases as Python does (C3 order, with a plain depth-first order where the
 * bases contradict each other, which the runtime refuses anyway).
 */
import { substitute } from './substitute.ts';
import type { InstanceType, Type, TypeVariable } from './type.ts';

export interface Member {
  readonly kind: 'attribute' | 'method' | 'static' | 'class-method' | 'property';
  /** In terms of the type parameters of the class that has it. */
  readonly type: () => Type;
  /** Written down, rather than inferred from what is assigned. */
  readonly isDeclared: boolean;
  /** For a property: whether it can be assigned. */
  readonly isSettable: boolean;
}

/** A member with the class that has it, seen from some instance. */
export interface FoundMember {
  readonly member: Member;
  readonly owner: ClassInfo;
  /** With the type arguments of the instance put in. */
  readonly type: Type;
}

export interface RecordField {
  readonly type: () => Type;
  readonly isRequired: boolean;
}

export interface ClassFacts {
  readonly bases: readonly InstanceType[];
  /** True when not all is known about it: a base or decorator is unknown, or attributes are computed. */
  readonly isOpen: boolean;
  readonly isProtocol: boolean;
  readonly hasMetaclass: boolean;
  readonly isEnum: boolean;
  /** Members of an enum, or variants of a tagged union, in order. */
  readonly alternatives: readonly string[];
  readonly members: ReadonlyMap<string, Member>;
  /** Signature of its constructor where the class form gives it (dataclass, named tuple, enum); null for `__init__`. */
  readonly constructorType: (() => Type) | null;
  /** Names of the fields that a class pattern matches by position; null where that is not known. */
  readonly matchFields: readonly string[] | null;
  /** The keys of a typed record (`TypedDict`), with their types; null for every other class. */
  readonly record: ReadonlyMap<string, RecordField> | null;
}

export class ClassInfo {
  private known: ClassFacts | null = null;
  private order: readonly InstanceType[] | null = null;
  /** The variants of a tagged union; empty for every other class. */
  readonly variants: ClassInfo[] = [];

  /**
   * @param moduleName dotted name of the module that has it; '' for what is built in
   * @param describe gives the facts; called once, when they are first needed
   */
  constructor(
    readonly name: string,
    readonly moduleName: string,
    readonly typeParameters: readonly TypeVariable[],
    private readonly describe: (self: ClassInfo) => ClassFacts,
    /** The tagged union that this class is a variant of. */
    readonly variantOf: ClassInfo | null = null,
  ) {}

  get facts(): ClassFacts {
    if (this.known === null) {
      // While it is being described, for classes that mention themselves, nothing is known of it.
      this.known = unknownFacts;
      this.known = this.describe(this);
    }
    return this.known;
  }

  /** The class with its own type parameters as arguments. */
  get self(): InstanceType {
    return { kind: 'instance', class: this, arguments: this.typeParameters };
  }

  /** The class and all its bases, most special first, in terms of its own type parameters. */
  get linearised(): readonly InstanceType[] {
    if (this.order === null) {
      this.order = [this.self];
      this.order = [this.self, ...linearise(this.facts.bases)];
    }
    return this.order;
  }

  /** True when an unknown attribute may exist all the same. */
  get isOpen(): boolean {
    return this.linearised.some((base) => base.class.facts.isOpen);
  }

  /** True when the class itself may have attributes that its instances lack. */
  get hasMetaclass(): boolean {
    return this.linearised.some((base) => base.class.facts.hasMetaclass);
  }

  get isEnum(): boolean {
    return this.linearised.some((base) => base.class.facts.isEnum);
  }

  isSubclassOf(other: ClassInfo): boolean {
    return this === other || this.linearised.some((base) => base.class === other);
  }

  find(name: string, typeArguments: readonly Type[] | null): FoundMember | null {
    for (const base of this.linearised) {
      const member = base.class.facts.members.get(name);
      if (member === undefined) continue;
      const type = this.asSeen(member.type(), base, typeArguments);
      return { member, owner: base.class, type };
    }
    return null;
  }

  /** The base class `other` with the type arguments that an instance of this class gives it; null when it is no base. */
  argumentsFor(other: ClassInfo, typeArguments: readonly Type[]): readonly Type[] | null {
    if (other === this) return typeArguments;
    const base = this.linearised.find((each) => each.class === other);
    if (base === undefined) return null;
    return base.arguments.map((type) => substitute(type, this.typeParameters, typeArguments));
  }

  private asSeen(type: Type, base: InstanceType, typeArguments: readonly Type[] | null): Type {
    const inOwnTerms = base.class === this ? type : substitute(type, base.class.typeParameters, base.arguments);
    return typeArguments === null ? inOwnTerms : substitute(inOwnTerms, this.typeParameters, typeArguments);
  }
}

export const unknownFacts: ClassFacts = {
  bases: [],
  isOpen: true,
  isProtocol: false,
  hasMetaclass: false,
  isEnum: false,
  alternatives: [],
  members: new Map(),
  constructorType: null,
  matchFields: null,
  record: null,
};

/** All bases in method resolution order, each with arguments in terms of the class they are bases of. */
function linearise(bases: readonly InstanceType[]): InstanceType[] {
  if (bases.length === 1) return seenFrom(bases[0]!);
  const rows = [...bases.map(seenFrom), [...bases]];
  const order: InstanceType[] = [];
  for (;;) {
    const open = rows.filter((row) => row.length > 0);
    if (open.length === 0) return order;
    const isLater = (candidate: InstanceType): boolean =>
      open.some((row) => row.slice(1).some((each) => each.class === candidate.class));
    const next = (open.find((row) => !isLater(row[0]!)) ?? open[0]!)[0]!;
    order.push(next);
    for (const row of open) {
      const at = row.findIndex((each) => each.class === next.class);
      if (at >= 0) row.splice(at, 1);
    }
  }
}

function seenFrom(base: InstanceType): InstanceType[] {
  return base.class.linearised.map((each) => ({
    kind: 'instance',
    class: each.class,
    arguments: each.arguments.map((type) => substitute(type, base.class.typeParameters, base.arguments)),
  }));
}
