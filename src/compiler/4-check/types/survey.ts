/**
 * What has to be known of a whole file before its types are followed: which variables have annotations, which attributes
 * are assigned from outside, which classes have subclasses, which containers are changed. One walk over the statements.
 */
import type * as ast from '#language/ast';
import { bodiesOf } from '../../2-parse/bodies.ts';
import type { Binding, ResolvedModule } from '../../3-resolve/scope.ts';
import type { Declarations } from './declarations.ts';

export interface Survey {
  /** Names of attributes that are assigned to something else than the own `self`. */
  readonly foreignStores: ReadonlySet<string>;
  /** Names of classes that others in the file extend. */
  readonly extended: ReadonlySet<string>;
  /** How many classes define a method, by its name. */
  readonly methodCounts: ReadonlyMap<string, number>;
  /** Variables whose container is changed somewhere: what it holds is not what it was made with. */
  readonly changed: ReadonlySet<Binding>;
  /** Some attribute is set under a computed name. */
  readonly setsAnyAttribute: boolean;
}

export function surveyFile(resolved: ResolvedModule, declarations: Declarations): Survey {
  return new Surveyor(resolved, declarations).run();
}

class Surveyor {
  private readonly foreignStores = new Set<string>();
  private readonly extended = new Set<string>();
  private readonly methodCounts = new Map<string, number>();
  private readonly changed = new Set<Binding>();
  private setsAnyAttribute = false;

  constructor(
    private readonly resolved: ResolvedModule,
    private readonly declarations: Declarations,
  ) {}

  run(): Survey {
    this.block(this.resolved.module.body, null);
    for (const call of this.resolved.facts.calls) if (call.kind === 'Call') this.call(call);
    const { foreignStores, extended, methodCounts, changed, setsAnyAttribute } = this;
    return { foreignStores, extended, methodCounts, changed, setsAnyAttribute };
  }

  private block(body: readonly ast.Statement[], self: string | null): void {
    for (const statement of body) this.statement(statement, self);
  }

  private statement(node: ast.Statement, self: string | null): void {
    switch (node.kind) {
      case 'Let':
      case 'Assign':
        for (const target of node.targets) this.target(target, self);
        if (node.kind === 'Let') {
          const written = node.annotation ?? this.writtenClass(node);
          if (written !== null) this.annotate(node.targets[0]!, written);
        }
        break;
      case 'Const':
        if (node.annotation !== null) this.annotate(node.target, node.annotation);
        break;
      case 'AnnAssign':
        this.target(node.target, self);
        this.annotate(node.target, node.annotation);
        break;
      case 'AugAssign':
        this.target(node.target, self);
        if (node.target.kind === 'Name') this.change(node.target);
        break;
      case 'For':
        this.target(node.target, self);
        break;
      case 'With':
        for (const item of node.items) if (item.target !== null) this.target(item.target, self);
        break;
      case 'Delete':
        for (const target of node.targets) this.target(target, null);
        break;
      case 'ClassDef':
        for (const base of node.bases) this.base(base);
        for (const statement of node.body) this.member(statement);
        return;
      case 'FunctionDef':
        return this.block(node.body, self);
    }
    for (const inner of bodiesOf(node)) this.block(inner, self);
  }

  /** `let box = Box[int](…)` says its type as well as an annotation would. */
  private writtenClass({ targets, value }: ast.Let): ast.Expression | null {
    if (targets.length !== 1 || value?.kind !== 'Call' || value.callee.kind !== 'Subscript') return null;
    const { object } = value.callee;
    if (object.kind !== 'Name') return null;
    const reference = this.resolved.references[object.id];
    const isClass = reference?.kind === 'binding' && reference.binding.definition?.kind === 'ClassDef';
    return isClass ? value.callee : null;
  }

  private member(node: ast.Statement): void {
    if (node.kind !== 'FunctionDef') return this.statement(node, null);
    this.methodCounts.set(node.name.name, (this.methodCounts.get(node.name.name) ?? 0) + 1);
    const self = [...node.parameters.positionalOnly, ...node.parameters.positional][0]?.name.name ?? null;
    this.block(node.body, self);
  }

  private base(node: ast.Expression): void {
    if (node.kind === 'Name') this.extended.add(node.name);
    else if (node.kind === 'Attribute') this.extended.add(node.name.name);
    else if (node.kind === 'Subscript') this.base(node.object);
  }

  private target(node: ast.Expression, self: string | null): void {
    switch (node.kind) {
      case 'Attribute':
        if (node.object.kind !== 'Name' || node.object.name !== self) this.foreignStores.add(node.name.name);
        return;
      case 'Subscript':
        return this.change(node.object);
      case 'Starred':
        return this.target(node.value, self);
      case 'TupleExpression':
      case 'ListExpression':
        for (const element of node.elements) this.target(element, self);
    }
  }

  private annotate(target: ast.Expression, annotation: ast.Expression): void {
    if (target.kind !== 'Name') return;
    const reference = this.resolved.references[target.id];
    if (reference?.kind === 'binding' || reference?.kind === 'class')
      this.declarations.annotate(reference.binding, annotation);
  }

  private call(node: ast.Call): void {
    if (node.callee.kind === 'Name' && (node.callee.name === 'setattr' || node.callee.name === 'delattr'))
      this.setsAnyAttribute = true;
    if (node.callee.kind === 'Attribute' && changingMethods.has(node.callee.name.name)) this.change(node.callee.object);
  }

  /** The variable at the root of `rows[0].cells` holds what is changed. */
  private change(node: ast.Expression): void {
    let root = node;
    while (
      root.kind === 'Attribute' ||
      root.kind === 'Subscript' ||
      (root.kind === 'Call' && root.callee.kind === 'Attribute')
    )
      root = root.kind === 'Call' ? root.callee : root.object;
    if (root.kind !== 'Name') return;
    const reference = this.resolved.references[root.id];
    if (reference?.kind === 'binding') this.changed.add(reference.binding);
  }
}

/** Methods of containers that put something in. */
const changingMethods: ReadonlySet<string> = new Set(
  'append extend insert add update setdefault appendleft extendleft push put __setitem__ symmetric_difference_update'.split(
    ' ',
  ),
);
