/**
 * A set of terms that must not all be true: `{core ^1, not text ^2}` says that core ^1 needs text ^2. Some are facts about the
 * packages, others follow from two earlier ones; the cause tells which, and the causes of the last one are the explanation
 * of a failure.
 */
import type { Exclusion } from './package-versions.ts';
import type { Term } from './term.ts';

export type Cause =
  /** The project itself has to be selected. */
  | { readonly kind: 'project' }
  | { readonly kind: 'dependency'; readonly on: string; readonly range: string }
  /** No version of what is depended on is in the range; `known` is the newest there is, null when there is none at all. */
  | { readonly kind: 'no-match'; readonly on: string; readonly range: string; readonly known: string | null }
  | { readonly kind: 'excluded'; readonly exclusion: Exclusion }
  /** Follows from these two. */
  | { readonly kind: 'derived'; readonly from: readonly [Incompatibility, Incompatibility] };

export class Incompatibility {
  readonly terms: readonly Term[];
  /** The level of the decision since which one of the terms is known to be false; null when none is. */
  falseSince: number | null = null;

  /** @param terms any; terms about one package are made one */
  constructor(
    terms: readonly Term[],
    readonly cause: Cause,
  ) {
    this.terms = joined(cause.kind === 'derived' && terms.length > 1 ? terms.filter(matters) : terms);
  }

  /** Nothing can be selected: there is no solution. */
  get isFailure(): boolean {
    return this.terms.length === 0 || (this.terms.length === 1 && !matters(this.terms[0]!));
  }
}

/** That the project is selected is always true and need not be said. */
function matters(term: Term): boolean {
  return !(term.isPositive && term.of.isRoot);
}

function joined(terms: readonly Term[]): readonly Term[] {
  if (terms.length <= 1 || new Set(terms.map(({ of }) => of.name)).size === terms.length) return terms;
  const byName = new Map<string, Term>();
  for (const term of terms) {
    const known = byName.get(term.of.name);
    byName.set(term.of.name, known === undefined ? term : known.and(term));
  }
  return [...byName.values()];
}
