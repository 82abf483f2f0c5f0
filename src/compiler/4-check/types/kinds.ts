/**
 * What JavaScript form a value surely has: the part of type inference that the emitter needs for bare operators. It looks
 * only inside a file, at variables whose every assignment is visible; everything else is `any`.
 *
 * Kinds form a small lattice: `small` (an int that is a JavaScript number) ≤ `int` (number or bigint) ≤ `any`; `float`,
 * `bool` and `any` otherwise. Inference is optimistic: variables start at nothing and grow until nothing changes.
 */
import type * as ast from '#language/ast';
import type { Binding, ResolvedModule } from '../../3-resolve/scope.ts';

export type Kind = 'small' | 'int' | 'float' | 'bool' | 'any';

/** Something assigned to a variable; a `for` stands for the counter of its range. */
type Source = ast.Expression | ast.AugAssign | ast.For;

export class Kinds {
  private readonly variables = new Map<Binding, Kind | null>();

  constructor(
    private readonly resolved: ResolvedModule,
    private readonly sources: ReadonlyMap<Binding, readonly Source[]>,
  ) {
    for (const [binding, assigned] of sources)
      if (isVisible(binding, assigned.length)) this.variables.set(binding, null);
    this.infer();
  }

  /** The kind of a variable; `float` means it is held as a raw number. */
  ofBinding(binding: Binding): Kind {
    return this.variables.get(binding) ?? 'any';
  }

  of(node: ast.Expression): Kind {
    return this.kind(node) ?? 'any';
  }

  private infer(): void {
    for (let changed = true; changed; ) {
      changed = false;
      for (const [binding, known] of this.variables) {
        if (known === 'any') continue;
        let joined: Kind | null = known;
        for (const source of this.sources.get(binding)!) joined = join(joined, this.ofSource(source));
        if (joined === known) continue;
        this.variables.set(binding, joined);
        changed = true;
      }
    }
    for (const [binding, known] of this.variables) if (known === null) this.variables.set(binding, 'any');
  }

  private ofSource(source: Source): Kind | null {
    if (source.kind === 'For') return this.counter(source.iterable as ast.Call);
    if (source.kind !== 'AugAssign') return this.kind(source);
    return this.binary(source.operator, this.kind(source.target), this.kind(source.value), source.value);
  }

  /** What a loop over this `range(…)` counts in. */
  private counter(range: ast.Call): Kind {
    if (startsNearZero(range)) return 'small';
    const areSmall = range.arguments.every((bound) => (this.kind(bound) ?? 'small') === 'small');
    return areSmall ? 'small' : 'int';
  }

  /** Null while nothing is known yet about a variable it depends on. */
  private kind(node: ast.Expression): Kind | null {
    switch (node.kind) {
      case 'Constant':
        return ofConstant(node.value);
      case 'Name': {
        const reference = this.resolved.references[node.id];
        if (reference?.kind !== 'binding') return 'any';
        const known = this.variables.get(reference.binding);
        return known === undefined ? 'any' : known;
      }
      case 'BinOp':
        return this.binary(node.operator, this.kind(node.left), this.kind(node.right), node.right);
      case 'UnaryOp': {
        if (node.operator === 'not') return 'bool';
        const operand = this.kind(node.operand);
        if (operand === null || operand === 'any') return operand;
        if (operand === 'float') return node.operator === '~' ? 'any' : 'float';
        return operand === 'small' && node.operator !== '~' ? 'small' : 'int';
      }
      case 'Compare':
        return node.operators.every((operator) => alwaysBool.has(operator)) || this.comparesNumbers(node)
          ? 'bool'
          : 'any';
      case 'BoolOp':
        return node.values.reduce<Kind | null>((joined, value) => join(joined, this.kind(value)), null);
      case 'Conditional':
        return join(this.kind(node.body), this.kind(node.orelse));
      case 'NamedExpression':
        return this.kind(node.value);
      case 'Call':
        return this.call(node);
      default:
        return 'any';
    }
  }

  private comparesNumbers(node: ast.Compare): boolean {
    return [node.left, ...node.comparators].every((operand) => isNumeric(this.kind(operand) ?? 'small'));
  }

