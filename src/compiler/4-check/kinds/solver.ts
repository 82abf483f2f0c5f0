/**
 * Inference of kinds. It is optimistic: everything starts at nothing and grows until nothing changes. A variable that has
 * come to hold anything is asked again only at the end, for lists that flow into it.
 */
import type * as ast from '#language/ast';
import type { AssignedValue, Binding, ResolvedModule, Scope } from '../../3-resolve/scope.ts';
import { type ClosedClass, findClosedClasses } from './closed-classes.ts';
import { type ClosedFunction, findClosedFunctions } from './closed-functions.ts';
import { canFallThrough } from './falls-through.ts';
import { Family, Instance, isNumber, type Shape } from './kind.ts';
import { isStep } from './operations.ts';
import { Shapes } from './shapes.ts';
import { listMethod, Uses } from './uses.ts';
import { followVariables } from './variables.ts';

interface Variable {
  readonly binding: Binding;
  readonly sources: readonly AssignedValue[];
  /** A list in it may be changed by code that cannot be followed. */
  readonly leaks: boolean;
  shape: Shape | null;
}

export class Solver {
  readonly functions: ReadonlyMap<Binding, ClosedFunction>;
  readonly classes: ReadonlyMap<Binding, ClosedClass>;
  readonly boxed: ReadonlySet<Binding>;
  readonly variables = new Map<Binding, Variable>();
  /** What closed functions return, by their scope. */
  readonly results = new Map<Scope, Shape | null>();
  readonly shapes: Shapes;
  /** Closed functions with a call whose value goes where it cannot be followed. */
  private readonly leaking = new Set<Scope>();
  private changed = false;

  /** @param isEntry nobody can import the module */
  constructor(
    private readonly resolved: ResolvedModule,
    isEntry: boolean,
  ) {
    this.functions = findClosedFunctions(resolved, isEntry);
    this.classes = findClosedClasses(resolved, isEntry);
    this.shapes = new Shapes(resolved, {
      ofVariable: (binding) => {
        const variable = this.variables.get(binding);
        return variable === undefined ? 'any' : variable.shape;
      },
      ofCall: (node) => this.ofCall(node),
      sourcesOf: (binding) => this.variables.get(binding)?.sources ?? [],
      hasInstances: this.classes.size > 0,
      note: (news) => {
        if (news) this.changed = true;
      },
    });
    const { sources, boxed } = followVariables(resolved, this.functions.values(), this.classes.values());
    this.boxed = boxed;
    this.prepare(sources);
    this.infer();
  }

  private prepare(sources: ReadonlyMap<Binding, readonly AssignedValue[]>): void {
    const { resolved } = this;
    const scopes = new Set([...this.functions.values()].map(({ scope }) => scope));
    const uses = new Uses(resolved, {
      isVariable: (binding) => sources.has(binding),
      isClosed: (scope) => scopes.has(scope),
      parameterOf: (node, index) => {
        const parameter = this.called(node)?.parameters[index];
        const binding = parameter === undefined ? undefined : resolved.declarations.get(parameter.id);
        return binding !== undefined && sources.has(binding) ? binding : undefined;
      },
    });
    for (const [binding, list] of sources)
      this.variables.set(binding, { binding, sources: list, leaks: uses.leak(binding), shape: null });
    for (const { receivers, instance } of this.classes.values()) {
      for (const receiver of receivers) {
        const variable = this.variables.get(resolved.declarations.get(receiver.id)!);
        if (variable !== undefined) variable.shape = instance;
      }
    }
    for (const [binding, { scope, calls, definition }] of this.functions) {
      this.results.set(scope, canFallThrough(definition.body) ? 'none' : null);
      if (calls.length !== uses.ofCalls(binding)) this.leaking.add(scope);
    }
  }

  private called(node: ast.Call): ClosedFunction | ClosedClass | undefined {
    const binding = this.shapes.variable(node.callee);
    return binding === null ? undefined : (this.functions.get(binding) ?? this.classes.get(binding));
  }

  private ofCall(node: ast.Call): Shape | null | undefined {
    const called = this.called(node);
    if (called === undefined) return undefined;
    return 'instance' in called ? called.instance : this.results.get(called.scope);
  }

