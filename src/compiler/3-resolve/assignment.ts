/**
 * Which reads may come before their variable is bound. The emitter writes a test there and nowhere else, and the
 * checker warns about them.
 *
 * A read is safe when a statement standing directly in the variable's scope has bound it before (textually: the code of
 * a function can only run after the statement that defines it), or when, within one function, every path to the read
 * binds the variable. Paths are followed by the usual forward analysis; a variable that `del` or the end of an
 * `except … as` handler unbinds is never safe.
 */
import type * as ast from '#language/ast';
import type { DeclaredNames } from './binder.ts';
import { NodeSet } from './node-table.ts';
import type { Binding, Reference, Scope } from './scope.ts';

export function findPossiblyUnbound(
  declared: DeclaredNames,
  references: readonly (Reference | undefined)[],
  nodeCount: number,
): NodeSet {
  const unsure = new NodeSet(nodeCount);
  const frames = new Set<Scope>();
  for (const { name, scope, access } of declared.uses) {
    if (access !== 'load') continue;
    const reference = references[name.id];
    if (reference?.kind !== 'binding') continue;
    const { binding } = reference;
    if (isSureByPosition(binding, name)) continue;
    unsure.add(name.id);
    if (!binding.unbinds && scope.frame === binding.scope.frame) frames.add(scope.frame);
  }
  for (const frame of frames) new Flow(frame, declared, references, unsure).run();
  return unsure;
}

function isSureByPosition(binding: Binding, use: ast.Name): boolean {
  if (binding.unbinds) return false;
  if (binding.kind === 'parameter') return true;
  return binding.boundAt !== null && use.span.start >= binding.boundAt;
}

/** Bindings that are surely bound; null where the code cannot be reached. */
type State = Set<Binding> | null;

/** Follows the paths of one function body and takes reads that are sure out of `unsure`. */
class Flow {
  private breaks: State[][] = [];

  constructor(
    private readonly frame: Scope,
    private readonly declared: DeclaredNames,
    private readonly references: readonly (Reference | undefined)[],
    private readonly unsure: NodeSet,
  ) {}

  run(): void {
    const { node } = this.frame;
    if (node.kind === 'Lambda') this.expression(node.body, new Set());
    else if ('body' in node && Array.isArray(node.body)) this.block(node.body as readonly ast.Statement[], new Set());
  }

  private block(statements: readonly ast.Statement[], state: State): State {
    for (const statement of statements) state = this.statement(statement, state);
    return state;
  }

  private statement(node: ast.Statement, state: State): State {
    if (state === null) return null;
    switch (node.kind) {
      case 'Let':
        if (node.value === null) return state;
        this.expression(node.value, state);
        for (const target of node.targets) this.bind(target, state);
        return state;
      case 'Const':
        this.expression(node.value, state);
        this.bind(node.target, state);
        return state;
      case 'Assign':
        this.expression(node.value, state);
        for (const target of node.targets) this.bind(target, state);
        return state;
      case 'AugAssign':
        this.expression(node.target, state);
        this.expression(node.value, state);
        this.bind(node.target, state);
        return state;
      case 'AnnAssign':
        if (node.value === null) return state;
        this.expression(node.value, state);
        this.bind(node.target, state);
        return state;
      case 'ExpressionStatement':
        this.expression(node.value, state);
        return state;
      case 'Return':
        if (node.value !== null) this.expression(node.value, state);
        return null;
      case 'Raise':
        if (node.exception !== null) this.expression(node.exception, state);
        if (node.cause !== null) this.expression(node.cause, state);
        return null;
      case 'Conclude':
        this.children(node, state);
        return null;
      case 'Break':
        this.breaks.at(-1)?.push(new Set(state));
        return null;
      case 'Continue':
        return null;
      case 'If': {
        this.expression(node.test, state);
        const otherwise = this.block(node.orelse, new Set(state));
        return join(this.block(node.body, state), otherwise);
      }
      case 'While': {
        this.expression(node.test, state);
        return this.loop(node, state, isTrue(node.test), null);
      }
      case 'For':
        this.expression(node.iterable, state);
        return this.loop(node, state, false, node.target);
      case 'Try':
        return this.tryStatement(node, state);
      case 'With':
        for (const item of node.items) {
          this.expression(item.context, state);
          if (item.target !== null) this.bind(item.target, state);
        }
        // A context manager may swallow an exception anywhere inside: after it, only what was bound before is sure.
        return join(this.block(node.body, new Set(state)), state);
      case 'Match':
        return this.match(node, state);
      case 'FunctionDef':
      case 'ClassDef':
      case 'ModuleDef':
      case 'ConstructDef':
        this.definition(node, state);
        return state;
      case 'Import':
      case 'ImportFrom':
        for (const alias of node.names) this.bindDeclared(alias, state);
        return state;
      default:
        this.children(node, state);
        return state;
    }
  }

