/**
 * Capabilities: names that form a tree, most with a scope. `covers(granted, asked)` is the one rule that checker, host
 * and package solver share. A granted scope is a pattern; an asked one may be a pattern too (what a package declares):
 * then it is covered only if everything it could match is. Deciding is by token, so it is reflexive and transitive.
 */

export interface Capability {
  /** Dotted name: `network.https`. */
  readonly name: string;
  /** Text of the scope; null when there is none, which means: all of it. */
  readonly scope: string | null;
}

type ScopeKind = 'none' | 'path' | 'host' | 'name';

/** Every capability and what its scope is. A name that only groups others takes the scopes of those. */
export const capabilityScopes = {
  network: 'host',
  'network.https': 'host',
  'network.http': 'host',
  'network.listen': 'host',
  'network.private': 'host',
  filesystem: 'path',
  'filesystem.read': 'path',
  'filesystem.write': 'path',
  process: 'name',
  'process.spawn': 'name',
  env: 'name',
  'env.read': 'name',
  mcp: 'name',
  'mcp.call': 'name',
  model: 'name',
  'model.invoke': 'name',
  memory: 'name',
  'memory.read': 'name',
  'memory.write': 'name',
  agent: 'name',
  'agent.delegate': 'name',
  human: 'none',
  'human.input': 'none',
  clock: 'none',
  'clock.read': 'none',
  random: 'none',
  'random.read': 'none',
  audit: 'none',
  'audit.read': 'none',
  secret: 'none',
  'secret.declassify': 'none',
  taint: 'name',
  'taint.sanitizer': 'name',
  tool: 'name',
  'tool.trusted': 'name',
  stdio: 'none',
  'stdio.read': 'none',
  'stdio.write': 'none',
} as const satisfies Record<string, ScopeKind>;

export type CapabilityName = keyof typeof capabilityScopes;

export const capabilityNames = Object.keys(capabilityScopes) as readonly CapabilityName[];

/** What every project is granted without asking. */
export const defaultGrants: readonly string[] = ['stdio.write', 'clock.read', 'random.read'];

/** The text is no capability; `problem` tells how. */
export class CapabilitySyntaxError extends Error {
  override readonly name = 'CapabilitySyntaxError';
  constructor(
    readonly text: string,
    readonly problem: 'malformed' | 'unknown-name' | 'no-scope-here' | 'bad-scope',
  ) {
    super(`'${text}' is no capability: ${problemTexts[problem]}`);
  }
}

const problemTexts = {
  malformed: 'write name or name("scope")',
  'unknown-name': 'there is none of this name',
  'no-scope-here': 'this one takes no scope',
  'bad-scope': 'the scope is malformed',
} as const;

