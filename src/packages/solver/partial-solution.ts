/**
 * What the solver takes to be true so far, in order: decisions, and what follows from them. Packages are found by their
 * place: most of the solver's time goes into asking what is known of one.
 */
import type { Assignment } from './assignment.ts';
import type { Incompatibility } from './incompatibility.ts';
import type { PackageVersions } from './package-versions.ts';
import { type Relation, Term } from './term.ts';

export class PartialSolution {
  private readonly assignments: Assignment[] = [];
  /** By place of the package. */
  private readonly byPackage: Assignment[][] = [];
  private readonly decided = new Map<PackageVersions, number>();
  /** What is known of the packages that a version is needed of and none is decided on. */
  private readonly open = new Map<PackageVersions, Term>();

  get level(): number {
    return this.decided.size;
  }

  /** Index of the version that was decided on, by package. */
  get decisions(): ReadonlyMap<PackageVersions, number> {
    return this.decided;
  }

  /** What is known of the packages of which a version is needed and none is decided on. */
  undecided(): Iterable<Term> {
    return this.open.values();
  }

  decide(versions: PackageVersions, index: number): void {
    this.decided.set(versions, index);
    this.add(new Term(versions, versions.just(index), true), null);
  }

  derive(term: Term, cause: Incompatibility): void {
    this.add(term, cause);
  }

  /** How what is known of the term's package relates to the term. */
  relationTo(term: Term): Relation {
    return this.byPackage[term.of.place]?.at(-1)?.known.relationTo(term) ?? 'overlapping';
  }

  /** The first assignment at which the term is known to be true; it is now. */
  satisfier(term: Term): Assignment {
    const found = this.byPackage[term.of.place]?.find(({ known }) => known.relationTo(term) === 'subset');
    if (found === undefined) throw new Error(`nothing makes the term about ${term.of.name} true`);
    return found;
  }

  /** Forgets everything above a level. */
  backtrack(level: number): void {
    while (this.assignments.length > 0 && this.assignments.at(-1)!.level > level) {
      const { term, cause } = this.assignments.pop()!;
      this.byPackage[term.of.place]!.pop();
      if (cause === null) this.decided.delete(term.of);
      this.note(term.of);
    }
  }

  private add(term: Term, cause: Incompatibility | null): void {
    const list = (this.byPackage[term.of.place] ??= []);
    const before = list.at(-1);
    const known = before === undefined ? term : before.known.and(term);
    const assignment = { term, known, level: this.level, index: this.assignments.length, cause };
    list.push(assignment);
    this.assignments.push(assignment);
    this.note(term.of);
  }

  private note(versions: PackageVersions): void {
    const known = this.byPackage[versions.place]!.at(-1)?.known;
    if (known?.isPositive && !this.decided.has(versions)) this.open.set(versions, known);
    else this.open.delete(versions);
  }
}
