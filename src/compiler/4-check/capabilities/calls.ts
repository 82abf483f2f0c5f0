/** Calls whose scope is a constant that no grant covers: they would be denied whenever they run. */
import type { Diagnostics } from '#diagnostics/diagnostic';
import type * as ast from '#language/ast';
import { type Capability, formatCapability, isCapabilityName, takesScope } from '#language/capabilities';

/** Decides whether a capability with a scope is granted to the module: `isGranted('filesystem.read', './inbox/a.txt')`. */
export type IsGranted = (capability: string, scope: string | null) => boolean;

/** Reports `capability/never-granted` for one call and what it needs. */
export function checkGrant(node: ast.Call, needed: Capability, isGranted: IsGranted, diagnostics: Diagnostics): void {
  // A scope that is found out when it runs may be one that is granted.
  if (needed.scope === null && isCapabilityName(needed.name) && takesScope(needed.name)) return;
  if (isGranted(needed.name, needed.scope)) return;
  const asked = formatCapability(needed);
  diagnostics.report('capability/never-granted', node.span, `this call needs ${asked}, which is not granted`, {
    help: `add it to [capabilities] allow in aegis.toml, or run with --allow '${asked}'`,
  });
}
