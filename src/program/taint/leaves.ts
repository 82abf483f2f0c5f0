/** Rebuilds nested plain data with each leaf replaced, labels on the way taken into account by the caller. */

import { Dict } from '../values/dict.ts';
import { error } from '../values/exceptions.ts';
import { FrozenSet, SetValue } from '../values/set.ts';
import { Tuple, type Value } from '../values/value.ts';

/** Deeper data is refused: it could hold itself. */
const deepest = 200;

/**
 * @param replace gets what is no container; labelled values too
 * @throws ValueError when the data is nested too deeply
 */
export function mapLeaves(value: Value, replace: (leaf: Value) => Value, depth = 0): Value {
  if (depth > deepest) throw error('ValueError', 'the value is nested too deeply, or holds itself');
  const inner = (item: Value) => mapLeaves(item, replace, depth + 1);
  if (Array.isArray(value)) return value.map(inner);
  if (value instanceof Tuple) return new Tuple(value.items.map(inner));
  if (value instanceof Dict) {
    const made = new Dict();
    const values = value.valueArray();
    for (const [index, key] of value.keyArray().entries()) made.set(inner(key), inner(values[index]!));
    return made;
  }
  if (value instanceof SetValue || value instanceof FrozenSet) {
    const made = value instanceof FrozenSet ? new FrozenSet() : new SetValue();
    for (const item of value.keyArray()) made.set(inner(item), true);
    return made;
  }
  return replace(value);
}
