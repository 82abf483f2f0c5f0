/**
 * Which JavaScript form values surely have: the part of type inference that the emitter needs for bare operators. It looks
 * only inside a file, at variables whose every assignment is visible, functions whose every call is, and lists that stay
 * in sight; everything else is `any`, which is what labelled values and subclasses are.
 *
 * Inference is optimistic: everything starts at nothing and grows until nothing changes.
 */
import type * as ast from '#language/ast';
import type { AssignedValue, Binding, ResolvedModule, Scope } from '../../3-resolve/scope.ts';
import { type ClosedClass, findClosedClasses } from './closed-classes.ts';
import { type ClosedFunction, findClosedFunctions } from './closed-functions.ts';
import {
  Family,
  Instance,
  isAtom,
  isInt,
  isNumber,
  isNumeric,
  join,
  type Kind,
  kindOfShape,
  type Shape,
} from './kind.ts';
import { isRange, rangeStep, startsNearZero } from './ranges.ts';
import { builtinCalled, listMethod, Uses } from './uses.ts';

interface Variable {
  readonly binding: Binding;
  readonly sources: readonly AssignedValue[];
  /** A list in it may be changed by code that cannot be followed. */
  readonly leaks: boolean;
  shape: Shape | null;
}

export class Kinds {
  private readonly variables = new Map<Binding, Variable>();
  private readonly closed: ReadonlyMap<Binding, ClosedFunction>;
  private readonly classes: ReadonlyMap<Binding, ClosedClass>;
  /** Parameters of initialisers, which come boxed: whoever calls an initialiser knows nothing of its parameters. */
  private readonly boxed = new Set<Binding>();
  /** Names of attributes that are read or assigned where it is not known of which class. */
  private readonly untyped = new Set<string>();
  /** What closed functions return, by their scope. */
  private readonly results = new Map<Scope, Shape | null>();
  /** Closed functions with a call whose value goes where it cannot be followed. */
  private readonly leaking = new Set<Scope>();
  /** Families of the lists that expressions make, by node. */
  private readonly made = new Map<ast.Node, Family>();
  private readonly known: (Kind | undefined)[] = [];
  private changed = false;

  /** @param isEntry nobody can import the module */
  constructor(
    private readonly resolved: ResolvedModule,
    isEntry: boolean,
  ) {
    this.closed = findClosedFunctions(resolved, isEntry);
    this.classes = findClosedClasses(resolved, isEntry);
    this.collectVariables();
    for (const { scope } of this.closed.values()) this.results.set(scope, null);
    this.infer();
    this.collectUntyped();
  }

  /** True for a variable that holds its floats as raw numbers. */
  isRaw(binding: Binding): boolean {
    return this.ofBinding(binding) === 'float' && !this.boxed.has(binding);
  }

  /** True for an attribute in which every instance of the class holds a float, as a raw number. */
  isRawAttribute(node: ast.Attribute): boolean {
    const shape = this.classes.size === 0 ? null : this.shape(node.object);
    if (!(shape instanceof Instance)) return false;
    return shape.attribute(node.name.name).items === 'float' && !this.untyped.has(node.name.name);
  }

  /** The kind of a variable. */
  ofBinding(binding: Binding): Kind {
    const variable = this.variables.get(binding);
    return variable === undefined ? 'any' : kindOfShape(variable.shape);
  }

  of(node: ast.Expression): Kind {
    // Nodes that the emitter makes up have no id of their own.
    if (node.id < 0) return kindOfShape(this.shape(node));
    return (this.known[node.id] ??= kindOfShape(this.shape(node)));
  }

  /** The kind of all items of a list. */
  ofItems(list: ast.Expression): Kind {
    const shape = this.shape(list);
    return shape instanceof Family ? kindOfShape(shape.items) : 'any';
  }

  /** A function of which all calls are known; it takes and returns floats as raw numbers. */
  closedFunction(binding: Binding): ClosedFunction | undefined {
    return this.closed.get(binding);
  }

  /** What a closed function returns. */
  resultOf({ scope }: ClosedFunction): Kind {
    return kindOfShape(this.results.get(scope) ?? null);
  }

  // -------------------------------------------------------------- what is followed

