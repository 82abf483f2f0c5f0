/**
 * From a manifest to exactly one version of everything it needs: requirements, sources, solver, and what a selection must
 * be besides solvable (free of circles).
 */
import type { Lock, LockedPackage } from '../lockfile.ts';
import type { Manifest } from '../manifest.ts';
import type { Registry } from '../registry/registry.ts';
import { explainFailure } from '../solver/failure-report.ts';
import { isAboutAuthority } from '../solver/hints.ts';
import { solve } from '../solver/solve.ts';
import { readAge } from './age.ts';
import { PackageAuthority } from './authority.ts';
import type { PackageCandidate } from './candidate.ts';
import { CandidateSources } from './candidates.ts';
import { type FetchGit, findLocal } from './local.ts';
import {
  projectRequirements,
  type RequiredSource,
  type Requirement,
  ResolutionFailure,
  readRequirements,
} from './requirement.ts';

export interface ResolveRequest {
  /** The project's folder. */
  readonly root: string;
  readonly manifest: Manifest;
  readonly registries: readonly Registry[];
  readonly fetchGit: FetchGit;
  /** What is used now. */
  readonly lock: Lock;
  /** Packages that need not stay as they are in the lock; `all` for none of them. */
  readonly release: ReadonlySet<string> | 'all';
  /** True when only what aegis.toml grants may be chosen; else what is asked for is put before the user. */
  readonly underGrants: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * @returns the selected packages, by name
 * @throws ResolutionFailure, RegistryFailure, DiskFailure
 */
export async function resolve(request: ResolveRequest): Promise<ReadonlyMap<string, PackageCandidate>> {
  const { manifest } = request;
  const overrides = readRequirements(manifest.overrides);
  const requirements = applyOverrides(projectRequirements(manifest), overrides);
  const kept = keptByLock(request);
  const local = await findLocal(request.root, [...overrides, ...requirements], kept, request.fetchGit);
  const wanted = withSourcesKept(requirements, local);
  const age = manifest.install['minimum-release-age'];
  const sources = new CandidateSources(
    request.registries,
    new Map<string, RequiredSource>([...requirements, ...overrides].map(({ name, source }) => [name, source])),
    local,
    kept,
    new Map(withSourcesKept(overrides, local).map(({ name, range }) => [name, range])),
    {
      authority: new PackageAuthority(manifest.capabilities),
      underGrants: request.underGrants,
      minimumAge: age === undefined ? null : readAge(age),
      now: request.now,
    },
  );
  await Promise.all(request.registries.map((registry) => registry.prefetch(wanted.map(({ name }) => name))));
  const solution = await solve(Object.fromEntries(wanted.map(({ name, range }) => [name, range])), (name) =>
    sources.load(name),
  );
  if (solution.kind === 'too-hard') throw new ResolutionFailure([`versions cannot be chosen: ${solution.reason}`]);
  if (solution.kind === 'impossible') {
    throw new ResolutionFailure(explainFailure(solution.because), null, isAboutAuthority(solution.because));
  }
  refuseCircles(solution.selected);
  return solution.selected;
}

function applyOverrides(requirements: readonly Requirement[], overrides: readonly Requirement[]): Requirement[] {
  const byName = new Map(overrides.map((override) => [override.name, override]));
  return requirements.map((requirement) => byName.get(requirement.name) ?? requirement);
}

/** A folder or repository has one version: without a range of its own that very one is meant, pre-release or not. */
function withSourcesKept(
  requirements: readonly Requirement[],
  local: ReadonlyMap<string, PackageCandidate>,
): Requirement[] {
  return requirements.map((requirement) => {
    const candidate = local.get(requirement.name);
    return candidate !== undefined && requirement.range === '*'
      ? { ...requirement, range: candidate.version }
      : requirement;
  });
}

function keptByLock({ lock, release }: ResolveRequest): ReadonlyMap<string, LockedPackage> {
  if (release === 'all') return new Map();
  return new Map(lock.packages.filter(({ name }) => !release.has(name)).map((locked) => [locked.name, locked]));
}

/** Modules cannot import each other in a circle, so packages that do could never be loaded. */
function refuseCircles(selected: ReadonlyMap<string, PackageCandidate>): void {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (name: string): void => {
    if (done.has(name)) return;
    const at = path.indexOf(name);
    if (at >= 0) {
      throw new ResolutionFailure([
        `packages depend on each other in a circle: ${[...path.slice(at), name].join(' -> ')}`,
      ]);
    }
    path.push(name);
    for (const dependency of Object.keys(selected.get(name)!.dependencies)) visit(dependency);
    path.pop();
    done.add(name);
  };
  for (const name of selected.keys()) visit(name);
}
