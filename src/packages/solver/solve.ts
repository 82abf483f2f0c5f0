/**
 * Finds one version of every package that is needed, or the reason why there is none: the PubGrub algorithm, told in
 * docs/solver.md. Propagate what follows from what is known; on a conflict learn what caused it and go back to before that;
 * else decide on a version of one more package.
 */
import type { Assignment } from './assignment.ts';
import { Incompatibility } from './incompatibility.ts';
import { type Candidate, PackageVersions } from './package-versions.ts';
import { PartialSolution } from './partial-solution.ts';
import { Term } from './term.ts';

/** Gives the versions of a package; asked once for each. */
export type LoadVersions<Version extends Candidate> = (name: string) => Promise<PackageVersions<Version>>;

export type Solution<Version extends Candidate> =
  | { readonly kind: 'solved'; readonly selected: ReadonlyMap<string, Version> }
  | { readonly kind: 'impossible'; readonly because: Incompatibility }
  /** Given up: nobody's real dependencies need so much. */
  | { readonly kind: 'too-hard'; readonly reason: string };

export const solverLimits = { packages: 5000, conflicts: 3000 } as const;

const rootName = '';

/**
 * @param requirements ranges by package name, of the project itself
 * @param load gives the versions of a package
 */
export async function solve<Version extends Candidate>(
  requirements: Readonly<Record<string, string>>,
  load: LoadVersions<Version>,
): Promise<Solution<Version>> {
  const solver = new Solver(requirements, load);
  return solver.solve();
}

class Solver<Version extends Candidate> {
  private readonly packages = new Map<string, PackageVersions<Version>>();
  private readonly root: PackageVersions;
  /** By place of the packages that they are about. */
  private readonly incompatibilities: Incompatibility[][] = [];
  /** Those with a term that is known to be false, by the level since which it is: nothing follows from them until then. */
  private readonly silent: Incompatibility[][] = [];
  private readonly solution = new PartialSolution();
  /** Versions whose dependencies are known, and the dependencies themselves: each is told once. */
  private readonly opened = new Set<Candidate>();
  private readonly told = new Set<string>();
  /** How many conflicts each package had a part in. */
  private readonly blame: number[] = [];
  private conflicts = 0;

  constructor(
    requirements: Readonly<Record<string, string>>,
    private readonly load: LoadVersions<Version>,
  ) {
    const project: Candidate = { version: '0.0.0', dependencies: requirements, exclusion: null };
    this.root = new PackageVersions(rootName, [project], null, true);
    this.root.place = 0;
  }

  async solve(): Promise<Solution<Version>> {
    this.add(new Incompatibility([new Term(this.root, this.root.all, false)], { kind: 'project' }));
    for (let next: PackageVersions | null = this.root; next !== null; next = await this.decide()) {
      const failure = this.propagate(next);
      if (failure !== null) return { kind: 'impossible', because: failure };
      const tooHard = this.tooHard();
      if (tooHard !== null) return { kind: 'too-hard', reason: tooHard };
    }
    const selected = new Map<string, Version>();
    for (const [{ name }, index] of this.solution.decisions) {
      if (name !== rootName) selected.set(name, this.packages.get(name)!.candidates[index]!);
    }
    return { kind: 'solved', selected };
  }

  private tooHard(): string | null {
    if (this.packages.size > solverLimits.packages) return `more than ${solverLimits.packages} packages are involved`;
    if (this.conflicts > solverLimits.conflicts) return `no solution was found in ${solverLimits.conflicts} attempts`;
    return null;
  }

  private add(incompatibility: Incompatibility): void {
    for (const { of } of incompatibility.terms) (this.incompatibilities[of.place] ??= []).push(incompatibility);
  }

  /**
   * Derives everything that follows from what is known about a package.
   *
   * @returns the incompatibility that shows that there is no solution; null when there may be one
   */
  private propagate(versions: PackageVersions): Incompatibility | null {
    const changed = new Set([versions]);
    for (const current of changed) {
      changed.delete(current);
      const list = this.incompatibilities[current.place] ?? [];
      // What was learned last is the most telling.
      for (let index = list.length - 1; index >= 0; index--) {
        if (list[index]!.falseSince !== null) continue;
        const found = this.consequence(list[index]!);
        if (found === 'nothing') continue;
        if (found instanceof Term) {
          this.solution.derive(found, list[index]!);
          changed.add(found.of);
          continue;
        }
        const learned = this.resolveConflict(list[index]!);
        if (learned.isFailure) return learned;
        const forced = this.consequence(learned);
        if (!(forced instanceof Term)) throw new Error('what was learned from a conflict forces nothing');
        this.solution.derive(forced, learned);
        changed.clear();
        changed.add(forced.of);
        break;
      }
    }
    return null;
  }

  /** What an incompatibility forces: all its terms but one are true, so that one is false. */
  private consequence(incompatibility: Incompatibility): Term | 'nothing' | 'conflict' {
    let open: Term | null = null;
    for (const term of incompatibility.terms) {
      const relation = this.solution.relationTo(term);
      if (relation === 'disjoint') {
        this.silence(incompatibility);
        return 'nothing';
      }
      if (relation === 'subset') continue;
      if (open !== null) return 'nothing';
      open = term;
    }
    return open === null ? 'conflict' : open.inverse;
  }

