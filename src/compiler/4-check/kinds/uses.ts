/**
 * Which reads of a variable keep a list in sight: its items, its own methods, built-ins that only look at it, loops over
 * it, and places whose values are followed. A variable with any other read may show its list to code that cannot be
 * followed, which may put anything into it.
 */
import type * as ast from '#language/ast';
import type { Binding, ResolvedModule, Scope } from '../../3-resolve/scope.ts';

/** Built-ins that take lists and keep none of them. `min` and `max` of several arguments return one of them. */
const readers: ReadonlySet<string> = new Set([
  ...['len', 'list', 'sorted', 'sum', 'tuple', 'set', 'frozenset', 'enumerate', 'zip', 'reversed', 'any', 'all'],
  ...['print', 'str', 'repr', 'bool', 'isinstance'],
]);

/** Methods of lists that return no part of the list but items. */
const methods: ReadonlySet<string> = new Set([
  ...['append', 'pop', 'insert', 'clear', 'reverse', 'sort', 'copy', 'index', 'count', 'extend', 'remove'],
]);

/** The method of a list that a call by name means; null for everything else. */
export function listMethod(node: ast.Call): { readonly object: ast.Name; readonly name: string } | null {
  const { callee } = node;
  if (callee.kind !== 'Attribute' || callee.object.kind !== 'Name' || !methods.has(callee.name.name)) return null;
  return { object: callee.object, name: callee.name.name };
}

/** The built-in that a call names; null for everything else, and where arguments are spread or named. */
export function builtinCalled(node: ast.Call, resolved: ResolvedModule): string | null {
  if (node.callee.kind !== 'Name' || node.keywords.length > 0) return null;
  const reference = resolved.references[node.callee.id];
  if (reference?.kind !== 'builtin') return null;
  for (const argument of node.arguments) if (argument.kind === 'Starred') return null;
  return reference.name;
}

export interface Followed {
  /** Variables whose every assignment is seen. */
  readonly isVariable: (binding: Binding) => boolean;
  /** The parameters of what is called; undefined where that is not known. */
  readonly parametersOf: (node: ast.Call) => readonly ast.Parameter[] | undefined;
  /** Functions whose results are seen wherever they go. */
  readonly isClosed: (scope: Scope) => boolean;
}

/** The variables with a read that loses sight of what they hold. */
export class Uses {
  private readonly counted = new Map<Binding, number>();
  private readonly calls = new Map<Binding, number>();

  constructor(
    private readonly resolved: ResolvedModule,
    private readonly followed: Followed,
  ) {
    const { facts } = resolved;
    for (const { object } of facts.items) this.count(object);
    for (const name of facts.looks) this.count(name);
    for (const { iterable } of facts.loops) this.count(iterable);
    for (const node of facts.calls) if (node.kind === 'Call') this.countCall(node);
    for (const { scope, node } of facts.returns) if (followed.isClosed(scope)) this.count(node.value);
    for (const { target, source } of facts.assignments) {
      if (source.kind === 'AugAssign') this.count(target);
      else if (source.kind !== 'For' && source.kind !== 'ComprehensionFor' && this.isFollowed(target))
        this.count(source);
    }
  }

  /** True when a list in the variable may be seen by code that cannot be followed. */
  leak(binding: Binding): boolean {
    return binding.timesRead + binding.timesAnnotated !== (this.counted.get(binding) ?? 0);
  }

  /** How many calls of a function have a value that is followed. */
  ofCalls(binding: Binding): number {
    return this.calls.get(binding) ?? 0;
  }

  private isFollowed(target: ast.Name): boolean {
    const reference = this.resolved.references[target.id];
    return reference?.kind === 'binding' && this.followed.isVariable(reference.binding);
  }

  private countCall(node: ast.Call): void {
    if (node.keywords.length > 0) return;
    if (node.callee.kind === 'Attribute') {
      const method = listMethod(node);
      if (method !== null) this.count(method.object);
    } else if (node.callee.kind === 'Name' && node.arguments.length > 0) {
      const builtin = builtinCalled(node, this.resolved);
      if (builtin === null) this.countPassed(node);
      else if (readers.has(builtin) || (isMinMax(builtin) && node.arguments.length === 1))
        for (const argument of node.arguments) this.count(argument);
    }
  }

  private countPassed(node: ast.Call): void {
    const parameters = this.followed.parametersOf(node);
    if (parameters === undefined) return;
    for (let index = 0; index < node.arguments.length; index++) {
      const parameter = this.resolved.declarations.get(parameters[index]!.id);
      if (parameter !== undefined && this.followed.isVariable(parameter)) this.count(node.arguments[index]!);
    }
  }

  private count(node: ast.Expression | null): void {
    const name = node?.kind === 'Call' ? node.callee : node;
    if (name?.kind !== 'Name') return;
    const reference = this.resolved.references[name.id];
    if (reference?.kind !== 'binding') return;
    const counts = name === node ? this.counted : this.calls;
    counts.set(reference.binding, (counts.get(reference.binding) ?? 0) + 1);
  }
}

function isMinMax(name: string): boolean {
  return name === 'min' || name === 'max';
}