/** A name (maybe in Unicode), `*`, `*.name`, or an address, that of IPv6 in brackets where a port follows; no URL. */
const hostScope = /^(?:(?:\*|(?:\*\.)?[^\s/@:*[\]?#\\]+|\[[\da-f:.]+\])(?::(?:\d{1,5}|\*))?|[\da-f:.]+)$/i;

const form = /^([a-z]+(?:\.[a-z]+)*)(?:\(\s*(?:"([^"]*)"|'([^']*)')\s*\))?$/;

/**
 * Reads `name` or `name("scope")`.
 *
 * @throws CapabilitySyntaxError when it is neither, the name is unknown or the scope cannot be one
 */
export function parseCapability(text: string): Capability {
  const match = form.exec(text.trim());
  if (match === null) throw new CapabilitySyntaxError(text, 'malformed');
  const name = match[1]!;
  if (!isCapabilityName(name)) throw new CapabilitySyntaxError(text, 'unknown-name');
  const scope = match[2] ?? match[3] ?? null;
  if (scope === null) return { name, scope };
  if (capabilityScopes[name] === 'none') throw new CapabilitySyntaxError(text, 'no-scope-here');
  if (scope === '' || /[\p{Cc}]/u.test(scope)) throw new CapabilitySyntaxError(text, 'bad-scope');
  if (capabilityScopes[name] === 'host' && !hostScope.test(scope)) throw new CapabilitySyntaxError(text, 'bad-scope');
  return { name, scope };
}

/** Whether a text is a capability. */
export function isCapability(text: string): boolean {
  try {
    parseCapability(text);
    return true;
  } catch (problem) {
    if (problem instanceof CapabilitySyntaxError) return false;
    throw problem;
  }
}

/** Whether a capability can be narrowed by a scope. */
export function takesScope(name: CapabilityName): boolean {
  return capabilityScopes[name] !== 'none';
}

export function isCapabilityName(name: string): name is CapabilityName {
  return Object.hasOwn(capabilityScopes, name);
}

export function formatCapability(capability: Capability): string {
  return capability.scope === null ? capability.name : `${capability.name}("${capability.scope}")`;
}

/** True when whoever holds `granted` may do all that `asked` names. */
export function covers(granted: Capability, asked: Capability): boolean {
  if (asked.name !== granted.name && !asked.name.startsWith(`${granted.name}.`)) return false;
  if (granted.scope === null) return true;
  return asked.scope !== null && scopeCovers(scopeKind(asked.name), granted.scope, asked.scope);
}

/**
 * True when the two could name the same thing: what a denial needs, for a denied part of what is asked denies it all.
 */
export function overlaps(denied: Capability, asked: Capability): boolean {
  const related =
    asked.name === denied.name || asked.name.startsWith(`${denied.name}.`) || denied.name.startsWith(`${asked.name}.`);
  if (!related) return false;
  if (denied.scope === null || asked.scope === null) return true;
  const kind = scopeKind(asked.name);
  return scopeCovers(kind, denied.scope, asked.scope) || scopeCovers(kind, asked.scope, denied.scope);
}

/** Allowed by one of the grants and touched by no denial. */
export function isAllowed(allow: readonly Capability[], deny: readonly Capability[], asked: Capability): boolean {
  return allow.some((granted) => covers(granted, asked)) && !deny.some((denied) => overlaps(denied, asked));
}

/** The same capabilities without those that another one covers, in order of their texts. */
export function withoutCovered(capabilities: readonly Capability[]): readonly Capability[] {
  const distinct = new Map(capabilities.map((each) => [formatCapability(each), each]));
  const kept = [...distinct.values()].filter(
    (each) => ![...distinct.values()].some((other) => other !== each && covers(other, each) && !covers(each, other)),
  );
  return kept.sort((left, right) => (formatCapability(left) < formatCapability(right) ? -1 : 1));
}

function scopeKind(name: string): ScopeKind {
  return isCapabilityName(name) ? capabilityScopes[name] : 'name';
}

function scopeCovers(kind: ScopeKind, granted: string, asked: string): boolean {
  if (kind === 'path') return segmentsCover(pathSegments(granted), pathSegments(asked));
  if (kind === 'host') return hostCovers(granted, asked);
  return segmentsCover(granted.split('/'), asked.split('/'));
}

/**
 * Segments of a path scope without `.` and with `..` taken back where it can be. An absolute path begins with an empty
 * segment, so that it never equals a relative one.
 */
export function pathSegments(path: string): string[] {
  const segments: string[] = path.startsWith('/') ? [''] : [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    const last = segments.at(-1);
    if (segment === '..' && last !== undefined && last !== '..' && last !== '' && last !== '**') segments.pop();
    else if (segment !== '..' || last !== '') segments.push(segment);
  }
  return segments;
}

/**
 * `**` stands for any number of segments, also none; `*` inside a segment for any characters. Neither stands for `..` or
 * for the beginning of an absolute path: a wildcard never leads out of the folder it stands in.
 */
function segmentsCover(granted: readonly string[], asked: readonly string[]): boolean {
  return tokensCover(granted, asked, '**', staysInside, (pattern, segment) =>
    pattern === segment
      ? pattern !== '**'
      : segment !== '**' && staysInside(segment) && tokensCover([...pattern], [...segment], '*', () => true, isSame),
  );
}

function staysInside(segment: string): boolean {
  return segment !== '..' && segment !== '';
}

function isSame(left: string, right: string): boolean {
  return left === right;
}

/**
 * Wildcard matching of one token list against another, in time proportional to the product of their lengths: no
 * pattern can make it slow.
 *
 * @param takes which tokens the wildcard may stand for
 */
function tokensCover(
  pattern: readonly string[],
  tokens: readonly string[],
  wildcard: string,
  takes: (token: string) => boolean,
  equal: (pattern: string, token: string) => boolean,
): boolean {
  let reachable = new Array<boolean>(tokens.length + 1).fill(false);
  reachable[0] = true;
  for (const token of pattern) {
    const next = new Array<boolean>(tokens.length + 1).fill(false);
    for (let at = 0; at <= tokens.length; at++) {
      const last = tokens[at - 1] ?? '';
      if (token === wildcard) next[at] = reachable[at]! || (at > 0 && next[at - 1]! && takes(last));
      else next[at] = at > 0 && reachable[at - 1]! && equal(token, last);
    }
    reachable = next;
  }
  return reachable[tokens.length]!;
}

/** `*.example.org` covers every name below example.org, `host:*` every port; without a port, only the protocol's own. */
function hostCovers(granted: string, asked: string): boolean {
  const [grantedHost, grantedPort] = splitPort(granted);
  const [askedHost, askedPort] = splitPort(asked);
  if (grantedPort !== '*' && grantedPort !== askedPort) return false;
  if (grantedHost === '*' || grantedHost === askedHost) return true;
  if (!grantedHost.startsWith('*.')) return false;
  const suffix = grantedHost.slice(1);
  return askedHost.endsWith(suffix) && askedHost.length > suffix.length;
}

function splitPort(scope: string): readonly [host: string, port: string] {
  const match = /^(.*?)(?::(\d+|\*))?$/.exec(scope.toLowerCase())!;
  const isAddress = match[1]!.includes(':') && !match[1]!.endsWith(']');
  return isAddress ? [scope.toLowerCase(), ''] : [match[1]!, match[2] ?? ''];
}