  /**
   * All terms are true, which must not be. Replaces the last term that became true by what forced it, until what is left
   * would have forced something else at an earlier level; goes back to that level.
   *
   * @returns what was learned; it is a failure when there is no level to go back to
   */
  private resolveConflict(conflict: Incompatibility): Incompatibility {
    this.conflicts++;
    let current = conflict;
    while (!current.isFailure) {
      const { term, satisfier, rest, previousLevel } = this.lastTrue(current);
      if (previousLevel < satisfier.level || satisfier.cause === null) {
        this.backtrack(previousLevel);
        if (current !== conflict) this.add(current);
        for (const { of } of current.terms) this.blame[of.place] = (this.blame[of.place] ?? 0) + 1;
        return current;
      }
      const others = [...current.terms, ...satisfier.cause.terms].filter(
        (each) => each !== term && each.of !== satisfier.term.of,
      );
      const kept = rest === null ? others : [...others, rest.inverse];
      current = new Incompatibility(kept, { kind: 'derived', from: [current, satisfier.cause] });
    }
    return current;
  }

  /** What was known to be false stays so until that knowledge is taken back. */
  private silence(incompatibility: Incompatibility): void {
    const { level } = this.solution;
    incompatibility.falseSince = level;
    (this.silent[level] ??= []).push(incompatibility);
  }

  private backtrack(level: number): void {
    this.solution.backtrack(level);
    for (const incompatibility of this.silent.splice(level + 1).flat()) incompatibility.falseSince = null;
  }

  /** The term that became true last, with what made it so, and the level at which all the others already were. */
  private lastTrue(incompatibility: Incompatibility): {
    readonly term: Term;
    readonly satisfier: Assignment;
    /** What the satisfier does not cover of its term by itself; null when it covers all. */
    readonly rest: Term | null;
    readonly previousLevel: number;
  } {
    const all = incompatibility.terms.map((term) => ({ term, satisfier: this.solution.satisfier(term) }));
    const last = all.reduce((latest, each) => (each.satisfier.index > latest.satisfier.index ? each : latest));
    let previousLevel = 1;
    for (const each of all) {
      if (each !== last) previousLevel = Math.max(previousLevel, each.satisfier.level);
    }
    const { term, satisfier } = last;
    const difference = satisfier.term.and(term.inverse);
    const isCovered = difference.isImpossible || satisfier.term.relationTo(term) === 'subset';
    const rest = isCovered ? null : difference;
    if (rest !== null) previousLevel = Math.max(previousLevel, this.solution.satisfier(rest.inverse).level);
    return { ...last, rest, previousLevel };
  }

  /**
   * Decides on a version of the most pressing package.
   *
   * @returns the package; null when everything is decided
   */
  private async decide(): Promise<PackageVersions | null> {
    const next = this.mostPressing();
    if (next === null) return null;
    const versions = next.of;
    const index = versions.best(next.set);
    const fresh = this.opened.has(versions.candidates[index]!) ? [] : await this.tellDependencies(versions, index);
    // A fresh fact may already forbid the version; deciding on it anyway would be a conflict of our own making.
    const isForbidden = fresh.some(({ terms }) =>
      terms.every((term) => term.of === versions || this.solution.relationTo(term) === 'subset'),
    );
    if (!isForbidden) this.solution.decide(versions, index);
    return versions;
  }

  /** The undecided package with the fewest versions left for the number of conflicts it was in: it fails soonest. */
  private mostPressing(): Term | null {
    let found: Term | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const term of this.solution.undecided()) {
      const room = term.set.size / (1 + (this.blame[term.of.place] ?? 0));
      if (room >= least) continue;
      // Of a single version there is no choice to make, so nothing is more pressing.
      if (room <= 1) return term;
      found = term;
      least = room;
    }
    return found;
  }

  /** Adds what a version depends on, for all versions of the package that depend on the same. */
  private async tellDependencies(versions: PackageVersions, index: number): Promise<Incompatibility[]> {
    const candidate = versions.candidates[index]!;
    const { dependencies } = candidate;
    this.opened.add(candidate);
    const untold = Object.entries(dependencies).filter(([name, range]) => {
      const key = `${versions.name} ${name} ${range}`;
      return !this.told.has(key) && this.told.add(key);
    });
    await Promise.all(untold.map(([name]) => this.packages.has(name) || this.introduce(name)));
    return untold.map(([name, range]) => {
      const on = this.packages.get(name)!;
      const dependents = new Term(versions, versions.dependingOn(name, range), true);
      const allowed = on.matching(range);
      const newest = on.candidates.at(-1)?.version ?? null;
      const told =
        versions === (on as PackageVersions)
          ? this.dependencyOnItself(versions, name, range)
          : allowed.isEmpty
            ? new Incompatibility([dependents], { kind: 'no-match', on: name, range, known: newest })
            : new Incompatibility([dependents, new Term(on, allowed, false)], { kind: 'dependency', on: name, range });
      this.add(told);
      return told;
    });
  }

  /** A version may only depend on itself. */
  private dependencyOnItself(versions: PackageVersions, name: string, range: string): Incompatibility {
    const wrong = versions.dependingOn(name, range).without(versions.matching(range));
    return new Incompatibility([new Term(versions, wrong, true)], { kind: 'dependency', on: name, range });
  }

  private async introduce(name: string): Promise<void> {
    const versions = await this.load(name);
    if (this.packages.has(name)) return;
    this.packages.set(name, versions);
    versions.place = this.packages.size;
    const byReason = new Map<string, Candidate[]>();
    for (const candidate of versions.candidates) {
      if (candidate.exclusion === null) continue;
      const reason = JSON.stringify(candidate.exclusion);
      byReason.set(reason, [...(byReason.get(reason) ?? []), candidate]);
    }
    for (const excluded of byReason.values()) {
      const set = versions.setOf((candidate) => excluded.includes(candidate));
      const cause = { kind: 'excluded', exclusion: excluded[0]!.exclusion! } as const;
      this.add(new Incompatibility([new Term(versions, set, true)], cause));
    }
  }
}
