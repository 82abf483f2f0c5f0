/** The shape of an expression, given those of the variables, functions and classes in it. */
import type * as ast from '#language/ast';
import type { AssignedValue, Binding, ResolvedModule } from '../../3-resolve/scope.ts';
import { Family, Instance, isAtom, isInt, isNumber, isNumeric, join, type Shape } from './kind.ts';
import { ofConstant, ofOperation, ofUnary } from './operations.ts';
import { isRange, rangeStep, startsNearZero } from './ranges.ts';
import { builtinCalled, listMethod } from './uses.ts';

/** What is known so far; null while nothing is. */
export interface Knowledge {
  readonly ofVariable: (binding: Binding) => Shape | null;
  /** What a call of a closed function or class gives; undefined for all other calls. */
  readonly ofCall: (node: ast.Call) => Shape | null | undefined;
  /** Everything that is assigned to a variable; empty when that is not known. */
  readonly sourcesOf: (binding: Binding) => readonly AssignedValue[];
  /** True when there are closed classes. */
  readonly hasInstances: boolean;
  /** Is told whether something new was learnt. */
  readonly note: (news: boolean) => void;
  /** Is told that something was read which may still change. */
  readonly noteOpen: () => void;
}

export class Shapes {
  /** Families of the lists that expressions make, by node. */
  private readonly made = new Map<ast.Node, Family>();

  constructor(
    private readonly resolved: ResolvedModule,
    private readonly knowledge: Knowledge,
  ) {}

  /** Null while nothing is known yet about something it depends on. */
  of(node: ast.Expression): Shape | null {
    switch (node.kind) {
      case 'Constant':
        return ofConstant(node.value);
      case 'JoinedString':
        return 'text';
      case 'Name': {
        const binding = this.variable(node);
        return binding === null ? 'any' : this.knowledge.ofVariable(binding);
      }
      case 'BinOp':
        return this.operation(node.operator, this.of(node.left), this.of(node.right), node.right, node);
      case 'UnaryOp':
        return ofUnary(node.operator, this.of(node.operand));
      case 'Compare':
        return this.compare(node);
      case 'BoolOp':
        return this.boolOp(node);
      case 'Conditional':
        return this.join(this.of(node.body), this.of(node.orelse));
      case 'NamedExpression': {
        // Two places see the value; a list is then not followed.
        const value = this.of(node.value);
        if (value instanceof Family) this.knowledge.note(value.open());
        return value;
      }
      case 'ListExpression':
        return this.listDisplay(node);
      case 'Comprehension':
        return this.comprehension(node);
      case 'Subscript':
        return this.subscript(node);
      case 'Call':
        return this.call(node);
      case 'Attribute': {
        const object = this.knowledge.hasInstances ? this.of(node.object) : 'any';
        if (object === null) return null;
        return object instanceof Instance ? this.itemsOf(object.attribute(node.name.name)) : 'any';
      }
      default:
        return 'any';
    }
  }

  /** What a loop takes from an iterable. */
  itemOf(iterable: ast.Expression): Shape | null {
    if (isRange(iterable, this.resolved)) return this.counter(iterable);
    const shape = this.of(iterable);
    if (shape instanceof Family) return this.itemsOf(shape);
    return shape === null ? null : 'any';
  }

  private itemsOf(list: Family): Shape | null {
    const { items } = list;
    if (items !== 'any') this.knowledge.noteOpen();
    return items;
  }

  /** What either value may be; lists that meet become one family, a list that meets something else is not followed. */
  join(left: Shape | null, right: Shape | null): Shape | null {
    const { note } = this.knowledge;
    if (left instanceof Family && right instanceof Family) {
      note(left.merge(right));
      return left;
    }
    if (left !== null && right !== null) {
      if (left instanceof Family) note(left.open());
      if (right instanceof Family) note(right.open());
    }
    return join(left, right);
  }

  /** @param node where the operation stands; a list that it makes belongs to this node */
  operation(
    operator: ast.BinaryOperator,
    left: Shape | null,
    right: Shape | null,
    rightNode: ast.Expression,
    node: ast.Node,
  ): Shape | null {
    if (left === null || right === null) return null;
    if (left instanceof Family || right instanceof Family) return this.listOperation(operator, left, right, node);
    const isRoot = operator === '**' && node.kind === 'BinOp' && this.isNonNegative(node.left, 4);
    return ofOperation(operator, left, right, rightNode, isRoot);
  }

  add(list: Family, shape: Shape | null): void {
    this.knowledge.note(list.add(shape));
  }

  /** The variable that a name means; null for everything else. */
  variable(node: ast.Expression): Binding | null {
    if (node.kind !== 'Name') return null;
    const reference = this.resolved.references[node.id];
    return reference?.kind === 'binding' ? reference.binding : null;
  }

  // These are functions of their own because one that makes closures costs an allocation on each call, whether it comes to
  // them or not, and `of` is called for every expression.

  private boolOp(node: ast.BoolOp): Shape | null {
    let joined: Shape | null = null;
    for (const value of node.values) joined = this.join(joined, this.of(value));
    return joined;
  }

  private listDisplay(node: ast.ListExpression): Family {
    return this.make(node, (list) => {
      for (const element of node.elements)
        this.add(list, element.kind === 'Starred' ? this.itemOf(element.value) : this.of(element));
    });
  }

