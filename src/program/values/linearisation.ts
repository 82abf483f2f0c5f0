/** C3: merges the orders of a class's bases into one that keeps each of them, as Python does. */
import type { ClassValue } from './value.ts';

/** The ancestors of a class with these bases, nearest first; null when the bases contradict each other. */
export function linearise(bases: readonly ClassValue[]): ClassValue[] | null {
  if (bases.length === 0) return [];
  if (bases.length === 1) return [...bases[0]!.classInfo.order];
  const { order, open } = merge(bases);
  return open.length === 0 ? order : null;
}

/** The classes of which none can come next, for bases that contradict each other. */
export function stuckAt(bases: readonly ClassValue[]): ClassValue[] {
  return [...new Set(merge(bases).open.map((list) => list[0]!))];
}

/** The order as far as it goes, and the lists that are still to be merged. */
function merge(bases: readonly ClassValue[]): { order: ClassValue[]; open: ClassValue[][] } {
  const lists = [...bases.map((base) => [...base.classInfo.order]), [...bases]];
  const order: ClassValue[] = [];
  for (;;) {
    const open = lists.filter((list) => list.length > 0);
    if (open.length === 0) return { order, open };
    const next = open.map((list) => list[0]!).find((head) => !open.some((list) => list.indexOf(head) > 0));
    if (next === undefined) return { order, open };
    order.push(next);
    for (const list of open) if (list[0] === next) list.shift();
  }
}
