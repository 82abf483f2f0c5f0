/**
 * Calls that break a contract of the function they call, whatever happens before: `pay(-1)` where `pay` has
 * `@requires(amount > 0)`. Told where the callee is one function of the module and all that its condition looks at is known.
 */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type * as ast from '#language/ast';
import { type Contract, contractOf } from '../../3-resolve/contracts.ts';
import type { Binding, ResolvedModule } from '../../3-resolve/scope.ts';
import { type KnownNames, type KnownValue, knownTruth, knownValue } from './known-values.ts';

/** Reports `contract/violated` for every such call of the module. */
export function checkViolations(resolved: ResolvedModule, diagnostics: Diagnostics): void {
  const { contracts, calls, assignments } = resolved.facts;
  const conditions = new Set(contracts.filter(({ kind }) => kind === 'requires').map(({ condition }) => condition));
  if (conditions.size === 0) return;
  const constants = new Map<Binding, ast.Expression>();
  for (const { target, source } of assignments) {
    const binding = fixedBinding(target, resolved);
    if (binding?.kind === 'const' && 'span' in source) constants.set(binding, source as ast.Expression);
  }
  const ofModule: KnownNames = (name) => {
    const binding = fixedBinding(name, resolved);
    const value = binding === null ? undefined : constants.get(binding);
    return value === undefined ? undefined : knownValue(value, () => undefined);
  };
  for (const call of calls) {
    if (call.kind !== 'Call' || call.callee.kind !== 'Name') continue;
    const definition = fixedBinding(call.callee, resolved)?.definition;
    if (definition?.kind !== 'FunctionDef') continue;
    const required = definition.decorators.map(contractOf);
    // Another decorator may call the function with something else.
    if (!required.every((contract): contract is Contract => contract !== null)) continue;
    const given = argumentsOf(call, definition.parameters, ofModule);
    if (given === null) continue;
    for (const contract of required) {
      if (!conditions.has(contract.condition)) continue;
      const inside: KnownNames = (name) => (given.has(name.name) ? given.get(name.name) : ofModule(name));
      if (knownTruth(knownValue(contract.condition, inside)) !== false) continue;
      diagnostics.report('contract/violated', call.span, `this call breaks a contract of ${call.callee.name}()`, {
        labels: [{ span: contract.condition.span, message: 'does not hold' }],
        help: 'it would raise ContractError; pass what the contract asks for',
      });
      break;
    }
  }
}

function fixedBinding(name: ast.Name, resolved: ResolvedModule): Binding | null {
  const reference = resolved.references[name.id];
  return reference?.kind === 'binding' && reference.binding.isFixed ? reference.binding : null;
}

/** By parameter, what a call passes or the default gives; null when it cannot be told which goes where. */
function argumentsOf(
  { arguments: positional, keywords }: ast.Call,
  parameters: ast.Parameters,
  names: KnownNames,
): Map<string, KnownValue | undefined> | null {
  const { positionalOnly, positional: either, keywordOnly } = parameters;
  const places = [...positionalOnly, ...either];
  if (positional.length > places.length || positional.some((argument) => argument.kind === 'Starred')) return null;
  const given = new Map<string, KnownValue | undefined>();
  for (const { name, defaultValue } of [...places, ...keywordOnly])
    given.set(name.name, defaultValue === null ? undefined : knownValue(defaultValue, names));
  for (const [at, argument] of positional.entries()) given.set(places[at]!.name.name, knownValue(argument, names));
  for (const { name, value } of keywords) {
    if (name === null) return null;
    given.set(name.name, knownValue(value, names));
  }
  return given;
}
