/** What a project grants: the defaults, aegis.toml and the command line, with denials that win over all of them. */
import { type Capability, defaultGrants, isAllowed, isCapabilityName, parseCapability } from '#language/capabilities';
import type { Manifest } from '#packages/manifest';

export interface ProjectGrants {
  readonly allow: readonly Capability[];
  readonly deny: readonly Capability[];
}

/**
 * @param allow capabilities of `--allow`, as written
 * @param deny capabilities of `--deny`, as written
 * @throws CapabilitySyntaxError
 */
export function projectGrants(
  manifest: Manifest | null,
  allow: readonly string[],
  deny: readonly string[],
): ProjectGrants {
  const written = manifest?.capabilities;
  return {
    allow: [...defaultGrants, ...(written?.allow ?? []), ...allow].map(parseCapability),
    deny: [...(written?.deny ?? []), ...deny].map(parseCapability),
  };
}

/** Answers the checker: would a call that needs this ever be allowed? */
export function isGrantedBy(grants: ProjectGrants): (capability: string, scope: string | null) => boolean {
  return (name, scope) => isCapabilityName(name) && isAllowed(grants.allow, grants.deny, { name, scope });
}