  private infer(): void {
    const { facts } = this.resolved;
    const stores = facts.stores.filter((target) =>
      target.kind === 'Attribute' ? this.classes.size > 0 : this.isFollowed(target.object),
    );
    const calls = facts.calls.filter((node) => node.kind === 'Call' && this.isFollowed(listMethod(node)?.object));
    const returns = facts.returns.filter(({ scope }) => this.results.has(scope));
    const pass = (all: boolean): boolean => {
      this.changed = false;
      for (const variable of this.variables.values()) if (all || variable.shape !== 'any') this.inferVariable(variable);
      for (const target of stores)
        if (target.kind === 'Subscript') this.storeItem(target);
        else this.storeAttribute(target);
      for (const node of calls) this.callMethod(node as ast.Call);
      for (const { scope, node } of returns) this.returnFrom(scope, node.value);
      return this.changed;
    };
    do while (pass(false));
    while (pass(true));
  }

  private isFollowed(node: ast.Expression | undefined): boolean {
    const binding = node === undefined ? null : this.shapes.variable(node);
    return binding !== null && this.variables.has(binding);
  }

  private inferVariable(variable: Variable): void {
    let joined = variable.shape;
    for (const source of variable.sources) joined = this.shapes.join(joined, this.ofSource(source, variable));
    if (variable.leaks && joined instanceof Family && joined.open()) this.changed = true;
    if (joined === variable.shape) return;
    variable.shape = joined;
    this.changed = true;
  }

  /** What an assignment puts into the variable. */
  private ofSource(source: AssignedValue, variable: Variable): Shape | null {
    switch (source.kind) {
      case 'For':
      case 'ComprehensionFor':
        return source.isAsync ? 'any' : this.shapes.itemOf(source.iterable);
      case 'AugAssign':
        return this.augmented(source, variable.shape);
      default:
        return isCounted(variable.shape) && this.isCounting(source, variable) ? variable.shape : this.shapes.of(source);
    }
  }

  private augmented(node: ast.AugAssign, current: Shape | null): Shape | null {
    const { operator, value } = node;
    if (current instanceof Family) {
      if (operator === '+') this.shapes.add(current, this.shapes.itemOf(value));
      return operator === '+' || operator === '*' ? current : this.shapes.join(current, 'any');
    }
    if (isCounted(current) && isStep(operator, value)) return current;
    return this.shapes.operation(operator, current, this.shapes.of(value), value, node);
  }

  /** `i = i + 1`; an argument of a function that calls itself with its own parameter counts in the same way. */
  private isCounting(source: ast.Expression, { binding }: Variable): boolean {
    if (source.kind !== 'BinOp' || !isStep(source.operator, source.right)) return false;
    return this.shapes.variable(source.left) === binding;
  }

  private storeItem(target: ast.Subscript): void {
    const list = this.shapes.of(target.object);
    if (!(list instanceof Family)) return;
    if (target.index.kind === 'Slice') this.shapes.add(list, 'any');
    else this.storeInto(list, target);
  }

  private storeAttribute(target: ast.Attribute): void {
    const object = this.shapes.of(target.object);
    const { name } = target.name;
    if (object instanceof Instance) this.storeInto(object.attribute(name), target);
    // An object of unknown kind may be an instance of each of them.
    else if (object === 'any')
      for (const { instance } of this.classes.values()) this.storeInto(instance.attribute(name), target);
  }

  private storeInto(held: Family, target: ast.Attribute | ast.Subscript): void {
    const { shapes } = this;
    const source = this.resolved.facts.storedValues.get(target);
    if (source === undefined) shapes.add(held, 'any');
    else if (source.kind !== 'AugAssign') shapes.add(held, shapes.of(source));
    else if (!isCounted(held.items) || !isStep(source.operator, source.value)) {
      const { operator, value } = source;
      shapes.add(held, shapes.operation(operator, held.items, shapes.of(value), value, source));
    }
  }

  private callMethod(node: ast.Call): void {
    const { object, name } = listMethod(node)!;
    const list = this.shapes.of(object);
    if (!(list instanceof Family)) return;
    const [first, second] = node.arguments;
    if (name === 'append' && first !== undefined) this.shapes.add(list, this.shapes.of(first));
    else if (name === 'insert' && second !== undefined) this.shapes.add(list, this.shapes.of(second));
    else if (name === 'extend' && first !== undefined) this.shapes.add(list, this.shapes.itemOf(first));
  }

  private returnFrom(scope: Scope, value: ast.Expression | null): void {
    const shape = value === null ? 'none' : this.shapes.of(value);
    if (shape instanceof Family && this.leaking.has(scope)) this.shapes.add(shape, 'any');
    const before = this.results.get(scope)!;
    const joined = this.shapes.join(before, shape);
    if (joined === before) return;
    this.results.set(scope, joined);
    this.changed = true;
  }
}

/** Something that a step leaves as it is. */
function isCounted(shape: Shape | null): boolean {
  return shape === null || isNumber(shape);
}
