/**
 * All versions of one package, oldest first, and sets of them. The solver reasons about sets of the versions that exist,
 * not about ranges: ranges of npm's kind are not closed under "and not" (pre-releases belong to a range by rules of their
 * own), sets of numbered versions are, and comparing them is exact and cheap.
 */
import { type Comparator, Range, SemVer } from 'semver';
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
  /** Its number in the resolution that it takes part in, which gives one to every package. */
  place = -1;
  readonly all: VersionSet;
  /** Parsed when they are compared with a range: most never are. */
  private readonly parsed: SemVer[] = [];
  private readonly hasPrereleases: boolean;
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
    this.candidates = [...candidates].sort((left, right) => compareVersions(left.version, right.version));
    this.hasPrereleases = candidates.some(({ version }) => version.includes('-'));
    this.all = this.setOf(() => true);
  }

  /** The versions that a range allows; pre-releases only where the range names one of the same version. */
  matching(range: string): VersionSet {
    const known = this.matches.get(range);
    if (known !== undefined) return known;
    const parsed = new Range(range);
    const found = this.hasPrereleases
      ? this.setOf((_, index) => parsed.test(this.versionAt(index)))
      : VersionSet.of([...new Set(parsed.set.flatMap((each) => this.runOf(each)))], this.candidates.length);
    this.matches.set(range, found);
    if (!this.spellings.has(found.key)) this.spellings.set(found.key, range);
    return found;
  }

  /** The places of the versions that satisfy all comparators. Releases that do so follow each other. */
  private runOf(comparators: readonly Comparator[]): number[] {
    let [first, end] = [0, this.candidates.length];
    for (const { operator, semver, value } of comparators) {
      // The comparator that everything satisfies has no version.
      if (value === '') continue;
      const at = this.placeOf(semver);
      const after = at < this.candidates.length && this.versionAt(at).compare(semver) === 0 ? at + 1 : at;
      if (operator !== '<' && operator !== '<=') first = Math.max(first, operator === '>' ? after : at);
      if (operator !== '>' && operator !== '>=') end = Math.min(end, operator === '<' ? at : after);
    }
    return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  }

  /** The place of the first version that is not lower. */
  private placeOf(version: SemVer): number {
    let [low, high] = [0, this.candidates.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.versionAt(middle).compare(version) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private versionAt(index: number): SemVer {
    return (this.parsed[index] ??= new SemVer(this.candidates[index]!.version));
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
    if (this.preferred === null) return set.last;
    const preferred = this.candidates.findIndex(({ version }) => version === this.preferred);
    return preferred >= 0 && set.has(preferred) ? preferred : set.last;
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

/** As `semver` compares them; releases without parsing them into objects. */
function compareVersions(left: string, right: string): number {
  if (left.includes('-') || right.includes('-')) return new SemVer(left).compare(right);
  const [ones, others] = [left.split('.'), right.split('.')];
  for (let part = 0; part < 3; part++) {
    const difference = Number(ones[part]) - Number(others[part]);
    if (difference !== 0) return difference;
  }
  return 0;
}
