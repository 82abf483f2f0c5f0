/**
 * The decision. `authorize` is the only maker of `Granted`, and effects take nothing else: who skips the decision does not
 * compile. All layers must agree: what the project grants, what the package was granted, and every declaration that the
 * request's caller stands under. A denial in any layer wins.
 */
import {
  type Capability,
  type CapabilityName,
  CapabilitySyntaxError,
  defaultGrants,
  isAllowed,
  overlaps,
  parseCapability,
} from '#language/capabilities';
import { type AuthorityLayer, type Caller, packageOfHolder } from '#protocol/messages';
import { type Grant, type Grants, normalScope, packageGrant, projectSpelling } from './grants.ts';

let make: <Name extends CapabilityName>(name: Name, scope: string | null) => Granted<Name>;

/** Proof that the broker allowed one capability, once. Its private parts make look-alikes a type error. */
export class Granted<Name extends CapabilityName> {
  readonly #name: Name;
  readonly #scope: string | null;

  private constructor(name: Name, scope: string | null) {
    this.#name = name;
    this.#scope = scope;
  }

  get name(): Name {
    return this.#name;
  }

  /** Exactly what was allowed; an effect acts on this, never on what was asked. */
  get scope(): string | null {
    return this.#scope;
  }

  static {
    make = (name, scope) => new Granted(name, scope);
  }
}

export type Decision<Name extends CapabilityName> =
  | { readonly granted: Granted<Name>; readonly layer: string }
  | { readonly granted: null; readonly layer: string; readonly explanation: string };

/**
 * Decides one request.
 *
 * @param asked what the effect needs, its path absolute and free of symlinks
 * @param caller on whose behalf, as the request says
 * @param grants what this run may do
 */
export function authorize<Name extends CapabilityName>(
  asked: { readonly name: Name; readonly scope: string | null },
  caller: Caller,
  grants: Grants,
): Decision<Name> {
  const spelled = projectSpelling(asked, grants.root);
  const refused = (layer: string, help: string): Decision<Name> => ({
    granted: null,
    layer,
    explanation: `${spelled} was asked by ${describeCaller(caller)} and refused by ${help}`,
  });
  if (grants.untouchable.some((capability) => overlaps(capability, asked))) {
    return refused('project', 'Aegis itself: a program cannot reach its own grants and records');
  }
  if (!agrees(grants.project, asked))
    return refused('project', `the project; ${advice(grants.project, asked, spelled, '[capabilities]')}`);
  for (const name of packagesOf(caller)) {
    const grant = packageGrant(grants, name);
    if (!agrees(grant, asked)) {
      const section = `[capabilities.packages.${name}]`;
      const help = `what package ${name} was granted; ${advice(grant, asked, spelled, section)}`;
      return refused(`package:${name}`, help);
    }
  }
  for (const layer of caller.authority) {
    if (!layerAgrees(layer, asked, grants.root)) {
      return refused(
        layerName(layer),
        `@capabilities of ${layer.holder}; add ${spelled} to its allow list, or take it off its deny list`,
      );
    }
  }
  return { granted: make(asked.name, asked.scope), layer: 'project' };
}

/** The package that asks, and all packages on the way to it: none has more than it was granted, whoever calls it. */
function packagesOf(caller: Caller): ReadonlySet<string> {
  const names = new Set<string>();
  if (caller.package !== null) names.add(caller.package);
  for (const { holder } of caller.authority) {
    const name = packageOfHolder(holder);
    if (name !== null) names.add(name);
  }
  return names;
}

function agrees(grant: Grant, asked: Capability): boolean {
  return isAllowed(grant.allow, grant.deny, asked);
}

/**
 * An allow list adds to what everybody has by default; deny takes that away. A declaration that cannot be read allows
 * nothing: the program process may have made it up.
 */
function layerAgrees(layer: AuthorityLayer, asked: Capability, root: string): boolean {
  try {
    const read = (texts: readonly string[]): Capability[] =>
      texts.map((text) => normalScope(parseCapability(text), root));
    const allow = layer.allow === null ? [{ name: asked.name, scope: null }] : read([...defaultGrants, ...layer.allow]);
    return isAllowed(allow, read(layer.deny), asked);
  } catch (error) {
    if (error instanceof CapabilitySyntaxError) return false;
    throw error;
  }
}

function layerName(layer: AuthorityLayer): string {
  const [kind] = layer.holder.split(' ');
  return kind === 'module' || kind === 'function' ? kind : 'caller';
}

function advice(grant: Grant, asked: Capability, spelled: string, section: string): string {
  return grant.deny.some((denied) => overlaps(denied, asked))
    ? `a deny entry under ${section} covers it`
    : `add to aegis.toml under ${section}: allow = ['${spelled}']`;
}

function describeCaller(caller: Caller): string {
  const from = caller.package === null ? '' : ` of package ${caller.package}`;
  const inFunction =
    caller.function === null || caller.function === '<module>' ? '' : ` in function ${caller.function}`;
  return `module ${caller.module}${from}${inFunction}`;
}
