/**
 * What the running code may do without asking the host each time: write to its streams (the broker gives or withholds
 * descriptors for a whole run), read the clock and chance (which come in blocks). What a declaration denies a module, class
 * or function is judged here, as the broker judges every other effect; what a package was granted the host is asked, once.
 */
import {
  type Capability,
  CapabilitySyntaxError,
  defaultGrants,
  isAllowed,
  parseCapability,
} from '#language/capabilities';
import { packageOfHolder } from '#protocol/messages';
import { type Authority, authority, type Declaration } from './authority.ts';
import { host } from './host-link.ts';
import { error } from './values/exceptions.ts';
import type { Value } from './values/value.ts';

/** What is asked of the host to see whether a package may. */
const asking = {
  'stdio.write': ['output.write', []],
  'clock.read': ['clock.now', []],
  'random.read': ['random.bytes', [1]],
} as const satisfies Record<string, readonly [effect: string, args: readonly Value[]]>;

export type Standing = keyof typeof asking;

/** By capability and declaration, which never changes. */
const known: Readonly<Record<Standing, WeakMap<Declaration, boolean>>> = {
  'stdio.write': new WeakMap(),
  'clock.read': new WeakMap(),
  'random.read': new WeakMap(),
};

/** @throws CapabilityError when a declaration in force, or what a package was granted, denies it; the denial is recorded */
export function requireLeave(name: Standing): void {
  for (let link: Authority | null = authority.current; link !== null; link = link.outer) {
    const { declaration } = link;
    let agrees = known[name].get(declaration);
    if (agrees === undefined) {
      agrees = packageOfHolder(declaration.owner) === null ? allows(declaration, name) : hostAllows(name);
      known[name].set(declaration, agrees);
    }
    if (agrees) continue;
    host().note('capability_denied', { capability: name, layer: declaration.owner });
    throw error(
      'CapabilityError',
      `${name} was refused by @capabilities of ${declaration.owner}; take ${name} off its deny list`,
    );
  }
}

/** The host records a denial itself. @throws CapabilityError */
function hostAllows(name: Standing): true {
  const [effect, args] = asking[name];
  host().ask(effect, args);
  return true;
}

/** What cannot be read allows nothing. */
function allows({ allow, deny }: Declaration, name: Standing): boolean {
  const asked: Capability = { name, scope: null };
  const read = (texts: readonly string[]) => texts.map(parseCapability);
  try {
    return isAllowed(allow === null ? [asked] : read([...defaultGrants, ...allow]), read(deny), asked);
  } catch (problem) {
    if (problem instanceof CapabilitySyntaxError) return false;
    throw problem;
  }
}
