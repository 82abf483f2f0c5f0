/** What the solver takes to be true so far, in order: decisions, and what follows from them. */
import type { Assignment } from './assignment.ts';
import type { Incompatibility } from './incompatibility.ts';
import type { PackageVersions } from './package-versions.ts';
import { type Relation, Term } from './term.ts';

export class PartialSolution {
  private readonly assignments: Assignment[] = [];
  private readonly byPackage = new Map<string, Assignment[]>();
  private readonly decided = new Map<string, number>();
  /** All that is known of each package, and of those that still have to be decided. */
  private readonly known = new Map<string, Term>();
  private readonly open = new Map<string, Term>();

  get level(): number {
    return this.decided.size;
  }

  /** Index of the version that was decided on, by package. */
  get decisions(): ReadonlyMap<string, number> {
    return this.decided;
  }

  /** What is known of the packages of which a version is needed and none is decided on. */
  undecided(): Iterable<Term> {
    return this.open.values();
  }

  decide(versions: PackageVersions, index: number): void {
    this.decided.set(versions.name, index);
    this.add(new Term(versions, versions.just(index), true), null);
  }

  derive(term: Term, cause: Incompatibility): void {
    this.add(term, cause);
  }

  /** How what is known of the term's package relates to the term. */
  relationTo(term: Term): Relation {
    return this.known.get(term.of.name)?.relationTo(term) ?? 'overlapping';
  }

  /** The first assignment at which the term is known to be true; it is now. */
  satisfier(term: Term): Assignment {
    const list = this.byPackage.get(term.of.name) ?? [];
    const found = list.find(({ known }) => known.relationTo(term) === 'subset');
    if (found === undefined) throw new Error(`nothing makes the term about ${term.of.name} true`);
    return found;
  }

  /** Forgets everything above a level. */
  backtrack(level: number): void {
    while (this.assignments.length > 0 && this.assignments.at(-1)!.level > level) {
      const { term, cause } = this.assignments.pop()!;
      const list = this.byPackage.get(term.of.name)!;
      list.pop();
      if (list.length === 0) this.byPackage.delete(term.of.name);
      if (cause === null) this.decided.delete(term.of.name);
      this.note(term.of.name);
    }
  }

  private add(term: Term, cause: Incompatibility | null): void {
    let list = this.byPackage.get(term.of.name);
    if (list === undefined) this.byPackage.set(term.of.name, (list = []));
    const before = list.at(-1);
    const known = before === undefined ? term : before.known.and(term);
    const assignment = { term, known, level: this.level, index: this.assignments.length, cause };
    list.push(assignment);
    this.assignments.push(assignment);
    this.note(term.of.name);
  }

  private note(name: string): void {
    const known = this.byPackage.get(name)?.at(-1)?.known;
    if (known === undefined) this.known.delete(name);
    else this.known.set(name, known);
    if (known?.isPositive && !this.decided.has(name)) this.open.set(name, known);
    else this.open.delete(name);
  }
}
