/**
 * Whether the running code may write to its streams. The broker gives or withholds descriptors for a whole run; what a
 * declaration denies a module, class or function is judged here, as the broker judges every other effect.
 */
import {
  type Capability,
  CapabilitySyntaxError,
  defaultGrants,
  isAllowed,
  parseCapability,
} from '#language/capabilities';
import { type Authority, authority, type Declaration } from './authority.ts';
import { host } from './host-link.ts';
import { error } from './values/exceptions.ts';

const asked: Capability = { name: 'stdio.write', scope: null };

/** By declaration: it never changes. */
const known = new WeakMap<Declaration, boolean>();

/** @throws CapabilityError when a declaration in force denies `stdio.write`; the denial is recorded */
export function requireWriting(): void {
  for (let link: Authority | null = authority.current; link !== null; link = link.outer) {
    const { declaration } = link;
    let agrees = known.get(declaration);
    if (agrees === undefined) {
      agrees = allowsWriting(declaration);
      known.set(declaration, agrees);
    }
    if (agrees) continue;
    host().note('capability_denied', { capability: asked.name, layer: declaration.owner });
    const advice = `take ${asked.name} off its deny list`;
    throw error('CapabilityError', `${asked.name} was refused by @capabilities of ${declaration.owner}; ${advice}`);
  }
}

/** What cannot be read allows nothing. */
function allowsWriting({ allow, deny }: Declaration): boolean {
  const read = (texts: readonly string[]) => texts.map(parseCapability);
  try {
    return isAllowed(allow === null ? [asked] : read([...defaultGrants, ...allow]), read(deny), asked);
  } catch (problem) {
    if (problem instanceof CapabilitySyntaxError) return false;
    throw problem;
  }
}
