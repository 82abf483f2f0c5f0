/** Calls whose scope is a constant that no grant covers: they would be denied whenever they run. */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type * as ast from '#language/ast';
import { effectSignatures } from '#language/signatures/effects';
import type { QualifiedNames } from '../qualified-names.ts';

/** Decides whether a capability with a scope is granted to the module: `isGranted('filesystem.read', './inbox/a.txt')`. */
export type IsGranted = (capability: string, scope: string | null) => boolean;

/** Reports `capability/never-granted` for one call. */
export function checkGrant(
  node: ast.Call,
  names: QualifiedNames,
  isGranted: IsGranted,
  diagnostics: Diagnostics,
): void {
  const name = names.of(node.callee);
  const effect = name === null ? undefined : effectSignatures[name];
  if (effect === undefined) return;
  const argument = effect.scope === null ? null : node.arguments[effect.scope];
  const scope = argument?.kind === 'Constant' && argument.value.type === 'str' ? argument.value.value : null;
  if (effect.scope !== null && scope === null) return;
  const capability = capabilityOf(node, name!, effect.capability);
  if (isGranted(capability, scope)) return;
  const asked = scope === null ? capability : `${capability}("${scope}")`;
  diagnostics.report('capability/never-granted', node.span, `this call needs ${asked}, which is not granted`, {
    help: `add it to [capabilities] allow in aegis.toml, or run with --allow '${asked}'`,
  });
}

/** `open` writes when its mode says so. */
function capabilityOf(node: ast.Call, name: string, capability: string): string {
  const mode = node.arguments[1];
  if (name !== 'builtins.open' || mode?.kind !== 'Constant' || mode.value.type !== 'str') return capability;
  return /[wax+]/.test(mode.value.value) ? 'filesystem.write' : capability;
}