  private comprehension(node: ast.Comprehension): Shape {
    return node.form === 'list' ? this.make(node, (list) => this.add(list, this.of(node.element))) : 'any';
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

  private merge(list: Family, other: Shape | null): void {
    if (other instanceof Family) this.knowledge.note(list.merge(other));
  }

  private counter(range: ast.Call): Shape | null {
    if (startsNearZero(range)) return 'index';
    const start: Shape | null = rangeStep(range) === 0 ? null : 'index';
    return range.arguments.reduce<Shape | null>((joined, bound) => {
      const shape = this.of(bound);
      return join(joined, shape === null || isNumber(shape) ? shape : 'int');
    }, start);
  }

  private subscript(node: ast.Subscript): Shape | null {
    const list = this.of(node.object);
    if (list === null) return null;
    if (!(list instanceof Family)) return 'any';
    if (node.index.kind === 'Slice') return this.make(node, (part) => this.merge(part, list));
    const index = this.of(node.index);
    // A slice in a variable picks a list.
    return index === null || isInt(index) || index === 'bool' ? this.itemsOf(list) : 'any';
  }

  private compare(node: ast.Compare): Shape {
    if (node.operators.every((operator) => alwaysBool.has(operator))) return 'bool';
    const operands = [node.left, ...node.comparators].map((operand) => this.of(operand) ?? 'index');
    return operands.every(isAtom) ? 'bool' : 'any';
  }

  private call(node: ast.Call): Shape | null {
    const known = this.knowledge.ofCall(node);
    if (known !== undefined) return known;
    if (node.keywords.length > 0) return 'any';
    const method = listMethod(node);
    if (method !== null) return this.methodResult(node, method);
    const builtin = builtinCalled(node, this.resolved);
    return builtin === null ? 'any' : this.builtinResult(node, builtin);
  }

  private methodResult(node: ast.Call, { object, name }: { object: ast.Name; name: string }): Shape | null {
    const list = this.of(object);
    if (list === null) return null;
    if (!(list instanceof Family)) return 'any';
    if (name === 'pop') return this.itemsOf(list);
    if (name === 'copy') return this.make(node, (copy) => this.merge(copy, list));
    return name === 'index' || name === 'count' ? 'index' : 'none';
  }

  private builtinResult(node: ast.Call, name: string): Shape | null {
    const [first] = node.arguments;
    const shape = first === undefined ? null : this.of(first);
    switch (name) {
      // Of what nothing is known may be labelled, and then the answer is: of a tainted text its code point, of a secret its
      // length. What has a length of its own may say any int.
      case 'ord':
        return shape === null || shape === 'text' ? 'index' : 'any';
      case 'len':
        return shape === null || shape === 'text' || shape instanceof Family ? 'index' : 'any';
      case 'isinstance':
      case 'callable':
      case 'hasattr':
        return 'bool';
      case 'chr':
        return shape === null || isInt(shape) ? 'text' : 'any';
      case 'str':
      case 'repr':
        return shape === null || isAtom(shape) ? 'text' : 'any';
      case 'list':
      case 'sorted':
        return this.make(node, (list) => this.add(list, first === undefined ? null : this.itemOf(first)));
      case 'abs':
        return numeric(shape);
      case 'float':
        // Not of text: `float("nan")` is a value that is only found again as the very same object.
        return shape === null || isNumeric(shape) ? 'float' : 'any';
      case 'int':
        return shape === 'float' || (shape === 'text' && node.arguments.length === 1) ? 'int' : numeric(shape);
      default:
        return 'any';
    }
  }

  /** `[0] * n`, `xs + ys`: lists made of the items of others. */
  private listOperation(operator: ast.BinaryOperator, left: Shape, right: Shape, node: ast.Node): Shape {
    const repeats = operator === '*' && (isInt(left) || isInt(right));
    const joins = operator === '+' && left instanceof Family && right instanceof Family;
    if (!repeats && !joins) {
      // What the other operand does with the list is its own affair.
      this.join(left, 'any');
      return this.join(right, 'any')!;
    }
    return this.make(node, (list) => {
      this.merge(list, left);
      this.merge(list, right);
    });
  }

  /** @param depth how many variables to look through */
  private isNonNegative(node: ast.Expression, depth: number): boolean {
    switch (node.kind) {
      case 'Constant':
        return true;
      case 'Name': {
        const binding = this.variable(node);
        if (binding === null || depth === 0) return false;
        const sources = this.knowledge.sourcesOf(binding);
        return sources.length > 0 && sources.every((each) => isExpression(each) && this.isNonNegative(each, depth - 1));
      }
      case 'BinOp': {
        const { operator, left, right } = node;
        const same = this.variable(left);
        if (operator === '*' && same !== null && same === this.variable(right)) return true;
        if (operator !== '+' && operator !== '*' && operator !== '/') return false;
        return this.isNonNegative(left, depth) && this.isNonNegative(right, depth);
      }
      default:
        return false;
    }
  }
}

const alwaysBool: ReadonlySet<ast.ComparisonOperator> = new Set(['is', 'is not', 'in', 'not in']);

function numeric(shape: Shape | null): Shape | null {
  return shape === null || isNumeric(shape) ? shape : 'any';
}

function isExpression(source: AssignedValue): source is ast.Expression {
  return source.kind !== 'For' && source.kind !== 'ComprehensionFor' && source.kind !== 'AugAssign';
}
