/**
 * All versions of one package, oldest first, and sets of them. The solver reasons about sets of the versions that exist,
 * not about ranges: ranges of npm's kind are not closed under "and not" (pre-releases belong to a range by rules of their
 * own), sets of numbered versions are, and comparing them is exact and cheap.
 */
import { Range, SemVer } from 'semver';
import { VersionSet } from './version-set.ts';

/** Why a version may not be chosen although ranges allow it. */
export type Exclusion =
  | { readonly kind: 'capabilities'; readonly missing: readonly string[] }
  | { readonly kind: 'yanked' }
  /** Published more recently than `[install] minimum-release-age` allows. */
  | { readonly kind: 'too-new'; readonly age: string };

/** One version that could be chosen. */
export interface Candidate {
  readonly version: string;
  /** Ranges by package name. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly exclusion: Exclusion | null;
}

export class PackageVersions<Version extends Candidate = Candidate> {
  readonly candidates: readonly Version[];
  readonly all: VersionSet;
  private readonly versions: readonly SemVer[];
  private readonly matches = new Map<string, VersionSet>();
  /** How people wrote the sets that they asked for. */
  private readonly spellings = new Map<string, string>();
  private readonly dependents = new Map<string, VersionSet>();

  /**
   * @param preferred the version to choose where it is allowed (the locked one); null for the newest
   * @param isRoot true for the project itself, which people call by another name
   */
  constructor(
    readonly name: string,
    candidates: readonly Version[],
    readonly preferred: string | null = null,
    readonly isRoot = false,
  ) {
    const parsed = candidates.map((candidate) => ({ candidate, version: new SemVer(candidate.version) }));
    parsed.sort((left, right) => left.version.compare(right.version));
    this.candidates = parsed.map(({ candidate }) => candidate);
    this.versions = parsed.map(({ version }) => version);
    this.all = this.setOf(() => true);
  }

  /** The versions that a range allows; pre-releases only where the range names one of the same version. */
  matching(range: string): VersionSet {
    const known = this.matches.get(range);
    if (known !== undefined) return known;
    const parsed = new Range(range);
    const found = this.setOf((_, index) => parsed.test(this.versions[index]!));
    this.matches.set(range, found);
    if (!this.spellings.has(found.key)) this.spellings.set(found.key, range);
    return found;
  }

  /** The versions that depend on a package with this very range. */
  dependingOn(name: string, range: string): VersionSet {
    const key = `${name} ${range}`;
    const known = this.dependents.get(key);
    if (known !== undefined) return known;
    const found = this.setOf(({ dependencies }) => Object.hasOwn(dependencies, name) && dependencies[name] === range);
    this.dependents.set(key, found);
    return found;
  }

  setOf(belongs: (candidate: Version, index: number) => boolean): VersionSet {
    const indexes: number[] = [];
    this.candidates.forEach((candidate, index) => {
      if (belongs(candidate, index)) indexes.push(index);
    });
    return VersionSet.of(indexes, this.candidates.length);
  }

  just(index: number): VersionSet {
    return VersionSet.of([index], this.candidates.length);
  }

  /** The candidate to try first: the preferred version, else the newest of the set. */
  best(set: VersionSet): number {
    const preferred = this.candidates.findIndex(({ version }) => version === this.preferred);
    return preferred >= 0 && set.has(preferred) ? preferred : set.indexes().at(-1)!;
  }

  /** The package with a set of its versions, in the words of a message: `core`, `core ^1.2`, `core 1.0.0 or 1.1.0`. */
  describe(set: VersionSet): string {
    if (this.isRoot) return 'your project';
    if (set.size === this.candidates.length)
      return this.candidates.length > 1 ? `every version of ${this.name}` : this.only();
    const indexes = set.indexes();
    if (indexes.length === 1) return `${this.name} ${this.candidates[indexes[0]!]!.version}`;
    const spelled = this.spellings.get(set.key);
    if (spelled !== undefined) return `${this.name} ${spelled}`;
    return `${this.name} ${this.describeRuns(indexes)}`;
  }

  private only(): string {
    return this.candidates.length === 1 ? `${this.name} ${this.candidates[0]!.version}` : this.name;
  }

  /** Versions that follow each other are told by their ends. */
  private describeRuns(indexes: readonly number[]): string {
    const runs: [first: number, last: number][] = [];
    for (const index of indexes) {
      const run = runs.at(-1);
      if (run !== undefined && run[1] === index - 1) run[1] = index;
      else runs.push([index, index]);
    }
    const version = (index: number): string => this.candidates[index]!.version;
    const texts = runs.map(([first, last]) => {
      if (first === last) return version(first);
      if (last === this.candidates.length - 1) return `>=${version(first)}`;
      if (first === 0) return `<=${version(last)}`;
      return last === first + 1 ? `${version(first)} or ${version(last)}` : `${version(first)} to ${version(last)}`;
    });
    return texts.length <= 4
      ? texts.join(' or ')
      : `${texts.slice(0, 3).join(' or ')} or ${texts.length - 3} other ranges`;
  }
}
