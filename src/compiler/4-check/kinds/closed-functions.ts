/**
 * Functions that nothing but visible calls can reach: never re-bound, never used as a value, every call positional with a
 * number of arguments that fits. What their parameters hold is what the calls pass.
 */
import type * as ast from '#language/ast';
import type { Binding, ResolvedModule, Scope } from '../../3-resolve/scope.ts';

export interface ClosedFunction {
  readonly definition: ast.FunctionDef;
  readonly scope: Scope;
  readonly parameters: readonly ast.Parameter[];
  readonly calls: readonly ast.Call[];
}

/** The calls by name of each function and class of a file. */
export type CallsOfDefinitions = ReadonlyMap<Binding, readonly ast.Call[]>;

/** @param isEntry nobody can import the module, so what the file defines is out of reach of others */
export function findClosedFunctions(
  resolved: ResolvedModule,
  calls: CallsOfDefinitions,
  isEntry: boolean,
): Map<Binding, ClosedFunction> {
  const closed = new Map<Binding, ClosedFunction>();
  for (const [binding, nodes] of calls) {
    const { definition } = binding;
    if (definition?.kind !== 'FunctionDef' || binding.timesRead + binding.timesAnnotated !== nodes.length) continue;
    const scope = resolved.scopes.get(definition.id);
    if (scope === undefined) continue;
    if (!isReachedByCallsOnly(binding, isEntry) || !isPlain(definition, scope)) continue;
    const parameters = [...definition.parameters.positionalOnly, ...definition.parameters.positional];
    if (nodes.every((node) => fits(node, parameters))) {
      closed.set(binding, { definition, scope, parameters, calls: nodes });
    }
  }
  return closed;
}

export function callsOfDefinitions(resolved: ResolvedModule): CallsOfDefinitions {
  const calls = new Map<Binding, ast.Call[]>();
  for (const node of resolved.facts.calls) {
    if (node.kind !== 'Call' || node.callee.kind !== 'Name') continue;
    const reference = resolved.references[node.callee.id];
    if (reference?.kind !== 'binding') continue;
    const kind = reference.binding.definition?.kind;
    if (kind !== 'FunctionDef' && kind !== 'ClassDef') continue;
    const list = calls.get(reference.binding);
    if (list === undefined) calls.set(reference.binding, [node]);
    else list.push(node);
  }
  return calls;
}

/** True for what nobody outside the file can name. */
export function isReachedByCallsOnly(binding: Binding, isEntry: boolean): boolean {
  const { kind } = binding.scope;
  return binding.isFixed && (kind === 'function' || (kind === 'file' && isEntry));
}

function isPlain({ decorators, isAsync, requires, parameters }: ast.FunctionDef, scope: Scope): boolean {
  return decorators.length === 0 && !isAsync && requires === null && !scope.yields && hasOnlyPositional(parameters);
}

/** No rest, no keywords, and defaults that are the same at each call. */
export function hasOnlyPositional(parameters: ast.Parameters): boolean {
  const { positionalOnly, positional, rest, keywordOnly, keywords } = parameters;
  return (
    rest === null &&
    keywords === null &&
    keywordOnly.length === 0 &&
    [...positionalOnly, ...positional].every(
      ({ defaultValue }) => defaultValue === null || defaultValue.kind === 'Constant',
    )
  );
}

/** A call by position with as many arguments as are taken. */
export function fits(node: ast.Call, parameters: readonly ast.Parameter[]): boolean {
  const { length } = node.arguments;
  if (node.keywords.length > 0 || length > parameters.length) return false;
  if (node.arguments.some((argument) => argument.kind === 'Starred')) return false;
  return parameters.slice(length).every(({ defaultValue }) => defaultValue !== null);
}
