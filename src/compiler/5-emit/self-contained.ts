/**
 * Which functions reach nothing outside themselves that could be changed: the proof that `t.map(f)` and sanitizers ask
 * for, since such a function cannot keep the raw value that it sees. It may use its parameters and own variables,
 * built-ins (the runtime refuses their effects), constants, modules that only compute, and functions that are so too.
 */
import type * as ast from '#language/ast';
import { hasPureMembers, isPureMember } from '#language/pure-modules';
import { allParameters } from '../3-resolve/parameters.ts';
import type { Binding, ResolvedModule, Scope } from '../3-resolve/scope.ts';
import { usesImportsHarmlessly } from './imports-used.ts';
import { startsWithin } from './starts.ts';

/** The proofs of one module. Each function is proved once, so that long chains of calls cost no more than their length. */
export class SelfContained {
  private readonly proved = new Map<Scope, boolean>();
  private values: Map<ast.Node, ast.Node> | null = null;
  private attributeStores: number[] | null = null;

  constructor(private readonly resolved: ResolvedModule) {}

  /** True when the proof succeeds for the function or lambda that opens the scope. */
  has(scope: Scope): boolean {
    if (scope.reachesUnknown) return false;
    if (scope.reaches.size === 0) return this.keepsNothing(scope);
    const asking = new Set<Scope>();
    const succeeds = this.prove(scope, asking);
    // All that was asked for had to succeed as well.
    if (succeeds) for (const asked of asking) this.proved.set(asked, true);
    return succeeds;
  }

  /** @param asking the functions that are being proved; one that calls itself is as good as what else it does */
  private prove(scope: Scope, asking: Set<Scope>): boolean {
    const known = this.proved.get(scope);
    if (known !== undefined || asking.has(scope)) return known ?? true;
    asking.add(scope);
    const succeeds = !scope.reachesUnknown && this.keepsNothing(scope) && this.areHarmless(scope.reaches, asking);
    if (!succeeds) this.proved.set(scope, false);
    return succeeds;
  }

  /** True when the function itself, whatever it calls, stores nothing where it would outlive the call. */
  private keepsNothing(scope: Scope): boolean {
    if (!keepsNoDefaults(scope.node) || this.setsAttributes(scope.node)) return false;
    return !this.usesImports(scope) || usesImportsHarmlessly(scope.node, this.resolved);
  }

  /** What it sets one on may be an object of a module, or one that another function got from there. */
  private setsAttributes({ span }: ast.Node): boolean {
    this.attributeStores ??= this.resolved.facts.stores
      .filter((target) => target.kind === 'Attribute')
      .map((target) => target.span.start)
      .sort((left, right) => left - right);
    return startsWithin(this.attributeStores, span);
  }

  private usesImports({ reaches, node }: Scope): boolean {
    for (const { kind } of reaches) if (kind === 'import') return true;
    const { start, end } = node.span;
    return this.resolved.facts.imports.some(({ span }) => span.start >= start && span.end <= end);
  }

  private areHarmless(reached: ReadonlySet<Binding>, asking: Set<Scope>): boolean {
    for (const binding of reached) if (!this.isHarmless(binding, asking)) return false;
    return true;
  }

  private isHarmless(binding: Binding, asking: Set<Scope>): boolean {
    const { definition, kind } = binding;
    if (!binding.isFixed || definition === null) return false;
    if (kind === 'import') return isPureImport(this.resolved, definition);
    if (kind === 'const') return isData(this.valueOf(definition));
    if (definition.kind !== 'FunctionDef' || definition.decorators.length > 0) return false;
    const scope = this.resolved.scopes.get(definition.id);
    return scope !== undefined && scope.parent?.kind !== 'class' && this.prove(scope, asking);
  }

  /** What is assigned to a name there; null when it is no plain value. */
  private valueOf(target: ast.Node): ast.Node | null {
    this.values ??= new Map(this.resolved.facts.assignments.map((each) => [each.target, each.source]));
    return this.values.get(target) ?? null;
  }
}

/** A default value is made once and shared by all calls: only literals keep nothing. */
function keepsNoDefaults(node: ast.Node): boolean {
  if (node.kind !== 'FunctionDef' && node.kind !== 'Lambda') return false;
  const { parameters } = node as ast.FunctionDef | ast.Lambda;
  for (const { defaultValue } of allParameters(parameters))
    if (defaultValue !== null && !isLiteral(defaultValue)) return false;
  return true;
}

/** Whether what an alias of an import statement names only computes, or leads to members that do. */
function isPureImport(resolved: ResolvedModule, alias: ast.Node): boolean {
  for (const node of resolved.facts.imports) {
    const found = node.names.find((each) => each === alias);
    if (found === undefined) continue;
    return node.kind === 'Import'
      ? hasPureMembers(found.name)
      : node.level === 0 && isPureMember(node.module ?? '', found.name);
  }
  return false;
}

function isLiteral(node: ast.Node | null): boolean {
  if (node === null) return false;
  return node.kind === 'Constant' || (node.kind === 'UnaryOp' && node.operand.kind === 'Constant');
}

/** What a `const` freezes whole: literals, and containers of such. A function in one could keep what it is handed. */
function isData(node: ast.Node | null): boolean {
  switch (node?.kind) {
    case 'TupleExpression':
    case 'ListExpression':
    case 'SetExpression':
      return (node as ast.TupleExpression).elements.every(isData);
    case 'DictExpression':
      return (node as ast.DictExpression).entries.every(
        ({ key, value }) => key !== null && isData(key) && isData(value),
      );
    default:
      return isLiteral(node ?? null);
  }
}