  private collectVariables(): void {
    const sources = new Map<Binding, AssignedValue[]>();
    const note = (binding: Binding, source: AssignedValue): void => {
      const list = sources.get(binding);
      if (list === undefined) sources.set(binding, [source]);
      else list.push(source);
    };
    for (const { target, source } of this.resolved.facts.assignments) {
      const reference = this.resolved.references[target.id];
      if (reference?.kind === 'binding') note(reference.binding, source);
    }
    const visible = new Set<Binding>();
    for (const [binding, assigned] of sources) if (isVisible(binding, assigned.length)) visible.add(binding);
    for (const { parameters, calls } of this.closed.values()) {
      parameters.forEach((parameter, index) => {
        const binding = this.resolved.declarations.get(parameter.id)!;
        if (!isVisible(binding, (sources.get(binding)?.length ?? 0) + 1)) return;
        visible.add(binding);
        for (const call of calls) note(binding, call.arguments[index] ?? parameter.defaultValue!);
      });
    }
    for (const { parameters, calls, receivers } of this.classes.values()) {
      parameters.forEach((parameter, index) => {
        const binding = this.resolved.declarations.get(parameter.id)!;
        if (!isVisible(binding, (sources.get(binding)?.length ?? 0) + 1)) return;
        visible.add(binding);
        this.boxed.add(binding);
        for (const call of calls) note(binding, call.arguments[index] ?? parameter.defaultValue!);
      });
      for (const receiver of receivers) {
        const binding = this.resolved.declarations.get(receiver.id)!;
        if (isVisible(binding, 1)) visible.add(binding);
      }
    }
    const scopes = new Set([...this.closed.values()].map(({ scope }) => scope));
    const uses = new Uses(this.resolved, {
      isVariable: (binding) => visible.has(binding),
      isClosed: (scope) => scopes.has(scope),
      parameterOf: (node, index) => {
        const parameter = (this.calledFunction(node) ?? this.calledClass(node))?.parameters[index];
        const binding = parameter === undefined ? undefined : this.resolved.declarations.get(parameter.id);
        return binding !== undefined && visible.has(binding) ? binding : undefined;
      },
    });
    for (const [binding, { scope, calls }] of this.closed)
      if (calls.length !== uses.ofCalls(binding)) this.leaking.add(scope);
    for (const binding of visible) {
      this.variables.set(binding, {
        binding,
        sources: sources.get(binding) ?? [],
        leaks: uses.leak(binding),
        shape: null,
      });
    }
    for (const { receivers, instance } of this.classes.values()) {
      for (const receiver of receivers) {
        const variable = this.variables.get(this.resolved.declarations.get(receiver.id)!);
        if (variable !== undefined) variable.shape = instance;
      }
    }
  }

  private collectUntyped(): void {
    if (this.classes.size === 0) return;
    const { attributes, stores } = this.resolved.facts;
    for (const node of [...attributes, ...stores]) {
      if (node.kind === 'Attribute' && !(this.shape(node.object) instanceof Instance)) this.untyped.add(node.name.name);
    }
  }

  private calledClass(node: ast.Call): ClosedClass | undefined {
    if (node.callee.kind !== 'Name') return undefined;
    const reference = this.resolved.references[node.callee.id];
    return reference?.kind === 'binding' ? this.classes.get(reference.binding) : undefined;
  }

  private calledFunction(node: ast.Call): ClosedFunction | undefined {
    if (node.callee.kind !== 'Name') return undefined;
    const reference = this.resolved.references[node.callee.id];
    return reference?.kind === 'binding' ? this.closed.get(reference.binding) : undefined;
  }

  // -------------------------------------------------------------- inference

  private infer(): void {
    do {
      this.changed = false;
      for (const variable of this.variables.values()) this.inferVariable(variable);
      for (const store of this.resolved.facts.stores) {
        if (store.kind === 'Subscript') this.storeItem(store);
        else if (this.classes.size > 0) this.storeAttribute(store);
      }
      for (const node of this.resolved.facts.calls) if (node.kind === 'Call') this.callMethod(node);
      for (const { scope, node } of this.resolved.facts.returns) this.returnFrom(scope, node.value);
      for (const { scope, definition } of this.closed.values()) {
        if (canFallThrough(definition.body)) this.addResult(scope, 'none');
      }
    } while (this.changed);
  }

