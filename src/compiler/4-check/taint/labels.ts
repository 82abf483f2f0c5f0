/**
 * Which expressions of a file are surely tainted, and by which way they became so. Looks at sources (effects, program
 * arguments, `tainted(…)`), and follows values through variables, operations, attributes, items and the results of the
 * file's own functions, until nothing changes. What it cannot follow it leaves to the runtime, which refuses all leaks.
 */
import type * as ast from '#language/ast';
import { effectSignatures, taintedValues } from '#language/signatures/effects';
import type { Span } from '#language/source';
import { allParameters } from '../../3-resolve/declare.ts';
import type { Binding, ResolvedModule } from '../../3-resolve/scope.ts';
import type { QualifiedNames } from '../qualified-names.ts';

/** Where a label came from, and through which places it went. */
export interface Path {
  readonly source: Span;
  /** What stands at the source, in words. */
  readonly origin: string;
  readonly steps: readonly { readonly span: Span; readonly name: string }[];
}

export class Labels {
  private readonly variables = new Map<Binding, Path>();
  private readonly results = new Map<Binding, Path>();
  private changed = true;

  constructor(
    private readonly resolved: ResolvedModule,
    private readonly names: QualifiedNames,
  ) {
    while (this.changed) {
      this.changed = false;
      this.statements(resolved.module.body, null);
    }
  }

  /** How the value of an expression became tainted; null when nothing is known against it. */
  of(node: ast.Expression): Path | null {
    switch (node.kind) {
      case 'Name': {
        const reference = this.resolved.references[node.id];
        return reference?.kind === 'binding' ? (this.variables.get(reference.binding) ?? null) : null;
      }
      case 'BinOp':
        return this.of(node.left) ?? this.of(node.right);
      case 'UnaryOp':
        return node.operator === 'not' ? null : this.of(node.operand);
      case 'BoolOp':
        return this.ofFirst(node.values);
      case 'Conditional':
        return this.of(node.body) ?? this.of(node.orelse);
      case 'NamedExpression':
      case 'Await':
        return this.of(node.value);
      case 'Subscript':
        return this.of(node.object);
      case 'Attribute': {
        const name = this.names.of(node);
        if (name !== null && taintedValues.has(name)) return { source: node.span, origin: name, steps: [] };
        return this.of(node.object);
      }
      case 'Call':
        return this.call(node);
      default:
        return null;
    }
  }

  private ofFirst(nodes: readonly ast.Expression[]): Path | null {
    for (const node of nodes) {
      const path = this.of(node);
      if (path !== null) return path;
    }
    return null;
  }

  private call(node: ast.Call): Path | null {
    const name = this.names.of(node.callee);
    if (name === 'builtins.tainted') return { source: node.span, origin: 'tainted(…)', steps: [] };
    if (name !== null) {
      const effect = effectSignatures[name];
      return effect?.result === 'tainted'
        ? { source: node.span, origin: `${name.replace('builtins.', '')}(…)`, steps: [] }
        : null;
    }
    if (node.callee.kind === 'Attribute') return this.of(node.callee.object);
    if (node.callee.kind !== 'Name') return null;
    const reference = this.resolved.references[node.callee.id];
    return reference?.kind === 'binding' ? (this.results.get(reference.binding) ?? null) : null;
  }

  private statements(body: readonly ast.Statement[], owner: Binding | null): void {
    for (const statement of body) this.statement(statement, owner);
  }

  private statement(node: ast.Statement, owner: Binding | null): void {
    switch (node.kind) {
      case 'Let':
      case 'Assign':
        if (node.value !== null) for (const target of node.targets) this.bind(target, this.of(node.value));
        return;
      case 'Const':
      case 'AnnAssign':
        if (node.value !== null) this.bind(node.target, this.of(node.value));
        return;
      case 'AugAssign':
        return this.bind(node.target, this.of(node.value));
      case 'Return':
        if (owner !== null && node.value !== null) this.mark(this.results, owner, this.of(node.value));
        return;
      case 'FunctionDef':
        return this.functionDef(node);
      case 'For':
        this.bind(node.target, this.of(node.iterable));
        break;
      case 'With':
        for (const item of node.items) if (item.target !== null) this.bind(item.target, this.of(item.context));
        break;
    }
    for (const body of bodiesOf(node)) this.statements(body, owner);
  }

  private functionDef(node: ast.FunctionDef): void {
    for (const parameter of allParameters(node.parameters)) {
      const { annotation } = parameter;
      if (annotation?.kind !== 'Subscript' || annotation.object.kind !== 'Name' || annotation.object.name !== 'tainted')
        continue;
      const binding = this.resolved.declarations.get(parameter.id);
      if (binding !== undefined)
        this.mark(this.variables, binding, { source: parameter.span, origin: 'declared tainted', steps: [] });
    }
    this.statements(node.body, this.resolved.declarations.get(node.id) ?? null);
  }

  private bind(target: ast.Expression, path: Path | null): void {
    if (path === null) return;
    if (target.kind === 'TupleExpression' || target.kind === 'ListExpression') {
      for (const element of target.elements) this.bind(element, path);
    } else if (target.kind === 'Name') {
      const reference = this.resolved.references[target.id];
      if (reference?.kind !== 'binding') return;
      this.mark(this.variables, reference.binding, {
        ...path,
        steps: [...path.steps, { span: target.span, name: target.name }],
      });
    }
  }

  private mark(table: Map<Binding, Path>, binding: Binding, path: Path | null): void {
    if (path === null || table.has(binding)) return;
    table.set(binding, path);
    this.changed = true;
  }
}

/** The statement lists directly inside a statement. */
export function bodiesOf(node: ast.Statement): (readonly ast.Statement[])[] {
  switch (node.kind) {
    case 'If':
    case 'While':
    case 'For':
      return [node.body, node.orelse];
    case 'Try':
      return [node.body, ...node.handlers.map((handler) => handler.body), node.orelse, node.finalbody];
    case 'With':
    case 'ClassDef':
    case 'ModuleDef':
    case 'FunctionDef':
      return [node.body];
    case 'Match':
      return node.cases.map((matchCase) => matchCase.body);
    default:
      return [];
  }
}