  private loop(node: ast.While | ast.For, state: Set<Binding>, endless: boolean, target: ast.Expression | null): State {
    this.breaks.push([]);
    const inside = new Set(state);
    if (target !== null) this.bind(target, inside);
    this.block(node.body, inside);
    const broken = this.breaks.pop()!;
    let after: State = endless ? null : this.block(node.orelse, new Set(state));
    for (const end of broken) after = join(after, end);
    return after;
  }

  private tryStatement(node: ast.Try, state: Set<Binding>): State {
    let after = this.block(node.orelse, this.block(node.body, new Set(state)));
    for (const handler of node.handlers) {
      const inside = new Set(state);
      if (handler.type !== null) this.expression(handler.type, inside);
      this.bindDeclared(handler, inside);
      after = join(after, this.block(handler.body, inside));
    }
    if (node.finalbody.length === 0) return after;
    const end = this.block(node.finalbody, new Set(state));
    if (after === null || end === null) return null;
    return new Set([...after, ...end]);
  }

  private match(node: ast.Match, state: Set<Binding>): State {
    this.expression(node.subject, state);
    let after: State = null;
    let exhaustive = false;
    for (const matchCase of node.cases) {
      const inside = new Set(state);
      this.pattern(matchCase.pattern, inside);
      if (matchCase.guard !== null) this.expression(matchCase.guard, inside);
      after = join(after, this.block(matchCase.body, inside));
      const { kind } = matchCase.pattern;
      exhaustive ||= matchCase.guard === null && (kind === 'WildcardPattern' || kind === 'CapturePattern');
    }
    return exhaustive ? after : join(after, state);
  }

  private definition(
    node: ast.FunctionDef | ast.ClassDef | ast.ModuleDef | ast.ConstructDef,
    state: Set<Binding>,
  ): void {
    for (const decorator of node.decorators) this.expression(decorator, state);
    if (node.kind === 'ClassDef') for (const base of node.bases) this.expression(base, state);
    if (node.kind === 'FunctionDef') this.defaults(node.parameters, state);
    this.bindDeclared(node, state);
  }

  private defaults(parameters: ast.Parameters, state: Set<Binding>): void {
    for (const list of [parameters.positionalOnly, parameters.positional, parameters.keywordOnly]) {
      for (const parameter of list) if (parameter.defaultValue !== null) this.expression(parameter.defaultValue, state);
    }
  }

  private bind(target: ast.Expression, state: Set<Binding>): void {
    if (target.kind === 'Name') {
      const reference = this.references[target.id];
      if (reference?.kind === 'binding') state.add(reference.binding);
    } else if (target.kind === 'Starred') this.bind(target.value, state);
    else if (target.kind === 'TupleExpression' || target.kind === 'ListExpression') {
      for (const element of target.elements) this.bind(element, state);
    } else this.expression(target, state);
  }

  private bindDeclared(node: ast.Node, state: Set<Binding>): void {
    const binding = this.declared.declarations.get(node.id);
    if (binding !== undefined) state.add(binding);
  }

  private pattern(pattern: ast.Pattern, state: Set<Binding>): void {
    this.bindDeclared(pattern, state);
    for (const child of Object.values(pattern) as unknown[]) {
      for (const item of Array.isArray(child) ? child : [child]) {
        if (isNode(item) && item.kind.endsWith('Pattern')) this.pattern(item as ast.Pattern, state);
        else if (isNode(item)) this.children(item, state);
        else if (isEntry(item)) this.pattern(item.pattern, state);
      }
    }
  }