  private inferVariable(variable: Variable): void {
    let joined = variable.shape;
    for (const source of variable.sources) joined = this.join(joined, this.ofSource(source, variable));
    if (variable.leaks && joined instanceof Family) this.note(joined.open());
    if (joined === variable.shape) return;
    variable.shape = joined;
    this.changed = true;
  }

  private returnFrom(scope: Scope, value: ast.Expression | null): void {
    if (this.results.has(scope)) this.addResult(scope, value === null ? 'none' : this.shape(value));
  }

  private addResult(scope: Scope, shape: Shape | null): void {
    if (shape instanceof Family && this.leaking.has(scope)) this.note(shape.open());
    const before = this.results.get(scope)!;
    const joined = this.join(before, shape);
    if (joined === before) return;
    this.results.set(scope, joined);
    this.changed = true;
  }

  private note(news: boolean): void {
    if (news) this.changed = true;
  }

  private join(left: Shape | null, right: Shape | null): Shape | null {
    if (left instanceof Family && right instanceof Family) {
      this.note(left.merge(right));
      return left;
    }
    if (left !== null && right !== null) {
      // Where a list may be something else it is not followed.
      if (left instanceof Family) this.note(left.open());
      if (right instanceof Family) this.note(right.open());
    }
    return join(left, right);
  }

  /** What an assignment puts into the variable. */
  private ofSource(source: AssignedValue, variable: Variable): Shape | null {
    switch (source.kind) {
      case 'For':
      case 'ComprehensionFor':
        return source.isAsync ? 'any' : this.itemOf(source.iterable);
      case 'AugAssign':
        return this.augmented(source, variable);
      case 'NamedExpression':
        return this.shape(source);
      default:
        return this.isCounting(source, variable) ? variable.shape : this.shape(source);
    }
  }

  private augmented(node: ast.AugAssign, variable: Variable): Shape | null {
    const current = variable.shape;
    if (current instanceof Family) {
      if (node.operator === '+') this.note(current.add(this.itemOf(node.value)));
      else if (node.operator !== '*') return this.join(current, 'any');
      return current;
    }
    if (isStep(node, current)) return current;
    return this.operation(node.operator, current, this.shape(node.value), node.value, node);
  }

  /**
   * `i = i + 1` and its kin: counting from what a JavaScript number holds stays there for longer than any program runs.
   * An argument of a function that calls itself with its own parameter so counts in the same way.
   */
  private isCounting(source: ast.Expression, { binding, shape }: Variable): boolean {
    if (source.kind !== 'BinOp' || !steps.has(source.operator) || !(shape === null || isNumber(shape))) return false;
    if (source.left.kind !== 'Name' || !isSmallStep(source.right)) return false;
    const reference = this.resolved.references[source.left.id];
    return reference?.kind === 'binding' && reference.binding === binding;
  }

  private storeItem(target: ast.Subscript): void {
    const list = this.shape(target.object);
    if (!(list instanceof Family)) return;
    if (target.index.kind === 'Slice') this.note(list.open());
    else this.storeInto(list, target);
  }

  private storeAttribute(target: ast.Attribute): void {
    const object = this.shape(target.object);
    const { name } = target.name;
    if (object instanceof Instance) this.storeInto(object.attribute(name), target);
    // An object of unknown kind may be an instance of each of them.
    else if (object === 'any')
      for (const { instance } of this.classes.values()) this.storeInto(instance.attribute(name), target);
  }

  private storeInto(held: Family, target: ast.Attribute | ast.Subscript): void {
    const source = this.resolved.facts.storedValues.get(target);
    if (source === undefined) this.note(held.open());
    else if (source.kind !== 'AugAssign') this.note(held.add(this.shape(source)));
    else if (!isStep(source, held.items)) {
      const { operator, value } = source;
      this.note(held.add(this.operation(operator, held.items, this.shape(value), value, source)));
    }
  }

  private callMethod(node: ast.Call): void {
    const method = listMethod(node);
    const list = method === null ? null : this.shape(method.object);
    if (!(list instanceof Family)) return;
    const [first, second] = node.arguments;
    if (method!.name === 'append' && first !== undefined) this.note(list.add(this.shape(first)));
    else if (method!.name === 'insert' && second !== undefined) this.note(list.add(this.shape(second)));
    else if (method!.name === 'extend' && first !== undefined) this.note(list.add(this.itemOf(first)));
  }

