/**
 * Objects that are no classes but say by a `__bases__` of their own (a tuple) that they should be taken for one, as
 * `isinstance` and `issubclass` have always allowed.
 */
import { isClass } from './classes.ts';
import { ExceptionObject } from './exceptions.ts';
import { Tuple, type Value } from './value.ts';

/** The bases that an object names; null when it names none. */
export function basesOf(x: Value): readonly Value[] | null {
  if (isClass(x)) return x.classInfo.bases;
  const bases = own(x, '$__bases__');
  return bases instanceof Tuple ? bases.items : null;
}

/** What the object calls its class: its own `__class__` property, undefined without one. */
export function namedClassOf(x: Value): Value | undefined {
  return own(x, '$__class__');
}

/** A missing attribute counts as absent; other exceptions of a property pass. */
function own(x: Value, key: '$__bases__' | '$__class__'): Value | undefined {
  if (typeof x !== 'object' || x === null) return undefined;
  try {
    return (x as { $__bases__?: Value; $__class__?: Value })[key];
  } catch (problem) {
    if (problem instanceof ExceptionObject && problem.type.classInfo.name === 'AttributeError') return undefined;
    throw problem;
  }
}

/** True when `cls` is reached from `derived` over bases. */
export function reaches(derived: Value, cls: Value): boolean {
  if (derived === cls) return true;
  return (basesOf(derived) ?? []).some((base) => reaches(base, cls));
}
