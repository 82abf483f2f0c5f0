/**
 * The labels of a value and where it came from. Values that came the same way share one object, so that an operation on
 * two of them has nothing to join: what a million steps made is told by the first source, the last and their number.
 */

export type Label = 'tainted' | 'secret';

/** The sources that a labelled value comes from; those between the first and the last are only counted. */
export interface Provenance {
  readonly first: string;
  readonly last: string;
  readonly count: number;
}

export interface Marks {
  readonly isTainted: boolean;
  readonly isSecret: boolean;
  readonly provenance: Provenance;
}

/** By label and source. Sources are few words of the runtime's and the host's, but nothing is kept without bound. */
const known = new Map<string, Marks>();
const mostKnown = 1000;

/** The marks of what enters the program with one label. */
export function marksOf(kind: Label, source: string): Marks {
  const key = `${kind} ${source}`;
  let marks = known.get(key);
  if (marks === undefined) {
    const isTainted = kind === 'tainted';
    marks = { isTainted, isSecret: !isTainted, provenance: { first: source, last: source, count: 1 } };
    if (known.size >= mostKnown) known.clear();
    known.set(key, marks);
  }
  return marks;
}

/** Both together: each label of either, the sources of both. */
export function joinMarks(left: Marks, right: Marks): Marks {
  if (left === right) return left;
  const provenance = joinProvenance(left.provenance, right.provenance);
  const isTainted = left.isTainted || right.isTainted;
  const isSecret = left.isSecret || right.isSecret;
  if (left.provenance === provenance && left.isTainted === isTainted && left.isSecret === isSecret) return left;
  return { isTainted, isSecret, provenance };
}

/** Each source is counted as often as it came in by a way of its own, as far as numbers go. */
function joinProvenance(left: Provenance, right: Provenance): Provenance {
  if (left === right) return left;
  if (left.first === right.first && left.last === right.last) return left.count >= right.count ? left : right;
  const count = Math.min(left.count + right.count, Number.MAX_SAFE_INTEGER);
  return { first: left.first, last: right.last, count };
}