  // -------------------------------------------------------------- expressions

  /** Null while nothing is known yet about a variable it depends on. */
  private shape(node: ast.Expression): Shape | null {
    switch (node.kind) {
      case 'Constant':
        return ofConstant(node.value);
      case 'JoinedString':
        return 'text';
      case 'Name': {
        const reference = this.resolved.references[node.id];
        if (reference?.kind !== 'binding') return 'any';
        const variable = this.variables.get(reference.binding);
        return variable === undefined ? 'any' : variable.shape;
      }
      case 'BinOp':
        return this.operation(node.operator, this.shape(node.left), this.shape(node.right), node.right, node);
      case 'UnaryOp':
        return this.unary(node);
      case 'Compare':
        return this.compare(node);
      case 'BoolOp':
        return node.values.reduce<Shape | null>((joined, value) => this.join(joined, this.shape(value)), null);
      case 'Conditional':
        return this.join(this.shape(node.body), this.shape(node.orelse));
      case 'NamedExpression': {
        // Two places see the value; a list is then not followed.
        const value = this.shape(node.value);
        if (value instanceof Family) this.note(value.open());
        return value;
      }
      case 'ListExpression':
        return this.make(node, (list) => {
          for (const element of node.elements)
            this.note(list.add(element.kind === 'Starred' ? this.itemOf(element.value) : this.shape(element)));
        });
      case 'Comprehension':
        if (node.form !== 'list') return 'any';
        return this.make(node, (list) => this.note(list.add(this.shape(node.element))));
      case 'Subscript':
        return this.subscript(node);
      case 'Call':
        return this.call(node);
      case 'Attribute': {
        const object = this.classes.size === 0 ? 'any' : this.shape(node.object);
        if (object === null) return null;
        return object instanceof Instance ? object.attribute(node.name.name).items : 'any';
      }
      default:
        return 'any';
    }
  }

  /** The family of the list that an expression makes. */
  private make(node: ast.Node, fill: (list: Family) => void): Family {
    let list = this.made.get(node);
    if (list === undefined) {
      list = new Family();
      this.made.set(node, list);
    }
    fill(list);
    return list;
  }

  /** What a loop takes from an iterable. */
  private itemOf(iterable: ast.Expression): Shape | null {
    if (isRange(iterable, this.resolved)) return this.counter(iterable);
    const shape = this.shape(iterable);
    if (shape instanceof Family) return shape.items;
    return shape === null ? null : 'any';
  }

  private counter(range: ast.Call): Shape | null {
    if (startsNearZero(range)) return 'index';
    return range.arguments.reduce<Shape | null>(
      (joined, bound) => {
        const shape = this.shape(bound);
        return join(joined, shape === null || isNumber(shape) ? shape : 'int');
      },
      rangeStep(range) === 0 ? null : 'index',
    );
  }

  private subscript(node: ast.Subscript): Shape | null {
    const list = this.shape(node.object);
    if (list === null) return null;
    if (!(list instanceof Family)) return 'any';
    if (node.index.kind === 'Slice') return this.make(node, (part) => this.note(part.merge(list)));
    const index = this.shape(node.index);
    // A slice in a variable picks a list.
    return index === null || isInt(index) || index === 'bool' ? list.items : 'any';
  }

  private unary(node: ast.UnaryOp): Shape | null {
    if (node.operator === 'not') return 'bool';
    const operand = this.shape(node.operand);
    if (operand === null || operand === 'any') return operand;
    if (operand === 'float') return node.operator === '~' ? 'any' : 'float';
    if (!isInt(operand)) return operand === 'bool' ? 'int' : 'any';
    return node.operator !== '~' ? operand : 'int';
  }

  private compare(node: ast.Compare): Shape {
    if (node.operators.every((operator) => alwaysBool.has(operator))) return 'bool';
    const operands = [node.left, ...node.comparators].map((operand) => this.shape(operand) ?? 'index');
    return operands.every(isAtom) ? 'bool' : 'any';
  }