  private call(node: ast.Call): Kind {
    if (node.callee.kind !== 'Name') return 'any';
    const reference = this.resolved.references[node.callee.id];
    if (reference?.kind !== 'builtin') return 'any';
    if (reference.name === 'len' || reference.name === 'ord') return 'small';
    if (reference.name === 'isinstance' || reference.name === 'callable' || reference.name === 'hasattr') return 'bool';
    return 'any';
  }

  private binary(
    operator: ast.BinaryOperator,
    left: Kind | null,
    right: Kind | null,
    rightNode: ast.Expression,
  ): Kind | null {
    if (left === null || right === null) return null;
    const leftNumeric = isNumeric(left);
    const rightNumeric = isNumeric(right);
    if (!leftNumeric || !rightNumeric) return 'any';
    const floats = left === 'float' || right === 'float';
    switch (operator) {
      case '+':
      case '-':
      case '*':
        return floats ? 'float' : 'int';
      case '/':
        return 'float';
      case '//':
      case '%':
        if (floats) return 'float';
        return left === 'small' && isPositiveConstant(rightNode) ? 'small' : 'int';
      case '&':
      case '|':
      case '^':
      case '>>':
        return floats ? 'any' : 'int';
      default:
        return 'any';
    }
  }
}

const alwaysBool: ReadonlySet<ast.ComparisonOperator> = new Set(['is', 'is not', 'in', 'not in']);

export function isNumeric(kind: Kind): boolean {
  return kind === 'small' || kind === 'int' || kind === 'float';
}

function isVisible(binding: Binding, assignments: number): boolean {
  if (binding.boundElsewhere || binding.unbinds || binding.scope.kind === 'class') return false;
  return binding.timesBound === assignments && (binding.kind === 'variable' || binding.kind === 'const');
}

function join(left: Kind | null, right: Kind | null): Kind | null {
  if (left === null) return right;
  if (right === null || left === right) return left;
  if ((left === 'small' && right === 'int') || (left === 'int' && right === 'small')) return 'int';
  return 'any';
}

function ofConstant(value: ast.ConstantValue): Kind {
  switch (value.type) {
    case 'bool':
      return 'bool';
    case 'float':
      return 'float';
    case 'int':
      return value.value <= 9007199254740991n ? 'small' : 'int';
    default:
      return 'any';
  }
}

function isPositiveConstant(node: ast.Expression): boolean {
  return (
    node.kind === 'Constant' && node.value.type === 'int' && node.value.value > 0n && node.value.value < 2147483648n
  );
}

/** What is assigned to each variable, as far as it is plain to see. */
export function collectSources(resolved: ResolvedModule): Map<Binding, Source[]> {
  const sources = new Map<Binding, Source[]>();
  for (const { target, source } of resolved.facts.assignments) {
    const reference = resolved.references[target.id];
    if (reference?.kind !== 'binding') continue;
    if (source.kind === 'For' && !isRange(source.iterable, resolved)) continue;
    const list = sources.get(reference.binding);
    if (list === undefined) sources.set(reference.binding, [source]);
    else list.push(source);
  }
  return sources;
}

/** `range(…)` of the built-in with one, two or three plain arguments. */
export function isRange(node: ast.Expression, resolved: ResolvedModule): node is ast.Call {
  if (node.kind !== 'Call' || node.callee.kind !== 'Name' || node.keywords.length > 0) return false;
  const reference = resolved.references[node.callee.id];
  if (reference?.kind !== 'builtin' || reference.name !== 'range') return false;
  const { length } = node.arguments;
  return length >= 1 && length <= 3 && !node.arguments.some((argument) => argument.kind === 'Starred');
}

/** True when the counter is a JavaScript number for longer than any program runs, wherever the range ends. */
export function startsNearZero(range: ast.Call): boolean {
  const [first, second] = range.arguments;
  if (second === undefined) return true;
  if (rangeStep(range) === 0) return false;
  return first!.kind === 'Constant' && first!.value.type === 'int' && first!.value.value < 2n ** 52n;
}

/** The constant step of a `range(…)`; 0 when it is known only when the loop begins. */
export function rangeStep(node: ast.Call): number {
  if (node.arguments.length < 3) return 1;
  let step = node.arguments[2]!;
  let sign = 1;
  if (step.kind === 'UnaryOp' && step.operator === '-') {
    sign = -1;
    step = step.operand;
  }
  if (step.kind !== 'Constant' || step.value.type !== 'int' || step.value.value > 1000000n) return 0;
  return sign * Number(step.value.value);
}
