/**
 * Where the solver gets versions from: a folder, a git repository, or the one registry that has the name. A name that two
 * registries have is refused until the project says which is meant: otherwise whoever publishes a private package's
 * name elsewhere, with a higher version, would be installed in its place.
 */
import type { LockedPackage } from '../lockfile.ts';
import type { IndexEntry, Registry } from '../registry/registry.ts';
import { type Exclusion, PackageVersions } from '../solver/package-versions.ts';
import { listed } from '../solver/sentences.ts';
import { formatAge } from './age.ts';
import type { PackageAuthority } from './authority.ts';
import type { PackageCandidate } from './candidate.ts';
import { type RequiredSource, ResolutionFailure } from './requirement.ts';

export interface CandidateRules {
  readonly authority: PackageAuthority;
  /** True when only what is granted may be chosen; else what is asked for is put before the user. */
  readonly underGrants: boolean;
  /** Milliseconds that a version must have been public; null for none. */
  readonly minimumAge: number | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export class CandidateSources {
  /**
   * @param pinned where packages come from when the project says so
   * @param local packages that do not come from a registry
   * @param locked what to prefer, by name
   * @param ranges in place of what everybody asks, by name
   */
  constructor(
    private readonly registries: readonly Registry[],
    private readonly pinned: ReadonlyMap<string, RequiredSource>,
    private readonly local: ReadonlyMap<string, PackageCandidate>,
    private readonly locked: ReadonlyMap<string, LockedPackage>,
    private readonly ranges: ReadonlyMap<string, string>,
    private readonly rules: CandidateRules,
  ) {}

  /**
   * All versions of a package.
   *
   * @throws ResolutionFailure, RegistryFailure
   */
  async load(name: string): Promise<PackageVersions<PackageCandidate>> {
    const local = this.local.get(name);
    const candidates = local === undefined ? await this.published(name) : [this.judged(local)];
    return new PackageVersions(name, candidates.map(this.overridden), this.locked.get(name)?.version ?? null);
  }

  private async published(name: string): Promise<PackageCandidate[]> {
    const found = await this.registryOf(name);
    if (found === null) return [];
    const { registry, entries } = found;
    return entries.map((entry) => {
      const { version, dependencies, capabilities } = entry;
      const exclusion = this.exclusionOfEntry(entry);
      return { name, version, dependencies, capabilities, exclusion, origin: { kind: 'registry', registry, entry } };
    });
  }

  private async registryOf(
    name: string,
  ): Promise<{ readonly registry: Registry; readonly entries: readonly IndexEntry[] } | null> {
    const pin = this.pinned.get(name);
    const wanted = pin?.kind === 'registry' ? pin.registry : null;
    const asked = wanted === null ? this.registries : [this.named(wanted, name)];
    const answers = await Promise.all(
      asked.map(async (registry) => ({ registry, entries: await registry.versions(name) })),
    );
    const having = answers.filter(({ entries }) => entries.length > 0);
    if (having.length <= 1) return having[0] ?? null;
    const names = having.map(({ registry }) => `'${registry.name}'`);
    throw new ResolutionFailure(
      [`'${name}' is in the registries ${listed(names, 'and')}, and nothing says which is meant`],
      `write ${name} = { version = "…", registry = ${names[0]!.replaceAll("'", '"')} } under [dependencies] or [overrides] of aegis.toml`,
    );
  }

  private named(wanted: string, name: string): Registry {
    const registry = this.registries.find((each) => each.name === wanted);
    if (registry !== undefined) return registry;
    const known = this.registries.map((each) => `'${each.name}'`);
    throw new ResolutionFailure(
      [`'${name}' is to come from the registry '${wanted}', which aegis.toml does not have`],
      `its registries are ${listed(known, 'and')}`,
    );
  }

  private exclusionOfEntry(entry: IndexEntry): Exclusion | null {
    const isKept = this.locked.get(entry.name)?.version === entry.version;
    if (entry.yanked && !isKept) return { kind: 'yanked' };
    const age = this.rules.now - Date.parse(entry.published);
    const { minimumAge } = this.rules;
    if (minimumAge !== null && age < minimumAge && !isKept) return { kind: 'too-new', age: formatAge(age) };
    return this.exclusionByAuthority(entry);
  }

  private judged(candidate: PackageCandidate): PackageCandidate {
    return { ...candidate, exclusion: this.exclusionByAuthority(candidate) };
  }

  private exclusionByAuthority({
    name,
    capabilities,
  }: Pick<PackageCandidate, 'name' | 'capabilities'>): Exclusion | null {
    const { authority, underGrants } = this.rules;
    const missing = underGrants ? authority.missing(name, capabilities) : authority.denied(name, capabilities);
    return missing.length === 0 ? null : { kind: 'capabilities', missing };
  }

  private readonly overridden = (candidate: PackageCandidate): PackageCandidate => {
    const dependencies = Object.entries(candidate.dependencies);
    if (!dependencies.some(([name]) => this.ranges.has(name))) return candidate;
    const changed = dependencies.map(([name, range]) => [name, this.ranges.get(name) ?? range]);
    return { ...candidate, dependencies: Object.fromEntries(changed) };
  };
}