  private call(node: ast.Call): Shape | null {
    const called = this.calledFunction(node);
    if (called !== undefined) return this.results.get(called.scope) ?? null;
    const made = this.calledClass(node);
    if (made !== undefined) return made.instance;
    const method = node.keywords.length === 0 ? listMethod(node) : null;
    if (method !== null) return this.methodResult(node, method);
    const builtin = builtinCalled(node, this.resolved);
    return builtin === null ? 'any' : this.builtinResult(node, builtin);
  }

  private methodResult(node: ast.Call, { object, name }: { object: ast.Name; name: string }): Shape | null {
    const list = this.shape(object);
    if (list === null) return null;
    if (!(list instanceof Family)) return 'any';
    if (name === 'pop') return list.items;
    if (name === 'copy') return this.make(node, (copy) => this.note(copy.merge(list)));
    return name === 'index' || name === 'count' ? 'index' : 'none';
  }

  private builtinResult(node: ast.Call, name: string): Shape | null {
    const [first] = node.arguments;
    switch (name) {
      case 'ord':
        return 'index';
      case 'len': {
        // What has a length of its own may say any int.
        const shape = first === undefined ? 'any' : this.shape(first);
        return shape === null || shape === 'text' || shape instanceof Family ? 'index' : 'int';
      }
      case 'isinstance':
      case 'callable':
      case 'hasattr':
        return 'bool';
      case 'chr':
        return 'text';
      case 'str':
      case 'repr':
        return first === undefined || isAtom(this.shape(first) ?? 'text') ? 'text' : 'any';
      case 'list':
      case 'sorted':
        return this.make(node, (list) => {
          if (first !== undefined) this.note(list.add(this.itemOf(first)));
        });
      case 'abs':
        return first === undefined ? 'any' : this.numeric(this.shape(first));
      case 'float': {
        // Not of text: `float("nan")` is a value that is only found again as the very same object.
        const shape = first === undefined ? null : this.shape(first);
        return shape === null || isNumeric(shape) ? 'float' : 'any';
      }
      case 'int': {
        const shape = first === undefined ? 'index' : this.shape(first);
        return shape === 'float' || (shape === 'text' && node.arguments.length === 1) ? 'int' : this.numeric(shape);
      }
      default:
        return 'any';
    }
  }

  private numeric(shape: Shape | null): Shape | null {
    return shape === null || isNumeric(shape) ? shape : 'any';
  }

  private operation(
    operator: ast.BinaryOperator,
    left: Shape | null,
    right: Shape | null,
    rightNode: ast.Expression,
    node: ast.Node,
  ): Shape | null {
    if (left === null || right === null) return null;
    if (left instanceof Family || right instanceof Family) return this.listOperation(operator, left, right, node);
    if (!isNumeric(left) || !isNumeric(right)) {
      return operator === '+' && left === 'text' && right === 'text' ? 'text' : 'any';
    }
    const floats = left === 'float' || right === 'float';
    switch (operator) {
      case '+':
      case '-':
        return floats ? 'float' : left === 'index' && right === 'index' ? 'small' : 'int';
      case '*':
        return floats ? 'float' : 'int';
      case '/':
        return 'float';
      case '**':
        return left === 'float' && this.hasRealPower(node, rightNode) ? 'float' : 'any';
      case '//':
        if (floats) return 'float';
        return isNumber(left) && isPositiveConstant(rightNode) ? left : 'int';
      case '%':
        if (floats) return 'float';
        return isPositiveConstant(rightNode) ? 'index' : 'int';
      case '&':
        return floats ? 'any' : isPositiveConstant(rightNode) ? 'index' : 'int';
      case '|':
      case '^':
      case '>>':
        return floats ? 'any' : 'int';
      default:
        return 'any';
    }
  }

  /** A negative float to a power that is no int is complex. */
  private hasRealPower(node: ast.Node, exponent: ast.Expression): boolean {
    if (exponent.kind !== 'Constant') return false;
    return exponent.value.type === 'int' || (node.kind === 'BinOp' && this.isNonNegative(node.left, 4));
  }

