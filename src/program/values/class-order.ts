/** What the bases of a class written in Aegis decide: the order of its ancestors and the fields of its instances. */
import { objectType } from './classes.ts';
import { error } from './exceptions.ts';
import { linearise, stuckAt } from './linearisation.ts';
import type { ClassValue } from './value.ts';

/**
 * The ancestors of a class with these bases, nearest first, without the class itself.
 *
 * @throws TypeError when the bases contradict each other or one is given twice
 */
export function ancestorsOf(bases: readonly ClassValue[]): ClassValue[] {
  bases.forEach((base, index) => {
    if (bases.indexOf(base) !== index) throw error('TypeError', `duplicate base class ${base.classInfo.name}`);
  });
  const order = linearise(bases);
  if (order === null) throw contradiction(bases);
  return order;
}

function contradiction(bases: readonly ClassValue[]) {
  const names = stuckAt(bases)
    .map((base) => base.classInfo.name)
    .join(', ');
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
