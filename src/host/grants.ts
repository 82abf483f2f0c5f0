/**
 * What a run may do: the project's grants (aegis.toml, command line, defaults) and what each package was granted, with
 * path scopes made absolute against the project's folder and host names in their normal form.
 */

import {
  type Capability,
  capabilityScopes,
  defaultGrants,
  isCapabilityName,
  parseCapability,
} from '#language/capabilities';
import path from '#platform/paths';
import { normalHost } from './effects/network/target.ts';

export interface GrantTexts {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

export interface GrantSources {
  /** `[capabilities]` of aegis.toml. */
  readonly project: GrantTexts;
  /** `[capabilities.packages.NAME]`. */
  readonly packages: Readonly<Record<string, GrantTexts>>;
  /** `--allow` and `--deny`. */
  readonly commandLine: GrantTexts;
  /** `--unrestricted`: the project's own code may ask for everything. */
  readonly unrestricted: boolean;
}

/** One layer of authority. */
export interface Grant {
  readonly allow: readonly Capability[];
  readonly deny: readonly Capability[];
}

export interface Grants {
  /** The project's folder, symlinks resolved. */
  readonly root: string;
  readonly project: Grant;
  readonly packages: ReadonlyMap<string, Grant>;
  /** Also for packages: what nobody may touch, whatever is granted. */
  readonly untouchable: readonly Capability[];
}

export const noGrants: GrantSources = {
  project: { allow: [], deny: [] },
  packages: {},
  commandLine: { allow: [], deny: [] },
  unrestricted: false,
};

/**
 * @param root the project's folder with symlinks resolved
 * @throws CapabilitySyntaxError when one of the texts is no capability
 */
export function makeGrants(sources: GrantSources, root: string): Grants {
  const everything = Object.keys(capabilityScopes).map((name) => ({ name, scope: null }));
  const allowTexts = [...defaultGrants, ...sources.project.allow, ...sources.commandLine.allow];
  return {
    root,
    project: {
      allow: sources.unrestricted ? everything : normalAll(allowTexts, root),
      deny: normalAll([...sources.project.deny, ...sources.commandLine.deny], root),
    },
    packages: new Map(
      Object.entries(sources.packages).map(([name, texts]) => [
        name,
        { allow: normalAll([...defaultGrants, ...texts.allow], root), deny: normalAll(texts.deny, root) },
      ]),
    ),
    // The ledger, and what grants are read from: a program that could write them would grant itself.
    untouchable: [
      ...['.aegis/**', 'aegis.toml', 'aegis.lock'].map((each) => ({
        name: 'filesystem.write',
        scope: path.join(root, each),
      })),
      { name: 'filesystem.read', scope: path.join(root, '.aegis/**') },
      ...processFiles.flatMap((scope) => [
        { name: 'filesystem.read', scope },
        { name: 'filesystem.write', scope },
      ]),
    ],
  };
}

/** What a package was granted; without a word about it in aegis.toml, what everybody has. */
export function packageGrant(grants: Grants, name: string): Grant {
  return grants.packages.get(name) ?? defaultGrant;
}

const defaultGrant: Grant = { allow: defaultGrants.map(parseCapability), deny: [] };

/** Linux shows processes as files: with the host's own one reads its environment and memory, whatever `env.read` says. */
const processFiles = ['self', 'thread-self', ...'123456789'.split('').map((digit) => `${digit}*`)].map(
  (name) => `/proc/${name}/**`,
);

/** What the project is granted and denied, a line each, as one would write it in aegis.toml. */
export function grantLines({ project, root }: Grants): string[] {
  const spelled = (capabilities: readonly Capability[]) => capabilities.map((each) => projectSpelling(each, root));
  return [
    ...spelled(project.allow).map((each) => `allow ${each}`),
    ...spelled(project.deny).map((each) => `deny  ${each}`),
  ];
}

function normalAll(texts: readonly string[], root: string): Capability[] {
  return texts.map((text) => normalScope(parseCapability(text), root));
}

/** The capability with its scope in the one form that is compared: paths absolute, hosts as URLs have them. */
export function normalScope({ name, scope }: Capability, root: string): Capability {
  if (scope === null || !isCapabilityName(name)) return { name, scope };
  switch (capabilityScopes[name]) {
    case 'path':
      return { name, scope: path.resolve(root, scope) };
    case 'host':
      return { name, scope: normalHost(scope) };
    case 'name':
      // Programs are named, or given by their path.
      return { name, scope: name.startsWith('process') && scope.includes('/') ? path.resolve(root, scope) : scope };
    default:
      return { name, scope };
  }
}

/** The capability as one would write it in the project's aegis.toml. */
export function projectSpelling(capability: Capability, root: string): string {
  const { name, scope } = capability;
  if (scope === null) return name;
  const isPath = isCapabilityName(name) && capabilityScopes[name] === 'path';
  const inside = isPath && (scope === root || scope.startsWith(`${root}/`));
  return `${name}("${inside ? `.${scope.slice(root.length)}` : scope}")`;
}
