/**
 * A statement about one package that is true or false of a selection of versions: "one of these versions is selected", or
 * its negation, "none of these versions is selected" (which is also true when no version of the package is selected).
 */
import type { PackageVersions } from './package-versions.ts';
import type { VersionSet } from './version-set.ts';

export type Relation =
  /** Whatever makes the one true makes the other true. */
  | 'subset'
  /** Nothing makes both true. */
  | 'disjoint'
  | 'overlapping';

export class Term {
  constructor(
    readonly of: PackageVersions,
    readonly set: VersionSet,
    readonly isPositive: boolean,
  ) {}

  get inverse(): Term {
    return new Term(this.of, this.set, !this.isPositive);
  }

  /** False of every selection. */
  get isImpossible(): boolean {
    return this.isPositive && this.set.isEmpty;
  }

  /** How selections that make this true relate to those that make `other` true. */
  relationTo(other: Term): Relation {
    if (this.isPositive) {
      if (this.set.isSubsetOf(other.set)) return other.isPositive ? 'subset' : 'disjoint';
      if (this.set.isDisjointFrom(other.set)) return other.isPositive ? 'disjoint' : 'subset';
      return 'overlapping';
    }
    if (other.isPositive) return other.set.isSubsetOf(this.set) ? 'disjoint' : 'overlapping';
    return other.set.isSubsetOf(this.set) ? 'subset' : 'overlapping';
  }

  /** True of what makes both true. */
  and(other: Term): Term {
    if (this.isPositive && other.isPositive) return new Term(this.of, this.set.intersect(other.set), true);
    if (!this.isPositive && !other.isPositive) return new Term(this.of, this.set.union(other.set), false);
    const [positive, negative] = this.isPositive ? [this, other] : [other, this];
    return new Term(this.of, positive.set.without(negative.set), true);
  }
}
