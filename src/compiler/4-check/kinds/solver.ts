/**
 * Inference of kinds. It is optimistic: everything starts at nothing and grows until nothing changes. What was found out
 * from final things alone is final itself and is not asked again: that is most of a program, after one pass.
 */
import type * as ast from '#language/ast';
import type { AssignedValue, Binding, ResolvedModule, Scope } from '../../3-resolve/scope.ts';
import { type ClosedClass, findClosedClasses } from './closed-classes.ts';
import { type ClosedFunction, callsOfDefinitions, findClosedFunctions } from './closed-functions.ts';
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
  /** The shape will not change any more. */
  isFinal: boolean;
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
  /** Whether anything was read since this was last cleared that may still change. */
  private readOpen = false;

  /** @param isEntry nobody can import the module */
  constructor(
    private readonly resolved: ResolvedModule,
    isEntry: boolean,
  ) {
    const calls = callsOfDefinitions(resolved);
    this.functions = findClosedFunctions(resolved, calls, isEntry);
    this.classes = findClosedClasses(resolved, calls, isEntry);
    this.shapes = new Shapes(resolved, {
      ofVariable: (binding) => {
        const variable = this.variables.get(binding);
        if (variable === undefined) return 'any';
        if (!variable.isFinal) this.readOpen = true;
        return variable.shape;
      },
      ofCall: (node) => this.ofCall(node),
      sourcesOf: (binding) => this.variables.get(binding)?.sources ?? [],
      hasInstances: this.classes.size > 0,
      note: (news) => {
        if (news) this.changed = true;
      },
      noteOpen: () => {
        this.readOpen = true;
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
      parametersOf: (node) => this.called(node)?.parameters,
    });
    for (const [binding, list] of sources)
      this.variables.set(binding, { binding, sources: list, leaks: uses.leak(binding), shape: null, isFinal: false });
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
    if ('instance' in called) return called.instance;
    this.readOpen = true;
    return this.results.get(called.scope);
  }

  private infer(): void {
    const { facts } = this.resolved;
    let units: (() => void)[] = [];
    for (const variable of this.variables.values()) units.push(() => this.inferVariable(variable));
    for (const target of facts.stores) {
      if (target.kind === 'Attribute') {
        if (this.classes.size > 0) units.push(() => this.storeAttribute(target));
      } else if (this.isFollowed(target.object)) units.push(() => this.storeItem(target));
    }
    for (const node of facts.calls) {
      const method = node.kind === 'Call' ? listMethod(node) : null;
      if (method !== null && this.isFollowed(method.object))
        units.push(() => this.callMethod(node as ast.Call, method));
    }
    for (const { scope, node } of facts.returns)
      if (this.results.has(scope)) units.push(() => this.returnFrom(scope, node.value));
    do {
      this.changed = false;
      units = units.filter((unit) => {
        this.readOpen = false;
        unit();
        return this.readOpen;
      });
    } while (this.changed);
  }

  private isFollowed(node: ast.Expression): boolean {
    const binding = this.shapes.variable(node);
    return binding !== null && this.variables.has(binding);
  }

  private inferVariable(variable: Variable): void {
    let joined = variable.shape;
    for (const source of variable.sources) joined = this.shapes.join(joined, this.ofSource(source, variable));
    if (variable.leaks && joined instanceof Family && joined.open()) this.changed = true;
    variable.isFinal = !this.readOpen;
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
        this.readOpen = true;
        return this.augmented(source, variable.shape);
      default:
        if (!isCounted(variable.shape) || !this.isCounting(source, variable)) return this.shapes.of(source);
        this.readOpen = true;
        return variable.shape;
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
    else {
      this.readOpen = true;
      const { operator, value } = source;
      if (isCounted(held.items) && isStep(operator, value)) return;
      shapes.add(held, shapes.operation(operator, held.items, shapes.of(value), value, source));
    }
  }

  private callMethod(node: ast.Call, { object, name }: { object: ast.Name; name: string }): void {
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
