/** The variables whose every assignment is seen, each with all that is assigned to it. */
import type * as ast from '#language/ast';
import type { AssignedValue, Binding, ResolvedModule } from '../../3-resolve/scope.ts';
import type { ClosedClass } from './closed-classes.ts';
import type { ClosedFunction } from './closed-functions.ts';

export interface FollowedVariables {
  readonly sources: ReadonlyMap<Binding, readonly AssignedValue[]>;
  /** Parameters of initialisers: whoever calls an initialiser knows nothing of its parameters, so their floats are boxed. */
  readonly boxed: ReadonlySet<Binding>;
}

export function followVariables(
  resolved: ResolvedModule,
  functions: Iterable<ClosedFunction>,
  classes: Iterable<ClosedClass>,
): FollowedVariables {
  const assigned = new Map<Binding, AssignedValue[]>();
  for (const { target, source } of resolved.facts.assignments) {
    const reference = resolved.references[target.id];
    if (reference?.kind !== 'binding') continue;
    const list = assigned.get(reference.binding);
    if (list === undefined) assigned.set(reference.binding, [source]);
    else list.push(source);
  }
  const sources = new Map<Binding, readonly AssignedValue[]>();
  for (const [binding, values] of assigned) if (isVisible(binding, values.length)) sources.set(binding, values);

  /** The values that calls pass to a parameter, besides those that are assigned to it. */
  const follow = (parameter: ast.Parameter, passed: readonly ast.Expression[]): Binding | null => {
    const binding = resolved.declarations.get(parameter.id)!;
    const values = assigned.get(binding) ?? [];
    if (!isVisible(binding, values.length + 1)) return null;
    sources.set(binding, [...values, ...passed]);
    return binding;
  };
  const boxed = new Set<Binding>();
  for (const { parameters, calls } of functions)
    parameters.forEach((parameter, index) => follow(parameter, passedBy(calls, parameter, index)));
  for (const { parameters, calls, receivers } of classes) {
    parameters.forEach((parameter, index) => {
      const binding = follow(parameter, passedBy(calls, parameter, index));
      if (binding !== null) boxed.add(binding);
    });
    for (const receiver of receivers) follow(receiver, []);
  }
  return { sources, boxed };
}

function passedBy(calls: readonly ast.Call[], parameter: ast.Parameter, index: number): ast.Expression[] {
  return calls.map((call) => call.arguments[index] ?? parameter.defaultValue!);
}

/** @param bound how many places that bind it are known */
function isVisible(binding: Binding, bound: number): boolean {
  if (binding.boundElsewhere || binding.unbinds || binding.scope.kind === 'class') return false;
  const { kind } = binding;
  return binding.timesBound === bound && (kind === 'variable' || kind === 'const' || kind === 'parameter');
}