  /** Reads in an expression, in order; nested functions are left to position, which is all that can be known there. */
  private expression(node: ast.Expression, state: Set<Binding>): void {
    switch (node.kind) {
      case 'Name': {
        const reference = this.references[node.id];
        if (reference?.kind === 'binding' && state.has(reference.binding) && !reference.binding.unbinds)
          this.unsure.delete(node.id);
        return;
      }
      case 'Constant':
        return;
      case 'Attribute':
        return this.expression(node.object, state);
      case 'Compare':
        this.expression(node.left, state);
        return this.expressions(node.comparators, state);
      case 'TupleExpression':
      case 'ListExpression':
      case 'SetExpression':
        return this.expressions(node.elements, state);
      case 'UnaryOp':
        return this.expression(node.operand, state);
      case 'DictExpression':
        for (const { key, value } of node.entries) {
          if (key !== null) this.expression(key, state);
          this.expression(value, state);
        }
        return;
      case 'JoinedString':
        for (const part of node.parts) {
          if (typeof part === 'string') continue;
          this.expression(part.value, state);
          if (part.spec !== null) this.expression(part.spec, state);
        }
        return;
      case 'Subscript':
        this.expression(node.object, state);
        return this.expression(node.index, state);
      case 'BinOp':
        this.expression(node.left, state);
        return this.expression(node.right, state);
      case 'Call':
        this.expression(node.callee, state);
        this.expressions(node.arguments, state);
        for (const keyword of node.keywords) this.expression(keyword.value, state);
        return;
      case 'Lambda':
        return this.defaults(node.parameters, state);
      case 'NamedExpression':
        this.expression(node.value, state);
        return this.bind(node.target, state);
      case 'BoolOp': {
        this.expression(node.values[0]!, state);
        const rest = new Set(state);
        for (const value of node.values.slice(1)) this.expression(value, rest);
        return;
      }
      case 'Conditional': {
        this.expression(node.test, state);
        this.expression(node.body, new Set(state));
        return this.expression(node.orelse, new Set(state));
      }
      case 'Comprehension': {
        const inside = new Set(state);
        for (const clause of node.clauses) {
          this.expression(clause.iterable, inside);
          this.bind(clause.target, inside);
          for (const condition of clause.conditions) this.expression(condition, inside);
        }
        this.expression(node.element, inside);
        if (node.value !== null) this.expression(node.value, inside);
        return;
      }
      case 'Reason': {
        this.expression(node.why, state);
        const end = this.block(node.body, new Set(state));
        for (const binding of end ?? []) state.add(binding);
        return;
      }
      default:
        this.children(node, state);
    }
  }

  private expressions(nodes: readonly ast.Expression[], state: Set<Binding>): void {
    for (let index = 0; index < nodes.length; index++) this.expression(nodes[index]!, state);
  }

  /** Visits the expressions directly inside a node, in source order. */
  private children(node: ast.Node, state: Set<Binding>): void {
    for (const child of Object.values(node) as unknown[]) {
      if (Array.isArray(child)) for (const item of child) this.child(item, state);
      else this.child(child, state);
    }
  }

  private child(child: unknown, state: Set<Binding>): void {
    if (!isNode(child)) return;
    if (child.kind === 'KeywordArgument' || child.kind === 'Clause') this.children(child, state);
    else if (child.kind !== 'Parameter' && child.kind !== 'Step') this.expression(child as ast.Expression, state);
  }
}

function join(left: State, right: State): State {
  if (left === null) return right;
  if (right === null) return left;
  const both: Set<Binding> = new Set();
  for (const binding of left) if (right.has(binding)) both.add(binding);
  return both;
}

function isTrue(node: ast.Expression): boolean {
  return (
    node.kind === 'Constant' &&
    ((node.value.type === 'bool' && node.value.value) || (node.value.type === 'int' && node.value.value !== 0n))
  );
}

function isNode(value: unknown): value is ast.Node {
  return typeof value === 'object' && value !== null && 'kind' in value && 'id' in value;
}

function isEntry(value: unknown): value is ast.MappingPatternEntry {
  return typeof value === 'object' && value !== null && 'pattern' in value && !('kind' in value);
}
