/** The order in which a class and its ancestors are asked for a name: C3, as in Python. */
import { objectType } from './classes.ts';
import { error } from './exceptions.ts';
import type { ClassValue } from './value.ts';

/**
 * The ancestors of a class with these bases, nearest first, without the class itself.
 *
 * @throws TypeError when the bases contradict each other or one is given twice
 */
export function ancestorsOf(bases: readonly ClassValue[]): ClassValue[] {
  const [only] = bases;
  if (bases.length === 1) return [...only!.classInfo.order];
  bases.forEach((base, index) => {
    if (bases.indexOf(base) !== index) throw error('TypeError', `duplicate base class ${base.classInfo.name}`);
  });
  const lists = [...bases.map((base) => [...base.classInfo.order]), [...bases]];
  const order: ClassValue[] = [];
  for (;;) {
    const open = lists.filter((list) => list.length > 0);
    if (open.length === 0) return order;
    const next = open.map((list) => list[0]!).find((head) => !open.some((list) => list.indexOf(head) > 0));
    if (next === undefined) throw contradiction(bases);
    order.push(next);
    for (const list of open) if (list[0] === next) list.shift();
  }
}

function contradiction(bases: readonly ClassValue[]) {
  const names = bases.map((base) => base.classInfo.name).join(', ');
  return error('TypeError', `Cannot create a consistent method resolution\norder (MRO) for bases ${names}`);
}

/**
 * The native class whose JavaScript fields instances will have.
 *
 * @throws TypeError when two bases need different ones
 */
export function layoutOf(bases: readonly ClassValue[]): ClassValue {
  let layout = objectType;
  for (const base of bases) {
    const candidate = base.classInfo.layout;
    if (candidate.classInfo.isMixin || candidate === layout) continue;
    if (layout === objectType || candidate.classInfo.order.includes(layout)) layout = candidate;
    else if (candidate !== objectType && rootOf(candidate) !== rootOf(layout)) {
      throw error('TypeError', 'multiple bases have instance lay-out conflict');
    }
  }
  return layout;
}

/** The native type just under `object`: types with the same one share their fields (all exceptions do). */
function rootOf(layout: ClassValue): ClassValue | undefined {
  return layout.classInfo.order.filter((ancestor) => !ancestor.classInfo.isMixin).at(-2);
}