  /** @param depth how many variables to look through */
  private isNonNegative(node: ast.Expression, depth: number): boolean {
    switch (node.kind) {
      case 'Constant':
        return true;
      case 'Name': {
        const reference = this.resolved.references[node.id];
        if (reference?.kind !== 'binding' || depth === 0) return false;
        const sources = this.variables.get(reference.binding)?.sources ?? [];
        return sources.length > 0 && sources.every((each) => isExpression(each) && this.isNonNegative(each, depth - 1));
      }
      case 'BinOp': {
        const { operator, left, right } = node;
        if (operator === '*' && this.isSameVariable(left, right)) return true;
        if (operator !== '+' && operator !== '*' && operator !== '/') return false;
        return this.isNonNegative(left, depth) && this.isNonNegative(right, depth);
      }
      default:
        return false;
    }
  }

  private isSameVariable(left: ast.Expression, right: ast.Expression): boolean {
    if (left.kind !== 'Name' || right.kind !== 'Name') return false;
    const reference = this.resolved.references[left.id];
    return reference?.kind === 'binding' && reference === this.resolved.references[right.id];
  }

  /** `[0] * n`, `xs + ys`: lists made of the items of others. */
  private listOperation(operator: ast.BinaryOperator, left: Shape, right: Shape, node: ast.Node): Shape {
    const repeats = operator === '*' && (isInt(left) || isInt(right));
    const joins = operator === '+' && left instanceof Family && right instanceof Family;
    if (repeats || joins) {
      return this.make(node, (list) => {
        if (left instanceof Family) this.note(list.merge(left));
        if (right instanceof Family) this.note(list.merge(right));
      });
    }
    // What the other operand does with the list is its own affair.
    if (left instanceof Family) this.note(left.open());
    if (right instanceof Family) this.note(right.open());
    return 'any';
  }
}

const steps: ReadonlySet<ast.BinaryOperator> = new Set(['+', '-']);

/** `i += 1` of what a JavaScript number holds; see `isCounting`. */
function isStep({ operator, value }: ast.AugAssign, current: Shape | null): boolean {
  return steps.has(operator) && isSmallStep(value) && (current === null || isNumber(current));
}

function isSmallStep(node: ast.Expression): boolean {
  return node.kind === 'Constant' && node.value.type === 'int' && node.value.value <= 16n;
}

function isExpression(source: AssignedValue): source is ast.Expression {
  return source.kind !== 'For' && source.kind !== 'ComprehensionFor' && source.kind !== 'AugAssign';
}

const alwaysBool: ReadonlySet<ast.ComparisonOperator> = new Set(['is', 'is not', 'in', 'not in']);

function isVisible(binding: Binding, bound: number): boolean {
  if (binding.boundElsewhere || binding.unbinds || binding.scope.kind === 'class') return false;
  const { kind } = binding;
  return binding.timesBound === bound && (kind === 'variable' || kind === 'const' || kind === 'parameter');
}

function ofConstant(value: ast.ConstantValue): Shape {
  switch (value.type) {
    case 'bool':
    case 'float':
    case 'none':
      return value.type;
    case 'str':
      return 'text';
    case 'int':
      return value.value <= 2n ** 50n ? 'index' : value.value <= 2n ** 51n ? 'small' : 'int';
    default:
      return 'any';
  }
}

function isPositiveConstant(node: ast.Expression): boolean {
  return (
    node.kind === 'Constant' && node.value.type === 'int' && node.value.value > 0n && node.value.value < 2147483648n
  );
}

/** Can the end of a body be reached, so that the function returns None? */
export function canFallThrough(body: readonly ast.Statement[]): boolean {
  const last = body.at(-1);
  if (last === undefined) return true;
  switch (last.kind) {
    case 'Return':
    case 'Raise':
      return false;
    case 'If':
      return canFallThrough(last.body) || canFallThrough(last.orelse);
    case 'While':
      return !isTrue(last.test) || containsBreak(last.body);
    default:
      return true;
  }
}

function isTrue(node: ast.Expression): boolean {
  return node.kind === 'Constant' && node.value.type === 'bool' && node.value.value;
}

/** A `break` anywhere inside; those of inner loops are taken for ours, which is only cautious. */
function containsBreak(statements: readonly ast.Statement[]): boolean {
  return statements.some((statement) => {
    if (statement.kind === 'Break') return true;
    const parts = Object.values(statement).filter(Array.isArray) as readonly unknown[][];
    return parts.some((part) => containsBreak(part.filter(isStatementLike)));
  });
}

function isStatementLike(item: unknown): item is ast.Statement {
  return typeof item === 'object' && item !== null && 'kind' in item;
}
