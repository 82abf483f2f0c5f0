/**
 * Whether aegis.lock is the answer to aegis.toml: everything required is there, in range and from where it should be, and
 * nothing else is. Then nobody has to be asked, and no registry either.
 */
import { satisfies } from 'semver';
import path from '#platform/paths';
import type { Lock, LockedPackage } from '../lockfile.ts';
import type { Manifest } from '../manifest.ts';
import { PackageAuthority } from '../resolution/authority.ts';
import { projectRequirements, type RequiredSource, readRequirements } from '../resolution/requirement.ts';

/** Address by name, of all registries that the project knows. */
export type RegistryAddresses = ReadonlyMap<string, string>;

/**
 * @returns why the lock does not fit, to be read after "aegis.lock"; null when it does
 * @throws ResolutionFailure when aegis.toml itself cannot be
 */
export function problemOfLock(manifest: Manifest, lock: Lock): string | null {
  const locked = new Map(lock.packages.map((each) => [each.name, each]));
  const overrides = new Map(readRequirements(manifest.overrides).map((each) => [each.name, each]));
  const reached = new Set<string>();
  const waiting = projectRequirements(manifest).map(({ name, range, source }) => ({
    name,
    range,
    source,
    by: 'aegis.toml',
  }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const asked = { ...next, ...overrides.get(next.name) };
    const found = locked.get(asked.name);
    if (found === undefined) return `does not have '${asked.name}', which ${asked.by} depends on`;
    if (asked.range !== '*' && !satisfies(found.version, asked.range)) {
      return `has ${asked.name} ${found.version}, but ${asked.by} asks for ${asked.range}`;
    }
    if (asked.by === 'aegis.toml' || overrides.has(asked.name)) {
      const problem = problemOfSource(found, asked.source);
      if (problem !== null) return problem;
    }
    if (reached.has(asked.name)) continue;
    reached.add(asked.name);
    for (const [name, range] of Object.entries(found.dependencies)) {
      waiting.push({ name, range, source: { kind: 'registry', registry: null }, by: asked.name });
    }
  }
  const extra = lock.packages.find(({ name }) => !reached.has(name));
  if (extra !== undefined) return `has '${extra.name}', which nothing depends on`;
  return null;
}

function problemOfSource({ name, source }: LockedPackage, required: RequiredSource): string | null {
  const says = (where: string): string => `has '${name}' from elsewhere than ${where}`;
  if (required.kind === 'path') {
    return source.kind === 'path' && path.normalize(source.path) === path.normalize(required.path)
      ? null
      : says(`the folder ${required.path}`);
  }
  if (required.kind === 'git') {
    return source.kind === 'git' && source.address === required.address ? null : says(required.address);
  }
  if (source.kind !== 'registry') return says('a registry');
  return required.registry === null || source.registry === required.registry
    ? null
    : says(`the registry '${required.registry}'`);
}

/** @returns which package the lock has from another address than aegis.toml gives; to be read after "aegis.lock" */
export function problemOfAddress(lock: Lock, registries: RegistryAddresses): string | null {
  for (const { name, source } of lock.packages) {
    if (source.kind !== 'registry') continue;
    const address = registries.get(source.registry);
    if (address === source.address) continue;
    const known = address === undefined ? 'aegis.toml does not have' : `is at ${address} by aegis.toml`;
    return `has '${name}' from the registry '${source.registry}' at ${source.address}, which ${known}`;
  }
  return null;
}

/**
 * A package that asks for more than it is granted can run and is denied; installing one is another matter.
 *
 * @returns which package that is, to be read after "aegis.lock"
 */
export function problemOfAuthority(manifest: Manifest, lock: Lock): string | null {
  const authority = new PackageAuthority(manifest.capabilities);
  for (const { name, version, capabilities } of lock.packages) {
    const missing = authority.missing(name, capabilities);
    if (missing.length > 0)
      return `has ${name} ${version}, which needs ${missing.join(' and ')} without being granted it`;
  }
  return null;
}
