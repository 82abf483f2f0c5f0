/** One step on the way to a solution: a term that is taken to be true, by decision or because something forces it. */
import type { Incompatibility } from './incompatibility.ts';
import type { Term } from './term.ts';

export interface Assignment {
  readonly term: Term;
  /** All that is known of the package when this is added. */
  readonly known: Term;
  /** How many decisions had been made; what follows from a decision shares its level. */
  readonly level: number;
  /** Its place among all assignments. */
  readonly index: number;
  /** What forces it; null for a decision. */
  readonly cause: Incompatibility | null;
}
